"""What a network shows equals its forward pass, read back from what is drawn."""

import numpy as np
import pytest

from nnviz.core import Network, NNVizError
from nnviz.data import load_digits, load_network
from nnviz.mobjects import NetworkMobject
from nnviz.view import COLORBLIND, DARK, LIGHT, NetworkLayout, NeuronSelection, sign_colors


def small():
    network = Network.random((3, 2, 2), seed=5)
    return network, network.forward([0.25, 0.0, 1.0])


def shipped():
    network = load_network()
    return network, network.forward(load_digits().image(8600).ravel())


@pytest.mark.parametrize("make", [small, shipped])
@pytest.mark.parametrize("theme", [DARK, LIGHT, COLORBLIND], ids=lambda theme: theme.name)
def test_what_is_drawn_equals_the_forward_pass(make, theme):
    network, record = make()
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes), theme=theme).show(record)
    for shown, real in zip(drawn.displayed_activations(), record.activations, strict=True):
        np.testing.assert_array_equal(shown, real)
    for layer, trace in enumerate(network.layers):
        signals = trace.weights * record.activations[layer]
        edges = drawn.layout.edges(layer)
        real = signals[edges.outputs, edges.inputs]
        np.testing.assert_allclose(drawn.displayed_signals(layer), real, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("make", [small, shipped])
def test_the_colour_of_every_connection_has_the_sign_of_its_value(make):
    network, record = make()
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes)).show(record)
    positive, negative = sign_colors([1.0, -1.0])
    for layer, dense in enumerate(network.layers):
        values = (dense.weights * record.activations[layer]).ravel()
        colors = drawn.connections[layer].colors
        assert (colors[values > 0] == positive).all()
        assert (colors[values < 0] == negative).all()
        assert (drawn.connections[layer].opacities[values == 0] == 0).all()


def test_a_layer_without_bounds_is_scaled_and_keeps_its_signs():
    network = Network.random((4, 5, 3), seed=2, activation="identity")
    record = network.forward([3.0, -4.0, 0.5, 2.0])
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes)).show(record)
    for shown, real in zip(drawn.displayed_activations(), record.activations, strict=True):
        np.testing.assert_allclose(shown, real, rtol=1e-12, atol=1e-15)


def test_neurons_that_are_left_out_keep_the_true_indices_of_those_that_are_drawn():
    network, record = shipped()
    few = NeuronSelection.largest(record.inputs, 12)
    layout = NetworkLayout.for_sizes(network.sizes, input_style="column", selections={0: few})
    drawn = NetworkMobject(layout).show(record)
    np.testing.assert_array_equal(drawn.displayed_activations()[0], record.inputs[few.indices])
    expected = record.contributions(0)[:, few.indices].ravel()
    np.testing.assert_allclose(drawn.displayed_signals(0), expected, rtol=1e-12, atol=1e-15)
    assert drawn.layer_counts()[0].text == "12 of 784"
    left_out = int(np.flatnonzero(record.inputs == 0.0)[0])
    with pytest.raises(NNVizError, match="not among those drawn"):
        drawn.neuron_centre(0, left_out)


def test_clear_takes_everything_back():
    network, record = small()
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes)).show(record).clear()
    assert all((values == 0).all() for values in drawn.displayed_activations())
    assert all((drawn.displayed_signals(layer) == 0).all() for layer in range(2))


def test_weights_are_shown_by_their_own_sign_and_size():
    network = load_network()
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes)).show_weights(network)
    for layer, dense in enumerate(network.layers):
        np.testing.assert_allclose(
            drawn.displayed_signals(layer), dense.weights.ravel(), rtol=1e-12, atol=1e-15
        )


def test_the_winner_box_stands_on_the_winner_and_shows_its_value():
    network, record = shipped()
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes)).show(record)
    box, value = drawn.winner_box(record)
    centre = drawn.neuron_centre(3, record.prediction)
    assert box.get_left()[0] < centre[0] < box.get_right()[0]
    assert box.get_center()[1] == pytest.approx(centre[1])
    assert value.value == record.confidence


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: Network.random((3, 4, 2), seed=1).forward([0, 0, 1]), "of a network"),
        (lambda n: n.forward(np.zeros((2, 3))), "batch"),
    ],
)
def test_another_network_or_a_batch_is_refused(make, message):
    network, _ = small()
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes))
    with pytest.raises(NNVizError, match=message):
        drawn.show(make(network))


def test_a_copy_shows_on_its_own():
    network, record = small()
    drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes)).show(record)
    copy = drawn.copy().clear()
    assert (copy.displayed_activations()[0] == 0).all()
    np.testing.assert_array_equal(drawn.displayed_activations()[0], record.inputs)
