"""What layers of feature maps share: their shape, and windows that move over them.

A map is an image of numbers. Maps travel from layer to layer as one vector, map after map, each
row by row, so that `Network.forward` and its record are the same as for neurons;
``vector.reshape(layer.out_shape)`` are the maps.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nnviz.core.arrays import FloatArray
from nnviz.core.layer import Layer
from nnviz.errors import NNVizError

__all__ = ["Maps", "Pair", "Sides", "Windows", "as_pair"]

_LARGEST = 4096
_MOST = 1 << 24

Pair = tuple[int, int]
Sides = tuple[int, int, int, int]


class Maps(Layer):
    """What the layers of maps share: they have no matrix of weights."""

    @property
    def weights(self) -> FloatArray:  # type: ignore[override]
        """None that are a matrix: what wants one is told so."""
        raise NNVizError(f"expected a dense layer; {self.kind} has no weights from each to each")

    @property
    def biases(self) -> FloatArray:  # type: ignore[override]
        """None that are one a neuron."""
        raise NNVizError(f"expected a dense layer; {self.kind} has no bias for each neuron")

    @property
    def in_shape(self) -> tuple[int, ...]:
        """The shape of what comes in: (maps, rows, columns)."""
        return self._shape

    _shape: tuple[int, int, int]

    def _set_shape(self, shape: Sequence[int]) -> None:
        kept = tuple(shape)
        if len(kept) != 3 or not all(_is_size(size) for size in kept):
            raise NNVizError(
                f"expected in_shape as (maps, rows, columns), each from 1 to {_LARGEST:,}; "
                f"got {kept!s:.60}"
            )
        object.__setattr__(self, "_shape", kept)
        _check_count(self.in_shape)

    def _maps(self, inputs: FloatArray) -> FloatArray:
        return inputs.reshape(-1, *self._shape)


class Windows(Maps):
    """A layer that looks at its maps through a window that moves over them."""

    size: Pair
    stride: Pair
    padding: Sides
    dilation: Pair = (1, 1)

    def _set_windows(
        self, size: Sequence[int], stride: object, padding: object, dilation: object = 1
    ) -> None:
        rows, columns = size
        object.__setattr__(self, "size", (int(rows), int(columns)))
        object.__setattr__(self, "stride", as_pair(stride, "stride"))
        object.__setattr__(self, "dilation", as_pair(dilation, "dilation"))
        object.__setattr__(self, "padding", self._sides(padding))
        if min(self.out_shape) < 1:
            raise NNVizError(
                f"expected maps that a window of {rows} x {columns} fits into; "
                f"got {self._shape[1]} x {self._shape[2]} with padding {self.padding}"
            )
        _check_count(self.out_shape)

    def _sides(self, padding: object) -> Sides:
        if padding == "same":
            sides = [
                _same(*each) for each in zip(self._shape[1:], self._reach, self.stride, strict=True)
            ]
            return (sides[0][0], sides[1][0], sides[0][1], sides[1][1])
        four = (padding,) * 4 if isinstance(padding, int) else padding
        if not (isinstance(four, Sequence) and len(four) == 4 and all(map(_is_padding, four))):
            raise NNVizError(
                "expected padding as one number, 'same', or (top, left, bottom, right); "
                f"got {padding!s:.60}"
            )
        top, left, bottom, right = (int(each) for each in four)
        return (top, left, bottom, right)

    @property
    def _reach(self) -> Pair:
        """Rows and columns from the first to the last that a window sees."""
        rows, columns = self.size
        return (rows - 1) * self.dilation[0] + 1, (columns - 1) * self.dilation[1] + 1

    @property
    def _places(self) -> Pair:
        """How many places the window has, downwards and across."""
        _, rows, columns = self._shape
        top, left, bottom, right = self.padding
        reach = self._reach
        return (
            (rows + top + bottom - reach[0]) // self.stride[0] + 1,
            (columns + left + right - reach[1]) // self.stride[1] + 1,
        )

    def _windows(self, maps: FloatArray, beyond: float) -> FloatArray:
        """Return what each window sees: (batch, maps, places down, across, rows, columns)."""
        top, left, bottom, right = self.padding
        if any(self.padding):
            sides = ((0, 0), (0, 0), (top, bottom), (left, right))
            maps = np.pad(maps, sides, constant_values=beyond)
        seen = sliding_window_view(maps, self._reach, axis=(2, 3))
        return seen[
            :, :, :: self.stride[0], :: self.stride[1], :: self.dilation[0], :: self.dilation[1]
        ]

    @property
    def settings(self) -> dict[str, object]:
        """The windows: size, stride, padding (top, left, bottom, right) and dilation."""
        names = ("size", "stride", "padding", "dilation")
        return {name: list(getattr(self, name)) for name in names}


def _check_count(shape: tuple[int, ...]) -> None:
    if math.prod(shape) > _MOST:
        raise NNVizError(f"expected maps of at most {_MOST:,} numbers; got {shape}")


def _is_size(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _LARGEST


def _is_padding(value: object) -> bool:
    return value == 0 or _is_size(value)


def as_pair(value: object, what: str) -> Pair:
    """Return one number twice, or two as they are, after a check."""
    two = (value, value) if isinstance(value, int) else value
    if isinstance(two, Sequence) and len(two) == 2 and all(map(_is_size, two)):
        return int(two[0]), int(two[1])
    raise NNVizError(f"expected {what} as one number of at least 1 or two; got {value!s:.60}")


def _same(size: int, reach: int, stride: int) -> Pair:
    """Return the padding before and after, so that as many places are there as strides begin."""
    whole = max((-(-size // stride) - 1) * stride + reach - size, 0)
    return whole // 2, whole - whole // 2
