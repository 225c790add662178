"""Which fonts there are, and whether they have what is to be written."""

import difflib
import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from nnviz.errors import NNVizError

__all__ = [
    "BUNDLED_FONT",
    "FONT_FOLDER",
    "all_fonts",
    "check_glyphs",
    "families_of",
    "missing_glyphs",
    "typst_fonts",
]

BUNDLED_FONT = "NNViz Sans"
"""The family of the bundled type: a subset of Inter."""

FONT_FOLDER = str(files("nnviz") / "assets" / "fonts")
"""Where it lies."""

_NOBODY_HAS = "\U0010fffd"
_NAMED_AT_MOST = 8
#: Marks, letters, numbers, signs: what is to be seen. Spaces and joiners need no glyph.
_DRAWN = ("L", "M", "N", "P", "S")
#: What has been found out so far about the characters of fonts.
_known: dict[tuple[str, ...], dict[str, bool]] = {}


def families_of(font: str) -> tuple[str, ...]:
    """Return the families that `font` names, in the order in which they are asked for a glyph.

    Raises
    ------
    NNVizError
        If one of them is neither bundled nor installed; the message offers those whose names are
        near.

    Examples
    --------
    >>> families_of("NNViz Sans, Libertinus Serif")
    ('NNViz Sans', 'Libertinus Serif')
    """
    names = tuple(name.strip().strip("'\"") for name in font.split(","))
    installed = _installed()
    found = [installed.get(name.casefold()) for name in names]
    for name, family in zip(names, found, strict=True):
        if family is None:
            raise NNVizError(f"expected a font that is installed; got {name!r}. {_near(name)}")
    return tuple(family for family in found if family)


def missing_glyphs(text: str, font: str = BUNDLED_FONT) -> tuple[str, ...]:
    """Return the characters of `text` that none of the families in `font` can draw, each once.

    Parameters
    ----------
    text : str
    font : str
        A family, or several with commas, asked in this order.

    Examples
    --------
    >>> missing_glyphs("Größe: 28 × 28 „Pixel“"), missing_glyphs("π, да")
    ((), ('д', 'а'))
    >>> missing_glyphs("да", "NNViz Sans, Libertinus Serif")
    ()
    """
    composed = unicodedata.normalize("NFC", text)
    wanted = [c for c in dict.fromkeys(composed) if unicodedata.category(c)[0] in _DRAWN]
    if not wanted:
        return ()
    families = families_of(font)
    known = _known.setdefault(families, {})
    new = [character for character in wanted if character not in known]
    if new:
        known.update(zip(new, _are_there(new, families), strict=True))
    return tuple(character for character in wanted if not known[character])


def check_glyphs(text: str, font: str = BUNDLED_FONT) -> None:
    """Check that every character of `text` can be drawn.

    Raises
    ------
    NNVizError
        If not; the message names the characters and says what to do.

    Examples
    --------
    >>> check_glyphs("σ(Wa + b)")
    >>> check_glyphs("数字")
    Traceback (most recent call last):
    nnviz.errors.NNVizError: ...
    """
    missing = missing_glyphs(text, font)
    if not missing:
        return
    named = ", ".join(f"{c!r} (U+{ord(c):04X})" for c in missing[:_NAMED_AT_MOST])
    more = f" and {len(missing) - _NAMED_AT_MOST} more" if len(missing) > _NAMED_AT_MOST else ""
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    raise NNVizError(
        f"the font {font!r} cannot draw {named}{more} in {shown!r}. Name an installed font that "
        f'can, after the first one: font="{BUNDLED_FONT}, Noto Sans CJK SC", of the words or of '
        "the theme"
    )


@cache
def all_fonts() -> Any:
    """Return the fonts that are bundled and installed, as Typst takes them."""
    import typst

    return typst.Fonts(include_system_fonts=True, font_paths=[FONT_FOLDER])


@cache
def _installed() -> dict[str, str]:
    return {family.casefold(): family for family in all_fonts().families()}


def _near(name: str) -> str:
    families = _installed()
    near = difflib.get_close_matches(name.casefold(), families, 3, 0.5)
    offered = ", ".join(families[found] for found in near)
    return f"Did you mean {offered}?" if offered else "'typst fonts' or 'fc-list' lists them"


def _are_there(characters: Sequence[str], families: tuple[str, ...]) -> list[bool]:
    """Set each character, and one that no font has: those that come out like it are missing."""
    *sizes, nothing = _sizes([*characters, _NOBODY_HAS], families)
    alike = [size == nothing for size in sizes]
    # Another glyph may have the size of the sign for "none" by chance: compare the outlines too.
    empty = _outline(_NOBODY_HAS, families) if any(alike) else b""
    return [
        not same or _outline(character, families) != empty
        for character, same in zip(characters, alike, strict=True)
    ]


def _sizes(characters: Sequence[str], families: tuple[str, ...]) -> list[list[float]]:
    import typst

    source = (
        f"{_setting(families)}\n"
        "#let size-of(it) = { let size = measure(it); (size.width.pt(), size.height.pt()) }\n"
        f"#context [#metadata(({_list(characters)}).map(size-of)) <sizes>]"
    )
    found = typst.query(source.encode(), "<sizes>", field="value", one=True, font_paths=all_fonts())
    sizes: list[list[float]] = json.loads(found)
    return sizes


def _outline(character: str, families: tuple[str, ...]) -> bytes:
    import typst

    page = "#set page(width: auto, height: auto, margin: 0pt, fill: none)"
    source = f"{page}\n{_setting(families)}\n#({_list([character])}).first()"
    made = typst.compile(source.encode(), format="svg", font_paths=all_fonts())
    assert isinstance(made, bytes)
    return made


def _setting(families: tuple[str, ...]) -> str:
    edges = 'top-edge: "bounds", bottom-edge: "bounds"'
    return f"#set text(font: {_array(families)}, fallback: false, size: 100pt, {edges})"


def typst_fonts(font: str) -> str:
    """Write the families that `font` names as Typst's array.

    Examples
    --------
    >>> typst_fonts("NNViz Sans")
    '("NNViz Sans", )'
    """
    return _array(families_of(font))


def _array(families: Sequence[str]) -> str:
    return "(" + "".join(f"{json.dumps(family, ensure_ascii=False)}, " for family in families) + ")"


def _list(characters: Sequence[str]) -> str:
    return "".join(f'"\\u{{{ord(character):x}}}", ' for character in characters)
