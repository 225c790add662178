import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor

from nnviz.core import ACTIVATIONS, Activation, DenseLayer, Network, NNVizError, activation_named


def by_hand(network: Network, inputs: list[float]) -> list[list[float]]:
    """The textbook's sums, one number at a time, for sigmoid layers."""
    before, all_layers = inputs, []
    for layer in network.layers:
        after = []
        for weights, bias in zip(layer.weights.tolist(), layer.biases.tolist(), strict=True):
            z = bias
            for weight, value in zip(weights, before, strict=True):
                z += weight * value
            after.append(1 / (1 + math.exp(-z)))
        all_layers.append(after)
        before = after
    return all_layers


def test_equals_a_loop_written_by_hand(tiny_network):
    record = tiny_network.forward([0.5, 0.25, 1.0])
    for trace, expected in zip(record.layers, by_hand(tiny_network, [0.5, 0.25, 1.0]), strict=True):
        np.testing.assert_allclose(trace.activations, expected, rtol=1e-14)


def test_the_shipped_network_equals_the_loop(network, digits):
    inputs = digits.vectors()[8600]
    expected = by_hand(network, inputs.tolist())
    record = network.forward(inputs)
    for trace, layer in zip(record.layers, expected, strict=True):
        np.testing.assert_allclose(trace.activations, layer, rtol=1e-11)


@pytest.mark.parametrize(
    ("name", "hidden"), [("sigmoid", "logistic"), ("tanh", "tanh"), ("relu", "relu")]
)
def test_equals_scikit_learn_with_the_same_weights(name, hidden):
    generator = np.random.default_rng(3)
    x = generator.normal(size=(40, 6))
    labels = generator.integers(0, 3, 40)
    labels[:3] = [0, 1, 2]
    for kind, target, last in (
        (MLPClassifier, labels, "softmax"),
        (MLPRegressor, generator.normal(size=(40, 3)), "identity"),
    ):
        model = kind(hidden_layer_sizes=(5, 4), activation=hidden, max_iter=2, random_state=1)
        with pytest.warns(ConvergenceWarning):
            model.fit(x, target)
        activations = (name, name, last)
        network = Network(
            [
                DenseLayer(weights.T, biases, activation)
                for weights, biases, activation in zip(
                    model.coefs_, model.intercepts_, activations, strict=True
                )
            ]
        )
        expected = model.predict_proba(x) if last == "softmax" else model.predict(x)
        np.testing.assert_allclose(network.forward(x).outputs, expected, rtol=1e-10, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 7), min_size=2, max_size=5),
    batch=st.none() | st.integers(1, 4),
    name=st.sampled_from(sorted(ACTIVATIONS)),
    seed=st.integers(0, 1000),
)
def test_shapes_and_sums(sizes, batch, name, seed):
    network = Network.random(sizes, seed=seed, activation=name)
    lead = () if batch is None else (batch,)
    inputs = np.random.default_rng(seed).normal(size=(*lead, sizes[0]))
    record = network.forward(inputs)
    assert network.sizes == tuple(sizes)
    assert [a.shape for a in record.activations] == [(*lead, size) for size in sizes]
    for index, layer in enumerate(network.layers):
        contributions = record.contributions(index)
        assert contributions.shape == (*lead, layer.n_out, layer.n_in)
        np.testing.assert_allclose(
            contributions.sum(axis=-1) + layer.biases,
            record.layers[index].pre_activations,
            atol=1e-12,
        )
    if batch is not None:
        for index in range(batch):
            one = network.forward(inputs[index])
            np.testing.assert_allclose(record[index].outputs, one.outputs, atol=1e-12)
            assert record[index].prediction == record.predictions[index]


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
@pytest.mark.parametrize("z", [-1000.0, 1000.0])
def test_far_out_nothing_overflows(name, z):
    activation = activation_named(name)
    with np.errstate(all="raise", under="ignore"):
        values = activation([z, 0.0])
        assert np.isfinite(values).all()
        if activation.slope is not None:
            assert np.isfinite(activation.derivative([z, 0.0])).all()
    if name in ("sigmoid", "softmax"):
        assert values[0] == pytest.approx(float(z > 0), abs=1e-300)
    if name == "tanh":
        assert values[0] == np.sign(z)


