"""How much room the words around a network need, so that a layout stays inside its frame."""

from collections.abc import Sequence
from dataclasses import dataclass

from nnviz.view.frame import Frame
from nnviz.view.selection import NeuronSelection
from nnviz.view.style import STYLE

__all__ = [
    "COUNT_GAP",
    "COUNT_LINE",
    "SceneBox",
    "box_in",
    "count_rows",
    "in_two_lines",
    "room_below",
]

COUNT_GAP = 0.4
"""From the lowest neuron to the middle of the first line of the counts, in scene units."""

COUNT_LINE = 0.37
"""From line to line of the counts, in scene units."""

_MARGIN = 0.3
_BETWEEN = 0.2
_ROWS_AT_MOST = 4
#: Of a character of the smallest type, in scene units; none of those in numbers is wider.
_CHARACTER = 0.21
#: Of the brace itself, from the neurons to where its number begins.
_BRACE = 0.62
_BRACE_CHARACTER = 0.24
#: The line around the winner, and the number beside it.
_WINNER = 0.12 + 0.14 + 5 * _CHARACTER
_LINE = 0.3


@dataclass(frozen=True)
class SceneBox:
    """Left, bottom, right and top of all neurons, in scene units."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Of the box."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Of the box."""
        return self.top - self.bottom


def box_in(
    frame: Frame,
    picks: Sequence[NeuronSelection],
    *,
    as_grid: bool,
    output_labels: Sequence[str] | None = None,
) -> SceneBox:
    """Return where the neurons may stand so that all words around them are inside the frame.

    The words are: the brace with its number, the counts of the layers, the labels of the outputs,
    the box around the winner and its value.

    Parameters
    ----------
    frame : Frame
    picks : sequence of NeuronSelection
        Which neurons are drawn, layer by layer.
    as_grid : bool
        Whether the inputs are a square.
    output_labels : sequence of str, optional
        The digits for ten outputs unless given.
    """
    half_width, half_height = frame.width / 2.0 - _MARGIN, frame.height / 2.0 - _MARGIN
    names = output_labels or (("0",) if picks[-1].total == 10 else ())
    label = max((len(name) for name in names), default=0) * _CHARACTER
    has_brace = not as_grid and picks[0].gap_after is not None
    labels = [pick.label for pick in picks]
    if frame.is_tall:
        beside = _BETWEEN + max(_width(in_two_lines(text)) for text in labels)
        above = _BRACE + 0.4 if has_brace else 0.0
        below = (STYLE.label_gap + _LINE if names else 0.0) + 0.12 + 0.14 + _LINE
        return SceneBox(-half_width, -half_height + below, half_width - beside, half_height - above)
    brace = _BRACE + _BRACE_CHARACTER * len(str(picks[0].total)) if has_brace else 0.0
    before = max(brace, _width(labels[0]) / 2.0, 0.3)
    after = max((STYLE.label_gap + label if names else 0.0) + _WINNER, _width(labels[-1]) / 2.0)
    return SceneBox(-half_width + before, -half_height, half_width - after, half_height)


def room_below(labels: Sequence[str], places: Sequence[float]) -> float:
    """Return how far the counts of layers reach below the lowest neuron."""
    widths = [[_width(text), _width(in_two_lines(text))] for text in labels]
    two_lines, rows = count_rows(widths, places)
    lines = 1 + (two_lines and any(in_two_lines(text) != text for text in labels))
    return COUNT_GAP + _LINE / 2.0 + COUNT_LINE * (lines * rows - 1)


def count_rows(widths: Sequence[Sequence[float]], places: Sequence[float]) -> tuple[bool, int]:
    """Return whether counts below columns must be in two lines each, and in how many rows.

    Parameters
    ----------
    widths : sequence of (float, float)
        Of every count in one line, and in two.
    places : sequence of float
        The middles of the columns, from left to right.

    Examples
    --------
    >>> count_rows([(1.6, 0.9), (1.6, 0.9)], [0.0, 2.0])
    (False, 1)
    >>> count_rows([(1.6, 0.9), (1.6, 0.9), (1.6, 0.9)], [0.0, 0.8, 1.6])
    (True, 2)
    """
    for two_lines, rows in ((False, 1), *((True, rows) for rows in range(1, _ROWS_AT_MOST))):
        pairs = zip(range(len(places)), range(rows, len(places)), strict=False)
        if all(
            (widths[i][two_lines] + widths[j][two_lines]) / 2.0 + _BETWEEN
            <= abs(float(places[j] - places[i])) + 1e-9
            for i, j in pairs
        ):
            return two_lines, rows
    return True, _ROWS_AT_MOST


def in_two_lines(label: str) -> str:
    r"""Return the label of a layer in two lines, if it can be parted.

    Examples
    --------
    >>> in_two_lines("16 of 784"), in_two_lines("784")
    ('16 of\n784', '784')
    """
    return label.replace(" of ", " of\n")


def _width(text: str) -> float:
    return _CHARACTER * max(len(line) for line in text.split("\n"))
