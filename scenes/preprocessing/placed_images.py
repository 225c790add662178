"""A digit put elsewhere: moved or resized within its 28 x 28 pixels, or onto a sheet of paper."""

import numpy as np
from numpy.typing import ArrayLike
from scipy import ndimage

from nnviz.core import FloatArray, NNVizError
from nnviz.data import as_vector

__all__ = ["on_paper", "placed"]


def placed(
    image: ArrayLike, *, right: float = 0.0, down: float = 0.0, size: float = 1.0
) -> FloatArray:
    """Return an image moved and resized about its middle, by bilinear interpolation.

    What leaves the image is lost; what comes in is 0.

    Parameters
    ----------
    image : array_like, shape (28, 28)
        Values in [0, 1].
    right, down : float
        In pixels.
    size : float
        1 keeps the size, 2 doubles it.

    Returns
    -------
    ndarray, shape (28, 28)
        Values in [0, 1].

    Raises
    ------
    NNVizError
        If the image has another shape, or the size is not above 0.

    Examples
    --------
    >>> image = np.zeros((28, 28))
    >>> image[10, 10] = 1.0
    >>> np.argwhere(placed(image, right=3, down=1) > 0.5).tolist()
    [[11, 13]]
    """
    square = as_vector(image).reshape(28, 28)
    if not size > 0.0:
        raise NNVizError(f"expected a size above 0; got {size}")
    middle = 13.5
    offset = [middle - (middle + down) / size, middle - (middle + right) / size]
    moved = ndimage.affine_transform(square, [1.0 / size, 1.0 / size], offset, order=1)
    return np.asarray(np.clip(moved, 0.0, 1.0))


def on_paper(
    image: ArrayLike,
    *,
    side: int = 224,
    height: float = 0.42,
    centre: tuple[float, float] = (0.6, 0.38),
    turned: float = 8.0,
    seed: int = 1,
) -> FloatArray:
    """Return a picture of a digit in dark ink on a sheet of paper in uneven, grainy light.

    It is what a camera might bring: made for showing what preprocessing has to undo.

    Parameters
    ----------
    image : array_like, shape (28, 28)
        Values in [0, 1], light on dark.
    side : int
        Of the sheet, in pixels.
    height : float
        Of the digit's 28 pixels, as a part of the sheet.
    centre : tuple of float
        Where their middle is, as parts of the sheet: down, and to the right.
    turned : float
        In degrees, against the clock.
    seed : int
        Of the grain.

    Returns
    -------
    ndarray, shape (side, side)
        Grey values in [0, 1], 0 black, 1 white.

    Examples
    --------
    >>> sheet = on_paper(np.pad(np.ones((20, 4)), ((4, 4), (12, 12))))
    >>> sheet.shape, bool(sheet.max() < 1.0), bool(np.median(sheet) > 0.5)
    ((224, 224), True, True)
    """
    square = as_vector(image).reshape(28, 28)
    step = 28.0 / (height * side)
    angle = np.deg2rad(turned)
    matrix = step * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    offset = 13.5 - matrix @ (np.array(centre) * side)
    ink = np.clip(ndimage.affine_transform(square, matrix, offset, (side, side), order=3), 0, 1)
    ink = np.clip((ndimage.gaussian_filter(ink, 0.8) - 0.25) * 2.0, 0.0, 1.0)
    rows, columns = np.mgrid[:side, :side] / side
    light = 0.86 - 0.22 * columns - 0.16 * rows * columns
    grain = np.random.default_rng(seed).normal(0.0, 0.012, (side, side))
    return np.asarray(np.clip(light * (1.0 - 0.82 * ink) + grain, 0.0, 1.0))
