"""Plain operations on images: averages of areas, windows, interpolation, centre of mass."""

import math
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from nnviz.core import FloatArray
from nnviz.data.preprocessing.record import Box

__all__ = [
    "area_average",
    "bounds",
    "centre_of_mass",
    "closing",
    "interpolate",
    "round_half_up",
    "window_mean",
]


T = TypeVar("T", bound=np.generic)

_NARROW = 3
"""Up to this radius the rows of a window are added one by one."""


def round_half_up(x: float) -> int:
    """Return floor(x + 0.5)."""
    return math.floor(x + 0.5)


def area_average(image: FloatArray, rows: int, columns: int) -> FloatArray:
    """Return `image` at rows x columns, each new pixel the mean of the area that it covers.

    Examples
    --------
    >>> area_average(np.array([[0.0, 1.0, 1.0]]), 1, 2)
    array([[0.33333333, 1.        ]])
    """
    halfway = _average_rows(image, rows)
    return np.ascontiguousarray(_average_rows(np.ascontiguousarray(halfway.T), columns).T)


def _average_rows(image: FloatArray, count: int) -> FloatArray:
    given = len(image)
    if count == given:
        return np.array(image, dtype=np.float64)
    edges = np.arange(count + 1) * (given / count)
    edges[-1] = given
    low, high = edges[:-1], edges[1:]
    first = np.floor(low).astype(int)
    total = np.zeros((count, image.shape[1]))
    taken = np.empty_like(total)
    for offset in range(int(np.max(np.ceil(high).astype(int) - first))):
        index = first + offset
        part = np.minimum(high, index + 1) - np.maximum(low, index)
        part = np.clip(part, 0.0, 1.0)
        # One array, filled anew: a new one each time would take most of the time.
        np.take(image, index, axis=0, out=taken, mode="clip")
        taken *= part[:, None]
        total += taken
    total /= (high - low)[:, None]
    return np.asarray(np.clip(total, 0.0, 1.0, out=total))


def window_mean(image: FloatArray, radius: int) -> FloatArray:
    """Return the mean over the square window of `radius` around each pixel, cut off at the edge."""

    def along_rows(values: FloatArray) -> FloatArray:
        index = np.arange(len(values))
        low = np.maximum(index - radius, 0)
        high = np.minimum(index + radius + 1, len(values))
        if radius <= _NARROW:
            total = values.copy()
            for step in range(1, min(radius, len(values) - 1) + 1):
                total[step:] += values[:-step]
                total[:-step] += values[step:]
        else:
            sums = np.zeros((len(values) + 1, values.shape[1]))
            np.cumsum(values, axis=0, out=sums[1:])
            total = sums[high] - sums[low]
        total /= (high - low)[:, None]
        return total

    return along_rows(np.ascontiguousarray(along_rows(image).T)).T


def closing(image: NDArray[T], radius: int) -> NDArray[T]:
    """Return the largest value in each window, and of those the smallest: dark details vanish.

    Examples
    --------
    >>> closing(np.array([[5, 5, 1, 5, 5, 2, 2]]), 1)
    array([[5, 5, 5, 5, 5, 2, 2]])
    """
    return _of_windows(_of_windows(image, radius, np.maximum), radius, np.minimum)


def _of_windows(image: NDArray[T], radius: int, choose: np.ufunc) -> NDArray[T]:
    """Return the largest or the smallest value in the square window around each pixel.

    Windows of 1, 2, 4, ... pixels are each chosen from two of the half; two of the last, which
    overlap, make the whole. First down, then across.
    """
    # Repeating the edge changes no maximum or minimum over a window that is cut off there.
    values = np.pad(image, radius, mode="edge")
    wide, done = 2 * radius + 1, 1
    while 2 * done <= wide:
        values = choose(values[:-done], values[done:])
        values = choose(values[:, :-done], values[:, done:])
        done *= 2
    if done < wide:
        values = choose(values[: done - wide], values[wide - done :])
        values = choose(values[:, : done - wide], values[:, wide - done :])
    return values


def interpolate(cells: FloatArray, rows: int, columns: int) -> FloatArray:
    """Return rows x columns values, bilinear between the centres of the cells."""

    def along_rows(values: FloatArray, count: int) -> FloatArray:
        place = (np.arange(count) + 0.5) * len(values) / count - 0.5
        place = np.clip(place, 0.0, len(values) - 1.0)
        low = np.floor(place).astype(int)
        high = np.minimum(low + 1, len(values) - 1)
        part = (place - low)[:, None]
        return np.asarray((1 - part) * values[low] + part * values[high])

    return along_rows(along_rows(cells, rows).T, columns).T


def centre_of_mass(image: FloatArray) -> tuple[float, float]:
    """Return the mean row and column index, weighted by value; the values must not all be 0.

    Examples
    --------
    >>> centre_of_mass(np.eye(3))
    (1.0, 1.0)
    """
    total = float(image.sum())
    rows = float(image.sum(axis=1) @ np.arange(image.shape[0])) / total
    columns = float(image.sum(axis=0) @ np.arange(image.shape[1])) / total
    return rows, columns


def bounds(mask: NDArray[np.bool_]) -> Box:
    """Return the box of the pixels of a mask, of which there must be one."""
    rows = np.flatnonzero(mask.any(axis=1))
    columns = np.flatnonzero(mask.any(axis=0))
    return Box(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)
