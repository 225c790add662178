"""A number line with labelled ticks, without LaTeX; every place on it can be read back."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Line, Triangle, VGroup
from manim.typing import Point3D
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError
from nnviz.mobjects.text import MIN_FONT_SIZE, NumberLabel
from nnviz.view import DARK, Theme, decimals_of, nice_ticks

__all__ = ["NumberAxis"]

_TICK = 0.08
_LABEL_BUFF = 0.18


class NumberAxis(VGroup):
    """A number line with labelled ticks.

    Parameters
    ----------
    low, high : float
        The numbers at its two ends.
    length : float
        In scene units.
    ticks : sequence of float, optional
        Which numbers are marked; round ones are chosen unless given. An empty one marks none.
    upright : bool
        Whether it goes up, with its labels on the left, instead of right, with labels below.
    labelled : bool
        Whether the ticks carry their numbers.
    flipped : bool
        Whether the labels stand on the other side: above, or on the right.
    endless : bool
        Whether both ends carry a tip, since the numbers go on.
    suffix : str
        After each number: of the characters ``%``, ``°`` and space.
    theme : Theme

    Attributes
    ----------
    line : Line
    ticks : VGroup of Line
    labels : VGroup of NumberLabel

    Raises
    ------
    NNVizError
        If the range is empty or a tick lies outside it.

    Examples
    --------
    >>> axis = NumberAxis(-10, 10, length=8.0)
    >>> float(axis.point(5.0)[0] - axis.point(0.0)[0])
    2.0
    >>> [label.text for label in axis.labels]
    ['−10', '−5', '0', '5', '10']
    """

    def __init__(
        self,
        low: float,
        high: float,
        *,
        length: float = 8.0,
        ticks: Sequence[float] | None = None,
        upright: bool = False,
        labelled: bool = True,
        flipped: bool = False,
        endless: bool = False,
        suffix: str = "",
        font_size: float = MIN_FONT_SIZE,
        theme: Theme = DARK,
    ) -> None:
        super().__init__()
        self.low, self.high = float(low), float(high)
        marks = tuple(map(float, nice_ticks(self.low, self.high) if ticks is None else ticks))
        if not all(self.low <= mark <= self.high for mark in marks):
            raise NNVizError(f"expected ticks from {low:g} to {high:g}; got {marks}")
        ahead, aside = (UP, LEFT) if upright else (RIGHT, DOWN)
        aside = -aside if flipped else aside
        half = 0.5 * length * ahead
        self.line = Line(-half, half, color=theme.faint, stroke_width=3.0)
        self.ticks, self.labels = VGroup(), VGroup()
        for mark in marks:
            at = self.point(mark)
            self.ticks.add(
                Line(at - _TICK * aside, at + _TICK * aside, color=theme.faint, stroke_width=3.0)
            )
        for mark in marks if labelled else ():
            label = NumberLabel(
                mark,
                decimals=decimals_of(marks),
                suffix=suffix,
                font_size=font_size,
                color=theme.muted,
                theme=theme,
            )
            self.labels.add(label.next_to(self.point(mark) + _TICK * aside, aside, _LABEL_BUFF))
        self.tips = VGroup()
        for sign in (1.0, -1.0) if endless else ():
            tip = Triangle(color=theme.faint, fill_opacity=1.0, stroke_width=0.0).scale(0.11)
            angle = {RIGHT[0]: -np.pi / 2.0}.get(ahead[0], 0.0) + (np.pi if sign < 0 else 0.0)
            self.tips.add(tip.rotate(angle).move_to(sign * (half + 0.06 * ahead)))
        self.add(self.line, self.ticks, self.tips, self.labels)

    def point(self, value: float) -> Point3D:
        """Return where a number stands now; beyond the ends it goes on."""
        start, end = self.line.points[0], self.line.points[-1]
        share = (float(value) - self.low) / (self.high - self.low)
        return np.array(start + share * (end - start))

    def points_at(self, values: ArrayLike) -> FloatArray:
        """Return where numbers stand now, shape (n, 3)."""
        start, end = self.line.points[0], self.line.points[-1]
        shares = (np.asarray(values, dtype=np.float64) - self.low) / (self.high - self.low)
        return np.asarray(start + shares[..., None] * (end - start))
