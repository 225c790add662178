"""The weight images of many neurons as one picture, which can change in every frame."""

from typing import Self

import numpy as np
from manim import Group, ImageMobject
from manim.constants import RESAMPLING_ALGORITHMS
from numpy.typing import ArrayLike, NDArray

from nnviz.core import FloatArray, NNVizError
from nnviz.data import IMAGE_SIDE
from nnviz.view import DARK, STYLE, Theme, rgb, weight_image

__all__ = ["WeightWall"]

_GAP = 3
"""Pixels of background between two images."""


class WeightWall(Group):
    """One weight image for each neuron, in rows, all on the same scale.

    It is a single picture, so that a training can be watched: sixteen images cost as much as one.

    Parameters
    ----------
    weights : array_like, shape (n, 784)
        A row for each neuron.
    columns : int
        Images in a row.
    height : float
        In scene units.
    scale : float, optional
        The |w| that is drawn at full colour; the largest one unless given. Larger ones are clipped.
    gamma : float
        The power that |w| / scale is raised to.
    theme : Theme

    Raises
    ------
    NNVizError
        If the weights are not those of 784 inputs.

    Examples
    --------
    >>> wall = WeightWall(np.ones((6, 784)), columns=3, height=2.0)
    >>> wall.set_weights(-np.ones((6, 784))).displayed_signs()[0].tolist()
    [-1.0, -1.0, -1.0]
    """

    def __init__(
        self,
        weights: ArrayLike,
        *,
        columns: int = 4,
        height: float = 5.0,
        scale: float | None = None,
        gamma: float = STYLE.weight_gamma,
        theme: Theme = DARK,
    ) -> None:
        self.theme, self.columns, self.gamma = theme, int(columns), float(gamma)
        self.weights: FloatArray = self._checked(weights, None)
        largest = float(np.abs(self.weights).max(initial=0.0)) if scale is None else float(scale)
        self.scale_value = largest or 1.0
        self.picture = ImageMobject(self._mosaic())
        self.picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.picture.height = height
        super().__init__(self.picture)

    def set_weights(self, weights: ArrayLike) -> Self:
        """Show other weights of as many neurons, on the same scale."""
        self.weights = self._checked(weights, len(self.weights))
        self.picture.pixel_array[..., :3] = self._mosaic()
        return self

    def displayed_signs(self) -> FloatArray:
        """Return the sign at the middle of each image as it is drawn, shape (rows, columns)."""
        step = IMAGE_SIDE + _GAP
        middles = self.picture.pixel_array[IMAGE_SIDE // 2 :: step, IMAGE_SIDE // 2 :: step, :3]
        away = [
            np.abs(middles - 255.0 * rgb(color)).sum(axis=-1)
            for color in (self.theme.negative, self.theme.positive)
        ]
        return np.where(away[0] < away[1], -1.0, 1.0)

    def _mosaic(self) -> NDArray[np.uint8]:
        side, count = IMAGE_SIDE, len(self.weights)
        rows, columns = -(-count // self.columns), min(self.columns, count)
        step = side + _GAP
        ground = np.rint(255.0 * rgb(self.theme.background)).astype(np.uint8)
        mosaic = np.tile(ground, (rows * step - _GAP, columns * step - _GAP, 1))
        images = self.weights.reshape(count, side, side)
        for index, image in enumerate(images):
            row, column = divmod(index, self.columns)
            colors = weight_image(image, self.theme, scale=self.scale_value, gamma=self.gamma)
            mosaic[row * step :, column * step :][:side, :side] = colors
        return mosaic

    def _checked(self, weights: ArrayLike, count: int | None) -> FloatArray:
        table = np.array(weights, dtype=np.float64)
        if table.ndim != 2 or table.shape[1] != IMAGE_SIDE**2 or count not in (None, len(table)):
            wanted = "n" if count is None else count
            raise NNVizError(
                f"expected weights of shape ({wanted}, {IMAGE_SIDE**2}); got {table.shape}"
            )
        return table
