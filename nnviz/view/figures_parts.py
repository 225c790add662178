"""What several figures share: words in the middle of a line, the key of the signs, shades."""

import numpy as np

from nnviz.core import FloatArray
from nnviz.view.encoding import weight_image
from nnviz.view.frame import WIDE
from nnviz.view.style import STYLE
from nnviz.view.theme import Theme
from nnviz.view.vector import VectorFigure

__all__ = ["NOTE", "WORDS", "blank_figure", "shade_key", "sign_key", "signed", "write"]

WORDS = 0.3
"""The size of words that are to be read first, in scene units."""

NOTE = 0.24
"""The size of words that come second."""

_MIDDLE = 0.36
_CELLS = 61


def blank_figure(title: str, description: str, theme: Theme) -> VectorFigure:
    """Return an empty figure of 128/9 x 8 scene units in the colours and the type of a theme."""
    return VectorFigure(
        WIDE.width,
        WIDE.height,
        background=theme.background,
        font=theme.font,
        title=title,
        description=description,
    )


def write(
    figure: VectorFigure,
    at: tuple[float, float],
    words: str,
    *,
    size: float = WORDS,
    color: str,
    anchor: str = "middle",
    weight: str = "regular",
) -> None:
    """Add words whose figures and capitals have their middle at the height `at`."""
    place = (at[0], at[1] - _MIDDLE * size)
    figure.text(place, words, size=size, color=color, anchor=anchor, weight=weight)


def sign_key(
    figure: VectorFigure, right: float, y: float, theme: Theme, words: tuple[str, str]
) -> None:
    """Add the key of the signs, which ends at `right`: the colour, the sign and a word each."""
    reach = 0.45 + 0.12 + 0.54 * NOTE * (max(len(word) for word in words) + 2) + 0.25
    signs = zip(("+", "−"), words, (theme.positive, theme.negative), strict=True)
    for place, (sign, word, color) in enumerate(signs):
        left = right - reach * (2 - place)
        figure.lines([[left, y]], [[left + 0.45, y]], colors=color, widths=5.0)
        at = (left + 0.57, y)
        write(figure, at, f"{sign} {word}", size=NOTE, color=theme.muted, anchor="start")


def shade_key(
    figure: VectorFigure,
    middle: tuple[float, float],
    scale: float,
    theme: Theme,
    *,
    width: float = 4.0,
    of: str = "weight w",
) -> None:
    """Add what the colours of weights mean: a bar, three numbers and the rule of the shade."""
    x, y = middle
    values: FloatArray = np.linspace(-scale, scale, _CELLS)
    bar = weight_image(values[None], theme, scale=scale) / 255.0
    figure.image(bar, (x - width / 2, y), (x + width / 2, y + 0.22))
    for place, value in zip((-0.5, 0.0, 0.5), (-scale, 0.0, scale), strict=True):
        at = (x + place * width, y - 0.22)
        words = signed(value) if value else "0"
        write(figure, at, words, size=NOTE, color=theme.muted)
    letter = of.split()[-1]
    rule = f"{of}; shade = (|{letter}| / {scale:.2f}) to the power {STYLE.weight_gamma:g}"
    write(figure, (x, y - 0.6), rule, size=NOTE, color=theme.muted)


def signed(value: float, decimals: int = 2) -> str:
    """Write a number with its sign.

    Examples
    --------
    >>> signed(-1.254), signed(0.5)
    ('−1.25', '+0.50')
    """
    return ("−" if value < 0 else "+") + f"{abs(value):.{decimals}f}"
