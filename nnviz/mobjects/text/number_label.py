"""A number that may change in every frame."""

from functools import cache
from typing import Any, Self

import numpy as np
from manim import Typst, VMobject
from manim.typing import Point3D

from nnviz.core import NNVizError
from nnviz.mobjects.text.typesetting import alone_in_cache, check_size, literal, preamble
from nnviz.text import current_catalogue, in_style
from nnviz.view import DARK, FONT_FOLDER, Theme, check_glyphs

__all__ = ["NumberLabel"]

#: What some languages group digits with; here they are as wide as a space.
_SPACES = "\u00a0\u202f\u2009"


class _Anchor(VMobject):
    """Two points that are never seen, whatever happens to the label that they hold."""

    def set_fill(self, *args: Any, **options: Any) -> Self:
        super().set_fill(*args, **options)
        self.fill_rgbas[:, 3] = 0.0
        return self


class NumberLabel(VMobject):
    """A number that may change in every frame: digits of equal width, drawn once and reused.

    Parameters
    ----------
    value : float
    decimals : int
        How many digits stand after the point.
    signed : bool
        Whether a number of 0 or more carries a plus.
    grouped : bool
        Whether thousands are set apart by commas.
    suffix : str
        Of the characters ``%``, ``°`` and space.
    edge : {"left", "center", "right"}
        Which side keeps its place when the value changes.
    font : str, optional
        As in `Words`.

    Raises
    ------
    NNVizError
        If the edge is none of these.

    Examples
    --------
    >>> label = NumberLabel(0.5)
    >>> label.text, label.set_value(-0.126).text
    ('0.50', '−0.13')
    """

    def __init__(
        self,
        value: float = 0.0,
        *,
        decimals: int = 2,
        signed: bool = False,
        grouped: bool = False,
        suffix: str = "",
        font_size: float = 36.0,
        weight: str = "regular",
        color: str | None = None,
        edge: str = "center",
        font: str | None = None,
        theme: Theme = DARK,
        **kwargs: Any,
    ) -> None:
        check_size(font_size, "a number")
        if edge not in ("left", "center", "right"):
            raise NNVizError(f"expected an edge of left, center or right; got {edge!r}")
        super().__init__(**kwargs)
        self.decimals, self.signed, self.grouped = decimals, signed, grouped
        self.suffix, self.weight, self.edge = suffix, weight, edge
        self._color = color or theme.ink
        self._font = font or theme.font
        height = self._glyphs()["0"][0].height * font_size / 48.0
        # The anchor is moved, scaled and turned with the label: it says where the digits go.
        self._anchor = _Anchor(stroke_width=0.0, fill_opacity=0.0)
        self._anchor.set_points_as_corners([(0.0, 0.0, 0.0), (0.0, height, 0.0)])
        self.set_value(value)
        self.center()

    @property
    def font_size(self) -> float:
        """The size as it is scaled now, in Manim's units."""
        up = self._anchor.points[-1] - self._anchor.points[0]
        return float(np.linalg.norm(up)) / self._glyphs()["0"][0].height * 48.0

    @property
    def text(self) -> str:
        """What is written, exactly as it is drawn."""
        sign = "+" if self.signed else "-"
        comma = "," if self.grouped else ""
        written = f"{self.value:{sign}{comma}.{self.decimals}f}"
        if not any(digit in written for digit in "123456789"):
            written = written.replace("-", "").replace("+", "")
        styled = in_style(written, current_catalogue().language)
        for space in _SPACES:
            styled = styled.replace(space, " ")
        return styled.replace("-", "−") + self.suffix

    def set_value(self, value: float) -> Self:
        """Write `value` where the old one stood."""
        self.value = float(value)
        origin, tip = self._anchor.points[0], self._anchor.points[-1]
        up = tip - origin
        unit = float(np.linalg.norm(up)) / self._glyphs()["0"][0].height
        right = np.array([up[1], -up[0], 0.0]) / max(float(np.linalg.norm(up)), 1e-9)
        placed, width = self._set_line()
        shift = {"left": 0.0, "center": width / 2.0, "right": width}[self.edge]
        opacity = self.submobjects[-1].get_fill_opacity() if len(self.submobjects) > 1 else 1.0
        color = self.submobjects[-1].get_fill_color() if len(self.submobjects) > 1 else self._color
        up_unit = up / max(float(np.linalg.norm(up)), 1e-9)
        drawn = []
        for glyph, x in placed:
            copy = glyph.copy()
            local = copy.points
            along = (local[:, :1] + x - shift) * unit
            copy.points = origin + along * right + local[:, 1:2] * unit * up_unit
            copy.set_fill(color, opacity=opacity).set_stroke(width=0.0)
            drawn.append(copy)
        for old in self.submobjects[1:]:
            # A running animation still has the old glyphs on its list of what to draw.
            old.clear_points()
        self.submobjects = [self._anchor, *drawn]
        return self

    def _glyphs(self) -> dict[str, tuple[VMobject, float]]:
        return _glyphs(self.weight, self._font)

    def _set_line(self) -> tuple[list[tuple[VMobject, float]], float]:
        glyphs = self._glyphs()
        placed: list[tuple[VMobject, float]] = []
        x = 0.0
        for character in self.text:
            if character not in glyphs:
                raise NNVizError(f"expected digits and % ° x; got {character!r} in {self.text!r}")
            glyph, advance = glyphs[character]
            if glyph.has_points():
                placed.append((glyph, x))
            x += advance
        return placed, x

    def get_baseline(self) -> Point3D:
        """Return the point on the baseline that keeps its place."""
        return np.array(self._anchor.points[0])


@cache
def _glyphs(weight: str, font: str) -> dict[str, tuple[VMobject, float]]:
    """Return each character's outline, from its origin on the baseline, and its advance."""
    marks = ".,−+%°×"
    line = "0123456789" + "".join(f"{mark}0" for mark in marks)
    check_glyphs(line, font)
    with alone_in_cache():
        letters = Typst(
            literal(line),
            font_size=48.0,
            typst_preamble=preamble(weight, font),
            font_paths=[FONT_FOLDER],
            should_center=False,
        ).submobjects
    if len(letters) != len(line):
        raise NNVizError(f"expected {len(line)} glyphs from the font {font!r}; got {len(letters)}")
    first, ninth = letters[0], letters[9]
    cell = (ninth.get_center()[0] - first.get_center()[0]) / 9.0
    bearing = (cell - first.width) / 2.0
    start = first.get_left()[0] - bearing
    baseline = letters[1].get_bottom()[1]

    def from_origin(letter: VMobject, x: float) -> VMobject:
        family = list(letter.family_members_with_points())
        outline = VMobject(stroke_width=0.0, fill_opacity=1.0)
        outline.points = np.concatenate([part.points for part in family])
        outline.points = outline.points - np.array([x, baseline, 0.0])
        return outline

    glyphs = {str(i): (from_origin(letters[i], start + i * cell), cell) for i in range(10)}
    x = start + 10.0 * cell
    for index, mark in enumerate(marks):
        letter, zero = letters[10 + 2 * index], letters[11 + 2 * index]
        next_x = zero.get_left()[0] - bearing
        glyphs[mark] = (from_origin(letter, x), next_x - x)
        x = next_x + cell
    glyphs[" "] = (VMobject(), 0.45 * cell)
    return glyphs
