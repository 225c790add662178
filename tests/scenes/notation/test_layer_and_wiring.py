"""LayerEquation and NeuronWiring: the numbers and names of a real layer, in their places."""

from itertools import pairwise

import numpy as np
import pytest

from layer_equation import LayerEquation
from neuron_wiring import NeuronWiring
from nnviz.core import Network, NNVizError
from nnviz.view import LIGHT, NeuronSelection

NETWORK = Network.random((30, 6, 2), seed=8)
RECORD = NETWORK.forward(np.linspace(0.0, 1.0, 30))
ROWS, COLUMNS = NeuronSelection.ends(6, 4), NeuronSelection(30, [2, 17, 29], gap_after=2)


def test_the_line_holds_the_numbers_of_the_layer() -> None:
    line = LayerEquation(RECORD, rows=ROWS, columns=COLUMNS)
    first, trace = NETWORK.layers[0], RECORD.layers[0]
    rows, columns = ROWS.indices, COLUMNS.indices
    for matrix, expected in (
        (line.weights, first.weights[np.ix_(rows, columns)]),
        (line.inputs, RECORD.inputs[columns, None]),
        (line.biases, first.biases[rows, None]),
        (line.sums, trace.pre_activations[rows, None]),
        (line.outputs, trace.activations[rows, None]),
    ):
        np.testing.assert_array_equal(matrix.displayed_values(), expected)
    assert [size.text for size in line.sizes] == ["6 × 30", "30", "6", "6", "6"]


def test_nothing_in_the_line_touches_and_it_fits_the_frame() -> None:
    line = LayerEquation(RECORD, layer=0, rows=ROWS, columns=COLUMNS)
    parts = [line.weights, line.inputs, line.plus, line.biases, line.equals, line.sums, line.arrow]
    parts.append(line.outputs)
    ends = [(part.get_left()[0], part.get_right()[0]) for part in parts]
    assert all(before[1] < after[0] for before, after in pairwise(ends))
    assert line.width < 13.6
    middles = [matrix.brackets.get_y() for matrix in line.matrices]
    assert max(middles) - min(middles) < 1e-6


def test_the_wiring_lights_the_inputs_and_colours_the_weights() -> None:
    wiring = NeuronWiring(RECORD, layer=1, neuron=1, shown=(0, 3, 5), theme=LIGHT)
    before, weights = RECORD.activations[1], NETWORK.layers[1].weights[1]
    for neuron, line, name, k in zip(
        wiring.inputs, wiring.lines, wiring.weight_names, (0, 3, 5), strict=True
    ):
        assert neuron.displayed_activation() == pytest.approx(before[k])
        expected = LIGHT.negative if weights[k] < 0.0 else LIGHT.positive
        assert line.get_color().to_hex() == expected == name[0].get_fill_color().to_hex()
    assert wiring.inputs[1].get_y() > wiring.dots.get_y() > wiring.inputs[2].get_y()


def test_the_neuron_holds_no_number_before_the_sum() -> None:
    assert NeuronWiring(RECORD, layer=0, neuron=0, shown=(1, 2)).neuron.is_blank


def test_refuse_a_batch_and_a_single_input() -> None:
    batch = NETWORK.forward(np.zeros((2, 30)))
    with pytest.raises(NNVizError, match="batch"):
        LayerEquation(batch, rows=ROWS, columns=COLUMNS)
    with pytest.raises(NNVizError, match="batch"):
        NeuronWiring(batch, layer=0, neuron=0, shown=(1, 2))
    with pytest.raises(NNVizError, match="two or more"):
        NeuronWiring(RECORD, layer=0, neuron=0, shown=(1,))
