"""Layers without an activation function: two of them are one."""

import numpy as np

from nnviz.core.dense import DenseLayer
from nnviz.core.layer import Layer
from nnviz.errors import NNVizError

__all__ = ["collapse", "without_activation"]


def without_activation(layer: Layer) -> DenseLayer:
    """Return the layer with its weights and biases, but with a = z.

    Examples
    --------
    >>> from nnviz import DenseLayer, Network
    >>> layer = without_activation(DenseLayer([[2.0, -1.0]], [0.5]))
    >>> Network([layer]).forward([1.0, 4.0]).outputs
    array([-1.5])
    """
    return DenseLayer(layer.weights, layer.biases, "identity")


def collapse(first: Layer, second: Layer) -> DenseLayer:
    """Return the one layer that does what two layers without an activation do in turn.

    W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2).

    Raises
    ------
    NNVizError
        If the layers do not fit, or one of them has an activation function.

    Examples
    --------
    >>> doubled = DenseLayer([[2.0, 0.0], [0.0, 2.0]], [0.0, 1.0], "identity")
    >>> added = DenseLayer([[1.0, 1.0]], [-3.0], "identity")
    >>> one = collapse(doubled, added)
    >>> one.weights, one.biases
    (array([[2., 2.]]), array([-2.]))
    """
    if first.n_out != second.n_in:
        raise NNVizError(
            f"expected a second layer of {first.n_out} inputs, as the first gives; "
            f"got one of {second.n_in}"
        )
    for layer in (first, second):
        if layer.activation.name != "identity":
            raise NNVizError(
                f"expected layers without an activation function; got {layer.activation.name}. "
                "Use without_activation() first"
            )
    weights = np.asarray(second.weights @ first.weights)
    return DenseLayer(weights, second.weights @ first.biases + second.biases, "identity")
