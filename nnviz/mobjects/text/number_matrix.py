"""A matrix or a column of real numbers, in brackets; what is left out is marked by dots."""

from typing import Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, Dot, VGroup, VMobject
from manim.typing import Point3D
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError, read_only
from nnviz.mobjects.text.number_label import NumberLabel
from nnviz.mobjects.text.typesetting import MIN_FONT_SIZE
from nnviz.mobjects.text.words import Words
from nnviz.view import DARK, NeuronSelection, Theme

__all__ = ["NumberMatrix"]

_TICK = 0.14
"""The length of the ends of a bracket."""

_EM = 0.53 / 48.0
"""Scene units to the em, for each unit of the font size."""


class NumberMatrix(VGroup):
    """Numbers in rows and columns between square brackets.

    A large matrix shows some of its rows and columns, chosen by their true indices; dots stand
    where the others are left out, and `with_indices` writes the true indices beside it.

    Parameters
    ----------
    values : array_like, shape (rows, columns) or (rows,)
        A list of numbers is drawn as a column.
    rows, columns : NeuronSelection, optional
        Which to show; all of them unless given.
    decimals : int
    font_size : float
    color : str, optional
        Of the numbers; the theme's ink unless given.
    by_sign : bool
        Whether numbers below 0 take the negative colour and the others the positive one.
    pitch : tuple of float, optional
        From column to column and from row to row, in scene units; from the widest number and the
        font size unless given.
    theme : Theme

    Attributes
    ----------
    labels : list of list of NumberLabel
        The numbers that are shown, row by row.
    brackets : VGroup of two VMobject
    dots : VGroup
    row_indices, column_indices : VGroup of Words
        Empty until `with_indices`.

    Raises
    ------
    NNVizError
        If there are no numbers, or a selection is of another number of rows or columns.

    Examples
    --------
    >>> few = NeuronSelection.ends(16, 4)
    >>> weights = NumberMatrix(np.arange(48.0).reshape(16, 3), rows=few)
    >>> weights.displayed_values()[-1].tolist(), weights.label(15, 2).text
    ([45.0, 46.0, 47.0], '47.00')
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        rows: NeuronSelection | None = None,
        columns: NeuronSelection | None = None,
        decimals: int = 2,
        font_size: float = MIN_FONT_SIZE,
        color: str | None = None,
        by_sign: bool = False,
        pitch: tuple[float, float] | None = None,
        theme: Theme = DARK,
    ) -> None:
        given = np.asarray(values, dtype=np.float64)
        table = read_only(given[:, None] if given.ndim == 1 else given, ndim=2, what="matrix")
        if not table.size:
            raise NNVizError(f"expected a matrix of numbers; got one of shape {table.shape}")
        self.values: FloatArray = table
        self.theme = theme
        self.rows = _selection(rows, table.shape[0], "rows")
        self.columns = _selection(columns, table.shape[1], "columns")
        self._font_size = font_size

        def number(row: int, column: int) -> NumberLabel:
            value = float(table[row, column])
            tone = color or theme.ink
            if by_sign:
                tone = theme.negative if value < 0.0 else theme.positive
            return NumberLabel(
                value,
                decimals=decimals,
                font_size=font_size,
                color=tone,
                edge="right",
                theme=theme,
            )

        self.labels = [[number(i, j) for j in self.columns.indices] for i in self.rows.indices]
        widest = max(float(label.width) for line in self.labels for label in line)
        em = font_size * _EM
        across, down = pitch or (widest + 0.75 * em, 1.5 * em)
        x, column_gap = _places(self.columns, across, 0.6 * across)
        y, row_gap = _places(self.rows, down, down)
        for line, height in zip(self.labels, -y, strict=True):
            for label, place in zip(line, x, strict=True):
                middle = label.get_center()[1] - label.get_baseline()[1]
                target = np.array([place + widest / 2.0, height - middle, 0.0])
                label.shift(target - label.get_baseline())
        self.dots = self._dots(x, -y, column_gap, None if row_gap is None else -row_gap)
        self.brackets = _brackets(
            (float(x[0]) - widest / 2.0 - 0.16, float(x[-1]) + widest / 2.0 + 0.16),
            (float(-y[-1]) - 0.55 * down, float(-y[0]) + 0.55 * down),
            theme.ink,
        )
        self.row_indices, self.column_indices = VGroup(), VGroup()
        numbers = [label for line in self.labels for label in line]
        super().__init__(self.brackets, *numbers, self.dots)
        self.center()

    def with_indices(self, *, rows: bool = True, columns: bool = True) -> Self:
        """Write the true indices to the left of the rows and above the columns."""
        if rows and not len(self.row_indices):
            side = self.brackets[0].get_left()[0] - 0.16
            for index, line in zip(self.rows.indices, self.labels, strict=True):
                name = self._index(index)
                name.move_to((side - name.width / 2.0, line[0].get_y(), 0.0))
                self.row_indices.add(name)
            self.add(self.row_indices)
        if columns and not len(self.column_indices):
            top = self.brackets.get_top()[1] + 0.24
            for index, label in zip(self.columns.indices, self.labels[0], strict=True):
                self.column_indices.add(self._index(index).move_to((label.get_x(), top, 0.0)))
            self.add(self.column_indices)
        return self

    def label(self, row: int, column: int = 0) -> NumberLabel:
        """Return the number at these true indices.

        Raises
        ------
        NNVizError
            If it is not shown.
        """
        return self.labels[_place(self.rows, row, "row")][_place(self.columns, column, "column")]

    def row(self, index: int) -> VGroup:
        """Return the numbers that are shown of the row with this true index."""
        return VGroup(*self.labels[_place(self.rows, index, "row")])

    def column(self, index: int) -> VGroup:
        """Return the numbers that are shown of the column with this true index."""
        place = _place(self.columns, index, "column")
        return VGroup(*(line[place] for line in self.labels))

    def displayed_values(self) -> FloatArray:
        """Return the numbers read back from the labels, shape (rows shown, columns shown)."""
        return np.array([[label.value for label in line] for line in self.labels])

    def _index(self, index: int) -> Words:
        return Words(str(index), font_size=MIN_FONT_SIZE, color=self.theme.muted, theme=self.theme)

    def _dots(
        self, x: FloatArray, y: FloatArray, gap_x: float | None, gap_y: float | None
    ) -> VGroup:
        marks = VGroup()
        if gap_x is not None:
            marks.add(*(self._ellipsis([gap_x, height], RIGHT) for height in y))
        if gap_y is not None:
            marks.add(*(self._ellipsis([place, gap_y], DOWN) for place in x))
        if gap_x is not None and gap_y is not None:
            marks.add(self._ellipsis([gap_x, gap_y], (RIGHT + DOWN) / np.sqrt(2.0)))
        return marks

    def _ellipsis(self, centre: list[float], along: Point3D) -> VGroup:
        step = 0.11 * self._font_size / MIN_FONT_SIZE
        middle = np.array([*centre, 0.0])
        dots = [Dot(middle + k * step * along, radius=0.26 * step) for k in (-1, 0, 1)]
        return VGroup(*dots).set_color(self.theme.muted)


def _selection(chosen: NeuronSelection | None, total: int, what: str) -> NeuronSelection:
    if chosen is None:
        return NeuronSelection.all_of(total)
    if chosen.total != total:
        raise NNVizError(
            f"expected a selection of the {total} {what} of this matrix; got one of {chosen.total}"
        )
    return chosen


def _place(selection: NeuronSelection, index: int, what: str) -> int:
    found = np.flatnonzero(selection.indices == index)
    if not found.size:
        raise NNVizError(f"{what} {index} is not among those shown: {selection.indices}")
    return int(found[0])


def _places(
    selection: NeuronSelection, pitch: float, gap: float
) -> tuple[FloatArray, float | None]:
    """Return where the shown entries stand along one axis, and the middle of the dots."""
    places = np.arange(len(selection), dtype=np.float64) * pitch
    after = selection.gap_after
    if after is None or not 0 < after < len(selection):
        return places, None
    places[after:] += gap
    return places, float(places[after - 1] + places[after]) / 2.0


def _brackets(x: tuple[float, float], y: tuple[float, float], color: str) -> VGroup:
    pair = VGroup()
    for side, inward in ((x[0], RIGHT), (x[1], LEFT)):
        low, high = np.array([side, y[0], 0.0]), np.array([side, y[1], 0.0])
        mark = VMobject(stroke_color=color, stroke_width=3.0)
        mark.set_points_as_corners([high + _TICK * inward, high, low, low + _TICK * inward])
        pair.add(mark)
    return pair
