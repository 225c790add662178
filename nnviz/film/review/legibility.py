"""Whether words can be read: on their own, in the frame, large enough, and in contrast."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isnan

import numpy as np
from manim import Mobject, MovingCamera, Typst, VGroup, VMobject
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath

from nnviz.core import FloatArray
from nnviz.mobjects import MIN_FONT_SIZE, NumberField, NumberLabel
from nnviz.view import luminance, rgb

__all__ = ["MIN_CONTRAST", "TextOnScreen", "illegible", "texts_on_screen"]

MIN_CONTRAST = 4.5
"""WCAG 2.2 AA, for words of ordinary size."""

_VISIBLE = 0.12
_TOUCH = 0.015
_REFERENCE_LINES = 480.0
_TALLEST_AT_FLOOR = 14.0
_SYMBOLS_AT_FLOOR = 12.0
_LETTER_AT_FLOOR = 9.0
_A_FEW = 3
_LINES = 480


@dataclass(frozen=True, eq=False)
class TextOnScreen:
    """One text as it stands on screen.

    Attributes
    ----------
    mobject : Mobject
        What draws it: words, a formula, a number, a field of numbers that it is one of, or a
        group of the letters that a scene has taken out of a formula.
    text : str
    boxes : ndarray, shape (glyphs, 4)
        Left, bottom, right and top of every visible glyph, in scene units.
    font_size : float
        In Manim's units, as scaled now; nan for letters without their formula.
    colors : tuple of (str, float)
        The different colours of its glyphs, each with its opacity.
    """

    mobject: Mobject
    text: str
    boxes: FloatArray
    font_size: float
    colors: tuple[tuple[str, float], ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the whole text."""
        low, high = self.boxes[:, :2].min(axis=0), self.boxes[:, 2:].max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    @property
    def is_whole(self) -> bool:
        """Whether it is a text of its own, and not letters taken out of a formula."""
        return not isnan(self.font_size)

    @property
    def tallest(self) -> float:
        """The height of its tallest glyph, in scene units."""
        return float((self.boxes[:, 3] - self.boxes[:, 1]).max())


def texts_on_screen(mobjects: Iterable[Mobject]) -> list[TextOnScreen]:
    """Return every text that can be seen among `mobjects` and their families.

    Examples
    --------
    >>> from nnviz.mobjects.text import Words
    >>> [found.text for found in texts_on_screen([Words("one"), Words("two").set_opacity(0)])]
    ['one']
    """
    # A mobject may stand in several groups: each is looked at once.
    texts: dict[int, Typst | NumberLabel | NumberField] = {}
    letters: dict[int, list[VMobjectFromSVGPath]] = {}
    taken: set[int] = set()
    for mobject, parent in _with_parents(mobjects):
        if isinstance(mobject, Typst | NumberLabel | NumberField):
            texts[id(mobject)] = mobject
            taken.update(id(part) for part in mobject.get_family())
        elif isinstance(mobject, VMobjectFromSVGPath):
            letters.setdefault(id(parent), []).append(mobject)
    found: list[TextOnScreen] = []
    for text in texts.values():
        found += _of_field(text) if isinstance(text, NumberField) else _as_text(text)
    for glyphs in letters.values():
        # All outlines come from Typst: these are letters that were taken out of their formula.
        loose = {id(glyph): glyph for glyph in glyphs if id(glyph) not in taken}
        taken.update(loose)
        found += _as_letters(loose.values())
    return found


def _with_parents(mobjects: Iterable[Mobject]) -> Iterator[tuple[Mobject, Mobject]]:
    for mobject in mobjects:
        yield mobject, mobject
        for member in mobject.get_family():
            for child in member.submobjects:
                yield child, member


def _as_text(mobject: Typst | NumberLabel) -> Iterator[TextOnScreen]:
    members = mobject.family_members_with_points()
    glyphs = _visible(glyph for glyph in members if isinstance(glyph, VMobject))
    if glyphs:
        words = getattr(mobject, "text", None) or getattr(mobject, "typst_code", "")
        size = float(mobject.font_size)
        yield TextOnScreen(mobject, str(words), _boxes(glyphs), size, _colors(glyphs))


def _of_field(field: NumberField) -> Iterator[TextOnScreen]:
    if _visible([field]):
        colors, size = _colors([field]), field.font_size
        for text, boxes in zip(field.texts, field.boxes(), strict=True):
            yield TextOnScreen(field, text, boxes, size, colors)


def _as_letters(letters: Iterable[VMobjectFromSVGPath]) -> Iterator[TextOnScreen]:
    glyphs = _visible(letter for letter in letters if letter.has_points())
    if glyphs:
        boxes = _boxes(glyphs)
        name = f"letters at ({boxes[0, 0]:.1f}, {boxes[0, 1]:.1f})"
        yield TextOnScreen(VGroup(*glyphs), name, boxes, float("nan"), _colors(glyphs))


def _visible(glyphs: Iterable[VMobject]) -> list[VMobject]:
    return [glyph for glyph in glyphs if max(_opacities(glyph)) > _VISIBLE]


def _boxes(glyphs: list[VMobject]) -> FloatArray:
    return np.array([_box(glyph) for glyph in glyphs])


def _colors(glyphs: list[VMobject]) -> tuple[tuple[str, float], ...]:
    colors = {
        (str(glyph.get_fill_color().to_hex()).upper(), round(max(_opacities(glyph)), 2))
        for glyph in glyphs
    }
    return tuple(sorted(colors))


def _opacities(glyph: VMobject) -> tuple[float, float]:
    stroke = float(glyph.get_stroke_opacity()) if glyph.get_stroke_width() > 0 else 0.0
    return float(glyph.get_fill_opacity()), stroke


