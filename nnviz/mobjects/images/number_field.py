"""Very many numbers of one colour as one mobject, which still knows what it says."""

from collections.abc import Sequence

import numpy as np
from manim import VMobject

from nnviz.core import FloatArray, NNVizError
from nnviz.mobjects.text import NumberLabel

__all__ = ["NumberField"]


class NumberField(VMobject):
    """Numbers that are drawn and moved together: as one outline, hundreds cost what one costs.

    Parameters
    ----------
    labels : sequence of NumberLabel
        Where they stand now; the labels themselves are not kept.
    color : str
        ``#RRGGBB``, of all of them.

    Attributes
    ----------
    texts : tuple of str
        What is written, in the order of the labels.

    Raises
    ------
    NNVizError
        If there are no labels.

    Examples
    --------
    >>> from manim import UP
    >>> field = NumberField([NumberLabel(0.5), NumberLabel(1).shift(UP)], color="#FFFFFF")
    >>> field.texts, [len(boxes) for boxes in field.boxes()], round(field.font_size)
    (('0.50', '1.00'), [4, 4], 36)
    """

    def __init__(self, labels: Sequence[NumberLabel], *, color: str) -> None:
        if not labels:
            raise NNVizError("expected one number or more to write; got none")
        super().__init__(fill_color=color, fill_opacity=1.0, stroke_width=0.0)
        glyphs = [[glyph.points for glyph in label.submobjects[1:]] for label in labels]
        self.points = np.concatenate([points for label in glyphs for points in label])
        self.texts = tuple(label.text for label in labels)
        self._counts = [[len(points) for points in label] for label in glyphs]
        self._first_height = self._tallest()
        self._font_size = float(labels[0].font_size)

    @property
    def font_size(self) -> float:
        """The size as it is scaled now, in Manim's units."""
        return self._font_size * self._tallest() / self._first_height

    def boxes(self) -> list[FloatArray]:
        """Return for each text the left, bottom, right and top of its glyphs, shape (glyphs, 4)."""
        ends = np.cumsum([count for label in self._counts for count in label])
        parts = np.split(np.asarray(self.points, dtype=np.float64), ends[:-1])
        outlines = iter(
            np.concatenate([part[:, :2].min(axis=0), part[:, :2].max(axis=0)]) for part in parts
        )
        return [np.array([next(outlines) for _ in label]) for label in self._counts]

    def _tallest(self) -> float:
        first = self.boxes()[0]
        return float((first[:, 3] - first[:, 1]).max())
