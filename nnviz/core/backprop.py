"""Backpropagation: the loss of some examples and its gradient by every parameter.

The gradients are the textbook ones (Rumelhart, Hinton and Williams, 1986).
"""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core.activations import Activation
from nnviz.core.arrays import FloatArray, read_only
from nnviz.core.network import Network
from nnviz.errors import NNVizError

__all__ = [
    "Gradients",
    "Loss",
    "Real",
    "backpropagate",
    "check_examples",
    "loss_and_gradients",
    "one_hot",
]

Loss = Literal["cross-entropy", "mse"]

Real = NDArray[np.floating[Any]]

Gradients = tuple[tuple[FloatArray, FloatArray], ...]
"""For each layer, the gradients of the loss by its weights and by its biases."""


def one_hot(labels: ArrayLike, classes: int = 10) -> FloatArray:
    """Return targets with a 1 at each label and 0 elsewhere, shape (n, classes).

    Examples
    --------
    >>> one_hot([2, 0], classes=3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    return np.asarray(np.eye(classes)[np.asarray(labels)])


def loss_and_gradients(
    network: Network, inputs: ArrayLike, targets: ArrayLike, *, loss: Loss = "cross-entropy"
) -> tuple[float, Gradients]:
    """Return the mean loss over some examples and its gradient by every parameter.

    Parameters
    ----------
    network : Network
    inputs : array_like, shape (batch, n_inputs)
    targets : array_like, shape (batch, n_outputs)
    loss : {"cross-entropy", "mse"}

    Returns
    -------
    loss : float
    gradients : tuple of (ndarray, ndarray)
        Of the shapes of the weights and biases of each layer.

    Raises
    ------
    NNVizError
        If the shapes do not fit, or this loss has no meaning for the last activation.

    Examples
    --------
    >>> from nnviz.core import DenseLayer
    >>> network = Network([DenseLayer([[2.0]], [0.0], "identity")])
    >>> loss_and_gradients(network, [[3.0]], [[5.0]], loss="mse")
    (1.0, ((array([[6.]]), array([2.])),))
    """
    x = read_only(inputs, ndim=2, what="inputs")
    t = read_only(targets, ndim=2, what="targets")
    check_examples(network, x, t, loss)
    parameters: list[Real] = []
    for layer in network.layers:
        parameters += [layer.weights, layer.biases]
    activations = [layer.activation for layer in network.layers]
    value, gradients = backpropagate(parameters, activations, x, t, loss)
    pairs = tuple(
        (np.asarray(gradients[i], dtype=np.float64), np.asarray(gradients[i + 1], dtype=np.float64))
        for i in range(0, len(gradients), 2)
    )
    return value, pairs


def check_examples(
    network: Network, inputs: NDArray[Any], targets: NDArray[Any], loss: str
) -> None:
    """Check that examples fit a network, and the loss its last layer.

    Raises
    ------
    NNVizError
        If they do not; the message says how.
    """
    wanted = (len(inputs), network.n_inputs), (len(inputs), network.n_outputs)
    if (inputs.shape, targets.shape) != wanted or not len(inputs):
        raise NNVizError(
            f"expected inputs of shape (n, {network.n_inputs}) and targets of shape "
            f"(n, {network.n_outputs}) with n at least 1; got {inputs.shape} and {targets.shape}"
        )
    for number, layer in enumerate(network.layers, start=1):
        last = number == len(network.layers)
        if layer.activation.slope is None and not (last and loss == "cross-entropy"):
            raise NNVizError(
                f"layer {number} is a {layer.activation.name}: it can be trained as the last "
                "layer, with the loss 'cross-entropy'"
            )
        if last and loss == "cross-entropy" and layer.activation.name not in ("sigmoid", "softmax"):
            raise NNVizError(
                "the loss 'cross-entropy' is for sigmoid or softmax outputs; "
                f"these are {layer.activation.name}: take 'mse'"
            )


def backpropagate(
    parameters: Sequence[Real], activations: Sequence[Activation], x: Real, t: Real, loss: str
) -> tuple[float, list[Real]]:
    """Return the mean loss and the gradients, in the order and precision of `parameters`."""
    kind = parameters[0].dtype
    zs: list[Real] = []
    before: list[Real] = [x]
    for index, activation in enumerate(activations):
        zs.append(before[-1] @ parameters[2 * index].T + parameters[2 * index + 1])
        before.append(activation(zs[-1]).astype(kind, copy=False))
    a, z, last = before[-1], zs[-1], activations[-1]
    if loss == "mse":
        value = float(np.sum((a - t) ** 2)) / len(x)
        delta = 2 * (a - t) * last.derivative(z).astype(kind, copy=False)
    elif last.name == "sigmoid":
        # log(1 + e^z) - t z is -t log a - (1 - t) log(1 - a), without a log of zero.
        value = float(np.sum(np.logaddexp(0, z) - t * z)) / len(x)
        delta = a - t
    else:
        largest = z.max(axis=1, keepdims=True)
        log_sum = largest + np.log(np.exp(z - largest).sum(axis=1, keepdims=True))
        value = float(np.sum(t * (log_sum - z))) / len(x)
        delta = a * t.sum(axis=1, keepdims=True) - t
    delta = delta / len(x)
    gradients: list[Real] = []
    for index in reversed(range(len(activations))):
        gradients += [delta.sum(axis=0), delta.T @ before[index]]
        if index:
            slope = activations[index - 1].derivative(zs[index - 1])
            delta = (delta @ parameters[2 * index]) * slope.astype(kind, copy=False)
    return value, gradients[::-1]
