"""Which neurons of a layer are drawn, by their true indices."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import Record
from nnviz.errors import NNVizError

__all__ = ["NeuronSelection"]


@dataclass(frozen=True, eq=False)
class NeuronSelection(Record):
    """Some neurons of a layer, in the order of their indices.

    Parameters
    ----------
    total : int
        How many neurons the layer has.
    indices : array_like of int
        Those that are drawn: different from one another, each below `total`.
    gap_after : int or None
        The place in `indices` after which dots say that neurons are left out.

    Raises
    ------
    NNVizError
        If there is no index, one is out of range, or one stands twice.

    Examples
    --------
    >>> few = NeuronSelection.ends(784, 16)
    >>> few.label, few.gap_after, few.indices[7:9].tolist()
    ('16 of 784', 8, [7, 776])
    """

    total: int
    indices: NDArray[np.intp]
    gap_after: int | None = None

    def __init__(self, total: int, indices: ArrayLike, gap_after: int | None = None) -> None:
        kept = np.array(indices, dtype=np.intp)
        if kept.ndim != 1 or kept.size == 0:
            raise NNVizError(f"expected a list of neuron indices; got shape {kept.shape}")
        if kept.min() < 0 or kept.max() >= total or np.unique(kept).size != kept.size:
            raise NNVizError(f"expected different indices from 0 to {total - 1}; got {kept}")
        kept.sort()
        kept.setflags(write=False)
        object.__setattr__(self, "total", int(total))
        object.__setattr__(self, "indices", kept)
        object.__setattr__(self, "gap_after", gap_after)

    @classmethod
    def all_of(cls, total: int) -> Self:
        """Choose every neuron."""
        return cls(total, np.arange(total))

    @classmethod
    def ends(cls, total: int, shown: int) -> Self:
        """Choose the first and the last neurons, `shown` together."""
        if shown >= total:
            return cls.all_of(total)
        head = (shown + 1) // 2
        tail = shown - head
        return cls(total, [*range(head), *range(total - tail, total)], gap_after=head)

    @classmethod
    def spread(cls, total: int, shown: int) -> Self:
        """Choose neurons at even distances from the first to the last."""
        if shown >= total:
            return cls.all_of(total)
        chosen = np.rint(np.linspace(0, total - 1, shown)).astype(np.intp)
        return cls(total, chosen, gap_after=(shown + 1) // 2)

    @classmethod
    def largest(cls, values: ArrayLike, shown: int) -> Self:
        """Choose the neurons with the largest absolute values.

        Give activations to see the brightest ones, or the sum of absolute contributions to see
        the most influential ones.

        Examples
        --------
        >>> NeuronSelection.largest([0.1, 0.9, 0.0, -0.5], 2).indices.tolist()
        [1, 3]
        """
        sizes = np.abs(np.asarray(values, dtype=np.float64))
        if shown >= sizes.size:
            return cls.all_of(sizes.size)
        chosen = np.argsort(-sizes, kind="stable")[:shown]
        return cls(sizes.size, chosen, gap_after=(shown + 1) // 2)

    def including(self, *wanted: int) -> "NeuronSelection":
        """Return a selection of as many neurons that has these: the winner, say, or the true class.

        What is not there yet takes the place of its nearest neighbour that nobody wanted.

        Examples
        --------
        >>> NeuronSelection.ends(26, 4).including(12).indices.tolist()
        [0, 12, 24, 25]
        """
        kept = set(self.indices.tolist())
        for index in wanted:
            if index not in kept:
                others = kept - set(wanted)
                nearest = min(others or kept, key=lambda other: (abs(other - index), other))
                kept = (kept - {nearest}) | {index}
        return NeuronSelection(self.total, sorted(kept), self.gap_after)

    @property
    def is_everything(self) -> bool:
        """Whether no neuron is left out."""
        return len(self) == self.total

    @property
    def label(self) -> str:
        """``"784"``, or ``"16 of 784"`` where neurons are left out."""
        return f"{self.total}" if self.is_everything else f"{len(self)} of {self.total}"

    def __len__(self) -> int:
        return int(self.indices.size)
