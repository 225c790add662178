"""The one place where an image becomes a vector: index k is pixel (k // 28, k % 28)."""

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError

__all__ = ["IMAGE_SIDE", "as_image", "as_vector"]

IMAGE_SIDE = 28
"""Rows and columns of an image that the network sees."""


def as_vector(image: ArrayLike) -> FloatArray:
    """Return the pixels row by row: entry k is pixel (row k // 28, column k % 28).

    Parameters
    ----------
    image : array_like, shape (28, 28) or (batch, 28, 28)

    Returns
    -------
    ndarray of float64, shape (784,) or (batch, 784)

    Raises
    ------
    NNVizError
        If the shape is another.

    Examples
    --------
    >>> image = np.zeros((28, 28))
    >>> image[2, 5] = 0.5
    >>> int(np.argmax(as_vector(image)))
    61
    """
    array = np.asarray(image, dtype=np.float64)
    if array.ndim not in (2, 3) or array.shape[-2:] != (IMAGE_SIDE, IMAGE_SIDE):
        raise NNVizError(
            f"expected an image of shape (28, 28) or (batch, 28, 28); got {array.shape}. "
            "Use read_image() to fit it"
        )
    return array.reshape(*array.shape[:-2], IMAGE_SIDE * IMAGE_SIDE)


def as_image(vector: ArrayLike) -> FloatArray:
    """Return the image of a vector, the inverse of `as_vector`.

    Parameters
    ----------
    vector : array_like, shape (784,) or (batch, 784)

    Returns
    -------
    ndarray of float64, shape (28, 28) or (batch, 28, 28)

    Raises
    ------
    NNVizError
        If the shape is another.

    Examples
    --------
    >>> as_image(np.arange(784))[2, 5]
    np.float64(61.0)
    """
    array = np.asarray(vector, dtype=np.float64)
    if array.ndim not in (1, 2) or array.shape[-1] != IMAGE_SIDE * IMAGE_SIDE:
        raise NNVizError(f"expected a vector of shape (784,) or (batch, 784); got {array.shape}")
    return array.reshape(*array.shape[:-1], IMAGE_SIDE, IMAGE_SIDE)
