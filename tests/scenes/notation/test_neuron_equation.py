"""NeuronEquation: every symbol is there, and the numbers under them are the neuron's own."""

from itertools import pairwise

import numpy as np
import pytest
from manim import VMobject

from neuron_equation import NeuronEquation
from nnviz.core import Network, NNVizError
from nnviz.view import LIGHT

NETWORK = Network.random((12, 3, 2), seed=8)
RECORD = NETWORK.forward(np.linspace(0.0, 1.0, 12))


def test_the_numbers_are_those_of_the_forward_pass() -> None:
    equation = NeuronEquation(RECORD, layer=0, neuron=2, shown=(1, 4, 11))
    others = [k for k in range(12) if k not in (1, 4, 11)]
    weights, inputs = NETWORK.layers[0].weights[2], RECORD.inputs
    expected = [
        RECORD.activations[1][2],
        *(weights[1], inputs[1], weights[4], inputs[4]),
        RECORD.contributions(0)[2, others].sum(),
        *(weights[11], inputs[11], NETWORK.layers[0].biases[2]),
    ]
    # From the second on, a sign stands before what is added.
    expected[3:] = np.abs(expected[3:])
    np.testing.assert_allclose([n.value for n in equation.numbers], expected, rtol=1e-12)
    assert equation.total[1][1].value == RECORD.layers[0].pre_activations[2]


def test_each_number_stands_under_its_symbol_and_none_touch() -> None:
    equation = NeuronEquation(RECORD, layer=1, neuron=0, shown=(0, 2))
    numbers = equation.numbers
    assert all(n.get_top()[1] < equation.formula.get_bottom()[1] for n in numbers)
    for left, right in pairwise(numbers):
        assert left.get_right()[0] < right.get_left()[0]
    assert equation.values[0].get_x() == pytest.approx(equation.output.get_x(), abs=1e-6)


def test_weights_have_the_colour_of_their_sign() -> None:
    equation = NeuronEquation(RECORD, layer=0, neuron=0, shown=range(8), theme=LIGHT)
    for symbol, k in zip(equation.weights, range(8), strict=True):
        expected = LIGHT.negative if NETWORK.layers[0].weights[0, k] < 0.0 else LIGHT.positive
        assert {part.get_fill_color().to_hex() for part in symbol} == {expected}


def test_named_symbols_and_joints_make_up_the_formula() -> None:
    equation = NeuronEquation(RECORD, layer=0, neuron=1, shown=(3, 5))
    named: list[VMobject] = [equation.output, equation.squish, equation.dots, equation.bias]
    named += [part for place in (0, 1) for part in equation.term(place)]
    count = sum(len(symbol.submobjects) for symbol in named) + len(equation.joints())
    assert count == len(equation.formula.submobjects)


@pytest.mark.parametrize("shown", [(1,), (1, 1), (1, 12), range(12)])
def test_refuses_inputs_that_do_not_fit(shown: tuple[int, ...]) -> None:
    with pytest.raises(NNVizError, match="of 12 inputs"):
        NeuronEquation(RECORD, layer=0, neuron=0, shown=shown)
