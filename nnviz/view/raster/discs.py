"""Discs with a ring as lists of covered pixels, painted in order.

Every disc is an ellipse (a circle that may have been stretched or turned) with a ring centred on
its edge. For each pixel that a disc touches the list holds the coverage of its inside and of its
ring; new opacities then cost one gather. Where discs overlap, the later is painted on top.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError
from nnviz.view.raster.cache import ContentCache
from nnviz.view.raster.disc_pixels import DiscPixels, covered_pixels, separated
from nnviz.view.raster.texture import PixelBox, Texture

__all__ = ["DiscRaster"]

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
#: Pixels that are painted at once: they fit the processor's cache.
_PIECE = 1 << 15


@dataclass(frozen=True, eq=False)
class _Paint:
    """Premultiplied colours, times 255, as a straight line in the fill's opacity, shape (4, n)."""

    at_zero: NDArray[np.float32]
    slope: NDArray[np.float32]


class DiscRaster:
    """Discs with rings, ready to be drawn with any opacities and colours.

    Parameters
    ----------
    centres : array_like, shape (n, 2)
        In pixels of the frame.
    axes : array_like, shape (n, 2, 2)
        Two conjugate half axes of each ellipse, as vectors in pixels: ((r, 0), (0, r)) is a circle.
    ring_width : float
        In pixels; the ring lies half inside and half outside the edge.
    size : tuple of int
        Width and height of the frame, to which everything is cut.

    Examples
    --------
    >>> raster = DiscRaster([[4, 4]], [[[3, 0], [0, 3]]], 1.0, size=(8, 8))
    >>> white, black = (1, 1, 1), (0, 0, 0)
    >>> picture = raster.texture([0.5], [white], hollow=black, ring=white, ring_opacities=[1])
    >>> picture.pixels[picture.box.height // 2, picture.box.width // 2].tolist()
    [128, 128, 128, 255]
    """

    def __init__(
        self, centres: ArrayLike, axes: ArrayLike, ring_width: float, *, size: tuple[int, int]
    ) -> None:
        middle = np.asarray(centres, dtype=np.float64)
        half = np.asarray(axes, dtype=np.float64)
        if middle.ndim != 2 or middle.shape[1] != 2 or half.shape != (len(middle), 2, 2):
            raise NNVizError(
                "expected centres of shape (n, 2) and axes of shape (n, 2, 2); "
                f"got {middle.shape} and {half.shape}"
            )
        self.n_discs = len(middle)
        self._paints: ContentCache[list[_Paint]] = ContentCache(max_bytes=0)
        self.ring_width = float(ring_width)
        reach = np.hypot(half[:, 0], half[:, 1]) + self.ring_width / 2 + 1.0
        low, high = middle - reach, middle + reach
        area = np.abs(half[:, 0, 0] * half[:, 1, 1] - half[:, 0, 1] * half[:, 1, 0])
        seen = (
            (area > 1e-9)
            & np.isfinite(low).all(axis=1)
            & (high > 0).all(axis=1)
            & (low < size).all(axis=1)
        )
        if not seen.any():
            self.box = PixelBox(0, 0, 0, 0)
            self._layers: list[DiscPixels] = []
            return
        self.box = PixelBox.around(low[seen].min(axis=0), high[seen].max(axis=0), size)
        low[~seen], high[~seen] = 0.0, 0.0
        self._layers = separated(
            covered_pixels(middle, half, (low, high), self.box, self.ring_width)
        )

    @property
    def nbytes(self) -> int:
        """Memory that the lists and their paint take."""
        return 48 * sum(len(layer.pixels) for layer in self._layers)

    def texture(
        self,
        opacities: ArrayLike,
        colours: ArrayLike,
        *,
        hollow: ArrayLike,
        hollow_opacity: float = 1.0,
        ring: ArrayLike,
        ring_opacities: ArrayLike,
    ) -> Texture:
        """Paint the discs: the hollow, the fill over it, the ring over both.

        Parameters
        ----------
        opacities : array_like, shape (n,)
            Of the fill, in [0, 1].
        colours : array_like, shape (n, 3)
            Of the fill.
        hollow : array_like, shape (3,)
            Colour below the fill.
        hollow_opacity : float
            0 leaves the inside open.
        ring : array_like, shape (3,)
            Colour of the rings.
        ring_opacities : array_like, shape (n,)
        """
        fill = np.asarray(opacities, dtype=np.float32)
        style = [
            np.asarray(values, dtype=np.float64)
            for values in (colours, hollow, hollow_opacity, ring, ring_opacities)
        ]
        paints = self._paints.get(
            "paints", style, lambda: [_painted(layer, *style) for layer in self._layers], size=len
        )
        canvas = np.zeros(self.box.height * self.box.width, dtype=np.uint32)
        for number, (layer, paint) in enumerate(zip(self._layers, paints, strict=True)):
            for begin in range(0, len(layer), _PIECE):
                part = slice(begin, begin + _PIECE)
                pixels = layer.pixels[part]
                source = paint.slope[:, part] * fill.take(layer.owners[part], mode="clip")
                source += paint.at_zero[:, part]
                if number:
                    under = canvas[pixels].view(np.uint8).reshape(-1, 4).T
                    source += under * (1 - source[3] / 255)
                source += np.float32(0.5)
                painted = np.empty((len(pixels), 4), dtype=np.uint8)
                for channel, values in enumerate(source):
                    painted[:, channel] = values
                canvas[pixels] = painted.view(np.uint32)[:, 0]
        return Texture(canvas.view(np.uint8).reshape(*self.box.shape, 4), self.box)


def _painted(
    layer: DiscPixels,
    colours: Floats,
    hollow: Floats,
    hollow_opacity: Floats,
    ring: Floats,
    ring_opacities: Floats,
) -> _Paint:
    """Mix the three coats of paint, which is linear in the opacity of the middle one."""
    single = np.float32
    over = layer.ring * ring_opacities.astype(single)[layer.owners]
    base = layer.inside * single(hollow_opacity)
    through = 255 * (1 - over)
    at_zero = np.empty((4, len(over)), dtype=single)
    slope = np.empty_like(at_zero)
    # In every coat alpha is painted like a fourth colour, of value 1.
    middle, below, edge = (
        np.append(values, np.ones((*values.shape[:-1], 1)), axis=-1).astype(single)
        for values in (colours, hollow, ring)
    )
    for channel in range(4):
        under = base * below[channel]
        slope[channel] = layer.inside * (middle[layer.owners, channel] - under) * through
        at_zero[channel] = under * through + 255 * over * edge[channel]
    return _Paint(at_zero, slope)
