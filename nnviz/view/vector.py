"""Vector figures: the arrays of a view as SVG and PDF, with no film and no manim.

A figure has the coordinates of a scene: units from the centre, x to the right, y upwards, widths in
hundredths of a unit. Connections are drawn with an opacity of 1 - exp(-2 o) each; painted over one
another, n of them then cover 1 - exp(-2 (o1 + ... + on)): the light of the films.

The SVG is written by hand: it is a few kinds of elements, with numbers as short as they are exact,
and tens of thousands of connections share one group a style. Typst makes PDF and PNG of it.
"""

import base64
from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal, Self
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import NNVizError
from nnviz.view.color import rgb, rgb_to_hex
from nnviz.view.typeface import BUNDLED_FONT, check_glyphs, families_of
from nnviz.view.vector_shapes import VectorShapes
from nnviz.view.vector_svg import box_of, clean, opacity_of, points_of, short
from nnviz.view.vector_typeset import typeset

__all__ = ["VectorFigure"]

_FALLBACK = ("Inter", "Helvetica Neue", "Arial")
_WEIGHTS = {"regular": 400, "semibold": 600}
_ANCHORS = ("start", "middle", "end")


@dataclass
class VectorFigure(VectorShapes):
    """A drawing of lines, circles, words and images that grows by one method a kind.

    Parameters
    ----------
    width, height : float
        In scene units; the origin is in the middle.
    background : str or None
        ``#RRGGBB``; None is transparent.
    title : str
        What the figure is, in a few words; read out by screen readers.
    description : str
        What is to be seen, with its values.
    pixels_per_unit : float
        The size at which a viewer shows it first.
    font : str
        The family of the words, or several with commas; see `Theme.font`.

    Raises
    ------
    NNVizError
        If a size is not positive, a colour is not ``#RRGGBB`` or a number not finite.

    Examples
    --------
    >>> figure = VectorFigure(4, 2, background="#07090E", title="Two neurons")
    >>> figure = figure.connections([[-1, 0]], [[1, 0]], colors=[[1, 0, 0]], opacities=[0.5])
    >>> figure = figure.circles([[-1, 0], [1, 0]], 0.2, fill_opacities=[0.0, 1.0])
    >>> figure.text((0, -0.8), "a < b").to_svg().count("&lt;")
    1
    """

    width: float
    height: float
    background: str | None = None
    title: str = ""
    description: str = ""
    pixels_per_unit: float = 90.0
    font: str = BUNDLED_FONT
    _parts: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        for name in ("width", "height", "pixels_per_unit"):
            value = float(getattr(self, name))
            if not (np.isfinite(value) and value > 0):
                raise NNVizError(f"expected a figure's {name} above 0; got {value:g}")
        if self.background is not None:
            rgb(self.background)

    def text(
        self,
        at: tuple[float, float],
        words: str,
        *,
        size: float = 0.3,
        color: str = "#FFFFFF",
        anchor: str = "middle",
        weight: str = "regular",
        opacity: float = 1.0,
    ) -> Self:
        """Add one line of words.

        Parameters
        ----------
        at : tuple of float
            Where the baseline starts, has its middle or ends, as `anchor` says.
        words : str
            Anything; what markup means is escaped.
        size : float
            Of the em, in scene units.
        color : str
        anchor : {"start", "middle", "end"}
        weight : {"regular", "semibold"}
        opacity : float

        Raises
        ------
        NNVizError
            If the font has no glyph for a character, or an option is unknown.
        """
        if anchor not in _ANCHORS:
            raise NNVizError(f"expected an anchor {', '.join(_ANCHORS)}; got {anchor!r}")
        if weight not in _WEIGHTS:
            raise NNVizError(f"expected a weight {', '.join(_WEIGHTS)}; got {weight!r}")
        check_glyphs(clean(words), self.font)
        (x, y), ink = points_of([at], "place")[0], rgb_to_hex(rgb(color))
        self._parts.append(
            f'<text x="{short(x)}" y="{short(-y)}" font-size="{short(size)}" text-anchor="{anchor}"'
            f' font-weight="{_WEIGHTS[weight]}" fill="{ink}"{opacity_of("fill", opacity)}'
            f' xml:space="preserve">{escape(clean(words))}</text>'
        )
        return self

    def image(self, pixels: ArrayLike, low: tuple[float, float], high: tuple[float, float]) -> Self:
        """Add an image whose pixels stay squares.

        Parameters
        ----------
        pixels : array_like, shape (height, width), (height, width, 3) or (height, width, 4)
            In [0, 1]; the first row is the upper one.
        low, high : tuple of float
            Lower left and upper right corner in scene units.

        Raises
        ------
        NNVizError
            If the shape is none of these, or a value is outside [0, 1].
        """
        from PIL import Image

        values = np.asarray(pixels, dtype=np.float64)
        if values.ndim not in (2, 3) or (values.ndim == 3 and values.shape[2] not in (3, 4)):
            raise NNVizError(
                f"expected an image of shape (h, w), (h, w, 3) or (h, w, 4); got {values.shape}"
            )
        if not (values.size and values.min() >= 0 and values.max() <= 1):
            raise NNVizError("expected an image of values in [0, 1]")
        corners = points_of([low, high], "corners")
        stream = BytesIO()
        Image.fromarray((values * 255 + 0.5).astype(np.uint8)).save(stream, "PNG")
        data = base64.b64encode(stream.getvalue()).decode("ascii")
        self._parts.append(
            f'<image {box_of(*corners)} preserveAspectRatio="none" image-rendering="optimizeSpeed"'
            f' style="image-rendering:pixelated" href="data:image/png;base64,{data}"/>'
        )
        return self

    def to_svg(self) -> str:
        """Give the figure as an SVG document."""
        width, height = float(self.width), float(self.height)
        box = f"{short(-width / 2)} {short(-height / 2)} {short(width)} {short(height)}"
        scale = float(self.pixels_per_unit)
        named = dict.fromkeys((*families_of(self.font), *_FALLBACK))
        families = [*(f"'{family}'" if " " in family else family for family in named), "sans-serif"]
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"'
            f' width="{short(width * scale)}" height="{short(height * scale)}" role="img"'
            f" font-family={quoteattr(', '.join(families))}>"
        )
        parts = [head]
        if self.title:
            parts.append(f"<title>{escape(clean(self.title))}</title>")
        if self.description:
            parts.append(f"<desc>{escape(clean(self.description))}</desc>")
        if self.background is not None:
            half = np.array([width, height]) / 2
            ink = rgb_to_hex(rgb(self.background))
            parts.append(f'<rect {box_of(-half, half)} fill="{ink}"/>')
        return "\n".join([*parts, *self._parts, "</svg>", ""])

    def _repr_svg_(self) -> str:
        """Show the figure in a notebook."""
        return self.to_svg()

    def to_pdf(self) -> bytes:
        """Give the figure as a PDF of one page with the bundled type in it."""
        return self._typeset("pdf", ppi=72.0)

    def to_png(self, *, pixels_per_unit: float | None = None) -> bytes:
        """Give the figure as a PNG image."""
        scale = float(pixels_per_unit or self.pixels_per_unit)
        return self._typeset("png", ppi=72.0 * scale / float(self.pixels_per_unit))

    def _typeset(self, kind: Literal["pdf", "png"], *, ppi: float) -> bytes:
        scale = float(self.pixels_per_unit)
        size = (self.width * scale, self.height * scale)
        alt = clean(self.description or self.title)
        return typeset(self.to_svg(), kind, size=size, title=clean(self.title), alt=alt, ppi=ppi)
