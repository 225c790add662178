"""Many answers at once: a dot for each image, and the mistakes stand out."""

from typing import Self

import numpy as np
from manim.typing import Point3D

from nnviz.core import NNVizError
from nnviz.data import Answers
from nnviz.mobjects import NeuronBatch
from nnviz.view import DARK, Theme, rgb

__all__ = ["AnswerField"]

_LARGER = 1.75
"""How much larger the dot of a mistake is."""


class AnswerField(NeuronBatch):
    """A dot for each image, row by row: small and faint where the network is right.

    A mistake is larger, full, and of the negative colour, once `reveal` has told them apart.

    Parameters
    ----------
    answers : Answers
    columns : int
        Dots in a row.
    width : float
        In scene units.
    revealed : bool
        Whether the mistakes are marked from the beginning.
    theme : Theme

    Raises
    ------
    NNVizError
        If there are no answers, or no columns.

    Examples
    --------
    >>> from nnviz.data import HELD_OUT, load_digits, load_network
    >>> answers = Answers(load_network(), load_digits().subset(HELD_OUT))
    >>> field = AnswerField(answers, columns=60, width=12.0)
    >>> len(field), field.displayed_mistakes() == len(answers.surest_mistakes)
    (1500, True)
    """

    def __init__(
        self,
        answers: Answers,
        *,
        columns: int = 60,
        width: float = 12.0,
        revealed: bool = True,
        theme: Theme = DARK,
    ) -> None:
        right = answers.is_right
        self._mistakes = np.array(answers.surest_mistakes)
        self._bad = rgb(theme.accent)
        if not len(right) or columns < 1:
            raise NNVizError(
                f"expected one or more answers and columns; got {len(right)} and {columns}"
            )
        pitch = width / columns
        row, column = np.divmod(np.arange(len(right)), columns)
        x = (column - (columns - 1) / 2.0) * pitch
        y = (int(row[-1]) / 2.0 - row) * pitch
        super().__init__(
            np.stack([x, y], axis=1),
            0.26 * pitch,
            fill_opacities=0.34,
            fill_color=theme.muted,
            hollow_color=theme.background,
            ring_opacities=0.0,
            ring_width=0.0,
        )
        if revealed:
            self.reveal()

    def reveal(self) -> Self:
        """Mark the mistakes; ``field.animate.reveal()`` lets them come out."""
        opacities, colors = self.fill_opacities, self.fill_colors
        opacities[self._mistakes], colors[self._mistakes] = 1.0, self._bad
        rim = self._rim()
        middle = rim[self._mistakes, :1]
        rim[self._mistakes] = middle + (rim[self._mistakes] - middle) * _LARGER
        return self.set_fill_opacities(opacities).set_fill_colors(colors)

    def centre(self, index: int) -> Point3D:
        """Return where the dot of an image stands."""
        return np.array(self.centres[index])

    def displayed_mistakes(self) -> int:
        """Return how many dots are drawn as mistakes."""
        return int(np.count_nonzero(self.fill_opacities == 1.0))
