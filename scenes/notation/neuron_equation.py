"""The formula of one neuron, symbol by symbol, with its real numbers under the symbols."""

from collections.abc import Sequence
from itertools import pairwise

from manim import DOWN, LEFT, Brace, VGroup, VMobject

from nnviz.core import ForwardPass, NNVizError
from nnviz.mobjects import MIN_FONT_SIZE, Maths, NumberLabel, Words
from nnviz.view import DARK, Theme
from sum_digits import digits_of_sum

__all__ = ["NeuronEquation"]

_ONE_LINE = 0.45
"""Within this height, in scene units, symbols stand on one line."""


class NeuronEquation(VGroup):
    """a = sigma(w a + w a + ... + b) for one neuron, and its numbers in a row below.

    Only a few of the terms are written out, by their true indices; the number under the dots is
    the sum of all the others, so that the row adds up.

    Parameters
    ----------
    forward_pass : ForwardPass
        Of one input.
    layer : int
        The neuron's layer; 0 is the first after the input.
    neuron : int
    shown : sequence of int, two or more
    narrow : bool
        Whether every term stands on a line of its own, for a frame that is not wide.
    theme : Theme

    Attributes
    ----------
    formula : Maths
    output, squish, dots, bias : VMobject
        Parts of the formula.
    weights, inputs : list of VMobject
        The symbols of each shown term; a weight has the colour of its sign.
    values : VGroup
        The numbers under the symbols: one for the output, then one group for each thing that is
        added; from the second on, the group begins with its sign.
    decimals, z_decimals, exact : int, int, bool
        As `digits_of_sum` has them; where the sum does not close, z is "about".
    numbers : list of NumberLabel
    total : VGroup
        A brace, and z.

    Raises
    ------
    NNVizError
        If the pass is of a batch, or the shown inputs do not fit.

    Examples
    --------
    >>> from nnviz.core import Network
    >>> record = Network.random((6, 2), seed=3).forward([0.1, 0.5, 0.9, 0.2, 0.7, 1.0])
    >>> equation = NeuronEquation(record, layer=0, neuron=1, shown=(0, 2, 5))
    >>> len(equation.weights), abs(equation.sum_of_values() - equation.z) < 1e-12
    (3, True)
    """

    def __init__(
        self,
        forward_pass: ForwardPass,
        *,
        layer: int,
        neuron: int,
        shown: Sequence[int],
        font_size: float = 44.0,
        narrow: bool = False,
        theme: Theme = DARK,
    ) -> None:
        forward_pass.single()
        weights = forward_pass.network.layers[layer].weights[neuron]
        kept = [int(index) for index in shown]
        inside = 0 <= min(kept, default=-1) <= max(kept, default=0) < len(weights)
        if not (2 <= len(set(kept)) == len(kept) < len(weights) and inside):
            raise NNVizError(f"expected two or more of {len(weights)} inputs, not all; got {kept}")
        trace, before = forward_pass.layers[layer], forward_pass.activations[layer]
        activation = forward_pass.network.layers[layer].activation
        self.theme, self.shown = theme, kept
        self.z = float(trace.pre_activations[neuron])
        self._bias = float(forward_pass.network.layers[layer].biases[neuron])
        self._terms = [(float(weights[k]), float(before[k])) for k in kept]
        others = (self.rest, self._bias)
        self.decimals, self.z_decimals, self.exact = digits_of_sum(self._terms, others, self.z)
        squish = "sigma" if activation.name == "sigmoid" else "f"
        write = self._narrow_source if narrow else self._source
        self.formula = Maths(
            write(layer, neuron, squish),
            font_size=font_size,
            # Room for the numbers between the lines.
            typst_preamble="#set par(leading: 1.65em)" if narrow else "",
            theme=theme,
        )
        self.output, self.squish = map(self.formula.select, ("out", "squish"))
        self.dots, self.bias = map(self.formula.select, ("dots", "bias"))
        self.weights = [self.formula.select(f"w{i}") for i in range(len(kept))]
        self.inputs = [self.formula.select(f"a{i}") for i in range(len(kept))]
        for symbol, (weight, _) in zip(self.weights, self._terms, strict=True):
            symbol.set_color(theme.negative if weight < 0.0 else theme.positive)
        self.values = self._values(float(trace.activations[neuron]))
        self.numbers = [part for part in self.values.get_family() if isinstance(part, NumberLabel)]
        self.total = self._total()
        super().__init__(self.formula, self.values, self.total)
        self.center()

    def term(self, place: int) -> VGroup:
        """Return the two symbols of the shown term at this place."""
        return VGroup(self.weights[place], self.inputs[place])

    def joints(self) -> VGroup:
        """Return what is left of the formula without its named symbols: =, + and brackets."""
        named = [self.output, self.squish, self.dots, self.bias, *self.weights, *self.inputs]
        taken = {id(part) for symbol in named for part in symbol.get_family()}
        return VGroup(*(part for part in self.formula if id(part) not in taken))

    def sum_of_values(self) -> float:
        """Return what the numbers that are written add up to, before they are rounded."""
        return sum(w * a for w, a in self._terms) + self.rest + self._bias

    @property
    def rest(self) -> float:
        """The sum of the terms that are not written out."""
        return self.z - self._bias - sum(w * a for w, a in self._terms)

    def _source(self, layer: int, neuron: int, squish: str) -> str:
        terms = []
        for i, k in enumerate(self.shown):
            # Room for the numbers below, which do not grow with the index.
            room = f"#h({0.45 if k > 99 else 0.6}em)"
            symbols = f"{{{{ w_({neuron},{k}) : w{i} }}}}", f"{{{{ a_{k}^(({layer})) : a{i} }}}}"
            terms.append(f" {room} ".join(symbols))
        # Set apart by hand: Typst does not see the space of a sum around the dots.
        terms[-2] += " + #h(0.5em) {{ dots.c : dots }} #h(0.5em)"
        terms[-1] = f"#h(0.22em) {terms[-1]}"
        return (
            f"{{{{ a_{neuron}^(({layer + 1})) : out }}}} = {{{{ {squish} : squish }}}} lr(( "
            + " + ".join(terms)
            + f" + {{{{ #h(0.45em) b_{neuron} : bias }}}} ))"
        )

    def _narrow_source(self, layer: int, neuron: int, squish: str) -> str:
        terms = [
            f"{{{{ w_({neuron},{k}) : w{i} }}}} #h(0.6em) {{{{ a_{k}^(({layer})) : a{i} }}}}"
            for i, k in enumerate(self.shown)
        ]
        added = [*terms[:-1], "#h(0.5em) {{ dots.c : dots }}", terms[-1]]
        added.append(f"{{{{ #h(0.45em) b_{neuron} : bias }}}} \\)")
        return (
            f"{{{{ a_{neuron}^(({layer + 1})) : out }}}} = {{{{ {squish} : squish }}}} \\( & "
            + " \\ & + ".join(added)
        )

    def _values(self, activation: float) -> VGroup:
        terms = []
        for place, (weight, value) in enumerate(self._terms):
            tone = self.theme.negative if weight < 0.0 else self.theme.positive
            left = self._number(weight, self.weights[place], color=tone)
            right = self._number(value, self.inputs[place])
            terms.append(VGroup(left, self._sign("×", left, right), right))
        rest, bias = self._number(self.rest, self.dots), self._number(self._bias, self.bias)
        added = [*terms[:-1], rest, terms[-1], bias]
        (_, *middle, last), _ = zip(*self._terms, strict=True)
        values = [*middle, self.rest, last, self._bias]
        row = VGroup(self._number(activation, self.output), added[0])
        for value, (before, after) in zip(values, pairwise(added), strict=True):
            first = after if isinstance(after, NumberLabel) else after[0]
            first.set_value(abs(value))
            row.add(VGroup(self._sign("+" if value >= 0.0 else "−", before, after), after))
        return row

    def _sign(self, sign: str, left: VMobject, right: VMobject) -> Words:
        words = Words(sign, font_size=MIN_FONT_SIZE, color=self.theme.muted, theme=self.theme)
        if abs(left.get_y() - right.get_y()) > _ONE_LINE:
            return words.next_to(right, LEFT, buff=0.25)
        x = (left.get_right()[0] + right.get_left()[0]) / 2.0
        return words.move_to((x, float(left.get_y()), 0.0))

    def _number(self, value: float, symbol: VMobject, *, color: str | None = None) -> NumberLabel:
        size, digits = MIN_FONT_SIZE, self.decimals
        label = NumberLabel(value, decimals=digits, font_size=size, color=color, theme=self.theme)
        return label.move_to((symbol.get_x(), self._bottom_of_line(symbol) - 0.35, 0.0))

    def _bottom_of_line(self, symbol: VMobject) -> float:
        parts = self.formula.family_members_with_points()
        line = [part for part in parts if abs(part.get_y() - symbol.get_y()) < _ONE_LINE]
        return min(float(part.get_bottom()[1]) for part in line)

    def _total(self) -> VGroup:
        brace = Brace(self.values[1:], DOWN, buff=0.12, color=self.theme.muted)
        name = Maths("z =" if self.exact else "z approx", font_size=36.0, theme=self.theme)
        value = NumberLabel(self.z, decimals=self.z_decimals, font_size=34.0, theme=self.theme)
        value.next_to(name, buff=0.15)
        return VGroup(brace, VGroup(name, value).next_to(brace, DOWN, buff=0.1))
