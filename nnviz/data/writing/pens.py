"""Shipped digits as other pens would have written them."""

import numpy as np

from nnviz.core import FloatArray
from nnviz.data.digits import Digits
from nnviz.data.preprocessing.arrays import bounds, interpolate
from nnviz.data.preprocessing.pen import redrawn, stroke_width
from nnviz.data.writing.fitting import fitted_bytes

__all__ = ["other_pens"]

_FINE = 4
_PEN = (0.1, 0.2)


def other_pens(digits: Digits, *, seed: int) -> Digits:
    """Return the digits with strokes of other widths and hard edges, as preprocessing draws them.

    Parameters
    ----------
    digits : Digits
    seed : int

    Examples
    --------
    >>> from nnviz.data.digits import load_digits
    >>> other_pens(load_digits().subset(slice(0, 3)), seed=1).labels.tolist()
    [5, 0, 4]
    """
    generator = np.random.default_rng(seed)
    images = np.zeros_like(digits.images)
    for image, given in zip(images, digits.images, strict=True):
        image[...] = _with_another(given / 255.0, generator)
    return Digits(images, digits.labels)


def _with_another(image: FloatArray, generator: np.random.Generator) -> FloatArray:
    side = _FINE * image.shape[0]
    mask = np.pad(interpolate(image, side, side) >= 0.5, 2 * _FINE)
    target = generator.uniform(*_PEN)
    if not mask.any():
        return np.round(255.0 * image)
    box = bounds(mask)
    longer = max(box.height, box.width)
    wider = (target * longer - stroke_width(mask)) / (2 * (1 - target))
    drawn = redrawn(mask, max(wider, -1.5 * _FINE / 2))
    if not (drawn >= 0.5).any():
        return np.round(255.0 * image)
    box = bounds(drawn >= 0.5)
    cut = drawn[box.top : box.bottom, box.left : box.right]
    return fitted_bytes(cut)
