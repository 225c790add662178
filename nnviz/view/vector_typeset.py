"""A finished SVG as PDF or PNG, set by Typst with the bundled type."""

from typing import Literal

from nnviz.view.typeface import all_fonts
from nnviz.view.vector_svg import short

__all__ = ["typeset"]


def typeset(
    svg: str,
    kind: Literal["pdf", "png"],
    *,
    size: tuple[float, float],
    title: str,
    alt: str,
    ppi: float = 72.0,
) -> bytes:
    """Put a drawing on a page of its own size.

    Parameters
    ----------
    svg : str
    kind : {"pdf", "png"}
    size : tuple of float
        Width and height in points.
    title, alt : str
        What it is, and what is to be seen, for readers that speak.
    ppi : float
        Pixels an inch, of a PNG: 72 is a pixel a point.

    Returns
    -------
    bytes
        The same for the same drawing, at any time.
    """
    import typst

    box = f"width: {short(size[0])}pt, height: {short(size[1])}pt"
    page = (
        f"#set page({box}, margin: 0pt, fill: none)\n"
        f"#set document(title: {_literal(title)})\n"
        f'#image(bytes({_literal(svg)}), {box}, format: "svg", alt: {_literal(alt)})\n'
    )
    return typst.compile(
        page.encode(),
        format=kind,
        font_paths=all_fonts(),
        timestamp=0,
        ppi=ppi,
    )


def _literal(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
