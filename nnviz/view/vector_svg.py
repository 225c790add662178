"""How numbers, colours and words are written in SVG."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError
from nnviz.view.color import rgb, rgb_to_hex

__all__ = ["box_of", "clean", "each", "inks", "opacity_of", "points_of", "short"]

Floats = NDArray[np.float64]
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def short(value: float) -> str:
    """Write a number short: at most five decimals, none that say nothing."""
    text = f"{float(value):.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def opacity_of(kind: str, value: float) -> str:
    """Write an opacity as an attribute, if it is not 1."""
    return "" if value >= 1 else f' {kind}-opacity="{round(float(value), 4):g}"'


def box_of(low: Floats, high: Floats) -> str:
    """Write a box, from its lower left to its upper right corner, as attributes."""
    width, height = high - low
    place = f'x="{short(low[0])}" y="{short(-high[1])}"'
    return f'{place} width="{short(width)}" height="{short(height)}"'


def points_of(values: ArrayLike, what: str) -> Floats:
    """Give points in the plane, shape (n, 2), all finite."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2 or array.shape[1] not in (2, 3) or not np.isfinite(array).all():
        raise NNVizError(f"expected finite {what} of shape (n, 2); got {array.shape}")
    return array[:, :2]


def each(values: ArrayLike, count: int) -> Floats:
    """Give one number for each of `count` things."""
    array = np.asarray(values, dtype=np.float64)
    if array.shape not in ((), (count,)) or not np.isfinite(array).all():
        raise NNVizError(f"expected one finite number, or {count}; got shape {array.shape}")
    return np.broadcast_to(array, (count,))


def inks(colors: Any, count: int) -> Sequence[str]:
    """Give the colour of each of `count` things as ``#RRGGBB``."""
    if isinstance(colors, str):
        return [rgb_to_hex(rgb(colors))] * count
    channels = np.broadcast_to(np.asarray(colors, dtype=np.float64), (count, 3))
    different, which = np.unique(channels, axis=0, return_inverse=True)
    names = [rgb_to_hex(one) for one in different]
    return [names[index] for index in which.ravel()]


def clean(words: str) -> str:
    """Leave out characters that XML cannot hold."""
    return "".join(one for one in words if not _NOT_XML.fullmatch(one))
