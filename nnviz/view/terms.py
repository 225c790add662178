"""A neuron's sum as a person can follow it: its largest terms, and honestly what is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import numpy as np
from numpy.typing import NDArray

from nnviz.core import FloatArray, ForwardPass, NNVizError, Record, read_only

__all__ = ["WeightedTerms"]


@dataclass(frozen=True, eq=False)
class WeightedTerms(Record):
    """z = sum of w * a, plus b, of one neuron: some terms shown, the others added up.

    Attributes
    ----------
    weights, activations : ndarray, shape (n_in,)
    bias : float
    pre_activation : float
        z, as the forward pass has it.
    shown : ndarray of int
        The inputs whose terms are written out, the largest |w a| first.
    decimals : int
        How many digits the products and the sum are written with.
    factor_decimals : int
        How many digits weights and activations are written with.

    Raises
    ------
    NNVizError
        If the terms do not add up to z, or there is not one activation a weight.

    Examples
    --------
    >>> from nnviz.core import DenseLayer, Network
    >>> network = Network([DenseLayer([[2.0, -1.0, 0.5, 3.0]], [0.25])])
    >>> terms = WeightedTerms.of(network.forward([1.0, 0.5, 1.0, 0.0]), shown=[2])
    >>> terms.shown.tolist(), terms.rest, terms.n_rest, terms.n_dark, terms.pre_activation
    ([0, 1], 0.5, 1, 1, 2.25)
    """

    weights: FloatArray
    activations: FloatArray
    bias: float
    pre_activation: float
    shown: NDArray[np.intp]
    decimals: int = 2
    factor_decimals: int = 2

    def __post_init__(self) -> None:
        for name in ("weights", "activations"):
            object.__setattr__(self, name, read_only(getattr(self, name), ndim=1, what=name))
        chosen = np.array(self.shown, dtype=np.intp)
        chosen.setflags(write=False)
        object.__setattr__(self, "shown", chosen)
        if self.weights.shape != self.activations.shape:
            raise NNVizError(
                f"expected one activation for each of {self.weights.size} weights; "
                f"got {self.activations.size}"
            )
        total = float(self.products.sum()) + self.bias
        if not np.isclose(total, self.pre_activation, rtol=1e-9, atol=1e-9):
            raise NNVizError(
                f"expected terms that add up to z = {self.pre_activation!r}; they give {total!r}"
            )

    @classmethod
    def of(
        cls,
        forward_pass: ForwardPass,
        *,
        layer: int = 0,
        neuron: int = 0,
        shown: Sequence[int] = (5, 6, 4, 7, 3),
        decimals: Sequence[tuple[int, int]] = ((2, 2), (2, 3), (3, 4)),
    ) -> Self:
        """Take the sum of one neuron of a forward pass.

        Written numbers are rounded, and rounded numbers need not multiply and add up. Of the
        counts in `shown` and the digits in `decimals`, the first are taken for which what is
        written does so, to the last digit; the last of all, if there are none.

        Parameters
        ----------
        forward_pass : ForwardPass
        layer : int
            0 is the first after the input.
        neuron : int
        shown : sequence of int
            How many terms may be written out, the best first.
        decimals : sequence of (int, int)
            How many digits products and sum, and weights and activations, may be written with.

        Raises
        ------
        NNVizError
            If there is no such neuron.
        """
        trace = forward_pass.layers[layer]
        if not 0 <= neuron < trace.pre_activations.size:
            raise NNVizError(
                f"expected a neuron from 0 to {trace.pre_activations.size - 1}; got {neuron}"
            )
        dense = forward_pass.network.layers[layer]
        activations = forward_pass.activations[layer]
        order = np.argsort(-np.abs(dense.weights[neuron] * activations), kind="stable")
        candidates = [
            cls(
                dense.weights[neuron],
                activations,
                float(dense.biases[neuron]),
                float(trace.pre_activations[neuron]),
                order[:count],
                digits,
                factor_digits,
            )
            for digits, factor_digits in decimals
            for count in shown
        ]
        return next((terms for terms in candidates if terms.closes), candidates[-1])

    @property
    def products(self) -> FloatArray:
        """Every term w * a, shape (n_in,)."""
        return np.asarray(self.weights * self.activations)

    @property
    def _left(self) -> NDArray[np.bool_]:
        left = np.ones(self.weights.size, dtype=np.bool_)
        left[self.shown] = False
        return left

    @property
    def n_rest(self) -> int:
        """How many inputs that are not 0 are not written out."""
        return int((self._left & (self.activations != 0.0)).sum())

    @property
    def n_dark(self) -> int:
        """How many inputs are 0 and are not written out: they add nothing."""
        return int((self._left & (self.activations == 0.0)).sum())

    @property
    def rest(self) -> float:
        """The sum of the terms that are not written out."""
        return float(self.products[self._left].sum())

    @property
    def adds_up_as_written(self) -> bool:
        """Whether the rounded terms, rest and bias add up to the rounded z in every digit."""
        parts = [*self.products[self.shown], self.rest, self.bias]
        return sum(self._units(part) for part in parts) == self._units(self.pre_activation)

    @property
    def multiplies_as_written(self) -> NDArray[np.bool_]:
        """Whether the rounded weight times the rounded activation is the rounded product.

        One answer for each term that is shown.
        """
        factors = (self.weights[self.shown], self.activations[self.shown])
        written = [
            [Decimal(f"{value:.{self.factor_decimals}f}") for value in row] for row in factors
        ]
        unit = Decimal(1).scaleb(-self.decimals)
        products = [
            Decimal(f"{product:.{self.decimals}f}") for product in self.products[self.shown]
        ]
        return np.array(
            [
                abs(weight * activation - product) * 2 <= unit
                for weight, activation, product in zip(*written, products, strict=True)
            ],
            dtype=np.bool_,
        )

    @property
    def closes(self) -> bool:
        """Whether what is written multiplies and adds up, to the last digit."""
        return bool(self.multiplies_as_written.all()) and self.adds_up_as_written

    def _units(self, value: float) -> int:
        return int(f"{value:.{self.decimals}f}".replace(".", ""))
