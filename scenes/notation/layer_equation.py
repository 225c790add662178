"""A whole layer as matrices in one line: W a + b = z, and through the function to the next a."""

from itertools import pairwise

import numpy as np
from manim import DOWN, ORIGIN, RIGHT, UP, Line, VGroup, VMobject
from numpy.typing import ArrayLike

from nnviz.core import ForwardPass
from nnviz.mobjects import MIN_FONT_SIZE, Maths, NumberMatrix, Words
from nnviz.view import DARK, NeuronSelection, Theme

__all__ = ["LayerEquation"]

_BUFF = 0.18
_LINE = 1.9


class LayerEquation(VGroup):
    """W a + b = z, and z through the activation function: one layer with its real numbers.

    Parameters
    ----------
    forward_pass : ForwardPass
        Of one input.
    layer : int
        0 is the first after the input.
    rows, columns : NeuronSelection
        Which neurons of the layer, and which of the layer before, are shown.
    in_two_lines : bool
        Whether the biases, the sums and the activations stand below the product, for a frame that
        is not wide.
    theme : Theme

    Attributes
    ----------
    weights, inputs, biases, sums, outputs : NumberMatrix
        From left to right.
    names, sizes : VGroup
        A symbol above and the true size below each of them, in that order.
    plus, equals, arrow, function : VMobject
        What stands between them.
    symbol : str
        The function's symbol in Typst's notation.

    Raises
    ------
    NNVizError
        If the pass is of a batch.

    Examples
    --------
    >>> from nnviz.core import Network
    >>> record = Network.random((6, 2), seed=3).forward([0.1, 0.5, 0.9, 0.2, 0.7, 1.0])
    >>> few = NeuronSelection.ends(6, 2)
    >>> line = LayerEquation(record, rows=NeuronSelection.all_of(2), columns=few)
    >>> line.weights.displayed_values().shape, line.outputs.displayed_values().shape
    ((2, 2), (2, 1))
    """

    def __init__(
        self,
        forward_pass: ForwardPass,
        *,
        layer: int = 0,
        rows: NeuronSelection,
        columns: NeuronSelection,
        in_two_lines: bool = False,
        theme: Theme = DARK,
    ) -> None:
        forward_pass.single()
        self.theme, self.rows, self.columns = theme, rows, columns
        dense, trace = forward_pass.network.layers[layer], forward_pass.layers[layer]
        self.weights = NumberMatrix(
            dense.weights, rows=rows, columns=columns, by_sign=True, theme=theme
        ).with_indices()
        before = forward_pass.activations[layer]
        self.inputs = self._column(before, columns).with_indices(columns=False)
        self.biases = self._column(dense.biases, rows)
        self.sums = self._column(trace.pre_activations, rows)
        self.outputs = self._column(trace.activations, rows)
        self.matrices = [self.weights, self.inputs, self.biases, self.sums, self.outputs]
        self.plus, self.equals = self._maths("+"), self._maths("=")
        self.arrow = Line(ORIGIN, 0.65 * RIGHT, color=theme.muted)
        self.arrow.add_tip(tip_length=0.18, tip_width=0.16)
        self.symbol = "sigma" if dense.activation.name == "sigmoid" else "f"
        self.function = self._maths(self.symbol)
        line: list[VMobject] = [self.weights, self.inputs, self.plus, self.biases, self.equals]
        line += [self.sums, self.arrow, self.outputs]
        for part in (line[:2], line[2:]) if in_two_lines else (line,):
            self._line_up(part)
        if in_two_lines:
            low, below = float(self.weights.get_bottom()[1]), VGroup(*line[2:])
            below.set_x(VGroup(*line[:2]).get_x()).set_y(low - _LINE - below.height / 2.0)
        self.function.next_to(self.arrow, UP, buff=0.15)
        names = ("W", f"a^(({layer}))", "b", "z", f"a^(({layer + 1}))")
        counts = (dense.n_in, dense.n_out, dense.n_out, dense.n_out)
        sizes = (f"{dense.n_out} × {dense.n_in}", *map(str, counts))
        self.names, self.sizes = VGroup(), VGroup()
        for matrix, name, size in zip(self.matrices, names, sizes, strict=True):
            first = self.weights if matrix is self.inputs or not in_two_lines else matrix
            top = float(first.get_top()[1]) + 0.4
            self.names.add(self._maths(name).move_to((matrix.brackets.get_x(), top, 0.0)))
            words = Words(size, font_size=MIN_FONT_SIZE, color=theme.muted, theme=theme)
            self.sizes.add(words.next_to(matrix.brackets, DOWN, buff=0.22))
        super().__init__(*line[:-1], self.function, self.outputs)
        self.add(self.names, self.sizes)
        self.center()

    def _column(self, values: ArrayLike, selection: NeuronSelection) -> NumberMatrix:
        return NumberMatrix(values, rows=selection, theme=self.theme)

    def _maths(self, source: str) -> Maths:
        return Maths(source, font_size=40.0, theme=self.theme)

    def _line_up(self, parts: list[VMobject]) -> None:
        """Put one beside the other, the middles of the brackets on one line."""
        first = next(part for part in parts if isinstance(part, NumberMatrix))
        axis = float(first.brackets.get_y())
        for before, after in pairwise(parts):
            after.next_to(before, RIGHT, buff=_BUFF)
            middle = after.brackets if isinstance(after, NumberMatrix) else after
            after.shift(np.array([0.0, axis - float(middle.get_y()), 0.0]))
