"""The pen: how wide its strokes are, and the same strokes drawn with another."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from nnviz.core import FloatArray

__all__ = ["redrawn", "stroke_width"]

THIN, THINNEST_TARGET = 0.09, 0.125
THICK, THICKEST_TARGET = 0.215, 0.19


def stroke_width(mask: NDArray[np.bool_]) -> float:
    """Return the mean width of strokes, in pixels.

    Across a strip of width w the distance to the nearest pixel outside has the mean (w + 2) / 4,
    nearly; so the width is four times the mean distance, less 2.

    Parameters
    ----------
    mask : ndarray of bool, shape (h, w)

    Examples
    --------
    >>> bar = np.zeros((40, 200), dtype=bool)
    >>> bar[10:20] = True
    >>> bool(abs(stroke_width(bar) - 10) < 1.5)
    True
    """
    inside = ndimage.distance_transform_edt(np.pad(mask, 1))
    return max(1.0, 4.0 * float(inside[inside > 0].mean()) - 2.0)


def redrawn(mask: NDArray[np.bool_], wider: float) -> FloatArray:
    """Return how much of each pixel the strokes cover if their edges move out by `wider` pixels.

    Parameters
    ----------
    mask : ndarray of bool, shape (h, w)
    wider : float
        Below 0 the edges move in.

    Examples
    --------
    >>> bar = np.zeros((7, 3), dtype=bool)
    >>> bar[3] = True
    >>> redrawn(bar, 1.5)[:, 1]
    array([0. , 0.5, 1. , 1. , 1. , 0.5, 0. ])
    """
    if wider >= 0:
        away = ndimage.distance_transform_edt(~mask)
        return np.asarray(np.clip(1.0 + wider - away, 0.0, 1.0))
    inside = ndimage.distance_transform_edt(mask)
    return np.asarray(np.clip(inside + wider, 0.0, 1.0))
