import math

import numpy as np
import pytest

from by_hand_network import DIGITS, PARTS, STROKES, by_hand_network, perfect_digit
from flawed_digits import flawed_digits
from nnviz.core import DenseLayer, NNVizError

FOUND_IN = {
    0: {"top", "bottom", "upper left", "upper right", "lower left", "lower right"},
    1: {"upper right", "lower right"},
    6: set(STROKES) - {"upper right"},
    8: set(STROKES),
    9: set(STROKES) - {"lower left"},
}


def plain_outputs(image):
    """The forward pass, written out once more without numpy's matrix product."""
    values = [float(pixel) for pixel in image.ravel()]
    for layer in by_hand_network().layers:
        values = [
            1.0 / (1.0 + math.exp(-(sum(map(float.__mul__, row, values)) + bias)))
            for row, bias in zip(layer.weights.tolist(), layer.biases.tolist(), strict=True)
        ]
    return values


def test_every_parameter_is_a_whole_number():
    for layer in by_hand_network().layers:
        assert (layer.weights == np.rint(layer.weights)).all()
        assert (layer.biases == np.rint(layer.biases)).all()


@pytest.mark.parametrize("digit", DIGITS)
def test_strokes_then_parts_then_the_digit(digit):
    record = by_hand_network().forward(perfect_digit(digit).ravel())
    strokes, parts, answers = (activations > 0.5 for activations in record.activations[1:])
    found = {name for name, lit in zip(STROKES, strokes, strict=True) if lit}
    assert found == FOUND_IN[digit]
    joined = {name for name, lit in zip(PARTS, parts, strict=True) if lit}
    assert joined == {name for name, needed in PARTS.items() if set(needed) <= found}
    assert [name for name, lit in zip(DIGITS, answers, strict=True) if lit] == [digit]


def test_every_single_wrong_pixel_is_forgiven_and_by_a_margin():
    everything = flawed_digits(1)
    assert len(everything) == 5 * (1 + 81)
    assert everything.right(by_hand_network()).all()
    ranked = np.sort([plain_outputs(image) for image in everything.images], axis=1)
    assert ranked[:, -1].min() > 0.95
    assert ranked[:, -2].max() < 0.05


def test_flaws_are_what_they_say():
    everything = flawed_digits(2)
    assert len(everything) == 5 * (1 + 81 + 81 * 80 // 2)
    wrong = [
        int(np.abs(image - perfect_digit(int(label))).sum())
        for image, label in zip(everything.images, everything.labels, strict=True)
    ]
    assert np.bincount(wrong).tolist() == [5, 5 * 81, 5 * 3240]


def test_a_turned_knob_breaks_it():
    network = by_hand_network()
    parts = network.layers[1]
    biases = parts.biases.copy()
    biases[0] += 20.0
    turned = network.with_layer(1, DenseLayer(parts.weights, biases))
    assert flawed_digits(1).right(turned).sum() < 300


def test_what_it_does_not_know_is_refused():
    with pytest.raises(NNVizError, match="a digit of 0, 1, 6, 8, 9; got 3"):
        perfect_digit(3)
    with pytest.raises(NNVizError, match="0, 1 or 2 wrong pixels"):
        flawed_digits(3)