@pytest.mark.parametrize("name", [*sorted(set(ACTIVATIONS) - {"softmax"}), "elu(0.5)"])
def test_slopes_equal_differences(name):
    activation = activation_named(name)
    z = np.array([-3.0, -0.7, 0.4, 2.5])
    step = 1e-6
    difference = (activation(z + step) - activation(z - step)) / (2 * step)
    np.testing.assert_allclose(activation.derivative(z), difference, rtol=1e-8, atol=1e-9)


def test_a_record_cannot_be_changed(tiny_network):
    record = tiny_network.forward([0.5, 0.25, 1.0])
    arrays = [*record.activations, *(t.pre_activations for t in record.layers)]
    arrays += [a for layer in tiny_network.layers for a in (layer.weights, layer.biases)]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_errors_name_the_layer_and_both_shapes():
    with pytest.raises(NNVizError, match=r"layer 2 .*\(2, 4\).*layer 1 .*\(3, 5\)"):
        Network([DenseLayer(np.ones((3, 5)), np.ones(3)), DenseLayer(np.ones((2, 4)), np.ones(2))])
    with pytest.raises(NNVizError, match=r"biases of shape \(2,\)"):
        DenseLayer(np.ones((3, 5)), np.ones(2))
    for bad in (np.nan, np.inf):
        with pytest.raises(NNVizError, match="NaN or infinite"):
            DenseLayer([[bad]], [0.0])
        with pytest.raises(NNVizError, match="NaN or infinite"):
            Network.random((2, 1), seed=0).forward([0.0, bad])
    with pytest.raises(NNVizError, match="2 are NaN or infinite"):
        Network.random((2, 1), seed=0).forward([np.inf, -np.inf])


def test_numbers_whose_squares_overflow_are_numbers():
    layer = DenseLayer([[1e-200, 0.0]], [0.0], "identity")
    assert Network([layer]).forward([1e200, -1e200]).outputs.tolist() == pytest.approx([1.0])


def test_counts_13002_parameters(network):
    assert network.sizes == (784, 16, 16, 10)
    assert network.parameter_count == 13_002
    assert {layer.activation.name for layer in network.layers} == {"sigmoid"}


@pytest.mark.parametrize("activation", ["identity", "relu", "sigmoid", "softmax", "tanh"])
@pytest.mark.parametrize("batch", [False, True])
def test_numbers_that_grow_too_large_are_refused_where_they_arise(activation, batch):
    network = Network(
        [
            DenseLayer([[1e200, 1.0], [1.0, 1.0]], [0.0, 0.0], "identity"),
            DenseLayer([[1e200, 1.0], [1.0, 1.0]], [0.0, 0.0], activation),
            DenseLayer([[1.0, 1.0]], [0.0]),
        ]
    )
    given = [[0.0, 0.0], [1.0, 1.0]] if batch else [1.0, 1.0]
    with pytest.raises(NNVizError, match=r"layer 2: expected finite numbers; 1 of \d of W a \+ b"):
        network.forward(given)


def test_large_numbers_that_stay_finite_are_numbers():
    network = Network([DenseLayer([[1e308], [-1e308]], [0.0, 0.0], "sigmoid")])
    np.testing.assert_array_equal(network.forward([1.0]).outputs, [1.0, 0.0])


def test_an_activation_of_ones_own_must_give_numbers():
    root = Activation("root", np.sqrt, None)
    with np.errstate(invalid="ignore"), pytest.raises(NNVizError, match=r"layer 1.*f\(z\)"):
        Network([DenseLayer([[1.0]], [0.0], root)]).forward([-1.0])


def test_a_pass_of_one_input_and_one_of_a_batch():
    network = Network.random((3, 2), seed=1)
    record = network.forward(np.zeros(3))
    assert record.single() is record
    batch = network.forward(np.zeros((4, 3)))
    with pytest.raises(NNVizError, match=r"batch of 4: take record\[i\]"):
        batch.single()
    with pytest.raises(NNVizError, match=r"take record\[i\]\.ranking"):
        _ = batch.ranking


def test_how_many_are_right_needs_a_label_for_each():
    record = Network.random((3, 2), seed=1).forward(np.eye(3))
    assert record.is_right(record.predictions).all()
    assert not record.is_right(1 - record.predictions).any()
    for labels in ([0, 1], 0, [[0, 1, 0]]):
        with pytest.raises(NNVizError, match="one label for each input"):
            record.is_right(labels)
    with pytest.raises(NNVizError, match="one label for each input"):
        record[0].is_right([0])
