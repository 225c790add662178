"""A frame around a picture, as scanners and screens leave it: where the picture within is."""

import numpy as np

from nnviz.core import FloatArray
from nnviz.data.preprocessing.arrays import area_average, round_half_up
from nnviz.data.preprocessing.record import Box

__all__ = ["within_frame"]

_SIDE = 128
_OFF = 0.25
_WHOLE = 0.97
_WIDEST = 0.2


def within_frame(grey: FloatArray) -> Box | None:
    """Return the part of a picture within a frame on all four sides, or None if there is none.

    Parameters
    ----------
    grey : ndarray, shape (h, w)

    Examples
    --------
    >>> scan = np.full((128, 100), 0.9)
    >>> scan[:5] = scan[-5:] = scan[:, :5] = scan[:, -5:] = 0.0
    >>> within_frame(scan)
    Box(top=6, left=6, bottom=122, right=94)
    """
    factor = min(1.0, _SIDE / max(grey.shape))
    rows, columns = (max(1, round_half_up(n * factor)) for n in grey.shape)
    small = area_average(grey, rows, columns)
    paper = float(np.median(small))
    for off in (small < paper - _OFF, small > paper + _OFF):
        widths = [_lines(lines) for lines in (off, off[::-1], off.T, off.T[::-1])]
        if min(widths) == 0:
            continue
        # A line more: it is partly frame.
        above, below, before, after = (width + 1 for width in widths)
        down, across = grey.shape[0] / rows, grey.shape[1] / columns
        return Box(
            int(np.ceil(above * down)),
            int(np.ceil(before * across)),
            int((rows - below) * down),
            int((columns - after) * across),
        )
    return None


def _lines(off: np.ndarray) -> int:
    """Return how many of the first lines are frame, or 0 if that are too many to be one."""
    whole = off.mean(axis=1) >= _WHOLE
    count = int(np.argmin(whole)) if not whole.all() else len(whole)
    return count if count <= _WIDEST * len(whole) else 0
