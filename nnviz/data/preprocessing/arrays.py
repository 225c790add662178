"""Plain operations on images: averages of areas, windows, interpolation, centre of mass."""

import math
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

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
"""Up to this radius windows are added up as they are."""


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
    if count == len(image):
        return np.array(image, dtype=np.float64)
    return np.asarray(np.clip(_averaging(len(image), count) @ image, 0.0, 1.0))


@lru_cache(maxsize=64)
def _averaging(given: int, count: int) -> sparse.csr_array:
    """Return the matrix from `given` rows to `count` means of them."""
    edges = np.arange(count + 1) * (given / count)
    edges[-1] = given
    low, high = edges[:-1, None], edges[1:, None]
    first = np.floor(low).astype(int)
    index = first + np.arange(int(np.max(np.ceil(high).astype(int) - first)))
    part = np.clip(np.minimum(high, index + 1) - np.maximum(low, index), 0.0, 1.0) / (high - low)
    starts = np.arange(count + 1) * index.shape[1]
    entries = (part.ravel(), np.minimum(index, given - 1).ravel(), starts)
    return sparse.csr_array(entries, shape=(count, given))


def window_mean(image: FloatArray, radius: int) -> FloatArray:
    """Return the mean over the square window of `radius` around each pixel, cut off at the edge."""

    def along_rows(values: FloatArray) -> FloatArray:
        low, high, count = _windows(len(values), radius)
        if radius <= _NARROW:
            return np.asarray((_in_windows(len(values), radius) @ values) / count)
        sums = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
        return np.asarray((sums[high] - sums[low]) / count)

    return along_rows(np.ascontiguousarray(along_rows(image).T)).T


def _windows(length: int, radius: int) -> tuple[NDArray[np.intp], NDArray[np.intp], FloatArray]:
    """Return where the window around each row begins and ends, and how many rows it has."""
    index = np.arange(length)
    low, high = np.maximum(index - radius, 0), np.minimum(index + radius + 1, length)
    return low, high, np.asarray((high - low)[:, None], dtype=np.float64)


@lru_cache(maxsize=64)
def _in_windows(length: int, radius: int) -> sparse.csr_array:
    """Return the matrix that adds up the rows of each window."""
    index = np.arange(length)
    return sparse.csr_array((np.abs(index[:, None] - index) <= radius).astype(np.float64))


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
