"""What a forward pass leaves behind: every number on the way, nothing computed twice."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core.arrays import FloatArray, is_finite
from nnviz.core.records import Record
from nnviz.display import Displayed
from nnviz.errors import NNVizError

if TYPE_CHECKING:
    from nnviz.core.network import Network

__all__ = ["ForwardPass", "LayerTrace"]


@dataclass(frozen=True, eq=False)
class LayerTrace(Record):
    """The numbers of one layer in one forward pass.

    Attributes
    ----------
    pre_activations : ndarray, shape (n_out,) or (batch, n_out)
        z = W a_prev + b.
    activations : ndarray, same shape
        a = f(z).

    Raises
    ------
    NNVizError
        If a number is NaN or infinite.

    Examples
    --------
    >>> from nnviz import Network
    >>> trace = Network.random((3, 2), seed=1).forward([0.0, 0.5, 1.0]).layers[0]
    >>> trace.pre_activations.shape, trace.activations.shape
    ((2,), (2,))
    >>> bool(abs(trace.activations - 1 / (1 + np.exp(-trace.pre_activations))).max() < 1e-12)
    True
    """

    pre_activations: FloatArray
    activations: FloatArray

    def __post_init__(self) -> None:
        for values, formula in ((self.pre_activations, "W a + b"), (self.activations, "f(z)")):
            if not is_finite(values):
                bad = values.size - int(np.isfinite(values).sum())
                raise NNVizError(
                    f"expected finite numbers; {bad} of {values.size} of {formula} are not, since "
                    "the numbers that they follow from are too large"
                )
            values.setflags(write=False)


@dataclass(frozen=True, eq=False)
class ForwardPass(Displayed, Record):
    """The record of one forward pass, of one input or of a batch.

    Attributes
    ----------
    network : Network
        The network that computed it.
    inputs : ndarray, shape (n_inputs,) or (batch, n_inputs)
    layers : tuple of LayerTrace
        One for each layer of the network, in order.

    Examples
    --------
    >>> from nnviz.core import DenseLayer, Network
    >>> network = Network([DenseLayer([[1.0, 2.0], [3.0, -1.0]], [0.0, 1.0], "identity")])
    >>> record = network.forward([1.0, 0.5])
    >>> record.outputs
    array([2. , 3.5])
    >>> record.prediction
    1
    >>> record.contributions(0)
    array([[ 1. ,  1. ],
           [ 3. , -0.5]])
    """

    shown_as: ClassVar[str] = "forward pass"

    network: "Network"
    inputs: FloatArray
    layers: tuple[LayerTrace, ...]

    @property
    def is_batch(self) -> bool:
        """Whether this is the record of several inputs at once."""
        return self.inputs.ndim == 2

    @property
    def activations(self) -> tuple[FloatArray, ...]:
        """The inputs, then the activations of each layer."""
        return (self.inputs, *(trace.activations for trace in self.layers))

    @property
    def outputs(self) -> FloatArray:
        """The activations of the last layer, shape (n_outputs,) or (batch, n_outputs)."""
        return self.layers[-1].activations

    @property
    def prediction(self) -> int:
        """The index of the largest output; the first of equal ones.

        Raises
        ------
        NNVizError
            For a batch: see `predictions`.
        """
        return int(np.argmax(self.single("prediction").outputs))

    @property
    def predictions(self) -> NDArray[np.intp]:
        """The index of the largest output of each input, shape (batch,) (or () for one)."""
        return np.asarray(np.argmax(self.outputs, axis=-1))

    def is_right(self, labels: ArrayLike) -> NDArray[np.bool_]:
        """Return whether each input of a batch is read as what it is, shape (batch,).

        Its mean is the accuracy, and its sum how many are right.

        Parameters
        ----------
        labels : array_like of int, shape (batch,)
            The index of the output that should be the largest, for each input.

        Raises
        ------
        NNVizError
            If there is not one label for each input.

        Examples
        --------
        >>> from nnviz.core import DenseLayer, Network
        >>> network = Network([DenseLayer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0])])
        >>> network.forward([[1.0, 0.0], [1.0, 0.0]]).is_right([0, 1])
        array([ True, False])
        """
        wanted = np.asarray(labels)
        if not self.is_batch or wanted.shape != (len(self),):
            raise NNVizError(
                f"expected one label for each input; got labels of shape {wanted.shape} for "
                f"inputs of shape {self.inputs.shape}"
            )
        return np.asarray(self.predictions == wanted)

    @property
    def confidence(self) -> float:
        """The activation of the winning output, in [0, 1] for sigmoid outputs.

        Sigmoid outputs each answer their own question ("is it a 3?"), so they need not add up to
        one and this is not a probability.
        """
        return float(np.max(self.single("confidence").outputs))

    @cached_property
    def ranking(self) -> tuple[int, ...]:
        """The indices of the outputs, the largest first."""
        order = np.argsort(-self.single("ranking").outputs, kind="stable")
        return tuple(int(index) for index in order)

    def single(self, wanted: str = "this") -> "ForwardPass":
        """Return this pass if it is of one input, for whoever has no use for a batch.

        Parameters
        ----------
        wanted : str
            What belongs to one input; an error names it.

        Raises
        ------
        NNVizError
            If it is of a batch.
        """
        if self.is_batch:
            then = "" if wanted == "this" else f".{wanted}"
            raise NNVizError(
                f"expected the forward pass of one input: {wanted} belongs to one; "
                f"got a batch of {len(self)}: take record[i]{then}"
            )
        return self

    def contributions(self, layer: int) -> FloatArray:
        """Return W * a_prev for the layer with this index (0 is the first after the input).

        Returns
        -------
        ndarray, shape (n_out, n_in) or (batch, n_out, n_in)
            Entry (i, j) is what input j sends to neuron i. A row sums to z_i - b_i.

        Raises
        ------
        NNVizError
            If there is no such layer.
        """
        if not -len(self.layers) <= layer < len(self.layers):
            raise NNVizError(
                f"expected a layer index from 0 to {len(self.layers) - 1}; got {layer}"
            )
        index = layer % len(self.layers)
        weights = self.network.layers[index].weights
        return np.asarray(weights * self.activations[index][..., None, :])

    def __len__(self) -> int:
        if not self.is_batch:
            raise TypeError("a forward pass of one input has no length")
        return len(self.inputs)

    def __getitem__(self, index: int) -> "ForwardPass":
        """Return the forward pass of input `index` of a batch."""
        if not self.is_batch:
            raise TypeError("a forward pass of one input cannot be indexed")
        traces = tuple(
            LayerTrace(trace.pre_activations[index], trace.activations[index])
            for trace in self.layers
        )
        return ForwardPass(self.network, self.inputs[index], traces)
