"""The layer whose few weights look at every place of an image: convolution."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core.activations import Activation, activation_named
from nnviz.core.arrays import FloatArray, read_only
from nnviz.core.forward import LayerTrace
from nnviz.core.maps import Pair, Sides, Windows
from nnviz.errors import NNVizError

__all__ = ["Conv2D"]


@dataclass(frozen=True, eq=False, init=False, repr=False)
class Conv2D(Windows):
    """Kernels that move over all maps at once: z = sum of kernel * window + b at every place.

    As in every library of networks, the kernel is not mirrored.

    Parameters
    ----------
    kernels : array_like, shape (maps out, maps in, rows, columns)
    biases : array_like, shape (maps out,)
    activation : str or Activation
        Acts on each number; not softmax.
    in_shape : sequence of int
        (maps, rows, columns) of what comes in: (1, 28, 28) for a grey image.
    stride, dilation : int or (int, int)
    padding : int, "same" or (top, left, bottom, right)
        Zeros around the maps.

    Raises
    ------
    NNVizError
        If the shapes do not fit each other.

    Examples
    --------
    >>> edge = Conv2D([[[[-1.0, 1.0]]]], [0.0], "relu", in_shape=(1, 2, 3))
    >>> edge.forward(np.array([0.0, 0.0, 1.0, 1.0, 0.0, 1.0])).activations.reshape(edge.out_shape)
    array([[[0., 1.],
            [0., 1.]]])
    """

    kind: ClassVar[str] = "conv2d"

    kernels: FloatArray
    channel_biases: FloatArray
    activation: Activation

    def __init__(
        self,
        kernels: ArrayLike,
        biases: ArrayLike,
        activation: str | Activation = "relu",
        *,
        in_shape: Sequence[int],
        stride: int | Pair = 1,
        padding: int | str | Sides = 0,
        dilation: int | Pair = 1,
    ) -> None:
        self._set_shape(in_shape)
        checked = read_only(kernels, ndim=4, what="kernels")
        checked_biases = read_only(biases, ndim=1, what="biases")
        if 0 in checked.shape or checked.shape[1] != self._shape[0]:
            raise NNVizError(
                f"expected kernels of shape (maps out, {self._shape[0]}, rows, columns) for inputs "
                f"of shape {self._shape}; got {checked.shape}"
            )
        if checked_biases.shape != (len(checked),):
            raise NNVizError(
                f"expected one bias for each of the {len(checked)} kernels; "
                f"got biases of shape {checked_biases.shape}"
            )
        object.__setattr__(self, "kernels", checked)
        object.__setattr__(self, "channel_biases", checked_biases)
        object.__setattr__(self, "activation", activation_named(activation))
        if self.activation.slope is None:
            raise NNVizError(f"expected a function of each number; got {self.activation.name}")
        self._set_windows(checked.shape[2:], stride, padding, dilation)

    @property
    def out_shape(self) -> tuple[int, ...]:
        """(maps out, rows, columns)."""
        return (len(self.kernels), *self._places)

    @property
    def arrays(self) -> Mapping[str, FloatArray]:
        """The kernels, and a bias for each."""
        return {"kernels": self.kernels, "biases": self.channel_biases}

    def forward(self, inputs: FloatArray) -> LayerTrace:
        """Return z and a for `inputs` of shape (n_in,) or (batch, n_in)."""
        with np.errstate(over="ignore", invalid="ignore"):
            seen = self._windows(self._maps(inputs), 0.0)
            sums = np.einsum("bchwij,ocij->bohw", seen, self.kernels, optimize=True)
            z = np.ascontiguousarray(sums + self.channel_biases[:, None, None])
            z = z.reshape(*inputs.shape[:-1], self.n_out)
            return LayerTrace(z, self.activation(z))

    def with_arrays(
        self, kernels: ArrayLike, biases: ArrayLike, activation: str | Activation | None = None
    ) -> "Conv2D":
        """Return this layer with other kernels and biases, and another function if given.

        Examples
        --------
        >>> layer = Conv2D([[[[1.0]]]], [0.0], in_shape=(1, 2, 2), stride=2)
        >>> layer.with_arrays([[[[3.0]]]], [0.5]).stride
        (2, 2)
        """
        return Conv2D(
            kernels,
            biases,
            self.activation if activation is None else activation,
            in_shape=self._shape,
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )
