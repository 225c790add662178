"""A sheet of paper on a table: where it is."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from nnviz.core import FloatArray
from nnviz.data.preprocessing.arrays import area_average, bounds, closing, round_half_up
from nnviz.data.preprocessing.record import Box

__all__ = ["sheet_box"]

_SIDE = 64
_CLOSED = 2
_MIN_AREA, _MAX_AREA = 0.12, 0.93
_MIN_FILL, _MIN_INSIDE = 0.6, 0.9
_MIN_CONTRAST = 0.12
_WHOLE = 0.95


def sheet_box(grey: FloatArray) -> Box | None:
    """Return the inside of the sheet in pixels of the picture, or None if there is none.

    Parameters
    ----------
    grey : ndarray, shape (h, w)
        Light paper on a darker table.

    Examples
    --------
    >>> table = np.full((128, 128), 0.3)
    >>> table[20:100, 30:110] = 0.9
    >>> sheet_box(table)
    Box(top=22, left=32, bottom=98, right=108)
    """
    longer = max(grey.shape)
    factor = min(1.0, _SIDE / longer)
    rows, columns = (max(1, round_half_up(n * factor)) for n in grey.shape)
    small = closing(area_average(grey, rows, columns), _CLOSED)
    level = float(small.min() + small.max()) / 2
    labels, count = ndimage.label(small > level)
    if not count:
        return None
    sizes = np.bincount(labels.ravel())
    sizes[0] = 0
    sheet = labels == int(sizes.argmax())
    area = float(sheet.mean())
    if not _MIN_AREA <= area <= _MAX_AREA:
        return None
    if float(small[sheet].mean() - small[~sheet].mean()) < _MIN_CONTRAST:
        return None
    box = bounds(sheet)
    if sheet[box.top : box.bottom, box.left : box.right].mean() < _MIN_FILL:
        return None
    box = _trimmed(sheet, box)
    if sheet[box.top : box.bottom, box.left : box.right].mean() < _MIN_INSIDE:
        return None
    inset = 1
    top, bottom = box.top + inset * (box.top > 0), box.bottom - inset * (box.bottom < rows)
    left, right = box.left + inset * (box.left > 0), box.right - inset * (box.right < columns)
    if bottom - top < 8 or right - left < 8:
        return None
    down, across = grey.shape[0] / rows, grey.shape[1] / columns
    return Box(int(top * down), int(left * across), int(bottom * down), int(right * across))


def _trimmed(sheet: NDArray[np.bool_], box: Box) -> Box:
    """Return the box less the lines at its sides that the sheet does not fill."""
    top, left, bottom, right = box.top, box.left, box.bottom, box.right
    while bottom - top > 1 and right - left > 1:
        fills = (
            sheet[top, left:right].mean(),
            sheet[bottom - 1, left:right].mean(),
            sheet[top:bottom, left].mean(),
            sheet[top:bottom, right - 1].mean(),
        )
        worst = int(np.argmin(fills))
        if fills[worst] >= _WHOLE:
            break
        top, bottom = top + (worst == 0), bottom - (worst == 1)
        left, right = left + (worst == 2), right - (worst == 3)
    return Box(top, left, bottom, right)
