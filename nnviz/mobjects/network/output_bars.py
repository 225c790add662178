"""The outputs of a network as bars: a label, a length and the number for each."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import LEFT, RIGHT, UP, Rectangle, RoundedRectangle, VGroup
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError
from nnviz.mobjects.text import MIN_FONT_SIZE, NumberLabel, Words
from nnviz.view import DARK, Theme

__all__ = ["OutputBars"]

_TEN = 10


class OutputBars(VGroup):
    """One row for each output: its label, a bar as long as it is large, and its value.

    `show` sets the outputs; `nnviz.animations.ChangeOutputs` moves to others. The longest bar can
    carry the accent, which then passes on by itself when another output takes the lead.

    Parameters
    ----------
    outputs : array_like, shape (n,), or None
        Of size `scale` at most. None for ten outputs (or as many as there are labels) that are not
        known yet: no bars and no numbers.
    labels : sequence of str, optional
        One for each output; their indices unless given.
    length : float
        Of a full bar, in scene units.
    pitch : float
        From row to row, in scene units.
    thickness : float
        Of a bar, in scene units.
    scale : float
        The output that a full bar stands for.
    mark_winner : bool
        Whether the longest bar and its value carry the accent.
    decimals : int
    theme : Theme

    Attributes
    ----------
    labels, tracks, bars, values : VGroup
        What the rows are made of, each in the order of the outputs.

    Raises
    ------
    NNVizError
        If there are not as many labels as outputs, or an output is larger than the scale.

    Examples
    --------
    >>> bars = OutputBars([0.1, 0.7, 0.25])
    >>> bars.displayed_outputs().round(6).tolist(), bars.values[1].text
    ([0.1, 0.7, 0.25], '0.70')
    >>> bars.show(None).is_blank
    True
    """

    def __init__(
        self,
        outputs: ArrayLike | None,
        *,
        labels: Sequence[str] | None = None,
        length: float = 3.0,
        pitch: float = 0.52,
        thickness: float = 0.26,
        scale: float = 1.0,
        mark_winner: bool = False,
        decimals: int = 2,
        font_size: float = MIN_FONT_SIZE,
        theme: Theme = DARK,
    ) -> None:
        super().__init__()
        self.is_blank = False
        self.theme, self.full, self.mark_winner = theme, float(scale), mark_winner
        unknown = _TEN if labels is None else len(labels)
        count = unknown if outputs is None else self._checked(outputs, None).size
        names = [str(i) for i in range(count)] if labels is None else list(labels)
        if len(names) != count:
            raise NNVizError(f"expected {count} labels; got {len(names)}")
        self.tracks, self.bars, self.labels, self.values = (VGroup() for _ in range(4))
        for row, name in enumerate(names):
            y = ((count - 1) / 2.0 - row) * pitch
            track = Rectangle(height=thickness, width=length, stroke_width=0.0)
            track.set_fill(theme.faint, opacity=0.35).shift(y * UP)
            bar = track.copy().set_fill(theme.ink, opacity=1.0)
            label = Words(name, font_size=font_size, theme=theme)
            value = NumberLabel(decimals=decimals, font_size=font_size, edge="left", theme=theme)
            self.tracks.add(track)
            self.bars.add(bar)
            self.labels.add(label.next_to(track, LEFT, buff=0.2))
            self.values.add(value.next_to(track, RIGHT, buff=0.2))
        self.add(self.tracks, self.bars, self.labels, self.values)
        self.show(outputs)
        self.center()

    def show(self, outputs: ArrayLike | None) -> Self:  # type: ignore[override]
        """Set every bar and every number to an output; None makes the rows hold none.

        Raises
        ------
        NNVizError
            If there are not as many outputs as rows, or one is larger than the scale.
        """
        was_blank, self.is_blank = self.is_blank, outputs is None
        known = np.zeros(len(self.tracks)) if outputs is None else outputs
        self.outputs = self._checked(known, len(self.tracks))
        lead = int(np.argmax(self.outputs))
        for row, output in enumerate(self.outputs):
            share = abs(output) / self.full
            upper_right, upper_left, lower_left = self.tracks[row].points[[0, 4, 8]]
            tip = upper_left + (upper_right - upper_left) * share
            down = lower_left - upper_left
            corners = [tip, upper_left, lower_left, tip + down, tip]
            self.bars[row].set_points_as_corners(corners)
            marked = self.mark_winner and row == lead and not self.is_blank
            sign = self.theme.negative if output < 0.0 else self.theme.ink
            self.bars[row].set_fill(self.theme.accent if marked else sign)
            self.values[row].set_value(output)
            self.values[row].set_fill(self.theme.accent if marked else self.theme.muted)
            self.labels[row].set_fill(self.theme.accent if marked else self.theme.ink)
        if self.is_blank or was_blank:
            self.values.set_opacity(0.0 if self.is_blank else 1.0)
        return self

    def displayed_outputs(self) -> FloatArray:
        """Return the outputs read back from the lengths of the bars, shape (n,)."""
        signs = [-1.0 if value < 0.0 else 1.0 for value in self.outputs]
        lengths = [
            float(np.linalg.norm(bar.points[0] - bar.points[4]) / track.width)
            for bar, track in zip(self.bars, self.tracks, strict=True)
        ]
        return np.asarray(np.array(signs) * np.array(lengths) * self.full)

    def row_box(self, index: int, *, buff: float = 0.12) -> RoundedRectangle:
        """Return a box of the accent around one whole row, for "look here"."""
        row = VGroup(self.labels[index], self.tracks[index], self.values[index])
        box = RoundedRectangle(
            corner_radius=0.08,
            width=row.width + 2.0 * buff,
            height=max(row.height, self.tracks[index].height) + 1.2 * buff,
            stroke_color=self.theme.accent,
            stroke_width=4.0,
        )
        return box.move_to(row)

    def _checked(self, outputs: ArrayLike, count: int | None) -> FloatArray:
        values = np.array(outputs, dtype=np.float64)
        if values.ndim != 1 or not values.size or count not in (None, values.size):
            wanted = "one output or more" if count is None else f"{count} outputs"
            raise NNVizError(f"expected {wanted} in a row; got shape {values.shape}")
        largest = float(np.abs(values).max())
        if not largest <= self.full * (1.0 + 1e-9):
            raise NNVizError(
                f"expected outputs of size {self.full:g} at most; got {largest:g}. "
                "Give OutputBars(scale=...) the largest one"
            )
        return values