def _box(glyph: VMobject) -> tuple[float, float, float, float]:
    low, high = glyph.points.min(axis=0), glyph.points.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def illegible(mobjects: Iterable[Mobject], camera: MovingCamera) -> Iterator[str]:
    """Yield what is wrong with the words on screen, one sentence each.

    Parameters
    ----------
    mobjects : iterable of Mobject
        Everything on screen.
    camera : MovingCamera
        The camera that shows it.
    """
    everything = list(mobjects)
    texts = [text for text in texts_on_screen(everything) if not _goes_on(text, camera)]
    yield from _overlaps(texts)
    yield from _cut_off(texts, camera)
    yield from _too_small(texts, camera)
    yield from _too_faint(texts, everything, camera)


def _goes_on(text: TextOnScreen, camera: MovingCamera) -> bool:
    """Whether it is a number of a field that goes on beyond the frame, and is not all inside."""
    return isinstance(text.mobject, NumberField) and _leaves(text, camera)


def _overlaps(texts: list[TextOnScreen]) -> Iterator[str]:
    if not texts:
        return
    boxes = np.array([text.box for text in texts])
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    near = np.argwhere(np.triu(((high - low) > _TOUCH).all(axis=-1), k=1))
    for one, other in ((texts[i], texts[j]) for i, j in near):
        if other.mobject in one.mobject.get_family() or one.mobject in other.mobject.get_family():
            continue
        if one.text == other.text and np.allclose(one.box, other.box, atol=0.01):
            continue
        if _boxes_touch(one.boxes, other.boxes):
            yield f"{one.text!r} overlaps {other.text!r}"


def _boxes_touch(first: FloatArray, second: FloatArray) -> bool:
    low = np.maximum(first[:, None, :2], second[None, :, :2])
    high = np.minimum(first[:, None, 2:], second[None, :, 2:])
    return bool(((high - low) > _TOUCH).all(axis=-1).any())


def _cut_off(texts: list[TextOnScreen], camera: MovingCamera) -> Iterator[str]:
    yield from (f"{text.text!r} leaves the frame" for text in texts if _leaves(text, camera))


def _leaves(text: TextOnScreen, camera: MovingCamera) -> bool:
    x, y, _ = camera.frame_center
    half_width, half_height = camera.frame_width / 2.0, camera.frame_height / 2.0
    left, bottom, right, top = text.box
    return bool(
        left < x - half_width
        or right > x + half_width
        or bottom < y - half_height
        or top > y + half_height
    )


def _too_small(texts: list[TextOnScreen], camera: MovingCamera) -> Iterator[str]:
    shorter = min(camera.frame_width, camera.frame_height)
    pixels, zoom = _REFERENCE_LINES / shorter, 8.0 / shorter
    for text in texts:
        tallest = text.tallest * pixels
        if not text.is_whole:
            left, bottom, right, top = text.box
            # A letter or two may be low, or a flat sign: the longer side must be as an "x" is.
            least = _SYMBOLS_AT_FLOOR if len(text.boxes) > _A_FEW else _LETTER_AT_FLOOR
            size = tallest if len(text.boxes) > _A_FEW else max(right - left, top - bottom) * pixels
            if size < least:
                yield f"{text.text!r} are too small: {size:.1f} pixels, expected {least:g} or more"
        elif text.font_size * zoom < MIN_FONT_SIZE - 0.5 and tallest < _TALLEST_AT_FLOOR:
            yield (
                f"{text.text!r} is too small: size {text.font_size * zoom:.1f}, "
                f"expected {MIN_FONT_SIZE:g} or more"
            )


def _too_faint(
    texts: list[TextOnScreen], everything: list[Mobject], camera: MovingCamera
) -> Iterator[str]:
    if not texts:
        return
    shorter = min(camera.frame_width, camera.frame_height)
    lines = round(_LINES * camera.frame_height / shorter)
    width = round(lines * camera.pixel_width / camera.pixel_height)
    behind = MovingCamera(
        frame=camera.frame,
        pixel_width=width,
        pixel_height=lines,
        background_color=camera.background_color,
    )
    behind.capture_mobjects(everything, excluded_mobjects=[text.mobject for text in texts])
    pixels = np.asarray(behind.pixel_array, dtype=np.float64)[:, :, :3]
    per_unit = lines / camera.frame_height
    centre = camera.frame_center
    for text in texts:
        left, bottom, right, top = text.box
        columns = (np.array([left, right]) - centre[0]) * per_unit + width / 2.0
        rows = lines / 2.0 - (np.array([top, bottom]) - centre[1]) * per_unit
        x0, x1 = np.clip([columns[0], columns[1] + 1], 0, width).astype(int)
        y0, y1 = np.clip([rows[0], rows[1] + 1], 0, lines).astype(int)
        area = pixels[y0:y1, x0:x1].reshape(-1, 3)
        if not len(area):
            continue
        for color, opacity in text.colors:
            contrast = _contrast(color, opacity, area)
            if contrast < MIN_CONTRAST:
                yield f"{text.text!r} has a contrast of {contrast:.1f}, expected {MIN_CONTRAST}"
                break


def _contrast(color: str, opacity: float, area: FloatArray) -> float:
    """Return the contrast that at least three quarters of the area behind a text give."""
    grounds = area / 255.0
    written = luminance((1.0 - opacity) * grounds + opacity * rgb(color))
    behind = luminance(grounds)
    ratios = (np.maximum(written, behind) + 0.05) / (np.minimum(written, behind) + 0.05)
    return float(np.quantile(ratios, 0.25, method="inverted_cdf"))
