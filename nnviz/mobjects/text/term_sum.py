"""A neuron's sum written out: the largest terms, what is left, the bias, and the total."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, Line, VGroup, VMobject

from nnviz.mobjects.text.number_label import NumberLabel
from nnviz.mobjects.text.words import Words
from nnviz.view import DARK, Theme, WeightedTerms

__all__ = ["TermSum"]

_COLUMNS = {"weight": 0.0, "input": 1.55, "product": 3.6}
"""Right edges of the numbers, in scene units from the first one, at font size 32."""


class TermSum(VGroup):
    """The rows of a sum, numbers under numbers: ``w × a = w a``, the others, the bias, and z.

    Parameters
    ----------
    terms : WeightedTerms
        What is written, and with how many digits.
    input_word : str
        What the inputs are called: "pixel", or "neuron" in deeper layers.
    font_size : float
    row_height : float
        In scene units.
    theme : Theme

    Attributes
    ----------
    header : VGroup
        The names of the columns.
    term_rows : VGroup
        One row for each term that is written out.
    other_rows : VGroup
        The terms that are not, the inputs that are 0 if there are any, and the bias.
    total_row : VGroup
        A rule, and z below it.

    Examples
    --------
    >>> from nnviz.core import DenseLayer, Network
    >>> network = Network([DenseLayer([[2.0, -1.0, 0.5, 3.0]], [0.25])])
    >>> written = TermSum(WeightedTerms.of(network.forward([1.0, 0.5, 1.0, 0.0]), shown=[2]))
    >>> [row[-1].text for row in written.term_rows], written.total_row[-1].text
    (['+2.00', '−0.50'], '+2.25')
    """

    def __init__(
        self,
        terms: WeightedTerms,
        *,
        input_word: str = "pixel",
        font_size: float = 32.0,
        row_height: float = 0.5,
        theme: Theme = DARK,
    ) -> None:
        super().__init__()
        self.terms, self.theme, self.font_size = terms, theme, font_size
        self._unit = font_size / 32.0
        self._top, self._row_height = 0.0, row_height
        self.header = self._row(
            [
                (self._quiet(word), column)
                for word, column in (
                    ("weight", "weight"),
                    (input_word, "input"),
                    ("product", "product"),
                )
            ]
        )
        self.term_rows = VGroup(*[self._term(int(index)) for index in terms.shown])
        others: list[tuple[str, float]] = []
        if terms.n_rest:
            others.append(
                (f"+ {terms.n_rest} more {_plural(input_word, terms.n_rest)}", terms.rest)
            )
        if terms.n_dark:
            others.append((f"+ {terms.n_dark} dark {_plural(input_word, terms.n_dark)}", 0.0))
        others.append(("+ bias", terms.bias))
        self.other_rows = VGroup(*[self._other(words, value) for words, value in others])
        self.total_row = self._total()
        self.add(self.header, self.term_rows, self.other_rows, self.total_row)
        self.center()

    def written(self) -> tuple[str, ...]:
        """Return the texts of the last column, from the first term to the bias, then z."""
        rows = [*self.term_rows, *self.other_rows, self.total_row]
        return tuple(row[-1].text for row in rows)

    def _term(self, index: int) -> VGroup:
        weight, value = float(self.terms.weights[index]), float(self.terms.activations[index])
        product = float(self.terms.products[index])
        row = self._row(
            [
                (self._number(weight, decimals=self.terms.factor_decimals), "weight"),
                (self._number(value, signed=False, decimals=self.terms.factor_decimals), "input"),
                (self._number(product), "product"),
            ]
        )
        place = int(np.flatnonzero(self.terms.shown == index)[0])
        exact = self.terms.multiplies_as_written[place]
        times, equals = self._quiet("×"), self._quiet("=" if exact else "≈")
        times.move_to((row[0].get_right() + row[1].get_left()) / 2.0).set_y(row[1].get_y())
        equals.move_to((row[1].get_right() + row[2].get_left()) / 2.0).set_y(row[1].get_y())
        return VGroup(row[0], times, row[1], equals, row[2])

    def _other(self, words: str, value: float) -> VGroup:
        row = self._row([(self._quiet(words), "input"), (self._number(value), "product")])
        row[0].align_to(self.term_rows, LEFT)
        return row

    def _total(self) -> VGroup:
        left, right = self.term_rows.get_left()[0], self._column("product")
        y = self._top + 0.68 * self._row_height
        rule = Line((left, y, 0.0), (right, y, 0.0), color=self.theme.muted, stroke_width=2.0)
        self._top -= 0.2 * self._row_height
        exact = self.terms.adds_up_as_written
        name = Words(
            "sum z" if exact else "sum z ≈",
            font_size=self.font_size,
            weight="semibold",
            theme=self.theme,
        )
        total = self._number(self.terms.pre_activation, weight="semibold")
        row = self._row([(name, "input"), (total, "product")])
        row[0].align_to(self.term_rows, LEFT)
        return VGroup(rule, *row)

    def _row(self, cells: Sequence[tuple[VMobject, str]]) -> VGroup:
        """Put each cell's right edge on its column, all of them on the baseline of the next row."""
        row = VGroup()
        for cell, column in cells:
            x = self._column(column) - float(cell.get_right()[0])
            cell.shift((x, self._top - _baseline(cell), 0.0))
            row.add(cell)
        self._top -= self._row_height
        return row

    def _column(self, name: str) -> float:
        return _COLUMNS[name] * self._unit

    def _quiet(self, text: str) -> Words:
        return Words(text, font_size=self.font_size, color=self.theme.muted, theme=self.theme)

    def _number(
        self,
        value: float,
        *,
        signed: bool = True,
        weight: str = "regular",
        decimals: int | None = None,
    ) -> NumberLabel:
        if not signed:
            color = self.theme.ink
        else:
            color = self.theme.negative if value < 0.0 else self.theme.positive
        if value == 0.0:
            color = self.theme.muted
        return NumberLabel(
            value,
            decimals=self.terms.decimals if decimals is None else decimals,
            signed=signed and value != 0.0,
            font_size=self.font_size,
            weight=weight,
            color=color,
            theme=self.theme,
        )


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _baseline(cell: VMobject) -> float:
    """Return where the line that letters stand on is, in scene units."""
    if isinstance(cell, NumberLabel):
        return float(cell.get_baseline()[1])
    letters = cell.text.replace(" ", "") if isinstance(cell, Words) else ""
    standing = [
        glyph.get_bottom()[1]
        for letter, glyph in zip(letters, cell.submobjects, strict=False)
        if letter.isalnum() and letter not in "gjpqyQ"
    ]
    return float(max(standing, default=cell.get_bottom()[1]))
