"""From a thick shape to the line in its middle, so that it can be drawn with another pen."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from nnviz.core import FloatArray

__all__ = ["centre_lines", "thin"]

_AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


def thin(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the shape worn down to lines of one pixel, by the method of Zhang and Suen (1984).

    Parameters
    ----------
    mask : ndarray of bool, shape (h, w)

    Examples
    --------
    >>> bar = np.zeros((9, 20), dtype=bool)
    >>> bar[2:7, 2:18] = True
    >>> int(thin(bar).sum(axis=0).max())
    1
    """
    image = np.pad(mask, 1).astype(np.int8)
    inner = np.s_[1:-1, 1:-1]
    changed = True
    while changed:
        changed = False
        for first in (True, False):
            ring = [np.roll(image, (-down, -right), (0, 1))[inner] for down, right in _AROUND]
            count = sum(ring[1:], start=ring[0].astype(int))
            turns = sum((ring[i] < ring[(i + 1) % 8]).astype(int) for i in range(8))
            up, right, down, left = ring[0], ring[2], ring[4], ring[6]
            if first:
                free = (up * right * down == 0) & (right * down * left == 0)
            else:
                free = (up * right * left == 0) & (up * down * left == 0)
            worn = (image[inner] == 1) & (count >= 2) & (count <= 6) & (turns == 1) & free
            if worn.any():
                image[inner][worn] = 0
                changed = True
    return np.asarray(image[inner] == 1)


def centre_lines(mask: NDArray[np.bool_]) -> list[FloatArray]:
    """Return short straight pieces along the middle of a shape.

    Parameters
    ----------
    mask : ndarray of bool, shape (h, w)

    Returns
    -------
    list of ndarray, each of shape (2, 2)
        Both ends (across, down) of a piece, in pixels.
    """
    lines = thin(mask)
    rows, columns = np.nonzero(lines)
    # Each point moves to the mean of the line around it: the staircase goes.
    weight = ndimage.uniform_filter(lines.astype(float), 5, mode="constant")
    places = [
        ndimage.uniform_filter(lines * grid, 5, mode="constant")[rows, columns]
        / weight[rows, columns]
        for grid in np.mgrid[: mask.shape[0], : mask.shape[1]].astype(float)
    ]
    points = np.stack([places[1], places[0]], axis=1)
    number = np.full(mask.shape, -1)
    number[rows, columns] = np.arange(len(rows))
    padded = np.pad(number, 1, constant_values=-1)
    pieces = []
    for down, right in _AROUND[1:5]:
        other = padded[rows + 1 + down, columns + 1 + right]
        for k in np.flatnonzero(other >= 0):
            pieces.append(points[[k, other[k]]])
    return pieces or [np.repeat(points[:1], 2, axis=0)]
