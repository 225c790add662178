"""The shapes of a vector figure: lines, connections, circles, rectangles and curves."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import NNVizError
from nnviz.view.color import rgb, rgb_to_hex
from nnviz.view.style import STYLE
from nnviz.view.vector_svg import box_of, each, inks, opacity_of, points_of, short

__all__ = ["VectorShapes"]

_STROKE = 0.01
#: Fainter than a step of a byte: not written.
_UNSEEN = 1 / 512


class VectorShapes:
    """A drawing that grows by one method for each kind of shape; see `VectorFigure`."""

    _parts: list[str]

    def lines(
        self,
        starts: ArrayLike,
        ends: ArrayLike,
        *,
        colors: Any = "#FFFFFF",
        opacities: ArrayLike = 1.0,
        widths: ArrayLike = 1.0,
    ) -> Self:
        """Add straight lines.

        Parameters
        ----------
        starts, ends : array_like, shape (n, 2)
            In scene units.
        colors : str, or array_like of shape (3,) or (n, 3) in [0, 1]
        opacities : array_like, shape (n,), or a number
        widths : array_like, shape (n,), or a number
            In hundredths of a scene unit.

        Raises
        ------
        NNVizError
            If there are not as many ends as starts, or a number is not finite.
        """
        first, last = points_of(starts, "starts"), points_of(ends, "ends")
        if first.shape != last.shape:
            raise NNVizError(f"expected as many ends as starts; got {len(last)} and {len(first)}")
        count = len(first)
        colours = inks(colors, count)
        alphas, thick = each(opacities, count), each(widths, count) * _STROKE
        style = None
        for start, end, ink, alpha, width in zip(first, last, colours, alphas, thick, strict=True):
            if alpha < _UNSEEN or width <= 0:
                continue
            if (ink, width) != style:
                self._parts += ["</g>"] if style else []
                self._parts.append(f'<g stroke="{ink}" stroke-width="{short(width)}" fill="none">')
                style = (ink, width)
            path = "L".join(f"{short(x)} {short(-y)}" for x, y in (start, end))
            self._parts.append(f'<path d="M{path}"{opacity_of("stroke", alpha)}/>')
        self._parts += ["</g>"] if style else []
        return self

    def connections(
        self,
        starts: ArrayLike,
        ends: ArrayLike,
        *,
        colors: Any,
        opacities: ArrayLike,
        widths: ArrayLike = 1.0,
        glow: float = STYLE.glow,
    ) -> Self:
        """Add connections whose light adds up as in the films; see `lines`."""
        count = len(points_of(starts, "starts"))
        light = -np.expm1(-glow * each(opacities, count))
        return self.lines(starts, ends, colors=colors, opacities=light, widths=widths)

    def circles(
        self,
        centres: ArrayLike,
        radii: ArrayLike,
        *,
        fill_opacities: ArrayLike = 1.0,
        fill_color: Any = "#FFFFFF",
        hollow_color: str | None = None,
        ring_color: str = "#FFFFFF",
        ring_opacities: ArrayLike = 1.0,
        ring_width: float = 2.0,
    ) -> Self:
        """Add discs: the hollow, the fill over it, the ring.

        Parameters
        ----------
        centres : array_like, shape (n, 2)
        radii, fill_opacities, ring_opacities : array_like, shape (n,), or a number
        fill_color : str, or array_like of shape (3,) or (n, 3) in [0, 1]
        hollow_color : str or None
            Opaque colour below the fill.
        ring_color : str
        ring_width : float
            In hundredths of a scene unit; 0 is no ring.
        """
        middles = points_of(centres, "centres")
        count = len(middles)
        fills = inks(fill_color, count)
        ring = rgb_to_hex(rgb(ring_color))
        hollow = None if hollow_color is None else rgb_to_hex(rgb(hollow_color))
        columns = (each(radii, count), each(fill_opacities, count), each(ring_opacities, count))
        for (x, y), ink, radius, fill, edge in zip(middles, fills, *columns, strict=True):
            place = f'<circle cx="{short(x)}" cy="{short(-y)}" r="{short(radius)}"'
            if hollow is not None:
                self._parts.append(f'{place} fill="{hollow}"/>')
            stroke = ""
            if ring_width > 0 and edge >= _UNSEEN:
                stroke = f' stroke="{ring}" stroke-width="{short(ring_width * _STROKE)}"'
                stroke += opacity_of("stroke", edge)
            if fill >= _UNSEEN:
                self._parts.append(f'{place} fill="{ink}"{opacity_of("fill", fill)}{stroke}/>')
            elif stroke:
                self._parts.append(f'{place} fill="none"{stroke}/>')
        return self

    def rectangle(
        self,
        low: tuple[float, float],
        high: tuple[float, float],
        *,
        fill_color: str | None = None,
        fill_opacity: float = 1.0,
        stroke_color: str | None = None,
        stroke_width: float = 2.0,
        corner: float = 0.0,
    ) -> Self:
        """Add a rectangle from its lower left to its upper right corner."""
        corners = points_of([low, high], "corners")
        ink = "none" if fill_color is None else rgb_to_hex(rgb(fill_color))
        stroke = ""
        if stroke_color is not None:
            stroke = f' stroke="{rgb_to_hex(rgb(stroke_color))}"'
            stroke += f' stroke-width="{short(stroke_width * _STROKE)}"'
        self._parts.append(
            f'<rect {box_of(*corners)} rx="{short(corner)}" fill="{ink}"'
            f"{opacity_of('fill', fill_opacity)}{stroke}/>"
        )
        return self

    def curve(
        self, points: ArrayLike, *, color: str = "#FFFFFF", width: float = 2.0, opacity: float = 1.0
    ) -> Self:
        """Add a line through points, shape (n, 2)."""
        places = points_of(points, "points")
        path = "L".join(f"{short(x)} {short(-y)}" for x, y in places)
        self._parts.append(
            f'<path d="M{path}" fill="none" stroke="{rgb_to_hex(rgb(color))}"'
            f' stroke-width="{short(width * _STROKE)}" stroke-linejoin="round"'
            f' stroke-linecap="round"{opacity_of("stroke", opacity)}/>'
        )
        return self
