"""A picture of any size: a photograph, or what was computed from one."""

import numpy as np
from manim import Group, ImageMobject, Rectangle
from manim.constants import RESAMPLING_ALGORITHMS
from manim.typing import Point3D
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError
from nnviz.view import DARK, Theme

__all__ = ["Picture"]


class Picture(Group):
    """Grey values or colours as they are, black 0 and white 1 in every theme.

    A digit is shown by `nnviz.mobjects.DigitImage`, which takes the theme's light instead.

    Parameters
    ----------
    values : array_like, shape (rows, columns) or (rows, columns, 3)
        Grey values or colours, in [0, 1].
    height : float
        In scene units.
    smooth : bool
        Whether pixels run into one another, as in a photograph, or are sharp squares.
    theme : Theme

    Raises
    ------
    NNVizError
        If the shape does not fit or a value lies outside [0, 1].

    Examples
    --------
    >>> picture = Picture(np.zeros((20, 40)), height=2.0)
    >>> round(float(picture.width), 3), picture.pixel_centre(0, 0).round(2).tolist()
    (4.0, [-1.95, 0.95, 0.0])
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        height: float = 5.0,
        smooth: bool = True,
        theme: Theme = DARK,
    ) -> None:
        # Kept as a plain array: Manim's cache tells two pictures apart by it.
        self.values: FloatArray = np.array(values, dtype=np.float64)
        shape = self.values.shape
        fits = len(shape) == 2 or (len(shape) == 3 and shape[2] == 3)
        if not fits or not self.values.size:
            raise NNVizError(
                f"expected values of shape (rows, columns) or (rows, columns, 3); got {shape}"
            )
        if not (self.values.min() >= 0.0 and self.values.max() <= 1.0):
            raise NNVizError(
                f"expected values in [0, 1]; got {self.values.min():g} to {self.values.max():g}"
            )
        colors = self.values if len(shape) == 3 else np.repeat(self.values[..., None], 3, axis=2)
        self.picture = ImageMobject(np.rint(colors * 255.0).astype(np.uint8))
        kind = "cubic" if smooth else "nearest"
        self.picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS[kind])
        self.picture.height = height
        self.frame = Rectangle(
            width=self.picture.width, height=height, stroke_color=theme.faint, stroke_width=2.0
        )
        super().__init__(self.picture, self.frame)

    @property
    def pixel_pitch(self) -> float:
        """The side of one pixel in scene units."""
        return float(self.picture.height / self.values.shape[0])

    def pixel_centre(self, row: float, column: float) -> Point3D:
        """Return the centre of a pixel; parts of a row or column lie between pixels."""
        corner = self.picture.get_corner(np.array([-1.0, 1.0, 0.0]))
        return np.asarray(corner + self.pixel_pitch * np.array([column + 0.5, -(row + 0.5), 0.0]))
