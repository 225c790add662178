"""Themes: one set of colours for films, figures and pages."""

from dataclasses import dataclass, fields, replace

from nnviz.errors import NNVizError
from nnviz.view.color import rgb
from nnviz.view.typeface import BUNDLED_FONT

__all__ = ["COLORBLIND", "DARK", "LIGHT", "THEMES", "Theme", "theme_named"]


@dataclass(frozen=True)
class Theme:
    """The colours of everything that is drawn, each ``#RRGGBB``, and its type.

    Attributes
    ----------
    name : str
    background : str
        Behind everything.
    panel : str
        A surface a little off the background.
    ink : str
        Words that are to be read first.
    muted : str
        Words that come second; still 4.5:1 on the background.
    faint : str
        Lines that only hold the picture together: grids, axes, empty rings.
    hollow : str
        The inside of a neuron whose activation is 0.
    lit : str
        What fills a neuron, at an opacity equal to its activation.
    on_lit : str
        Words on a neuron that is lit.
    positive, negative : str
        The two signs, of weights and of signals.
    accent : str
        "Look here": boxes and the winner, nothing else.
    font : str
        The family of all words and numbers, or several with commas, asked in this order for each
        character. The bundled type has the Latin and the Greek alphabets; a theme for Chinese is
        ``replace(DARK, font="NNViz Sans, Noto Sans CJK SC")``.

    Examples
    --------
    >>> DARK.positive
    '#58C4DD'
    """

    name: str
    background: str
    panel: str
    ink: str
    muted: str
    faint: str
    hollow: str
    lit: str
    on_lit: str
    positive: str
    negative: str
    accent: str
    font: str = BUNDLED_FONT

    def __post_init__(self) -> None:
        for field in fields(self):
            if field.name not in ("name", "font"):
                rgb(getattr(self, field.name))

    @property
    def is_dark(self) -> bool:
        """Whether light is drawn on dark."""
        return float(rgb(self.background).sum()) < float(rgb(self.ink).sum())


DARK = Theme(
    name="dark",
    background="#07090E",
    panel="#12161F",
    ink="#F2F4F8",
    muted="#A7AFBD",
    faint="#4A5160",
    hollow="#0B0D12",
    lit="#FFFFFF",
    on_lit="#0B0D12",
    positive="#58C4DD",
    negative="#FC6255",
    accent="#FFE45C",
)
"""Near black, the default: blue and red light up on it."""

LIGHT = Theme(
    name="light",
    background="#FFFFFF",
    panel="#F1F3F7",
    ink="#12161F",
    muted="#4E5668",
    faint="#B4BAC6",
    hollow="#FFFFFF",
    lit="#12161F",
    on_lit="#FFFFFF",
    positive="#0A6C93",
    negative="#C22F22",
    accent="#8A5A00",
)
"""White, for slides and print: an activation is ink instead of light."""

COLORBLIND = replace(DARK, name="colorblind", positive="#56B4E9", negative="#E69F00")
"""Dark, with the sky blue and orange of Okabe and Ito for the signs."""

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, COLORBLIND)}
"""The themes, by name."""


def theme_named(name: str | Theme) -> Theme:
    """Return the theme called `name`.

    Raises
    ------
    NNVizError
        If there is none; the message lists those there are.

    Examples
    --------
    >>> theme_named("light").background
    '#FFFFFF'
    """
    if isinstance(name, Theme):
        return name
    if name not in THEMES:
        raise NNVizError(f"expected a theme of {', '.join(THEMES)}; got {name!r}")
    return THEMES[name]
