"""The handwritten digits that the package ships: the first 10,000 of MNIST's training set."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.core import FloatArray, NNVizError, Record
from nnviz.data.idx import read_idx
from nnviz.data.vector import as_vector

__all__ = ["FILES", "HELD_OUT", "TRAINING", "TUNING", "Digits", "load_digits"]

FILES = Path(__file__).parent / "files"
"""The folder of the data files that the package ships."""

TRAINING = slice(0, 8500)
"""The digits that the shipped network was trained on."""

TUNING = slice(7000, 8500)
"""The part of them on which choices were compared, by networks trained on those before it."""

HELD_OUT = slice(8500, 10000)
"""The digits that no training and no choice has seen."""


@dataclass(frozen=True, eq=False)
class Digits(Record):
    """Images of digits with their labels.

    Parameters
    ----------
    images : ndarray of uint8, shape (n, 28, 28)
        0 is background, 255 is ink.
    labels : ndarray of uint8, shape (n,)
        0 to 9.

    Raises
    ------
    NNVizError
        If the shapes do not fit, the images are not bytes, or a label is no digit.

    Examples
    --------
    >>> digits = load_digits()
    >>> len(digits), int(digits.labels[0]), digits.image(0).shape
    (10000, 5, (28, 28))
    >>> digits.subset(HELD_OUT).vectors().shape
    (1500, 784)
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __post_init__(self) -> None:
        images, labels = np.asarray(self.images), np.asarray(self.labels)
        if images.ndim != 3 or images.shape[1:] != (28, 28) or images.dtype != np.uint8:
            raise NNVizError(
                f"expected images of shape (n, 28, 28) in uint8; got {images.shape} {images.dtype}"
            )
        if labels.shape != (len(images),) or labels.dtype.kind not in "iu":
            raise NNVizError(
                f"expected one whole number as label for each of {len(images)} images; "
                f"got shape {labels.shape} {labels.dtype}"
            )
        if len(labels) and (labels.min() < 0 or labels.max() > 9):
            raise NNVizError(f"expected labels from 0 to 9; got {labels.min()} to {labels.max()}")
        labels = labels.astype(np.uint8)
        # What nobody can write to need not be copied.
        images = images.copy() if images.flags.writeable else images
        images.setflags(write=False)
        labels.setflags(write=False)
        object.__setattr__(self, "images", images)
        object.__setattr__(self, "labels", labels)

    def __len__(self) -> int:
        return len(self.labels)

    def image(self, index: int) -> FloatArray:
        """Return the image at `index` as floats in [0, 1], shape (28, 28).

        Raises
        ------
        NNVizError
            If there is no such image.
        """
        return np.asarray(self.images[self._checked(index)] / 255.0)

    def label(self, index: int) -> int:
        """Return the digit that the image at `index` shows."""
        return int(self.labels[self._checked(index)])

    def vectors(self) -> FloatArray:
        """Return all images as inputs for a network, floats in [0, 1], shape (n, 784)."""
        return as_vector(self.images / 255.0)

    def subset(self, part: slice) -> "Digits":
        """Return the digits of a slice, in order."""
        return Digits(self.images[part], self.labels[part])

    def first(self, digit: int) -> int:
        """Return the index of the first image that shows `digit`.

        Raises
        ------
        NNVizError
            If none does.
        """
        found = np.flatnonzero(self.labels == digit)
        if not len(found):
            raise NNVizError(f"expected a digit that is there, 0 to 9; got {digit}")
        return int(found[0])

    def _checked(self, index: int) -> int:
        if not 0 <= index < len(self):
            raise NNVizError(f"expected an index from 0 to {len(self) - 1:,}; got {index:,}")
        return index


@cache
def load_digits() -> Digits:
    """Return the 10,000 shipped digits, in MNIST's order."""
    return Digits(
        read_idx(FILES / "digits10k-images-idx3-ubyte.gz"),
        read_idx(FILES / "digits10k-labels-idx1-ubyte.gz"),
    )
