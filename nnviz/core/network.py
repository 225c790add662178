"""A network of dense layers: what it is made of, and its one forward pass."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from os import PathLike
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core.activations import Activation, activation_named
from nnviz.core.arrays import FloatArray, read_only
from nnviz.core.forward import ForwardPass, LayerTrace
from nnviz.core.records import Record
from nnviz.display import Displayed
from nnviz.errors import NNVizError

__all__ = ["DenseLayer", "Network"]


@dataclass(frozen=True, eq=False)
class DenseLayer(Record):
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
    def n_in(self) -> int:
        """How many numbers come in."""
        return int(self.weights.shape[1])

    @property
    def n_out(self) -> int:
        """How many neurons the layer has."""
        return int(self.weights.shape[0])

    @property
    def parameter_count(self) -> int:
        """Weights and biases together."""
        return int(self.weights.size + self.biases.size)

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


@dataclass(frozen=True, eq=False)
class Network(Displayed, Record):
    """Dense layers, one after the other.

    Parameters
    ----------
    layers : sequence of DenseLayer
        From the first after the input to the output.

    Raises
    ------
    NNVizError
        If there is no layer, or two neighbours do not fit; the message names both shapes.

    Examples
    --------
    >>> network = Network.random((784, 16, 16, 10), seed=1)
    >>> network.sizes, network.parameter_count
    ((784, 16, 16, 10), 13002)
    >>> network.forward(np.zeros(784)).outputs.shape
    (10,)
    """

    shown_as: ClassVar[str] = "network"

    layers: tuple[DenseLayer, ...]

    def __init__(self, layers: Sequence[DenseLayer]) -> None:
        kept = tuple(layers)
        if not kept:
            raise NNVizError("expected at least one layer; got none")
        for number, (before, after) in enumerate(pairwise(kept), start=2):
            if after.n_in != before.n_out:
                raise NNVizError(
                    f"layer {number} has weights of shape {after.weights.shape} and so expects "
                    f"{after.n_in} inputs; layer {number - 1} with weights of shape "
                    f"{before.weights.shape} gives {before.n_out}"
                )
        object.__setattr__(self, "layers", kept)

    @classmethod
    def random(
        cls, sizes: Sequence[int], *, seed: int, activation: str | Activation = "sigmoid"
    ) -> Self:
        """Return an untrained network of these sizes.

        Weights are drawn from a normal distribution with standard deviation
        ``sqrt(2 / (n_in + n_out))`` (Glorot and Bengio, 2010); biases are zero.

        Parameters
        ----------
        sizes : sequence of int
            The inputs and the neurons of each layer, for example ``(784, 16, 16, 10)``.
        seed : int
            The same seed gives the same network.
        activation : str or Activation, default "sigmoid"
            For every layer.

        Examples
        --------
        >>> Network.random((3, 2, 2), seed=7).sizes
        (3, 2, 2)
        """
        if len(sizes) < 2 or any(int(size) < 1 for size in sizes):
            raise NNVizError(f"expected two or more sizes of at least 1; got {tuple(sizes)}")
        generator = np.random.default_rng(seed)
        layers = []
        for n_in, n_out in pairwise(sizes):
            spread = np.sqrt(2.0 / (n_in + n_out))
            weights = generator.normal(0.0, spread, (n_out, n_in))
            layers.append(DenseLayer(weights, np.zeros(n_out), activation))
        return cls(layers)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "Network":
        """Read a network from a file: `nnviz.formats.read_network`, where one looks for it.

        Raises
        ------
        NNVizError
            If the file is missing, is not such a file, or does not describe a network.
        """
        # The one thing that this room asks of one below it, and only when it is called.
        from nnviz.formats import read_network

        return read_network(path)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the network to a file: `nnviz.formats.write_network`, where one looks for it."""
        from nnviz.formats import write_network

        write_network(self, path)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs, then the neurons of each layer."""
        return (self.layers[0].n_in, *(layer.n_out for layer in self.layers))

    @property
    def n_inputs(self) -> int:
        """How many numbers one input has."""
        return self.layers[0].n_in

    @property
    def n_outputs(self) -> int:
        """How many numbers come out."""
        return self.layers[-1].n_out

    @property
    def parameter_count(self) -> int:
        """All weights and biases: 13,002 for 784-16-16-10."""
        return sum(layer.parameter_count for layer in self.layers)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of every parameter, shape and activation: equal means the same network."""
        sha = hashlib.sha256()
        for layer in self.layers:
            sha.update(f"{layer.weights.shape}{layer.activation.name};".encode())
            sha.update(layer.weights.astype("<f8").tobytes())
            sha.update(layer.biases.astype("<f8").tobytes())
        return sha.hexdigest()

    def with_layer(self, index: int, layer: DenseLayer) -> "Network":
        """Return this network with the layer at `index` (0 is the first after the input) replaced.

        Examples
        --------
        >>> network = Network.random((3, 2, 2), seed=7)
        >>> changed = network.with_layer(1, DenseLayer([[1, 0], [0, 1]], [0, 0]))
        >>> changed.layers[0] is network.layers[0]
        True
        """
        if not -len(self.layers) <= index < len(self.layers):
            raise NNVizError(f"expected a layer index below {len(self.layers)}; got {index}")
        layers = list(self.layers)
        layers[index] = layer
        return Network(layers)

    def forward(self, inputs: ArrayLike) -> ForwardPass:
        """Compute z = W a + b and a = f(z) for every layer.

        This is the only forward pass of the project: predictions, films, figures and pages all
        read the record that it returns.

        Parameters
        ----------
        inputs : array_like, shape (n_inputs,) or (batch, n_inputs)
            For an image, pixel values in [0, 1], row by row.

        Returns
        -------
        ForwardPass

        Raises
        ------
        NNVizError
            If the shape is another, or a number is NaN or infinite, also on the way: the message
            names the layer.

        Examples
        --------
        >>> network = Network([DenseLayer([[2.0, -1.0]], [0.5], "identity")])
        >>> network.forward([1.0, 1.0]).outputs
        array([1.5])
        """
        first = read_only(inputs, ndim=(1, 2), what="inputs")
        if first.shape[-1] != self.n_inputs:
            hint = ""
            if first.shape == (28, 28):
                hint = "; an image of 28 x 28 becomes a vector by as_vector()"
            raise NNVizError(
                f"expected inputs of shape ({self.n_inputs},) or (batch, {self.n_inputs}); "
                f"got {first.shape}{hint}"
            )
        traces: list[LayerTrace] = []
        activations = first
        for number, layer in enumerate(self.layers, start=1):
            try:
                traces.append(layer.forward(activations))
            except NNVizError as error:
                raise NNVizError(f"layer {number}: {error}") from error
            activations = traces[-1].activations
        return ForwardPass(self, first, tuple(traces))

    def __repr__(self) -> str:
        sizes = "-".join(str(size) for size in self.sizes)
        names = ", ".join(layer.activation.name for layer in self.layers)
        return f"Network({sizes}; {names}; {self.parameter_count:,} parameters)"

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Network) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)
