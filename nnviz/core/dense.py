"""The layer of neurons that each see every input."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core.activations import Activation, activation_named
from nnviz.core.arrays import FloatArray, read_only
from nnviz.core.forward import LayerTrace
from nnviz.core.layer import Layer
from nnviz.errors import NNVizError

__all__ = ["DenseLayer"]


@dataclass(frozen=True, eq=False)
class DenseLayer(Layer):
    """A layer in which every output sees every input: a = f(W a_prev + b).

    Parameters
    ----------
    weights : array_like, shape (n_out, n_in)
        Row i holds the weights of neuron i.
    biases : array_like, shape (n_out,)
    activation : str or Activation, default "sigmoid"
        One of `ACTIVATIONS`.

    Raises
    ------
    NNVizError
        If the shapes do not fit each other, or a number is NaN or infinite.

    Examples
    --------
    >>> layer = DenseLayer([[1.0, -1.0]], [0.5], activation="relu")
    >>> layer.n_in, layer.n_out, layer.parameter_count
    (2, 1, 3)
    """

    kind: ClassVar[str] = "dense"

    weights: FloatArray
    biases: FloatArray
    activation: Activation

    def __init__(
        self, weights: ArrayLike, biases: ArrayLike, activation: str | Activation = "sigmoid"
    ) -> None:
        checked_weights = read_only(weights, ndim=2, what="weights")
        checked_biases = read_only(biases, ndim=1, what="biases")
        n_out, n_in = checked_weights.shape
        if n_out == 0 or n_in == 0:
            raise NNVizError(f"expected weights of at least 1 x 1; got {n_out} x {n_in}")
        if checked_biases.shape != (n_out,):
            raise NNVizError(
                f"expected one bias for each of the {n_out} rows of the weights "
                f"{checked_weights.shape}; got biases of shape {checked_biases.shape}"
            )
        object.__setattr__(self, "weights", checked_weights)
        object.__setattr__(self, "biases", checked_biases)
        object.__setattr__(self, "activation", activation_named(activation))

    @property
    def in_shape(self) -> tuple[int, ...]:
        """The number of inputs, as (n_in,)."""
        return (int(self.weights.shape[1]),)

    @property
    def out_shape(self) -> tuple[int, ...]:
        """The number of neurons, as (n_out,)."""
        return (int(self.weights.shape[0]),)

    @property
    def arrays(self) -> Mapping[str, FloatArray]:
        """The weights and the biases."""
        return {"weights": self.weights, "biases": self.biases}

    def forward(self, inputs: FloatArray) -> LayerTrace:
        """Return z and a for `inputs` of shape (n_in,) or (batch, n_in).

        Raises
        ------
        NNVizError
            If a number is too large for what follows from it to be one.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            z = inputs @ self.weights.T
            z += self.biases
            return LayerTrace(z, self.activation(z))
