"""An image of a digit, as the network gets it: sharp pixels in a thin frame."""

import numpy as np
from manim import Group, ImageMobject, Square
from manim.constants import RESAMPLING_ALGORITHMS
from numpy.typing import ArrayLike

from nnviz.core import NNVizError
from nnviz.core.arrays import FloatArray, read_only
from nnviz.view.color import rgb
from nnviz.view.theme import DARK, Theme

__all__ = ["DigitImage"]


class DigitImage(Group):  # type: ignore[misc]
    """A square image with every pixel sharp, and a frame around it.

    Parameters
    ----------
    values : array_like, shape (side, side)
        Pixel values in [0, 1]; 0 is drawn as a hollow neuron, 1 as a lit one.
    height : float
        In scene units.
    theme : Theme
    framed : bool
        Whether a thin frame stands around it.

    Examples
    --------
    >>> image = DigitImage(np.eye(28), height=2.8)
    >>> image.pixel_centres().shape, round(image.pixel_pitch, 3)
    ((784, 3), 0.1)
    """

    def __init__(
        self, values: ArrayLike, *, height: float = 3.0, theme: Theme = DARK, framed: bool = True
    ) -> None:
        self.values: FloatArray = read_only(values, ndim=2, what="image")
        side = self.values.shape[0]
        if self.values.shape != (side, side) or self.values.min() < 0 or self.values.max() > 1:
            raise NNVizError(
                f"expected a square image of values in [0, 1]; got shape {self.values.shape} "
                f"with values from {self.values.min():g} to {self.values.max():g}"
            )
        light = self.values[..., None]
        colors = rgb(theme.hollow) * (1.0 - light) + rgb(theme.lit) * light
        self.picture = ImageMobject(np.rint(colors * 255.0).astype(np.uint8))
        self.picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.picture.height = height
        self.frame = Square(height, stroke_color=theme.faint, stroke_width=2.0 if framed else 0.0)
        super().__init__(self.picture, self.frame)

    @property
    def pixel_pitch(self) -> float:
        """The side of one pixel in scene units."""
        return float(self.picture.height) / self.values.shape[0]

    def pixel_centres(self) -> FloatArray:
        """Return the centre of each pixel, row by row, shape (side * side, 3)."""
        side = self.values.shape[0]
        rows, columns = np.divmod(np.arange(side * side), side)
        corner = self.picture.get_corner(np.array([-1.0, 1.0, 0.0]))
        pitch = self.pixel_pitch
        x = corner[0] + (columns + 0.5) * pitch
        y = corner[1] - (rows + 0.5) * pitch
        return np.stack([x, y, np.zeros_like(x)], axis=1)
