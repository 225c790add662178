"""Pixels as numbers: a grid in which every cell has its grey and its value written in it."""

from collections import defaultdict

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D
from numpy.typing import ArrayLike

from nnviz.mobjects.images.digit_image import PixelImage
from nnviz.mobjects.images.number_field import NumberField
from nnviz.mobjects.text import MIN_FONT_SIZE, NumberLabel
from nnviz.view import DARK, Theme, text_on_opacity

__all__ = ["READABLE_PITCH", "PixelGrid"]

READABLE_PITCH = 0.88
"""The smallest cell, in scene units, in which a value of two decimals is of `MIN_FONT_SIZE`."""


class PixelGrid(PixelImage):
    """Pixels in a grid of lines, each with its value written in it.

    Exactly 0 and exactly 1 are written without decimals. The numbers are as large as their cells
    allow: in cells smaller than 0.88 units they are meant for a camera that has come closer. All
    numbers of a colour are one mobject, so that a whole image of 784 can move.

    Parameters
    ----------
    values : array_like, shape (rows, columns)
        In [0, 1]: a whole image, or a part of one (``image[4:10, 8:16]``).
    pitch : float
        The side of a cell in scene units.
    decimals : int
    with_numbers : bool
        Whether the values are written; without them it is a picture with lines.
    theme : Theme

    Attributes
    ----------
    lines : VMobject
        Between the cells.
    numbers : VGroup of NumberField
        The values, a field for each colour; it is empty without numbers.
    texts : tuple of str
        What is written, row by row.

    Examples
    --------
    >>> grid = PixelGrid([[0.0, 0.25], [1.0, 0.996]])
    >>> grid.texts
    ('0', '0.25', '1', '1.00')
    >>> grid.cell_centre(0, 1).round(2).tolist()
    [0.44, 0.44, 0.0]
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        pitch: float = READABLE_PITCH,
        decimals: int = 2,
        with_numbers: bool = True,
        theme: Theme = DARK,
    ) -> None:
        rows = np.asarray(values).shape[0]
        super().__init__(values, height=rows * pitch, theme=theme)
        self.lines = self._lines()
        self.texts: tuple[str, ...] = ()
        self.numbers = self._numbers(decimals) if with_numbers else VGroup()
        self.add(self.lines, self.numbers)

    def cell_centre(self, row: int, column: int) -> Point3D:
        """Return the centre of a cell in scene units."""
        centres = self.pixel_centres().reshape(*self.values.shape, 3)
        return np.array(centres[row, column])

    def _lines(self) -> VMobject:
        rows, columns = self.values.shape
        height, width = float(self.picture.height), float(self.picture.width)
        across = [(-width, height - 2.0 * height * r / rows) for r in range(1, rows)]
        down = [(2.0 * width * c / columns - width, height) for c in range(1, columns)]
        lines = VMobject(stroke_color=self.theme.faint, stroke_width=1.5)
        for x, y in across:
            lines.start_new_path(np.array([x / 2.0, y / 2.0, 0.0]))
            lines.add_line_to(np.array([-x / 2.0, y / 2.0, 0.0]))
        for x, y in down:
            lines.start_new_path(np.array([x / 2.0, y / 2.0, 0.0]))
            lines.add_line_to(np.array([x / 2.0, -y / 2.0, 0.0]))
        return lines

    def _numbers(self, decimals: int) -> VGroup:
        inks: dict[str, list[NumberLabel]] = defaultdict(list)
        texts = []
        size = self.pixel_pitch / READABLE_PITCH
        for value, centre in zip(self.values.ravel(), self.pixel_centres(), strict=True):
            places = 0 if value in (0.0, 1.0) else decimals
            label = NumberLabel(value, decimals=places, font_size=MIN_FONT_SIZE)
            label.scale(size).move_to(centre)
            color = self.theme.muted if value == 0.0 else text_on_opacity(value, self.theme)
            inks[color].append(label)
            texts.append(label.text)
        self.texts = tuple(texts)
        return VGroup(*(NumberField(labels, color=color) for color, labels in inks.items()))
