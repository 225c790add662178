"""What every kind of layer is: numbers in, z and a out."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from nnviz.core.activations import Activation
from nnviz.core.arrays import FloatArray
from nnviz.core.forward import LayerTrace
from nnviz.core.records import Record

__all__ = ["Layer"]


class Layer(Record, ABC):
    """A layer of any kind; `DenseLayer` is the one that a network of neurons is made of.

    Numbers go from layer to layer as vectors. Where they are feature maps, the vector holds one map
    after the other, each row by row: `in_shape` and `out_shape` are (maps, rows, columns).

    Attributes
    ----------
    kind : str
        The name of the kind, as files and messages give it.
    activation : Activation
        Is applied to the layer's sums.
    weights, biases : ndarray
        Those of a `DenseLayer`; a layer of another kind raises an `NNVizError` that says what it
        has instead.

    Examples
    --------
    >>> from nnviz.core import DenseLayer
    >>> layer = DenseLayer([[1.0, -1.0]], [0.5], "relu")
    >>> isinstance(layer, Layer), layer.n_in, layer.n_out
    (True, 2, 1)
    """

    kind: ClassVar[str]
    activation: Activation
    weights: FloatArray
    biases: FloatArray

    @property
    @abstractmethod
    def in_shape(self) -> tuple[int, ...]:
        """The shape of what comes in: (n,), or (maps, rows, columns)."""

    @property
    @abstractmethod
    def out_shape(self) -> tuple[int, ...]:
        """The shape of what comes out: (n,), or (maps, rows, columns)."""

    @property
    @abstractmethod
    def arrays(self) -> Mapping[str, FloatArray]:
        """The parameters by name, in a fixed order; none where nothing was learned."""

    @property
    def settings(self) -> dict[str, object]:
        """What besides the arrays makes the layer: whole numbers, lists of them and names."""
        return {}

    @abstractmethod
    def forward(self, inputs: FloatArray) -> LayerTrace:
        """Return z and a for `inputs` of shape (n_in,) or (batch, n_in)."""

    @property
    def n_in(self) -> int:
        """How many numbers come in."""
        return _product(self.in_shape)

    @property
    def n_out(self) -> int:
        """How many numbers come out: the neurons of a dense layer."""
        return _product(self.out_shape)

    @property
    def parameter_count(self) -> int:
        """All numbers that were learned: weights and biases together."""
        return sum(array.size for array in self.arrays.values())


def _product(shape: tuple[int, ...]) -> int:
    product = 1
    for size in shape:
        product *= size
    return product
