"""How plain words are written in Typst, by one process at a time in a folder."""

from collections.abc import Iterator
from contextlib import contextmanager

from manim import config

from nnviz.core import NNVizError
from nnviz.view import typst_fonts

try:
    import fcntl
except ImportError:  # not on Windows, where several processes then need several media folders
    fcntl = None  # type: ignore[assignment]

__all__ = ["MIN_FONT_SIZE", "alone_in_cache", "check_size", "literal", "preamble"]

MIN_FONT_SIZE = 32.0
"""The smallest size of words: 20 pixels to the em at 480 lines."""

_WEIGHTS = {"regular": 400, "semibold": 600}


@contextmanager
def alone_in_cache() -> Iterator[None]:
    """Hold the cache of compiled type while a text is made.

    Manim writes the picture of a text beside its source, and a second file that it deletes at
    once; another process that makes the same text at the same moment finds half a file, or none.
    """
    folder = config.get_dir("tex_dir")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def preamble(weight: str, font: str, align: str = "center") -> str:
    """Return the settings of plain words.

    Raises
    ------
    NNVizError
        If the weight is unknown, or a family of the font not installed.
    """
    if weight not in _WEIGHTS:
        raise NNVizError(f"expected a weight of {', '.join(_WEIGHTS)}; got {weight!r}")
    families = typst_fonts(font)
    return (
        f"#set text(font: {families}, weight: {_WEIGHTS[weight]}, fallback: false, "
        f'number-width: "tabular", lang: "en")\n#set par(leading: 0.55em)\n#set align({align})'
    )


def check_size(font_size: float, text: str) -> None:
    """Refuse words that are too small to be read.

    Raises
    ------
    NNVizError
        If the size is below `MIN_FONT_SIZE`.
    """
    if font_size < MIN_FONT_SIZE:
        raise NNVizError(
            f"expected a font size of at least {MIN_FONT_SIZE:g}, to be read at 480 lines; "
            f"got {font_size:g} for {text!r}"
        )


def literal(text: str) -> str:
    """Return words of which nothing is markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'
