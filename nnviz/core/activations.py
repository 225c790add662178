"""Activation functions, stable far out on both sides, each with its derivative."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from nnviz.core.arrays import FloatArray
from nnviz.errors import NNVizError

__all__ = ["ACTIVATIONS", "Activation", "activation_named", "sigmoid"]


@dataclass(frozen=True)
class Activation:
    """An activation function f with a = f(z).

    Attributes
    ----------
    name : str
        The field's name for it; the key in `ACTIVATIONS`.
    function : callable
        z of shape (..., n) to a of the same shape.
    slope : callable or None
        The derivative f'(z) for functions that act on each number alone, else None (softmax).

    Examples
    --------
    >>> relu = activation_named("relu")
    >>> relu([-2.0, 3.0])
    array([0., 3.])
    >>> relu.derivative([-2.0, 3.0])
    array([0., 1.])
    """

    name: str
    function: Callable[[FloatArray], FloatArray]
    slope: Callable[[FloatArray], FloatArray] | None

    def __call__(self, z: ArrayLike) -> FloatArray:
        """Return the activations of the pre-activations `z`, shape kept."""
        return np.asarray(self.function(np.asarray(z, dtype=np.float64)), dtype=np.float64)

    def derivative(self, z: ArrayLike) -> FloatArray:
        """Return f'(z), shape kept.

        Raises
        ------
        NNVizError
            For softmax, whose outputs depend on one another: its derivative is a matrix.
        """
        if self.slope is None:
            raise NNVizError(
                f"{self.name} has no derivative number by number; its outputs depend on one another"
            )
        return np.asarray(self.slope(np.asarray(z, dtype=np.float64)), dtype=np.float64)


def sigmoid(z: ArrayLike) -> FloatArray:
    """Return 1 / (1 + exp(-z)), without overflow at any z.

    Examples
    --------
    >>> sigmoid([-1000.0, 0.0, 1000.0])
    array([0. , 0.5, 1. ])
    """
    return np.asarray(special.expit(np.asarray(z, dtype=np.float64)), dtype=np.float64)


def _sigmoid_slope(z: FloatArray) -> FloatArray:
    return np.asarray(special.expit(z) * special.expit(-z), dtype=np.float64)


def _tanh_slope(z: FloatArray) -> FloatArray:
    # 1 - tanh(z)^2 loses every digit far out; sech(z)^2 = 4 s(2z) s(-2z) does not.
    return 4.0 * _sigmoid_slope(2.0 * z)


def _softmax(z: FloatArray) -> FloatArray:
    return np.asarray(special.softmax(z, axis=-1), dtype=np.float64)


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation("sigmoid", sigmoid, _sigmoid_slope),
        Activation("relu", lambda z: np.maximum(z, 0.0), lambda z: np.where(z > 0.0, 1.0, 0.0)),
        Activation("tanh", np.tanh, _tanh_slope),
        Activation("softmax", _softmax, None),
        Activation("identity", lambda z: z + 0.0, np.ones_like),
    )
}
"""The activation functions that a layer can have, by name."""


def activation_named(name: str | Activation) -> Activation:
    """Return the activation called `name`.

    Raises
    ------
    NNVizError
        If there is none; the message lists those there are.

    Examples
    --------
    >>> activation_named("tanh").name
    'tanh'
    """
    if isinstance(name, Activation):
        return name
    try:
        return ACTIVATIONS[name]
    except (KeyError, TypeError):
        known = ", ".join(sorted(ACTIVATIONS))
        raise NNVizError(f"expected an activation of {known}; got {name!r}") from None
