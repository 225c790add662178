"""Where neurons and connections stand: arrays of places, no drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from nnviz.core import FloatArray, Record
from nnviz.errors import NNVizError
from nnviz.view.frame import WIDE, Frame
from nnviz.view.layout_room import SceneBox, box_in, room_below
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
        Whether the layer is a square of neurons rather than a column, or a row.

    Examples
    --------
    >>> from nnviz.view import NetworkLayout
    >>> inputs = NetworkLayout.for_sizes((784, 16, 10)).layers[0]
    >>> inputs.is_grid, inputs.centres.shape
    (True, (784, 2))
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
    direction : {"right", "down"}
        Where the signals go: through columns from left to right, or through rows from top to
        bottom.

    Examples
    --------
    >>> from nnviz.view.frame import TALL
    >>> layout = NetworkLayout.for_sizes((784, 16, 16, 10))
    >>> [len(layer.selection) for layer in layout.layers]
    [784, 16, 16, 10]
    >>> sum(len(layout.edges(i)) for i in range(3))
    12960
    >>> short = NetworkLayout.for_sizes((784, 16, 16, 10), input_style="column")
    >>> short.layers[0].selection.label
    '16 of 784'
    >>> NetworkLayout.for_sizes((784, 16, 16, 10), frame=TALL).direction
    'down'
    """

    layers: tuple[LayerLayout, ...]
    direction: str = "right"

    @classmethod
    def for_sizes(
        cls,
        sizes: Sequence[int],
        *,
        input_style: str = "auto",
        width: float | None = None,
        height: float | None = None,
        max_shown: int = 16,
        selections: Mapping[int, NeuronSelection] | None = None,
        frame: Frame = WIDE,
        output_labels: Sequence[str] | None = None,
    ) -> "NetworkLayout":
        """Place a network of these sizes: in a tall frame downwards, else from left to right.

        Parameters
        ----------
        sizes : sequence of int
            The inputs, then the neurons of each layer.
        input_style : {"auto", "grid", "column"}
            A square of neurons for the inputs (their number must be a square number), or a
            column, which is a row in a tall frame. "auto" takes the square for a square number
            above 64.
        width, height : float, optional
            The size of the box of all neurons, around the origin, in scene units. What is not
            given is as large as the frame allows, with room for the words around the network.
        max_shown : int
            A column of more neurons than this shows its first and last ones, with dots.
        selections : mapping of int to NeuronSelection, optional
            Which neurons to draw, by layer (0 is the input), instead of that rule.
        frame : Frame
            What the network is to stand in.
        output_labels : sequence of str, optional
            The words that are to stand beside the outputs, so that room is left for them.

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
        box = _box(frame, picks, as_grid=as_grid, output_labels=output_labels)
        if width is not None:
            box = replace(box, left=-width / 2.0, right=width / 2.0)
        if height is not None:
            box = replace(box, bottom=-height / 2.0, top=height / 2.0)
        return _placed(picks, box, as_grid=as_grid, downwards=frame.is_tall)

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


def _box(
    frame: Frame,
    picks: Sequence[NeuronSelection],
    *,
    as_grid: bool,
    output_labels: Sequence[str] | None,
) -> SceneBox:
    """Return the box of the neurons that leaves room for all words, those below columns too."""
    box = box_in(frame, picks, as_grid=as_grid, output_labels=output_labels)
    if frame.is_tall:
        return box
    columns = _placed(picks, box, as_grid=as_grid, downwards=False).layers
    places = [float(layer.centres[:, 0].mean()) for layer in columns]
    below = room_below([pick.label for pick in picks], places)
    return replace(box, bottom=box.bottom + below)


def _placed(
    picks: Sequence[NeuronSelection], box: SceneBox, *, as_grid: bool, downwards: bool
) -> NetworkLayout:
    """Place layers one after the other, from one side of a box to the other."""
    along, across = (box.height, box.width) if downwards else (box.width, box.height)
    slots = max(_slots(pick) for pick in picks[as_grid:])
    pitch = min(across / slots, _MAX_PITCH)
    extent = min(across, 0.5 * along) if as_grid else 0.0
    # The first gap after a square is the widest: thousands of connections cross in it.
    gaps = [STYLE.first_gap if as_grid else 1.0, *[1.0] * (len(picks) - 2)]
    closest = (along - extent) / (sum(gaps) + 0.5)
    radius = min(pitch * STYLE.radius, _MAX_RADIUS, 0.4 * closest)
    if as_grid:
        steps = np.cumsum(gaps)
        depths = extent + (along - radius - extent) * steps / steps[-1]
    else:
        depths = np.linspace(radius, along - radius, len(picks))
    middle = ((box.left + box.right) / 2.0, (box.bottom + box.top) / 2.0)

    def line(pick: NeuronSelection, depth: float) -> LayerLayout:
        offsets = _offsets(pick) * pitch
        if downwards:
            x, y = middle[0] + offsets, np.full_like(offsets, box.top - depth)
        else:
            x, y = np.full_like(offsets, box.left + depth), middle[1] - offsets
        return LayerLayout(pick, np.stack([x, y], axis=1), radius, False)

    layers = [line(pick, float(d)) for pick, d in zip(picks[as_grid:], depths, strict=True)]
    if as_grid and downwards:
        layers.insert(0, _grid(picks[0], extent, middle[0] - extent / 2.0, box.top))
    elif as_grid:
        layers.insert(0, _grid(picks[0], extent, box.left, middle[1] + extent / 2.0))
    return NetworkLayout(tuple(layers), "down" if downwards else "right")


def _grid(selection: NeuronSelection, extent: float, left: float, top: float) -> LayerLayout:
    side = isqrt(selection.total)
    pitch = extent / side
    rows, columns = np.divmod(selection.indices, side)
    x = left + (columns + 0.5) * pitch
    y = top - (rows + 0.5) * pitch
    return LayerLayout(selection, np.stack([x, y], axis=1), pitch * STYLE.grid_radius, True)


def _offsets(selection: NeuronSelection) -> FloatArray:
    """Return the places in a line, around its middle, in steps of one neuron."""
    places = np.arange(len(selection), dtype=np.float64)
    if selection.gap_after is not None:
        places[selection.gap_after :] += STYLE.elision_gap - 1.0
    return np.asarray(places - places[-1] / 2.0)


def _edges_between(before: LayerLayout, after: LayerLayout) -> EdgeLayout:
    n_in, n_out = len(before.selection), len(after.selection)
    return EdgeLayout(
        starts=np.tile(before.centres, (n_out, 1)),
        ends=np.repeat(after.centres, n_in, axis=0),
        inputs=np.tile(before.selection.indices, n_out),
        outputs=np.repeat(after.selection.indices, n_in),
    )
