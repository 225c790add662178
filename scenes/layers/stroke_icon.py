"""A stroke of a pen on a small tile, as bright as a number says."""

from typing import Self

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject
from numpy.typing import ArrayLike

from drawn_digits import SIDE, THICKNESS
from nnviz.core import NNVizError
from nnviz.view import DARK, Theme, mix

__all__ = ["StrokeIcon"]

_DIMMEST = 0.3


class StrokeIcon(VGroup):
    """A line drawn on a rounded tile; its light follows a number from 0 to 1.

    Parameters
    ----------
    points : array_like, shape (n, 2)
        Column and row in pixels of a 28 x 28 image, as in `drawn_digits`.
    height : float
        Of the tile, in scene units.
    thickness : float
        Of the line, in pixels.
    light : float
        From 0, so dim that the shape can just be seen, to 1.
    theme : Theme

    Examples
    --------
    >>> icon = StrokeIcon([(4.0, 4.0), (24.0, 24.0)], height=0.8)
    >>> icon.set_light(0.25).light
    0.25
    """

    def __init__(
        self,
        points: ArrayLike,
        *,
        height: float = 0.7,
        thickness: float = 1.4 * THICKNESS,
        light: float = 0.0,
        theme: Theme = DARK,
    ) -> None:
        self.theme = theme
        self.tile = RoundedRectangle(
            corner_radius=0.14 * height,
            width=height,
            height=height,
            fill_color=theme.hollow,
            fill_opacity=1.0,
        )
        pitch = height / SIDE
        places = (np.asarray(points, dtype=np.float64) - SIDE / 2.0) * [pitch, -pitch]
        self.stroke = VMobject(stroke_width=100.0 * thickness * pitch)
        corners = np.column_stack([places, np.zeros(len(places))])
        self.stroke.set_points_as_corners([(float(x), float(y), 0.0) for x, y, _ in corners])
        super().__init__(self.tile, self.stroke)
        self.set_light(light)

    def set_light(self, light: float) -> Self:
        """Show a number from 0 to 1.

        Raises
        ------
        NNVizError
            If it is not in [0, 1].
        """
        if not 0.0 <= light <= 1.0:
            raise NNVizError(f"expected a light from 0 to 1; got {light:g}")
        self.light = float(light)
        shade = _DIMMEST + (1.0 - _DIMMEST) * self.light
        self.stroke.set_stroke(mix(self.theme.hollow, self.theme.lit, shade))
        self.tile.set_stroke(mix(self.theme.faint, self.theme.lit, self.light), width=2.0)
        return self
