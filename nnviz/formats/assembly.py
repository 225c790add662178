"""A network put together step by step, as another tool's file tells it.

Other tools write more steps than a network here has layers: a sum, then a function; images with
their channels last; normalisations; reshapings. What can be part of a layer becomes part of it, so
that the network computes the same from fewer steps.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import (
    AveragePool2D,
    Conv2D,
    DenseLayer,
    Flatten,
    FloatArray,
    GlobalAveragePool2D,
    Layer,
    MaxPool2D,
    Meaning,
    Network,
    NNVizError,
    activation_named,
)
from nnviz.formats.bounds import MAX_LAYERS, MAX_NUMBERS

__all__ = ["Assembly", "as_numbers"]

_RISING = ("sigmoid", "relu", "tanh", "identity", "leaky_relu", "elu", "softplus")
"""Functions that never fall: the largest of their values is the value of the largest."""

_MOST_BETWEEN = 2048


class Assembly:
    """The layers so far, and how the numbers stand after them.

    Parameters
    ----------
    shape : sequence of int
        Of one input as the file has it, without the batch.
    channels_last : bool
        Whether an input of three axes is (rows, columns, channels). Here the channels come first.

    Attributes
    ----------
    notes : list of str
        What a person should know of how the file was read.

    Examples
    --------
    >>> steps = Assembly((2,))
    >>> steps.scale_shift(np.full(2, 1 / 255), np.zeros(2))
    >>> steps.dense(np.array([[255.0, 0.0]]), np.array([1.0]))
    >>> steps.activation("relu")
    >>> steps.network().forward([3.0, 4.0]).outputs
    array([4.])
    """

    def __init__(self, shape: Sequence[int], *, channels_last: bool = False) -> None:
        kept = tuple(int(size) for size in shape)
        if not kept or any(size < 1 for size in kept) or math.prod(kept) > MAX_NUMBERS:
            raise NNVizError(f"expected inputs of at least one number each; got the shape {kept}")
        self.notes: list[str] = []
        self._layers: list[Layer] = []
        self._numbers = 0
        order = np.arange(math.prod(kept))
        if channels_last and len(kept) == 3:
            rows, columns, channels = kept
            self._index = order.reshape(channels, rows, columns).transpose(1, 2, 0)
        else:
            self._index = order.reshape(kept)
        self._scale: FloatArray | None = None
        self._shift: FloatArray = np.zeros(0)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the numbers as the file sees them now, without the batch."""
        return tuple(self._index.shape)

    def network(self, meaning: Meaning | None = None) -> Network:
        """Return the network of all steps."""
        if self._scale is not None:
            self._settle()
        if not self._layers:
            raise NNVizError("expected at least one layer with weights; got none")
        self._check_order()
        return Network(self._layers, meaning)

    def dense(self, weights: FloatArray, biases: FloatArray) -> None:
        """Add sums: `weights` of shape (n_out, n_in), `biases` of shape (n_out,)."""
        if weights.ndim != 2 or len(self.shape) != 1 or weights.shape[1] != self.shape[0]:
            raise NNVizError(
                f"expected weights for inputs of shape {self.shape}; got {weights.shape}"
            )
        own = np.empty_like(weights)
        own[:, self._index] = weights
        if self._scale is not None:
            biases = biases + own @ self._shift
            own = own * self._scale
            self._scale = None
        if self._layers and len(self._layers[-1].out_shape) == 3:
            self._add(Flatten(in_shape=self._layers[-1].out_shape))
        self._add(DenseLayer(own, biases, "identity"))

    def convolution(self, kernels: FloatArray, biases: FloatArray, **settings: Any) -> None:
        """Add a convolution: `kernels` of shape (maps out, maps in, rows, columns)."""
        shape = self._as_maps()
        if self._scale is not None:
            scale, shift = self._by_channel(self._scale), self._by_channel(self._shift)
            layer = Conv2D(kernels, biases, "identity", in_shape=shape, **settings)
            if scale is None or shift is None or (shift.any() and any(layer.padding)):
                self._settle()
            else:
                biases = biases + np.einsum("ocij,c->o", kernels, shift)
                kernels = kernels * scale[:, None, None]
                self._scale = None
        self._add(Conv2D(kernels, biases, "identity", in_shape=shape, **settings))

    def pool(self, kind: type[MaxPool2D] | type[AveragePool2D], **settings: Any) -> None:
        """Add a pooling; `settings` are those of the layer, without its shape."""
        shape = self._as_maps()
        if self._scale is not None:
            self._settle()
        self._add(kind(in_shape=shape, **settings))

    def global_average(self) -> None:
        """Add the mean of each map."""
        shape = self._as_maps()
        if self._scale is not None:
            self._settle()
        self._add(GlobalAveragePool2D(in_shape=shape))

    def activation(self, name: str) -> None:
        """Apply a function to all numbers, or to each row of them for softmax."""
        function = activation_named(name)
        if function.name == "identity":
            return
        if function.slope is None and len(self.shape) != 1:
            raise NNVizError(f"expected one row of numbers for {function.name}; got {self.shape}")
        at = len(self._layers) - 1
        if function.name.split("(")[0] in _RISING:
            while at >= 0 and isinstance(self._layers[at], MaxPool2D | Flatten):
                at -= 1
        is_free = at >= 0 and isinstance(self._layers[at], Conv2D | DenseLayer)
        if not is_free or self._scale is not None or self._layers[at].activation.name != "identity":
            self._settle()
            at = len(self._layers) - 1
        layer = self._layers[at]
        assert isinstance(layer, Conv2D | DenseLayer)
        if isinstance(layer, DenseLayer):
            self._layers[at] = DenseLayer(layer.weights, layer.biases, function)
        else:
            self._layers[at] = layer.with_arrays(layer.kernels, layer.channel_biases, function)

    def scale_shift(self, scale: FloatArray, shift: FloatArray) -> None:
        """Multiply and add number by number; both of a shape that spreads over the numbers'."""
        size = self._index.size
        scales, shifts = np.empty(size), np.empty(size)
        scales[self._index] = np.broadcast_to(scale, self.shape)
        shifts[self._index] = np.broadcast_to(shift, self.shape)
        last = self._layers[-1] if self._layers else None
        if self._scale is None and last is not None and last.activation.name == "identity":
            if isinstance(last, DenseLayer):
                weights = last.weights * scales[:, None]
                self._layers[-1] = DenseLayer(weights, last.biases * scales + shifts, "identity")
                return
            by_map, added = self._by_channel(scales), self._by_channel(shifts)
            if isinstance(last, Conv2D) and by_map is not None and added is not None:
                kernels = last.kernels * by_map[:, None, None, None]
                biases = last.channel_biases * by_map + added
                self._layers[-1] = last.with_arrays(kernels, biases)
                return
        if self._scale is None:
            self._scale, self._shift = scales, shifts
        else:
            self._scale, self._shift = scales * self._scale, scales * self._shift + shifts

    def reshape(self, shape: Sequence[int]) -> None:
        """Give the same numbers another shape; one size may be -1."""
        try:
            self._index = self._index.reshape(tuple(shape))
        except ValueError:
            raise NNVizError(
                f"numbers of shape {self.shape} have no shape {tuple(shape)}"
            ) from None

    def transpose(self, axes: Sequence[int]) -> None:
        """Change the order of the axes."""
        if sorted(axes) != list(range(len(self.shape))):
            raise NNVizError(f"expected an order of {len(self.shape)} axes; got {tuple(axes)}")
        self._index = self._index.transpose(tuple(axes))

    def _as_maps(self) -> tuple[int, ...]:
        """Return the shape of the maps that are there, in the order that layers have them."""
        if len(self.shape) != 3:
            raise NNVizError(f"expected maps of shape (maps, rows, columns); got {self.shape}")
        order = np.arange(self._index.size).reshape(self.shape)
        if not np.array_equal(self._index, order):
            if self._layers:
                raise NNVizError("what changes the order of maps between layers is not supported")
            # The inputs of the network are then in the order of the maps.
            if self._scale is not None:
                self._scale, self._shift = self._scale[self._index], self._shift[self._index]
                self._scale, self._shift = self._scale.ravel(), self._shift.ravel()
            self._index = order
        return self.shape

    def _check_order(self) -> None:
        if self._index.ravel().tolist() != list(range(self._index.size)):
            raise NNVizError("what changes the order of the outputs is not supported")

    def _by_channel(self, values: FloatArray) -> FloatArray | None:
        """Return one number a map, if all numbers of each map have the same."""
        shape = self._layers[-1].out_shape if self._layers else self.shape
        if len(shape) != 3:
            return None
        rows = values.reshape(shape[0], -1)
        return np.array(rows[:, 0]) if np.all(rows == rows[:, :1]) else None

    def _settle(self) -> None:
        """Add a layer that only multiplies and adds, where nothing else could do it."""
        shape = self._layers[-1].out_shape if self._layers else self.shape
        scale = np.ones(self._index.size) if self._scale is None else self._scale
        shift = np.zeros(self._index.size) if self._scale is None else self._shift
        by_map, added = self._by_channel(scale), self._by_channel(shift)
        if by_map is not None and added is not None:
            layer: Layer = Conv2D(
                np.diag(by_map)[:, :, None, None], added, "identity", in_shape=shape
            )
        elif len(shape) == 1 and shape[0] <= _MOST_BETWEEN:
            layer = DenseLayer(np.diag(scale), shift, "identity")
        else:
            raise NNVizError(f"a step of its own on numbers of shape {shape} is not supported")
        self._scale = None
        self.notes.append(
            f"layer {len(self._layers) + 1} only scales or applies a function, number by number: "
            "it could not become part of another"
        )
        index = self._index
        self._add(layer)
        self._index = index

    def _add(self, layer: Layer) -> None:
        self._numbers += layer.parameter_count
        if self._numbers > MAX_NUMBERS or len(self._layers) >= MAX_LAYERS:
            raise NNVizError(
                f"expected at most {MAX_LAYERS:,} layers and {MAX_NUMBERS:,} weights and biases"
            )
        self._layers.append(layer)
        self._index = np.arange(layer.n_out).reshape(layer.out_shape)


def as_numbers(values: NDArray[Any], what: str) -> FloatArray:
    """Return an array of a file as float64.

    Raises
    ------
    NNVizError
        If it holds no real numbers, or more than a network may have.
    """
    if values.dtype.kind not in "biuf" or values.size > MAX_NUMBERS:
        raise NNVizError(
            f"expected at most {MAX_NUMBERS:,} real numbers as {what}; got {values.dtype}"
        )
    return np.asarray(values, dtype=np.float64)
