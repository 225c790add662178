"""Where neurons and connections stand: arrays of places, no drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from nnviz.core.arrays import FloatArray
from nnviz.core.records import Record
from nnviz.errors import NNVizError
from nnviz.view.selection import NeuronSelection
from nnviz.view.style import STYLE

__all__ = ["EdgeLayout", "LayerLayout", "NetworkLayout"]

_MAX_PITCH = 0.9
_MAX_RADIUS = 0.3


@dataclass(frozen=True, eq=False)
class LayerLayout(Record):
    """The places of the neurons of one layer.

    Attributes
    ----------
    selection : NeuronSelection
        Which neurons are drawn.
    centres : ndarray, shape (len(selection), 2)
        In scene units, x to the right and y upwards.
    radius : float
        In scene units.
    is_grid : bool
        Whether the layer is a square of neurons rather than a column.
    """

    selection: NeuronSelection
    centres: FloatArray
    radius: float
    is_grid: bool

    @property
    def gap_centre(self) -> FloatArray | None:
        """Where the dots stand that say "not all are shown", or None."""
        gap = self.selection.gap_after
        if gap is None or self.is_grid:
            return None
        return np.asarray((self.centres[gap - 1] + self.centres[gap]) / 2.0)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the discs."""
        low = self.centres.min(axis=0) - self.radius
        high = self.centres.max(axis=0) + self.radius
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])


@dataclass(frozen=True, eq=False)
class EdgeLayout(Record):
    """The connections between two layers, each from a drawn neuron to a drawn neuron.

    Attributes
    ----------
    starts, ends : ndarray, shape (edges, 2)
    inputs, outputs : ndarray of int, shape (edges,)
        The true indices: connection e carries ``weights[outputs[e], inputs[e]]``.
    """

    starts: FloatArray
    ends: FloatArray
    inputs: NDArray[np.intp]
    outputs: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, eq=False)
class NetworkLayout(Record):
    """Where everything of a network stands.

    Attributes
    ----------
    layers : tuple of LayerLayout
        The input first.

    Examples
    --------
    >>> layout = NetworkLayout.for_sizes((784, 16, 16, 10))
    >>> [len(layer.selection) for layer in layout.layers]
    [784, 16, 16, 10]
    >>> sum(len(layout.edges(i)) for i in range(3))
    12960
    >>> short = NetworkLayout.for_sizes((784, 16, 16, 10), input_style="column")
    >>> short.layers[0].selection.label
    '16 of 784'
    """

    layers: tuple[LayerLayout, ...]

    @classmethod
    def for_sizes(
        cls,
        sizes: Sequence[int],
        *,
        input_style: str = "auto",
        width: float = 12.6,
        height: float = 6.5,
        max_shown: int = 16,
        selections: Mapping[int, NeuronSelection] | None = None,
    ) -> "NetworkLayout":
        """Place a network of these sizes in a box around the origin.

        Parameters
        ----------
        sizes : sequence of int
            The inputs, then the neurons of each layer.
        input_style : {"auto", "grid", "column"}
            A square of neurons for the inputs (their number must be a square number), or a
            column. "auto" takes the square for a square number above 64.
        width, height : float
            The size of the box in scene units.
        max_shown : int
            A column of more neurons than this shows its first and last ones, with dots.
        selections : mapping of int to NeuronSelection, optional
            Which neurons to draw, by layer (0 is the input), instead of that rule.

        Raises
        ------
        NNVizError
            If a size, the style or a selection does not fit.
        """
        counts = [int(size) for size in sizes]
        if len(counts) < 2 or min(counts) < 1:
            raise NNVizError(f"expected two or more sizes of at least 1; got {tuple(sizes)}")
        if input_style not in ("auto", "grid", "column"):
            raise NNVizError(f"expected an input style auto, grid or column; got {input_style!r}")
        side = isqrt(counts[0])
        is_square = side * side == counts[0]
        if input_style == "grid" and not is_square:
            raise NNVizError(f"expected a square number of inputs for a grid; got {counts[0]}")
        as_grid = input_style == "grid" or (input_style == "auto" and is_square and side > 8)
        chosen = dict(selections or {})
        for index, selection in chosen.items():
            if not 0 <= index < len(counts) or selection.total != counts[index]:
                raise NNVizError(
                    f"a selection for layer {index} of {selection.total} neurons does not fit "
                    f"the sizes {tuple(counts)}"
                )
        picks = [
            chosen.get(i)
            or (
                NeuronSelection.all_of(n)
                if as_grid and i == 0
                else NeuronSelection.ends(n, max_shown)
            )
            for i, n in enumerate(counts)
        ]
        slots = max(_slots(pick) for pick in picks[as_grid:])
        pitch = min(height / slots, _MAX_PITCH)
        radius = min(pitch * STYLE.radius, _MAX_RADIUS)
        left, right = -width / 2.0, width / 2.0
        layers: list[LayerLayout] = []
        if as_grid:
            extent = min(height, 0.5 * width)
            layers.append(_grid(picks[0], side, extent, left))
            gap = right - radius - (left + extent)
            # The first gap is the widest: thousands of connections cross in it.
            steps = np.cumsum([STYLE.first_gap, *[1.0] * (len(counts) - 2)])
            columns = left + extent + gap * steps / steps[-1]
        else:
            columns = np.linspace(left + radius, right - radius, len(counts))
        layers += [
            _column(pick, float(x), pitch, radius)
            for pick, x in zip(picks[as_grid:], columns, strict=True)
        ]
        return cls(tuple(layers))

    @cached_property
    def _edges(self) -> tuple[EdgeLayout, ...]:
        return tuple(_edges_between(before, after) for before, after in pairwise(self.layers))

    def edges(self, layer: int) -> EdgeLayout:
        """Return the connections into the layer with this index (0 is the first after the input).

        They come row by row of the weights: all inputs of the first drawn neuron, then of the
        next.
        """
        return self._edges[layer]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of the network, drawn or not."""
        return tuple(layer.selection.total for layer in self.layers)


def _slots(selection: NeuronSelection) -> float:
    return len(selection) + (0.0 if selection.gap_after is None else STYLE.elision_gap - 1.0)


def _grid(selection: NeuronSelection, side: int, extent: float, left: float) -> LayerLayout:
    pitch = extent / side
    rows, columns = np.divmod(selection.indices, side)
    x = left + (columns + 0.5) * pitch
    y = extent / 2.0 - (rows + 0.5) * pitch
    return LayerLayout(selection, np.stack([x, y], axis=1), pitch * STYLE.grid_radius, True)


def _column(selection: NeuronSelection, x: float, pitch: float, radius: float) -> LayerLayout:
    places = np.arange(len(selection), dtype=np.float64)
    if selection.gap_after is not None:
        places[selection.gap_after :] += STYLE.elision_gap - 1.0
    y = (places[-1] / 2.0 - places) * pitch
    return LayerLayout(selection, np.stack([np.full_like(y, x), y], axis=1), radius, False)


def _edges_between(before: LayerLayout, after: LayerLayout) -> EdgeLayout:
    n_in, n_out = len(before.selection), len(after.selection)
    return EdgeLayout(
        starts=np.tile(before.centres, (n_out, 1)),
        ends=np.repeat(after.centres, n_in, axis=0),
        inputs=np.tile(before.selection.indices, n_out),
        outputs=np.repeat(after.selection.indices, n_in),
    )
