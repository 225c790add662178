"""Words and formulas, set by Typst in the bundled type: one picture everywhere."""

from typing import Any

from manim import MathTypst, Typst

from nnviz.core import NNVizError
from nnviz.mobjects.text.typesetting import alone_in_cache, check_size, literal, preamble
from nnviz.text import translated
from nnviz.view import DARK, FONT_FOLDER, Theme, balanced_lines, check_glyphs

__all__ = ["Maths", "Words"]

#: What Typst carries, and takes for what its mathematics lacks.
_MATHS_FONTS = "New Computer Modern Math, New Computer Modern, Libertinus Serif, DejaVu Sans Mono"


class Words(Typst):
    """Plain words: nothing in them is markup; a line break is a line break.

    Parameters
    ----------
    text : str
    font_size : float
        In Manim's units; 48 is half a scene unit to the em. Not below `MIN_FONT_SIZE`.
    weight : {"regular", "semibold"}
    color : str, optional
        ``#RRGGBB``; the theme's ink unless given.
    align : {"left", "center", "right"}
        How several lines stand to one another.
    font : str, optional
        A family that is installed, or several with commas, asked in this order for each
        character; the theme's unless given. The bundled type has the Latin and the Greek
        alphabets: for Cyrillic, Chinese and others install a font that has them and name it, as in
        ``font="NNViz Sans, Noto Sans CJK SC"``.
    theme : Theme

    Raises
    ------
    NNVizError
        If the text is empty, the size too small to be read on a small screen, the font not
        installed, or without a glyph for a character of the text; the message names it.

    Examples
    --------
    >>> title = Words("What is a neural network?", font_size=48, weight="semibold")
    >>> title.text
    'What is a neural network?'
    """

    def __init__(
        self,
        text: str,
        *,
        font_size: float = 36.0,
        weight: str = "regular",
        color: str | None = None,
        align: str = "center",
        font: str | None = None,
        theme: Theme = DARK,
        **kwargs: Any,
    ) -> None:
        font = font or theme.font
        if not text.strip():
            raise NNVizError("expected words to show; got an empty text")
        shown = translated(text)
        if "\n" in text and "\n" not in shown:
            shown = "\n".join(balanced_lines(shown, text.count("\n") + 1))
        text = shown
        check_size(font_size, text)
        check_glyphs(text, font)
        self.text = text
        source = " \\\n".join(literal(line) for line in text.split("\n"))
        with alone_in_cache():
            super().__init__(
                source,
                font_size=font_size,
                typst_preamble=preamble(weight, font, align),
                font_paths=[FONT_FOLDER],
                color=color or theme.ink,
                **kwargs,
            )
        if not self.has_points() and not self.family_members_with_points():
            raise NNVizError(f"the font {font!r} has no outlines for {text!r}, only pictures")


class Maths(MathTypst):
    """A formula in Typst's notation; ``{{ body : label }}`` marks a part for ``.select(label)``.

    Examples
    --------
    >>> formula = Maths("{{ a : out }} = sigma(w x + b)")
    >>> len(formula.select("out").submobjects)
    1
    """

    def __init__(
        self,
        source: str,
        *,
        font_size: float = 44.0,
        color: str | None = None,
        theme: Theme = DARK,
        **kwargs: Any,
    ) -> None:
        check_size(font_size, source)
        check_glyphs("".join(c for c in source if not c.isascii()), _MATHS_FONTS)
        with alone_in_cache():
            super().__init__(source, font_size=font_size, color=color or theme.ink, **kwargs)

    def _refresh_svg_stroke_widths(self) -> None:
        """Draw rules, like the bar of a fraction, as thick as the type has them.

        Manim's own way loses them in a formula that it has set before, and makes them thinner in
        a film of fewer pixels.
        """
        for part in self.family_members_with_points():
            thickness = getattr(part, "_typst_source_stroke_width", None)
            if thickness is not None:
                grown = max(part.width, part.height) / getattr(part, "_typst_reference_size")  # noqa: B009
                part.set_stroke(width=100.0 * thickness * grown, family=False)
