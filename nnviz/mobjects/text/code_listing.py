"""A few lines of code, as they are run."""

from typing import Any

import numpy as np
from manim import RoundedRectangle, Typst, VGroup

from nnviz.core import NNVizError
from nnviz.mobjects.text.typesetting import MIN_FONT_SIZE, alone_in_cache
from nnviz.view import DARK, Theme, check_glyphs

__all__ = ["CodeListing"]

_EM = 0.5 / 48.0
"""Scene units to the em, for each unit of the font size."""

_TYPE = "DejaVu Sans Mono"
"""The monospaced type that Typst carries."""

_PREAMBLE = "#show raw: set text(size: 1.25em)\n#show raw: set par(leading: 0.72em)"
"""Typst sets raw text at 0.8 em: undo that, so that the font size is the one asked for."""


class CodeListing(VGroup):
    r"""Lines of code in the monospaced type that Typst carries, the same on every machine.

    Parameters
    ----------
    source : str
        The code itself: `source` can be run as it is shown.
    font_size : float
    keywords : tuple of str
        Words that are set in the muted colour, so that the names stand out.
    padding : float
        By how much the panel is wider than the code, in scene units.
    theme : Theme

    Attributes
    ----------
    panel : RoundedRectangle
        The surface that the code stands on.
    lines : list of VGroup
        The characters of each line; an empty line is an empty group.

    Raises
    ------
    NNVizError
        If there is no code, or the font size cannot be read on a small screen.

    Examples
    --------
    >>> listing = CodeListing("x = 2\ny = x + 1")
    >>> len(listing.lines), len(listing.find("x + 1", line=1))
    (2, 3)
    """

    def __init__(
        self,
        source: str,
        *,
        font_size: float = MIN_FONT_SIZE,
        keywords: tuple[str, ...] = ("def", "for", "in", "return", "import", "as", "if", "else"),
        padding: float = 0.8,
        theme: Theme = DARK,
    ) -> None:
        if not source.strip():
            raise NNVizError("expected code to show; got an empty text")
        if font_size < MIN_FONT_SIZE:
            raise NNVizError(
                f"expected a font size of at least {MIN_FONT_SIZE:g}; got {font_size:g}"
            )
        check_glyphs(source, _TYPE)
        self.source = source
        self.theme = theme
        texts = source.split("\n")
        with alone_in_cache():
            block = Typst(
                f'#raw(block: true, "{_escaped(source)}")',
                font_size=font_size,
                typst_preamble=_PREAMBLE,
                color=theme.ink,
            )
        glyphs = list(block.submobjects)
        expected = sum(not character.isspace() for character in source)
        if len(glyphs) != expected:
            raise NNVizError(
                f"expected {expected} characters of code; the type has drawn {len(glyphs)}: "
                "use plain ASCII"
            )
        self.lines: list[VGroup] = []
        self._columns: list[list[int]] = []
        for text in texts:
            columns = [place for place, letter in enumerate(text) if not letter.isspace()]
            self.lines.append(VGroup(*glyphs[: len(columns)]))
            self._columns.append(columns)
            del glyphs[: len(columns)]
        pitch, middle = self._rhythm(font_size)
        height = pitch * len(texts) + 0.5
        self._pitch_share = pitch / height
        self.panel = RoundedRectangle(
            corner_radius=0.14,
            width=block.width + padding,
            height=height,
            fill_color=theme.panel,
            fill_opacity=1.0,
            stroke_color=theme.faint,
            stroke_width=1.5,
        ).move_to((block.get_x(), middle, 0.0))
        super().__init__(self.panel, *self.lines)
        for index in range(len(texts)):
            for word in keywords:
                self._tint(word, index)
        self.center()

    def find(self, text: str, *, line: int) -> VGroup:
        """Return the characters of the first `text` in a line, counted from 0.

        Raises
        ------
        NNVizError
            If the line has no such text.
        """
        start = self.source.split("\n")[line].find(text)
        if start < 0 or not text:
            raise NNVizError(f"line {line} of the code has no {text!r}")
        return self._slice(line, start, start + len(text))

    def line_bar(self, line: int, **style: Any) -> RoundedRectangle:
        """Return a bar behind a line, to mark it; add it below the characters, above the panel.

        ``bar.animate.move_to(listing.line_bar(next_line))`` lets it walk.
        """
        options: dict[str, Any] = {
            "fill_color": self.theme.accent,
            "fill_opacity": 0.16,
            "stroke_color": self.theme.accent,
            "stroke_width": 2.0,
            **style,
        }
        bar = RoundedRectangle(
            corner_radius=0.08,
            width=self.panel.width - 0.3,
            height=self._pitch * 0.92,
            **options,
        )
        return bar.move_to((self.panel.get_x(), self.line_height(line), 0.0))

    def line_height(self, line: int) -> float:
        """Return the height of the middle of a line, in scene units.

        Raises
        ------
        NNVizError
            If there is no such line.
        """
        if not 0 <= line < len(self.lines):
            raise NNVizError(f"expected a line from 0 to {len(self.lines) - 1}; got {line}")
        half = (len(self.lines) - 1) / 2.0
        return float(self.panel.get_y()) - self._pitch * (line - half)

    @property
    def _pitch(self) -> float:
        """From line to line, in scene units, however the listing is scaled."""
        return float(self.panel.height) * self._pitch_share

    def _slice(self, line: int, start: int, end: int) -> VGroup:
        columns = self._columns[line]
        return VGroup(
            *(g for g, c in zip(self.lines[line], columns, strict=True) if start <= c < end)
        )

    def _tint(self, word: str, line: int) -> None:
        text = self.source.split("\n")[line]
        start = text.find(word)
        while start >= 0:
            end = start + len(word)
            around = text[start - 1 : start] + text[end : end + 1]
            if not any(letter.isalnum() or letter in "_." for letter in around):
                self._slice(line, start, end).set_color(self.theme.muted)
            start = text.find(word, end)

    def _rhythm(self, font_size: float) -> tuple[float, float]:
        """Return the distance of the lines and the height of the middle of the text."""
        em = font_size * _EM
        # Most characters of a line stand on its baseline: the median foot is the baseline.
        feet = [
            (i, float(np.median([glyph.get_bottom()[1] for glyph in line])))
            for i, line in enumerate(self.lines)
            if len(line)
        ]
        if len(feet) < 2:
            return 1.6 * em, feet[0][1] + 0.34 * em
        numbers, heights = np.array(feet).T
        slope, start = np.polyfit(numbers, heights, 1)
        return -float(slope), float(start + slope * (len(self.lines) - 1) / 2.0) + 0.34 * em


def _escaped(source: str) -> str:
    return source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
