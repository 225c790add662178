"""Lines as a sparse matrix: how much of each pixel each line covers.

The coverage of a pixel is the exact area of the line's strip inside it. A line that is flatter
than 45 degrees crosses each pixel column in a few neighbouring pixels; with H its extent in the
column and m its slope, the area below a height t is the difference of two smoothed ramps (`_ramp`),
so that the pixels of a column are differences of neighbouring heights. Steep lines are the same
with x and y exchanged. Nothing loops over lines: columns of many lines are handled at once, in
pieces that fit the processor's cache.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError
from nnviz.view.raster.matrix import CoverageMatrix
from nnviz.view.raster.mirror import Mirror
from nnviz.view.raster.strips import strips_of
from nnviz.view.raster.texture import PixelBox, Texture, tone_mapped
from nnviz.view.style import STYLE

__all__ = ["LineRaster"]

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]


class LineRaster:
    """Straight lines with butt ends, ready to be drawn with any colours.

    Parameters
    ----------
    starts, ends : array_like, shape (n, 2)
        In pixels of the frame.
    widths : array_like, shape (n,) or a number
        In pixels. A line thinner than a pixel covers it in part.
    size : tuple of int
        Width and height of the frame, to which everything is cut.
    keep : bool
        Whether to keep the matrix of coverages for other colours, if it is not too large.

    Examples
    --------
    >>> raster = LineRaster([[0, 1.5]], [[4, 1.5]], 0.5, size=(4, 3))
    >>> raster.light([[1.0]])[..., 0].tolist()
    [[0.5, 0.5, 0.5, 0.5]]
    >>> raster.box
    PixelBox(x0=0, y0=1, x1=4, y1=2)
    """

    def __init__(
        self,
        starts: ArrayLike,
        ends: ArrayLike,
        widths: ArrayLike,
        *,
        size: tuple[int, int],
        keep: bool = True,
    ) -> None:
        first = np.asarray(starts, dtype=np.float64)
        last = np.asarray(ends, dtype=np.float64)
        if first.ndim != 2 or first.shape[1] != 2 or first.shape != last.shape:
            raise NNVizError(
                f"expected starts and ends of one shape (n, 2); got {first.shape} and {last.shape}"
            )
        thick = np.broadcast_to(np.asarray(widths, dtype=np.float64), first.shape[:1])
        self.n_lines = len(first)
        groups, self.box = strips_of(first, last, thick, size)
        self._mirror = Mirror.of(first, last, thick)
        half = self._mirror.half_of(self.box) if self._mirror else None
        if half is None:
            self._mirror = None
        self._matrix = CoverageMatrix(groups, half or self.box, keep=keep)

    @property
    def nbytes(self) -> int:
        """Memory that the matrix takes when it is kept."""
        return self._matrix.nbytes

    def light(self, values: ArrayLike) -> NDArray[np.float32]:
        """Add up the light of the lines.

        Parameters
        ----------
        values : array_like, shape (n, c)
            Light of each line in each of c channels.

        Returns
        -------
        array of float32, shape (box.height, box.width, c)
        """
        given = self._checked(values)
        result = np.zeros((*self.box.shape, given.shape[1]), dtype=np.float32)

        def put(light: Singles, there: NDArray[Any]) -> None:
            there[:] = np.moveaxis(light, 0, 2)

        self._spread(given, result, put)
        return result

    def texture(
        self, values: ArrayLike, palette: ArrayLike | None, *, glow: float = STYLE.glow
    ) -> Texture:
        """Add up the light of the lines and turn it into pixels.

        Parameters
        ----------
        values : array_like, shape (n, c)
            Light of each line in each of c colours.
        palette : array_like, shape (c, 3), or None
            The colours, in [0, 1]. Without, c is 4: red, green, blue and all light together.
        glow : float
        """
        given = self._checked(values)
        colours = None if palette is None else np.asarray(palette, dtype=np.float64)
        pixels = np.empty((*self.box.shape, 4), dtype=np.uint8)

        def put(light: Singles, there: NDArray[Any]) -> None:
            there[:] = tone_mapped(light, colours, glow=glow)

        self._spread(given, pixels, put)
        return Texture(pixels, self.box)

    def coloured(
        self, colours: ArrayLike, opacities: ArrayLike, *, glow: float = STYLE.glow
    ) -> Texture:
        """Add up the light of lines that each have a colour and an opacity.

        Parameters
        ----------
        colours : array_like, shape (n, 3), in [0, 1]
        opacities : array_like, shape (n,), in [0, 1]
        glow : float
        """
        light = np.asarray(opacities, dtype=np.float64)
        paint = np.asarray(colours, dtype=np.float64)
        palette, which = _few_colours(paint)
        if palette is None:
            values = np.column_stack([paint * light[:, None], light])
            return self.texture(values, None, glow=glow)
        values = np.zeros((len(light), len(palette)))
        values[np.arange(len(light)), which] = light
        return self.texture(values, palette, glow=glow)

    def _checked(self, values: ArrayLike) -> NDArray[np.float32]:
        given = np.ascontiguousarray(values, dtype=np.float32)
        if given.ndim != 2 or len(given) != self.n_lines:
            raise NNVizError(
                f"expected one row of values for each of {self.n_lines} lines; got {given.shape}"
            )
        return given

    def _spread(
        self,
        values: Singles,
        result: NDArray[Any],
        put: Callable[[Singles, NDArray[Any]], None],
    ) -> None:
        """Call `put` with the light of each part of the frame and its place in a result."""
        mirror = self._mirror
        channels = values.shape[1]
        if mirror:
            values = np.concatenate([values, values[mirror.partners]], axis=1)

        def use(stripe: PixelBox, light: Singles) -> None:
            put(light[:channels], result[self.box.place(stripe)])
            if mirror:
                image, rows = mirror.image_of(stripe, self.box)
                if not image.is_empty:
                    put(light[channels:, rows], result[self.box.place(image)])

        self._matrix.for_each_stripe(values, use)


def _few_colours(colours: Floats, most: int = 3) -> tuple[Floats | None, NDArray[np.intp]]:
    """Give the distinct colours, and which of them each line has, or None if they are more."""
    which = np.full(len(colours), -1, dtype=np.intp)
    palette: list[Floats] = []
    while len(palette) < most and (rest := which < 0).any():
        colour = colours[int(rest.argmax())]
        which[(colours == colour).all(axis=1)] = len(palette)
        palette.append(colour)
    return (None if (which < 0).any() else np.array(palette).reshape(-1, 3)), which
