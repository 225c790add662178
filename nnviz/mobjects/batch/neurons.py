"""All neurons of a layer as one mobject: discs with a ring, filled by activation."""

from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError
from nnviz.mobjects.batch.base import BatchMobject, as_points, as_rgb, fixed, per_item

__all__ = ["NeuronBatch"]

Floats = NDArray[np.float64]

_RIM = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [-1, 0, 0], [0, -1, 0]], dtype=np.float64)


class NeuronBatch(BatchMobject):
    """All neurons of a layer: discs with a ring.

    A neuron is painted in three coats: its hollow (opaque, so that connections end at its rim), the
    fill at the neuron's opacity, and the ring.

    Parameters
    ----------
    centres : array_like, shape (n, 2) or (n, 3)
        In scene units.
    radii : array_like, shape (n,), or a number
        In scene units.
    fill_opacities : array_like, shape (n,), or a number, in [0, 1]
        The activation's light.
    fill_color : colour
        Colour of all fills; `fill_colors` sets one for each.
    hollow_color : colour or None
        Colour below the fill; None leaves the inside transparent.
    ring_color : colour
    ring_opacities : array_like, shape (n,), or a number, in [0, 1]
    ring_width : float
        In Manim's stroke units (hundredths of a scene unit), not changed by scaling.

    Raises
    ------
    NNVizError
        If shapes do not fit or a value is out of range, or under the OpenGL renderer.

    Examples
    --------
    >>> layer = NeuronBatch([[0, 1], [0, -1]], 0.5, fill_opacities=[0.2, 0.9])
    >>> len(layer), layer.height
    (2, 3.0)
    >>> layer.scale(2).radii.tolist()
    [1.0, 1.0]
    """

    points_per_item: ClassVar[int] = len(_RIM)
    style_names: ClassVar[tuple[str, ...]] = (
        "opacity",
        "_fill_opacities",
        "_fill_colors",
        "_hollow_rgb",
        "_hollow_opacity",
        "_ring_rgb",
        "_ring_opacities",
        "_ring_width",
    )

    def __init__(
        self,
        centres: ArrayLike,
        radii: ArrayLike,
        *,
        fill_opacities: ArrayLike = 0.0,
        fill_color: Any = "#FFFFFF",
        hollow_color: Any = "#07090E",
        ring_color: Any = "#FFFFFF",
        ring_opacities: ArrayLike = 1.0,
        ring_width: float = 2.0,
        **kwargs: Any,
    ) -> None:
        middle = as_points(centres, what="centres")
        count = len(middle)
        radius = per_item(radii, count, what="radii")
        rim = middle[:, None] + radius[:, None, None] * _RIM
        super().__init__(rim.reshape(-1, 3), **kwargs)
        self._fill_opacities = per_item(fill_opacities, count, what="fill opacities", high=1.0)
        self._fill_colors = fixed(np.tile(as_rgb(fill_color), (count, 1)))
        self._hollow_rgb = as_rgb("#000000" if hollow_color is None else hollow_color)
        self._hollow_opacity = 0.0 if hollow_color is None else 1.0
        self._ring_rgb = as_rgb(ring_color)
        self._ring_opacities = per_item(ring_opacities, count, what="ring opacities", high=1.0)
        self._ring_width = _stroke(ring_width)

    @property
    def centres(self) -> Floats:
        """Centres, shape (n, 3), in scene units."""
        return self._rim()[:, 0].copy()

    @property
    def half_axes(self) -> Floats:
        """Two conjugate half axes of each disc, shape (n, 2, 3), in scene units."""
        rim = self._rim()
        return np.stack([rim[:, 1] - rim[:, 3], rim[:, 2] - rim[:, 4]], axis=1) / 2

    @property
    def radii(self) -> Floats:
        """Radii, shape (n,), in scene units; of a stretched disc the geometric mean."""
        lengths = np.linalg.norm(self.half_axes, axis=2)
        return np.asarray(np.sqrt(lengths[:, 0] * lengths[:, 1]))

    @property
    def fill_opacities(self) -> Floats:
        """Opacity of each fill, shape (n,): a copy."""
        return self._fill_opacities.copy()

    @fill_opacities.setter
    def fill_opacities(self, values: ArrayLike) -> None:
        self.set_fill_opacities(values)

    def set_fill_opacities(self, values: ArrayLike) -> Self:
        """Set the opacity of each fill, or one for all, in [0, 1]."""
        self._fill_opacities = per_item(values, self.n_items, what="fill opacities", high=1.0)
        return self

    @property
    def fill_colors(self) -> Floats:
        """Colour of each fill, shape (n, 3), in [0, 1]: a copy."""
        return self._fill_colors.copy()

    @fill_colors.setter
    def fill_colors(self, values: ArrayLike) -> None:
        self.set_fill_colors(values)

    def set_fill_colors(self, values: ArrayLike) -> Self:
        """Set the colour of each fill, shape (n, 3) in [0, 1]."""
        self._fill_colors = per_item(values, self.n_items, what="fill colours", high=1.0, columns=3)
        return self

    @property
    def ring_opacities(self) -> Floats:
        """Opacity of each ring, shape (n,): a copy."""
        return self._ring_opacities.copy()

    @property
    def ring_width(self) -> float:
        """Width of the rings in Manim's stroke units."""
        return self._ring_width

    def set_ring(
        self, *, color: Any = None, opacities: ArrayLike | None = None, width: float | None = None
    ) -> Self:
        """Change what is given of the rings: colour, opacities (one, or n), width."""
        if color is not None:
            self._ring_rgb = as_rgb(color)
        if opacities is not None:
            self._ring_opacities = per_item(
                opacities, self.n_items, what="ring opacities", high=1.0
            )
        if width is not None:
            self._ring_width = _stroke(width)
        return self

    def set_color(self, color: Any = "#FFFFFF", alpha: Any = None, family: bool = True) -> Self:
        """Give all fills one colour."""
        super().set_color(color, alpha, family)
        self._fill_colors = fixed(np.tile(as_rgb(color), (self.n_items, 1)))
        return self

    def bounds(self) -> tuple[Floats, Floats]:
        """Give the lowest and the highest corner of the discs, exact however they are turned."""
        reach = np.sqrt((self.half_axes**2).sum(axis=1))
        middle = self._rim()[:, 0]
        return (middle - reach).min(axis=0), (middle + reach).max(axis=0)

    def _rim(self) -> Floats:
        return self.points.reshape(-1, len(_RIM), 3)


def _stroke(width: float) -> float:
    number = float(width)
    if not (np.isfinite(number) and number >= 0):
        raise NNVizError(f"expected a ring width of 0 or more; got {number:g}")
    return number
