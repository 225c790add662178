"""An image of a digit, as the network gets it: sharp pixels in a thin frame."""

from typing import Self

import numpy as np
from manim import Group, ImageMobject, Square
from manim.constants import RESAMPLING_ALGORITHMS
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError
from nnviz.core.arrays import FloatArray, read_only
from nnviz.view.color import rgb
from nnviz.view.theme import DARK, Theme

__all__ = ["DigitImage"]


class DigitImage(Group):
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
        self.theme = theme
        self.values: FloatArray = _checked(values)
        self.picture = ImageMobject(self._colors())
        self.picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.picture.height = height
        self.frame = Square(height, stroke_color=theme.faint, stroke_width=2.0 if framed else 0.0)
        super().__init__(self.picture, self.frame)

    def set_values(self, values: ArrayLike) -> Self:
        """Show another image of the same size where this one stands.

        Raises
        ------
        NNVizError
            If it is of another shape, or not in [0, 1].
        """
        image = _checked(values)
        if image.shape != self.values.shape:
            raise NNVizError(f"expected an image of {self.values.shape}; got {image.shape}")
        self.values = image
        # Only the colours change: the alpha channel carries what fading does.
        self.picture.pixel_array[..., :3] = self._colors()
        return self

    def displayed_values(self) -> FloatArray:
        """Return the pixel values read back from the picture, exact to 1/255 of its contrast."""
        dark, light = rgb(self.theme.hollow) * 255.0, rgb(self.theme.lit) * 255.0
        drawn = np.asarray(self.picture.pixel_array, dtype=np.float64)[..., :3]
        return np.asarray(((drawn - dark) @ (light - dark)) / ((light - dark) @ (light - dark)))

    def _colors(self) -> NDArray[np.uint8]:
        light = self.values[..., None]
        colors = rgb(self.theme.hollow) * (1.0 - light) + rgb(self.theme.lit) * light
        return np.rint(colors * 255.0).astype(np.uint8)

    @property
    def pixel_pitch(self) -> float:
        """The side of one pixel in scene units."""
        return float(self.picture.height / self.values.shape[0])

    def pixel_centres(self) -> FloatArray:
        """Return the centre of each pixel, row by row, shape (side * side, 3)."""
        side = self.values.shape[0]
        rows, columns = np.divmod(np.arange(side * side), side)
        corner = self.picture.get_corner(np.array([-1.0, 1.0, 0.0]))
        pitch = self.pixel_pitch
        x = corner[0] + (columns + 0.5) * pitch
        y = corner[1] - (rows + 0.5) * pitch
        return np.stack([x, y, np.zeros_like(x)], axis=1)


def _checked(values: ArrayLike) -> FloatArray:
    image = read_only(values, ndim=2, what="image")
    side = image.shape[0]
    if image.shape != (side, side) or image.min() < 0 or image.max() > 1:
        raise NNVizError(
            f"expected a square image of values in [0, 1]; got shape {image.shape} "
            f"with values from {image.min():g} to {image.max():g}"
        )
    return image
