"""A matrix of weights seen whole: one coloured cell for each number."""

import numpy as np
from manim import DOWN, Group, ImageMobject, Rectangle
from manim.constants import RESAMPLING_ALGORITHMS
from manim.typing import Point3D
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, read_only
from nnviz.mobjects import MIN_FONT_SIZE, Words
from nnviz.view import DARK, Theme, weight_image

__all__ = ["MatrixImage"]


class MatrixImage(Group):
    """A matrix with a cell for each entry, in the colour of its sign, and its shape below.

    Parameters
    ----------
    values : array_like, shape (rows, columns)
    cell : float
        The side of a cell in scene units.
    max_width : float
        A matrix of many columns gets narrower cells, so as not to become wider than this.
    scale : float, optional
        The size that is drawn at full colour; the largest one unless given.
    theme : Theme

    Attributes
    ----------
    frame : Rectangle
    shape_label : Words
        "rows × columns".

    Examples
    --------
    >>> image = MatrixImage([[1.0, -2.0, 0.0], [0.5, 0.0, 2.0]], cell=0.5)
    >>> image.entry_centre(0, 2).tolist()
    [0.5, 0.25, 0.0]
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        cell: float = 0.2,
        max_width: float = 4.5,
        scale: float | None = None,
        theme: Theme = DARK,
    ) -> None:
        self.values: FloatArray = read_only(values, ndim=2, what="matrix")
        rows, columns = self.values.shape
        width, height = min(cell * columns, max_width), cell * rows
        picture = ImageMobject(weight_image(self.values, theme, scale=scale))
        picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.picture = picture.stretch_to_fit_height(height).stretch_to_fit_width(width)
        self.frame = Rectangle(
            width=width, height=height, stroke_color=theme.faint, stroke_width=2.0
        )
        self.shape_label = Words(
            f"{rows} × {columns}", font_size=MIN_FONT_SIZE, color=theme.muted, theme=theme
        )
        self.shape_label.next_to(self.frame, DOWN, buff=0.2)
        super().__init__(self.picture, self.frame, self.shape_label)

    def entry_centre(self, row: int, column: int) -> Point3D:
        """Return where the entry of this row and column stands now."""
        return np.array(self.box(row, column).get_center())

    def box(
        self, row: int | None = None, column: int | None = None, *, color: str = "#FFFFFF"
    ) -> Rectangle:
        """Return a box around an entry, a whole row or a whole column."""
        rows, columns = self.values.shape
        tall, wide = self.frame.height / rows, self.frame.width / columns
        centre = self.frame.get_center()
        if row is not None:
            centre = centre + ((rows - 1) / 2.0 - row) * tall * np.array([0.0, 1.0, 0.0])
        if column is not None:
            centre = centre + (column - (columns - 1) / 2.0) * wide * np.array([1.0, 0.0, 0.0])
        return Rectangle(
            width=self.frame.width if column is None else wide,
            height=self.frame.height if row is None else tall,
            stroke_color=color,
            stroke_width=3.5,
        ).move_to(centre)
