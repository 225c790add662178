"""Printed lines and squares: found because they go right across the page, and taken out."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from nnviz.data.preprocessing.arrays import round_half_up

__all__ = ["ruling"]

Mask = NDArray[np.bool_]

_PIECE = 21
_GAP = 6
_EDGE = 0.04
_THICK, _THINNEST = 11 / 256, 5


def ruling(dark: Mask) -> Mask:
    """Return which dark pixels are printed lines and no ink.

    Parameters
    ----------
    dark : ndarray of bool, shape (h, w)

    Returns
    -------
    ndarray of bool, shape (h, w)
        Part of `dark`; where a stroke crosses a line, the stroke stays whole.

    Examples
    --------
    >>> page = np.zeros((60, 60), dtype=bool)
    >>> page[30] = page[10:50, 20:23] = True
    >>> lines = ruling(page)
    >>> int(lines.sum()), bool(lines[30, 20:23].any())
    (57, False)
    """
    level = _level_lines(dark)
    upright = _level_lines(dark.T).T
    if not level.any() and not upright.any():
        return np.zeros_like(dark)
    gone = (
        _without_crossings(dark, level, upright) | _without_crossings(dark.T, upright.T, level.T).T
    )
    return np.asarray(gone & dark)


def _level_lines(dark: Mask) -> Mask:
    """Return the pixels of nearly level lines that go across most of the picture."""
    # A line that is a little turned is a staircase: let its steps touch.
    near = dark.copy()
    near[1:] |= dark[:-1]
    near[:-1] |= dark[1:]
    long = _runs(near, _PIECE)
    # In a small picture a line is thin too.
    high = max(_THINNEST, round_half_up(_THICK * max(dark.shape)))
    thin = long & ~_runs(long.T, high).T
    if not thin.any():
        return thin
    joined = ndimage.maximum_filter(thin.astype(np.uint8), (3, 2 * _GAP + 1), mode="constant")
    labels, count = ndimage.label(joined)
    across = np.zeros(count + 1, dtype=bool)
    wide = dark.shape[1]
    for index, (_, columns) in enumerate(ndimage.find_objects(labels), start=1):
        across[index] = columns.start <= _EDGE * wide and columns.stop >= (1 - _EDGE) * wide
    return np.asarray(across[labels] & thin & dark)


def _without_crossings(dark: Mask, lines: Mask, others: Mask) -> Mask:
    """Return the lines less the places where a stroke crosses them."""
    if not lines.any():
        return lines
    ink = dark & ~(others & ~lines)
    run = int(np.ceil(_height(lines))) + 3
    crossed = _runs(ink.T, run).T
    return np.asarray(lines & ~crossed)


def _height(lines: Mask) -> float:
    """Return how high the lines are, in pixels, the median over their columns."""
    starts = lines & ~np.pad(lines, ((1, 0), (0, 0)))[:-1]
    columns = lines.any(axis=0)
    return float(np.median(lines.sum(axis=0)[columns] / starts.sum(axis=0)[columns]))


def _runs(mask: Mask, length: int) -> Mask:
    """Return the pixels that stand in a row of at least `length`."""
    padded = np.pad(mask, ((0, 0), (1, 1))).ravel()
    step = np.diff(padded.astype(np.int8), prepend=0)
    starts, stops = np.flatnonzero(step == 1), np.flatnonzero(step == -1)
    long = stops - starts >= length
    kept = np.zeros(padded.size, dtype=np.int8)
    kept[starts[long]] += 1
    kept[stops[long]] -= 1
    whole = np.cumsum(kept, dtype=np.int8).reshape(mask.shape[0], -1)
    return np.asarray(whole[:, 1:-1] > 0)
