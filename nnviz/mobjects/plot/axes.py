"""Axes, curves and points of a plot, labelled without LaTeX; every place can be read back."""

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from manim import RIGHT, UP, Dot, Line, VGroup, VMobject
from manim.typing import Point3D
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError, read_only
from nnviz.mobjects.plot.number_axis import NumberAxis
from nnviz.mobjects.text import MIN_FONT_SIZE, Words
from nnviz.view import DARK, Theme

__all__ = ["PlotAxes", "PlotCurve", "PlotPoint"]

PlotFunction = Callable[[FloatArray], ArrayLike]
"""Takes an array of numbers and returns as many."""


class PlotAxes(VGroup):
    """Two axes, on which curves, points and tangents are drawn in the plot's own numbers.

    Curves are not part of the axes: add them to the scene.

    Parameters
    ----------
    x_range, y_range : (float, float)
        The lowest and highest number of each axis.
    width, height : float
        In scene units, without the labels.
    x_ticks, y_ticks : sequence of float, optional
        Round numbers are chosen unless given.
    x_label, y_label : str or mobject, optional
        Words, or a finished `Maths`; at the end of each axis.
    x_axis_at, y_axis_at : float, optional
        Where the axes cross the other one: its lowest number unless given.
    y_grid : bool
        Whether a faint line goes across at each tick of the y axis.
    x_suffix, y_suffix : str
        After each number: of the characters ``%``, ``°`` and space.
    theme : Theme

    Attributes
    ----------
    x_axis, y_axis : NumberAxis

    Examples
    --------
    >>> axes = PlotAxes((-6, 6), (0, 1), width=9.0, height=3.0, y_ticks=(0, 0.5, 1))
    >>> curve = axes.curve(lambda z: 1.0 / (1.0 + np.exp(-z)))
    >>> float(curve.ys[0].round(4)), axes.numbers_at(axes.point(2.0, 0.75)).round(6).tolist()
    (0.0025, [2.0, 0.75])
    """

    def __init__(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        *,
        width: float = 9.0,
        height: float = 4.0,
        x_ticks: Sequence[float] | None = None,
        y_ticks: Sequence[float] | None = None,
        x_label: str | VMobject | None = None,
        y_label: str | VMobject | None = None,
        x_axis_at: float | None = None,
        y_axis_at: float | None = None,
        y_grid: bool = False,
        x_suffix: str = "",
        y_suffix: str = "",
        font_size: float = MIN_FONT_SIZE,
        theme: Theme = DARK,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.x_axis_at = float(y_range[0] if x_axis_at is None else x_axis_at)
        self.y_axis_at = float(x_range[0] if y_axis_at is None else y_axis_at)
        self.x_axis = NumberAxis(
            *x_range, length=width, ticks=x_ticks, suffix=x_suffix, font_size=font_size, theme=theme
        )
        self.y_axis = NumberAxis(
            *y_range,
            length=height,
            ticks=y_ticks,
            upright=True,
            suffix=y_suffix,
            font_size=font_size,
            theme=theme,
        )
        self.y_axis.shift(
            self.x_axis.point(self.y_axis_at)
            - (self.y_axis.point(self.x_axis_at) - self.y_axis.get_center())
            - self.y_axis.get_center()
        )
        self.grid = VGroup()
        self.add(self.grid, self.x_axis, self.y_axis)
        if y_grid:
            for tick in self.y_axis.ticks:
                y = float(tick.get_center()[1])
                left, right = (np.array([self.x_axis.point(x)[0], y, 0.0]) for x in x_range)
                self.grid.add(
                    Line(left, right, color=theme.faint, stroke_width=1.5, stroke_opacity=0.55)
                )
        self.axis_labels = VGroup()
        if x_label is not None:
            label = self._label(x_label, font_size)
            self.axis_labels.add(label.next_to(self.x_axis.line.points[-1], RIGHT, 0.25))
        if y_label is not None:
            label = self._label(y_label, font_size)
            self.axis_labels.add(label.next_to(self.y_axis.line.points[-1], UP, 0.25))
        self.add(self.axis_labels)
        self.center()

    def _label(self, label: str | VMobject, font_size: float) -> VMobject:
        if isinstance(label, VMobject):
            return label
        return Words(label, font_size=font_size, color=self.theme.muted, theme=self.theme)

    def point(self, x: float, y: float) -> Point3D:
        """Return where the numbers (x, y) stand now."""
        return np.array(self.points_at([x], [y])[0])

    def points_at(self, xs: ArrayLike, ys: ArrayLike) -> FloatArray:
        """Return where numbers stand now, shape (n, 3)."""
        along = self.x_axis.points_at(xs)
        up = self.y_axis.points_at(ys) - self.y_axis.point(self.x_axis_at)
        return np.asarray(along + up)

    def numbers_at(self, point: Point3D) -> FloatArray:
        """Return the numbers (x, y) that stand at a point: the inverse of `point`."""
        origin = self.point(0.0, 0.0)
        frame = np.stack([self.point(1.0, 0.0) - origin, self.point(0.0, 1.0) - origin], axis=1)
        return np.asarray(np.linalg.lstsq(frame, np.asarray(point) - origin, rcond=None)[0])

    def curve(
        self,
        function: PlotFunction,
        *,
        low: float | None = None,
        high: float | None = None,
        samples: int = 201,
        color: str | None = None,
        stroke_width: float = 5.0,
    ) -> "PlotCurve":
        """Return the graph of a function, from `low` to `high` (else, along the whole axis).

        Curves with as many samples over the same range bend into one another by `Transform`.
        """
        xs = np.linspace(
            self.x_axis.low if low is None else low,
            self.x_axis.high if high is None else high,
            samples,
        )
        return self.polyline(xs, function(xs), color=color, stroke_width=stroke_width)

    def polyline(
        self, xs: ArrayLike, ys: ArrayLike, *, color: str | None = None, stroke_width: float = 5.0
    ) -> "PlotCurve":
        """Return straight lines through the points (x, y), in order."""
        return PlotCurve(
            self, xs, ys, stroke_color=color or self.theme.ink, stroke_width=stroke_width
        )

    def at(
        self, x: float, y: float, *, radius: float = 0.11, color: str | None = None
    ) -> "PlotPoint":
        """Return a dot at (x, y), with a thin line to each axis."""
        return PlotPoint(self, x, y, radius=radius, color=color or self.theme.accent)

    def tangent(
        self, x: float, y: float, slope: float, *, length: float = 2.4, color: str | None = None
    ) -> Line:
        """Return the straight line through (x, y) with this slope, `length` scene units long."""
        middle = self.point(x, y)
        step = self.point(x + 1.0, y + slope) - middle
        half = 0.5 * length * step / np.linalg.norm(step)
        return Line(middle - half, middle + half, color=color or self.theme.accent, stroke_width=5)


class PlotCurve(VMobject):
    """A line through points of a plot; `PlotAxes.curve` and `PlotAxes.polyline` make it.

    Attributes
    ----------
    xs, ys : ndarray, shape (n,)
        The numbers that are drawn.

    Raises
    ------
    NNVizError
        If there are not as many x as y, or fewer than two.

    Examples
    --------
    >>> from nnviz.mobjects import PlotAxes
    >>> curve = PlotAxes((0, 4), (0, 1)).polyline([0, 2, 4], [0.0, 0.5, 1.0])
    >>> isinstance(curve, PlotCurve), curve.ys.tolist()
    (True, [0.0, 0.5, 1.0])
    """

    def __init__(self, axes: PlotAxes, xs: ArrayLike, ys: ArrayLike, **style: Any) -> None:
        super().__init__(**style)
        self.set_numbers(axes, xs, ys)

    def set_numbers(self, axes: PlotAxes, xs: ArrayLike, ys: ArrayLike) -> Self:
        """Draw other numbers on the same axes, in the same style.

        Raises
        ------
        NNVizError
            If there are not as many x as y, or fewer than two.
        """
        self.xs = read_only(xs, ndim=1, what="x of a curve")
        self.ys = read_only(ys, ndim=1, what="y of a curve")
        if self.xs.shape != self.ys.shape or self.xs.size < 2:
            raise NNVizError(
                f"expected two or more points, one y for each x; got {self.xs.size} x "
                f"and {self.ys.size} y"
            )
        self.set_points_as_corners(axes.points_at(self.xs, self.ys))
        return self


class PlotPoint(VGroup):
    """A dot on a plot with a thin line to each axis; `PlotAxes.at` makes it.

    Examples
    --------
    >>> point = PlotAxes((-6, 6), (0, 1)).at(0.0, 0.5)
    >>> point.set_numbers(2.0, 0.75).numbers
    (2.0, 0.75)
    """

    def __init__(
        self, axes: PlotAxes, x: float, y: float, *, radius: float = 0.11, color: str
    ) -> None:
        self.axes = axes
        self.dot = Dot(radius=radius, color=color)
        self.down = Line(stroke_width=2.0, color=color, stroke_opacity=0.7)
        self.across = Line(stroke_width=2.0, color=color, stroke_opacity=0.7)
        super().__init__(self.down, self.across, self.dot)
        self.set_numbers(x, y)

    @property
    def numbers(self) -> tuple[float, float]:
        """The numbers at which the dot stands, as last set."""
        return self._numbers

    def set_numbers(self, x: float, y: float) -> Self:
        """Move the dot and its lines to (x, y)."""
        self._numbers = (float(x), float(y))
        at = self.axes.point(x, y)
        self.dot.move_to(at)
        self.down.set_points_as_corners([at, self.axes.point(x, self.axes.x_axis_at)])
        self.across.set_points_as_corners([at, self.axes.point(self.axes.y_axis_at, y)])
        return self
