"""The key of the signs: which colour raises and which lowers, told without colour too."""

from manim import RIGHT, Line, VGroup

from nnviz.mobjects.text import MIN_FONT_SIZE, Words
from nnviz.view import DARK, Theme

__all__ = ["SignKey"]


class SignKey(VGroup):
    """Two short strokes in the colours of the signs, each with its sign and a word.

    Parameters
    ----------
    positive, negative : str
        The words after + and −.
    theme : Theme

    Examples
    --------
    >>> len(SignKey())
    2
    """

    def __init__(
        self,
        *,
        positive: str = "raises",
        negative: str = "lowers",
        font_size: float = MIN_FONT_SIZE,
        theme: Theme = DARK,
    ) -> None:
        super().__init__()
        for sign, word, color in (("+", positive, theme.positive), ("−", negative, theme.negative)):
            stroke = Line((0.0, 0.0, 0.0), (0.45, 0.0, 0.0), color=color, stroke_width=5.0)
            text = Words(f"{sign} {word}", font_size=font_size, color=theme.muted, theme=theme)
            self.add(VGroup(stroke, text.next_to(stroke, RIGHT, buff=0.15)))
        self.arrange(RIGHT, buff=0.45)
