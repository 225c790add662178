"""Activation functions, stable far out on both sides, each with its derivative."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

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
        The field's name for it; the key in `ACTIVATIONS`, with the slope below zero behind it
        where that is another than there: ``leaky_relu(0.3)``.
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


def _gelu_slope(z: FloatArray) -> FloatArray:
    density = np.exp(-0.5 * np.minimum(np.abs(z), 40.0) ** 2) / np.sqrt(2.0 * np.pi)
    return np.asarray(special.ndtr(z) + z * density, dtype=np.float64)


@lru_cache(maxsize=64)
def _leaky_relu(below: float) -> Activation:
    return Activation(
        _with_slope("leaky_relu", below),
        lambda z: np.where(z > 0.0, z, below * z),
        lambda z: np.where(z > 0.0, 1.0, below),
    )


@lru_cache(maxsize=64)
def _elu(below: float) -> Activation:
    return Activation(
        _with_slope("elu", below),
        lambda z: np.where(z > 0.0, z, below * np.expm1(np.minimum(z, 0.0))),
        lambda z: np.where(z > 0.0, 1.0, below * np.exp(np.minimum(z, 0.0))),
    )


_SLOPES = {"leaky_relu": (_leaky_relu, 0.01), "elu": (_elu, 1.0)}
"""The functions that may have another slope below zero, and the one that they usually have."""


def _with_slope(name: str, below: float) -> str:
    return name if below == _SLOPES[name][1] else f"{name}({below!r})"


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation("sigmoid", sigmoid, _sigmoid_slope),
        Activation("relu", lambda z: np.maximum(z, 0.0), lambda z: np.where(z > 0.0, 1.0, 0.0)),
        Activation("tanh", np.tanh, _tanh_slope),
        Activation("softmax", _softmax, None),
        Activation("identity", lambda z: z + 0.0, np.ones_like),
        *(make(usual) for make, usual in _SLOPES.values()),
        Activation("gelu", lambda z: z * special.ndtr(z), _gelu_slope),
        Activation("softplus", lambda z: np.logaddexp(0.0, z), sigmoid),
    )
}
"""The activation functions that a layer can have, by name."""

_ALIASES = {
    "logistic": "sigmoid",
    "linear": "identity",
    "none": "identity",
    "leakyrelu": "leaky_relu",
}
"""What other tools call them; upper and lower case are one."""

_STEEPEST = 1e6
_IN_BRACKETS = re.compile(r"(\w+)\(([^()]{1,30})\)")


def activation_named(name: str | Activation) -> Activation:
    """Return the activation called `name`, as nnviz or another tool calls it, in any case.

    Parameters
    ----------
    name : str or Activation
        A key of `ACTIVATIONS`, an alias (logistic, linear, none, LeakyReLU), or ``leaky_relu(0.3)``
        and ``elu(0.5)`` with the slope below zero.

    Raises
    ------
    NNVizError
        If there is none; the message lists those there are.

    Examples
    --------
    >>> activation_named("tanh").name, activation_named("Logistic").name
    ('tanh', 'sigmoid')
    >>> activation_named("LeakyReLU(0.3)")([-1.0, 2.0])
    array([-0.3,  2. ])
    """
    if isinstance(name, Activation):
        return name
    plain = name.strip().lower() if isinstance(name, str) else ""
    given = _IN_BRACKETS.fullmatch(plain)
    plain, below = given.groups() if given else (plain, None)
    plain = _ALIASES.get(plain, plain)
    if below is None and plain in ACTIVATIONS:
        return ACTIVATIONS[plain]
    if below is not None and plain in _SLOPES:
        try:
            number = float(below)
        except ValueError:
            number = float("nan")
        if abs(number) <= _STEEPEST:
            return _SLOPES[plain][0](number)
    known = ", ".join(sorted(ACTIVATIONS))
    raise NNVizError(f"expected an activation of {known}; got {name!r:.60}")
