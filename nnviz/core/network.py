"""A network of layers, and its one forward pass."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from os import PathLike
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core.activations import Activation
from nnviz.core.arrays import read_only
from nnviz.core.dense import DenseLayer
from nnviz.core.forward import ForwardPass, LayerTrace
from nnviz.core.layer import Layer
from nnviz.core.meaning import Meaning
from nnviz.core.records import Record
from nnviz.display import Displayed
from nnviz.errors import NNVizError

__all__ = ["Network"]


@dataclass(frozen=True, eq=False)
class Network(Displayed, Record):
    """Layers, one after the other, and what their numbers mean.

    Parameters
    ----------
    layers : sequence of Layer
        From the first after the input to the output: `DenseLayer`, or layers of other kinds.
    meaning : Meaning, optional
        What the inputs and outputs are; without it, those of a network of digits if the sizes are.

    Raises
    ------
    NNVizError
        If there is no layer, or two neighbours do not fit; the message names both shapes. If the
        meaning is of another number of inputs or outputs.

    Examples
    --------
    >>> network = Network.random((784, 16, 16, 10), seed=1)
    >>> network.sizes, network.parameter_count
    ((784, 16, 16, 10), 13002)
    >>> network.forward(np.zeros(784)).outputs.shape
    (10,)
    """

    shown_as: ClassVar[str] = "network"

    layers: tuple[Layer, ...]
    meaning: Meaning

    def __init__(self, layers: Sequence[Layer], meaning: Meaning | None = None) -> None:
        kept = tuple(layers)
        if not kept:
            raise NNVizError("expected at least one layer; got none")
        for number, (before, after) in enumerate(pairwise(kept), start=2):
            _check_neighbours(number, before, after)
        object.__setattr__(self, "layers", kept)
        object.__setattr__(self, "meaning", meaning or Meaning())
        self.meaning.check(self.n_inputs, self.n_outputs)

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

        Raises
        ------
        NNVizError
            If there are fewer than two sizes, or one is below 1.

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
        return (self.n_inputs, *(layer.n_out for layer in self.layers))

    @property
    def n_inputs(self) -> int:
        """How many numbers one input has."""
        return self.layers[0].n_in

    @property
    def n_outputs(self) -> int:
        """How many numbers come out."""
        return self.layers[-1].n_out

    @property
    def is_dense(self) -> bool:
        """Whether every layer is a `DenseLayer`."""
        return all(isinstance(layer, DenseLayer) for layer in self.layers)

    @property
    def image_shape(self) -> tuple[int, ...]:
        """Rows and columns (and channels, if several) of an input that is an image, else ()."""
        if self.meaning.image_shape or self.meaning.features:
            return self.meaning.image_shape
        if len(self.layers[0].in_shape) == 3:
            maps, rows, columns = self.layers[0].in_shape
            return (rows, columns) if maps == 1 else (rows, columns, maps)
        return (28, 28) if self.n_inputs == 784 else ()

    @property
    def output_names(self) -> tuple[str, ...]:
        """What each output stands for: the class that it speaks for, or its index."""
        return self.meaning.output_names(self.n_outputs)

    @property
    def parameter_count(self) -> int:
        """All weights and biases: 13,002 for 784-16-16-10."""
        return sum(layer.parameter_count for layer in self.layers)

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of all parameters, shapes, functions and names: equal is the same."""
        sha = hashlib.sha256()
        for layer in self.layers:
            shape = layer.weights.shape if isinstance(layer, DenseLayer) else layer.in_shape
            sha.update(f"{shape}{layer.activation.name};".encode())
            if not isinstance(layer, DenseLayer):
                sha.update(f"{layer.kind}{layer.settings};".encode())
            for array in layer.arrays.values():
                sha.update(array.astype("<f8").tobytes())
        if self.meaning != Meaning():
            sha.update(repr(self.meaning).encode())
        return sha.hexdigest()

    def with_layer(self, index: int, layer: Layer) -> "Network":
        """Return this network with the layer at `index` (0 is the first after the input) replaced.

        Raises
        ------
        NNVizError
            If there is no such layer.

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
        return Network(layers, self.meaning)

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


def _check_neighbours(number: int, before: Layer, after: Layer) -> None:
    if isinstance(after, DenseLayer):
        if after.n_in == before.n_out:
            return
        given = f"with weights of shape {before.weights.shape} " if before.kind == "dense" else ""
        raise NNVizError(
            f"layer {number} has weights of shape {after.weights.shape} and so expects "
            f"{after.n_in} inputs; layer {number - 1} {given}gives {before.n_out}"
        )
    if after.in_shape != before.out_shape:
        raise NNVizError(
            f"layer {number} ({after.kind}) expects inputs of shape {after.in_shape}; layer "
            f"{number - 1} gives {before.out_shape}"
        )
