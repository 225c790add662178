"""Gradient descent: each step is the slope times the learning rate, and the loss falls."""

import numpy as np
import pytest

from nnviz.core import Network, NNVizError
from nnviz.core.backprop import loss_and_gradients
from nnviz.core.descent import gradient_descent

GENERATOR = np.random.default_rng(3)
X = GENERATOR.random((40, 5))
T = np.eye(2)[(X[:, 0] > X[:, 1]).astype(int)]
START = Network.random((5, 4, 2), seed=1)


def test_one_step_over_everything_is_the_slope_times_the_rate() -> None:
    _, after = gradient_descent(START, X, T, epochs=1, learning_rate=0.1, batch_size=40)
    _, gradients = loss_and_gradients(START, X, T)
    for layer, moved, (by_weights, by_biases) in zip(
        START.layers, after.layers, gradients, strict=True
    ):
        np.testing.assert_allclose(moved.weights, layer.weights - 0.1 * by_weights, atol=1e-12)
        np.testing.assert_allclose(moved.biases, layer.biases - 0.1 * by_biases, atol=1e-12)


def test_it_starts_with_the_given_network_and_learns() -> None:
    networks = list(gradient_descent(START, X, T, epochs=60, batch_size=8))
    losses = [loss_and_gradients(network, X, T)[0] for network in networks]
    assert len(networks) == 61
    assert networks[0] is START
    assert losses[-1] < 0.4 * losses[0]


def test_the_same_seed_gives_the_same_networks() -> None:
    def last(seed: int) -> str:
        *_, network = gradient_descent(START, X, T, epochs=2, batch_size=7, seed=seed)
        return network.digest

    assert last(4) == last(4) != last(5)


@pytest.mark.parametrize("wrong", [{"epochs": -1}, {"batch_size": 0}, {"learning_rate": 0.0}])
def test_refuses_numbers_out_of_range(wrong: dict[str, float]) -> None:
    with pytest.raises(NNVizError, match="expected epochs"):
        list(gradient_descent(START, X, T, **{"epochs": 1, **wrong}))  # type: ignore[arg-type]
