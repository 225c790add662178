"""Layers that learned nothing: pooling, and the end of the maps."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

import numpy as np

from nnviz.core.activations import activation_named
from nnviz.core.arrays import FloatArray
from nnviz.core.forward import LayerTrace
from nnviz.core.layer import Layer
from nnviz.core.maps import Maps, Pair, Sides, Windows, as_pair
from nnviz.errors import NNVizError

__all__ = ["AveragePool2D", "Flatten", "GlobalAveragePool2D", "MaxPool2D"]


class _Unlearned(Layer):
    """A layer that has learned nothing, and hands on what it computes as it is."""

    activation = activation_named("identity")

    @property
    def arrays(self) -> Mapping[str, FloatArray]:
        """Nothing."""
        return {}

    @abstractmethod
    def _values(self, inputs: FloatArray) -> FloatArray:
        """Return what comes out, in any shape."""

    def forward(self, inputs: FloatArray) -> LayerTrace:
        """Return what comes out, as z and as a."""
        with np.errstate(over="ignore", invalid="ignore"):
            a = self._values(inputs).reshape(*inputs.shape[:-1], self.n_out)
        return LayerTrace(a, a)


class _Pool(_Unlearned, Windows):
    def __init__(
        self,
        size: int | Pair,
        *,
        in_shape: Sequence[int],
        stride: int | Pair | None = None,
        padding: int | str | Sides = 0,
    ) -> None:
        self._set_shape(in_shape)
        window = as_pair(size, "size")
        self._set_windows(window, window if stride is None else stride, padding)
        if max(self.padding[::2]) >= window[0] or max(self.padding[1::2]) >= window[1]:
            raise NNVizError(
                f"expected less padding than the window of {window[0]} x {window[1]}; "
                f"got {self.padding}"
            )

    @property
    def out_shape(self) -> tuple[int, ...]:
        """(maps, rows, columns)."""
        return (self._shape[0], *self._places)


class MaxPool2D(_Pool):
    """The largest number of each window, map by map.

    Parameters
    ----------
    size : int or (int, int)
        Of the window.
    in_shape : sequence of int
        (maps, rows, columns) of what comes in.
    stride : int or (int, int), optional
        As the size unless given.
    padding : int, "same" or (top, left, bottom, right)
        Nothing of it is ever the largest.

    Raises
    ------
    NNVizError
        If the window does not fit.

    Examples
    --------
    >>> pool = MaxPool2D(2, in_shape=(1, 2, 4))
    >>> pool.forward(np.arange(8.0)).activations
    array([5., 7.])
    """

    kind: ClassVar[str] = "maxpool2d"

    def _values(self, inputs: FloatArray) -> FloatArray:
        return np.asarray(self._windows(self._maps(inputs), -np.inf).max(axis=(-2, -1)))


class AveragePool2D(_Pool):
    """The mean of each window, map by map; see `MaxPool2D` for the parameters.

    Padding is left out of the mean.

    Examples
    --------
    >>> pool = AveragePool2D(2, in_shape=(1, 2, 4))
    >>> pool.forward(np.arange(8.0)).activations
    array([2.5, 4.5])
    """

    kind: ClassVar[str] = "averagepool2d"

    def _values(self, inputs: FloatArray) -> FloatArray:
        sums = self._windows(self._maps(inputs), 0.0).sum(axis=(-2, -1))
        there = self._windows(np.ones((1, *self._shape)), 0.0).sum(axis=(-2, -1))
        return np.asarray(sums / there)


class GlobalAveragePool2D(_Unlearned, Maps):
    """The mean of each map: one number a map.

    Parameters
    ----------
    in_shape : sequence of int
        (maps, rows, columns) of what comes in.

    Examples
    --------
    >>> GlobalAveragePool2D(in_shape=(2, 1, 2)).forward(np.arange(4.0)).activations
    array([0.5, 2.5])
    """

    kind: ClassVar[str] = "globalaveragepool2d"

    def __init__(self, *, in_shape: Sequence[int]) -> None:
        self._set_shape(in_shape)

    @property
    def out_shape(self) -> tuple[int, ...]:
        """One number for each map."""
        return (self._shape[0],)

    def _values(self, inputs: FloatArray) -> FloatArray:
        return np.asarray(self._maps(inputs).mean(axis=(2, 3)))


class Flatten(_Unlearned, Maps):
    """The end of the maps: the same numbers, map after map, as one row of neurons.

    Parameters
    ----------
    in_shape : sequence of int
        (maps, rows, columns) of what comes in.

    Examples
    --------
    >>> Flatten(in_shape=(2, 3, 3)).out_shape
    (18,)
    """

    kind: ClassVar[str] = "flatten"

    def __init__(self, *, in_shape: Sequence[int]) -> None:
        self._set_shape(in_shape)

    @property
    def out_shape(self) -> tuple[int, ...]:
        """As many numbers as came in."""
        return (self.n_in,)

    def _values(self, inputs: FloatArray) -> FloatArray:
        return np.array(inputs)
