"""Hundreds of small images as one picture, in which the wrong ones stand out."""

from typing import Self

import numpy as np
from manim import Group, ImageMobject
from manim.constants import RESAMPLING_ALGORITHMS
from numpy.typing import ArrayLike, NDArray

from nnviz.core import FloatArray, NNVizError, read_only
from nnviz.view import DARK, Theme, rgb

__all__ = ["ImageMosaic"]

_BORDER, _GAP = 1, 1


class ImageMosaic(Group):
    """Images in rows; one that is read wrong gets a border and the colour of the negative sign.

    Parameters
    ----------
    images : array_like, shape (n, rows, columns)
        Values in [0, 1].
    columns : int
        Images in a row.
    width : float
        In scene units.
    theme : Theme

    Raises
    ------
    NNVizError
        If the images are not a stack of values in [0, 1].

    Examples
    --------
    >>> mosaic = ImageMosaic(np.zeros((10, 9, 9)), columns=5, width=5.0)
    >>> mosaic.set_right([True] * 9 + [False]).wrong_count
    1
    """

    def __init__(
        self, images: ArrayLike, *, columns: int, width: float = 12.0, theme: Theme = DARK
    ) -> None:
        self.images: FloatArray = read_only(images, ndim=3, what="images")
        if not len(self.images) or self.images.min() < 0.0 or self.images.max() > 1.0:
            raise NNVizError("expected one image or more, with values in [0, 1]")
        if columns < 1:
            raise NNVizError(f"expected one column or more; got {columns}")
        self.columns, self.theme = int(columns), theme
        self.right: NDArray[np.bool_] = np.ones(len(self.images), dtype=np.bool_)
        self.picture = ImageMobject(self._painted())
        self.picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["linear"])
        self.picture.width = width
        super().__init__(self.picture)

    @property
    def wrong_count(self) -> int:
        """How many images are marked as wrong."""
        return int((~self.right).sum())

    def set_right(self, right: ArrayLike) -> Self:
        """Say for each image whether it is read right.

        Raises
        ------
        NNVizError
            If there is not one answer for each image.
        """
        answers = np.array(right, dtype=np.bool_)
        if answers.shape != (len(self.images),):
            raise NNVizError(
                f"expected one answer for each of {len(self.images)} images; "
                f"got shape {answers.shape}"
            )
        self.right = answers
        painted = self._painted()
        self.picture.pixel_array[..., :3] = painted
        return self

    def _painted(self) -> NDArray[np.uint8]:
        count, height, width = self.images.shape
        rows = -(-count // self.columns)
        edge = _BORDER + _GAP
        tall, wide = height + 2 * edge, width + 2 * edge
        sheet = np.tile(rgb(self.theme.background), (rows * self.columns, tall, wide, 1))
        wrong = ~self.right
        bordered = sheet[:count, _GAP : tall - _GAP, _GAP : wide - _GAP]
        bordered[wrong] = rgb(self.theme.accent)
        ink = np.where(wrong[:, None], rgb(self.theme.accent), rgb(self.theme.lit))
        light = self.images[..., None]
        inside = rgb(self.theme.hollow) * (1.0 - light) + ink[:, None, None] * light
        sheet[:count, edge : tall - edge, edge : wide - edge] = inside
        placed = sheet.reshape(rows, self.columns, tall, wide, 3).transpose(0, 2, 1, 3, 4)
        return np.rint(placed.reshape(rows * tall, self.columns * wide, 3) * 255.0).astype(np.uint8)
