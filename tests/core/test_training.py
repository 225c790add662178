from functools import partial
from typing import Any

import numpy as np
import pytest

from nnviz.core import DenseLayer, Network, NNVizError
from nnviz.core.backprop import loss_and_gradients, one_hot
from nnviz.core.training import TrainingOptions, train


def nudged(network: Network, index: int, kind: str, place: tuple[int, ...], by: float) -> Network:
    layer = network.layers[index]
    arrays = {"weights": layer.weights.copy(), "biases": layer.biases.copy()}
    arrays[kind][place] += by
    return network.with_layer(
        index, DenseLayer(arrays["weights"], arrays["biases"], layer.activation)
    )


@pytest.mark.parametrize(
    ("hidden", "last", "loss"),
    [
        ("sigmoid", "sigmoid", "cross-entropy"),
        ("tanh", "softmax", "cross-entropy"),
        ("sigmoid", "sigmoid", "mse"),
        ("relu", "identity", "mse"),
        ("identity", "tanh", "mse"),
    ],
)
def test_gradients_equal_finite_differences(hidden, last, loss):
    generator = np.random.default_rng(5)
    network = Network(
        [
            DenseLayer(generator.normal(size=(4, 5)), generator.normal(size=4), hidden),
            DenseLayer(generator.normal(size=(3, 4)), generator.normal(size=3), hidden),
            DenseLayer(generator.normal(size=(3, 3)), generator.normal(size=3), last),
        ]
    )
    x = generator.normal(size=(7, 5))
    t = one_hot(generator.integers(0, 3, 7), classes=3)
    _, gradients = loss_and_gradients(network, x, t, loss=loss)
    step = 1e-5
    for index, layer in enumerate(network.layers):
        for number, kind in enumerate(("weights", "biases")):
            for place in np.ndindex(getattr(layer, kind).shape):
                above = loss_and_gradients(
                    nudged(network, index, kind, place, step), x, t, loss=loss
                )
                below = loss_and_gradients(
                    nudged(network, index, kind, place, -step), x, t, loss=loss
                )
                difference = (above[0] - below[0]) / (2 * step)
                assert gradients[index][number][place] == pytest.approx(
                    difference, rel=1e-6, abs=1e-9
                )


def test_the_loss_is_the_textbooks(tiny_network):
    x, t = [[0.5, 0.25, 1.0]], np.array([[1.0, 0.0]])
    a = tiny_network.forward(x).outputs
    entropy = -(t * np.log(a) + (1 - t) * np.log(1 - a)).sum()
    assert loss_and_gradients(tiny_network, x, t)[0] == pytest.approx(entropy, rel=1e-12)
    squares = ((a - t) ** 2).sum()
    assert loss_and_gradients(tiny_network, x, t, loss="mse")[0] == pytest.approx(
        squares, rel=1e-12
    )


def test_the_loss_is_finite_for_a_network_that_is_surely_wrong():
    network = Network([DenseLayer([[1000.0]], [0.0])])
    value, gradients = loss_and_gradients(network, [[1.0]], [[0.0]])
    assert value == pytest.approx(1000.0)
    assert gradients[0][0][0, 0] == pytest.approx(1.0)


def spiral(n: int = 300):
    generator = np.random.default_rng(0)
    x = generator.uniform(-1, 1, (n, 2))
    return x, one_hot((x[:, 0] * x[:, 1] > 0).astype(int), classes=2)


def pair(x, t, _):
    return x, t


def test_training_lowers_the_loss_and_solves_what_no_line_can():
    x, t = spiral()
    seen: list[Any] = []
    trained = train(
        Network.random((2, 8, 2), seed=2),
        lambda _: (x, t),
        options=TrainingOptions(epochs=200, batch_size=50, learning_rate=0.05),
        on_epoch=seen.append,
    )
    assert [p.epoch for p in seen] == list(range(1, 201))
    assert seen[-1].loss < 0.3 * seen[0].loss
    assert (trained.forward(x).predictions == t.argmax(axis=1)).mean() > 0.97


def test_the_same_seed_gives_the_same_network_and_another_seed_another():
    x, t = spiral(60)
    options = TrainingOptions(epochs=3, batch_size=16, averaging=0.5, weight_decay=1e-4)
    start = Network.random((2, 4, 2), seed=1)
    first, again, other = (
        train(start, lambda _: (x, t), options=options, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_smoothness_makes_weight_images_smooth():
    generator = np.random.default_rng(1)
    x = generator.uniform(size=(200, 36))
    t = one_hot((x[:, 14] > 0.5).astype(int), classes=2)

    def roughness(smoothness: float) -> float:
        options = TrainingOptions(
            epochs=60, batch_size=50, learning_rate=0.02, smoothness=smoothness, image_shape=(6, 6)
        )
        trained = train(Network.random((36, 3, 2), seed=1), lambda _: (x, t), options=options)
        images = trained.layers[0].weights.reshape(3, 6, 6)
        steps = (np.diff(images, axis=1) ** 2).mean() + (np.diff(images, axis=2) ** 2).mean()
        return float(steps / (images**2).mean())

    assert roughness(1e-1) < 0.5 * roughness(0.0)


def test_weights_of_a_rim_that_is_never_lit_fade_out():
    generator = np.random.default_rng(1)
    x = np.zeros((200, 8, 8))
    x[:, 3:5, 3:5] = generator.uniform(size=(200, 2, 2))
    t = one_hot((x[:, 3, 3] > 0.5).astype(int), classes=2)
    options = TrainingOptions(
        epochs=150, batch_size=50, learning_rate=0.02, smoothness=1e-2, image_shape=(8, 8)
    )
    trained = train(
        Network.random((64, 3, 2), seed=1), lambda _: (x.reshape(200, 64), t), options=options
    )
    sizes = np.abs(trained.layers[0].weights.reshape(3, 8, 8)).mean(axis=0)
    rim = np.concatenate([sizes[0], sizes[-1], sizes[:, 0], sizes[:, -1]])
    assert rim.mean() < 0.35 * sizes[3:5, 3:5].mean()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"epochs": 0}, "epochs"),
        ({"batch_size": 0}, "batch_size"),
        ({"learning_rate": 0.0}, "learning rate"),
        ({"learning_rate": float("nan")}, "learning rate"),
        ({"weight_decay": -1.0}, "weight_decay"),
        ({"smoothness": 1.0}, "image_shape"),
        ({"warm_up": 1.0}, "warm_up"),
        ({"averaging": 1.5}, "averaging"),
        ({"loss": "hinge"}, "hinge"),
    ],
)
def test_bad_options_are_refused(options, message):
    with pytest.raises(NNVizError, match=message):
        TrainingOptions(**options)


def test_examples_that_do_not_fit_are_refused(tiny_network):
    options = TrainingOptions(epochs=1)
    for x, t in (
        (np.ones((4, 2)), np.ones((4, 2))),
        (np.ones((4, 3)), np.ones((5, 2))),
        (np.ones((0, 3)), np.ones((0, 2))),
    ):
        with pytest.raises(NNVizError, match="expected inputs of shape"):
            train(tiny_network, partial(pair, x, t), options=options)
    softmax_inside = Network.random((3, 2, 2), seed=1, activation="softmax")
    with pytest.raises(NNVizError, match="layer 1 is a softmax"):
        loss_and_gradients(softmax_inside, np.ones((1, 3)), np.ones((1, 2)))
    identity = Network.random((3, 2), seed=1, activation="identity")
    with pytest.raises(NNVizError, match="mse"):
        loss_and_gradients(identity, np.ones((1, 3)), np.ones((1, 2)))
