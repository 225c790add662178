"""Plain gradient descent, one epoch after another, to watch a network learn.

`nnviz.core.training.train` is how a good network is made; this is the same idea with nothing added:
every parameter takes a small step against its own slope of the loss.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core.arrays import read_only
from nnviz.core.backprop import Loss, loss_and_gradients
from nnviz.core.dense import DenseLayer
from nnviz.core.network import Network
from nnviz.errors import NNVizError

__all__ = ["gradient_descent"]


def gradient_descent(
    network: Network,
    inputs: ArrayLike,
    targets: ArrayLike,
    *,
    epochs: int,
    learning_rate: float = 0.3,
    batch_size: int = 50,
    loss: Loss = "cross-entropy",
    seed: int = 0,
) -> Iterator[Network]:
    """Yield the network before any step, and after each epoch.

    Parameters
    ----------
    network : Network
        Where to start.
    inputs : array_like, shape (n, n_inputs)
    targets : array_like, shape (n, n_outputs)
    epochs : int
        How often every example is looked at.
    learning_rate : float
        What each slope is multiplied by to give the step.
    batch_size : int
        Examples for one step.
    loss : {"cross-entropy", "mse"}
    seed : int
        Shuffles the examples of each epoch.

    Raises
    ------
    NNVizError
        If a number is out of its range, or the examples do not fit the network.

    Examples
    --------
    >>> x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> both = np.array([[0.0], [0.0], [0.0], [1.0]])
    >>> start = Network.random((2, 1), seed=1)
    >>> *_, learned = gradient_descent(start, x, both, epochs=200, learning_rate=3.0, batch_size=4)
    >>> learned.forward(x).outputs.round().ravel()
    array([0., 0., 0., 1.])
    """
    if epochs < 0 or batch_size < 1 or not (np.isfinite(learning_rate) and learning_rate > 0):
        raise NNVizError(
            "expected epochs of at least 0, a batch size of at least 1 and a learning rate above "
            f"0; got {epochs}, {batch_size} and {learning_rate}"
        )
    x = read_only(inputs, ndim=2, what="inputs")
    t = read_only(targets, ndim=2, what="targets")
    generator = np.random.default_rng(seed)
    yield network
    for _ in range(epochs):
        order = generator.permutation(len(x))
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            _, gradients = loss_and_gradients(network, x[chosen], t[chosen], loss=loss)
            network = Network(
                [
                    DenseLayer(
                        layer.weights - learning_rate * by_weights,
                        layer.biases - learning_rate * by_biases,
                        layer.activation,
                    )
                    for layer, (by_weights, by_biases) in zip(
                        network.layers, gradients, strict=True
                    )
                ]
            )
        yield network
