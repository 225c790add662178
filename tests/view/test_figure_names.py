"""Figures of networks of named features and classes."""

import re

import numpy as np
import pytest

from nnviz.core import DenseLayer, Feature, Meaning, Network
from nnviz.view import NeuronSelection, forward_figure, network_figure
from nnviz.view.vector import VectorFigure

MEANING = Meaning(
    features=(Feature("sepal length", "cm"), Feature("petal width, a very long name", "cm")),
    classes=("setosa", "versicolor", "virginica"),
)


def named() -> Network:
    return Network(Network.random((2, 5, 3), seed=4).layers, MEANING)


def words(figure: VectorFigure) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", figure.to_svg())


def test_inputs_and_outputs_stand_with_their_names_inside_the_frame():
    network = named()
    record = network.forward([0.4, 0.9])
    figure = forward_figure(record, source="a flower")
    said = words(figure)
    assert {"sepal length (cm)", "petal width, a very l…", *MEANING.classes} <= set(said)
    assert f"{record.confidence:.2f}" in said
    assert network.meaning.classes[record.prediction] in figure.title
    for name in MEANING.classes:
        assert f"{name}: " in figure.description
    assert set(said) >= set(words(network_figure(network))) - {"+ positive", "− negative"}


def test_nothing_is_named_that_has_no_name():
    plain = words(forward_figure(Network.random((2, 5, 3), seed=4).forward([0.4, 0.9])))
    assert not set(plain) & set(MEANING.classes)
    digits = words(network_figure(Network.random((4, 10), seed=4)))
    assert {str(digit) for digit in range(10)} <= set(digits)


@pytest.mark.parametrize("winner", [0, 8, 12, 25])
def test_the_winner_of_many_outputs_is_never_left_out(winner):
    letters = tuple(chr(ord("a") + k) for k in range(26))
    layer = Network.random((3, 26), seed=1).layers[0]
    biases = np.where(np.arange(26) == winner, 9.0, 0.0)
    network = Network([DenseLayer(layer.weights, biases)], Meaning(classes=letters))
    record = network.forward([0.1, 0.2, 0.3])
    assert record.prediction == winner
    figure = forward_figure(record)
    assert letters[winner] in words(figure)
    assert "16 of 26" in words(figure)


def test_a_selection_takes_in_whom_one_asks_for():
    few = NeuronSelection.ends(100, 6)
    assert few.including(1, 99) is not None
    assert few.including(1, 99).indices.tolist() == few.indices.tolist()
    both = few.including(50, 51)
    assert len(both) == 6
    assert {50, 51} <= set(both.indices.tolist())
