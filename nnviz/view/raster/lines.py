"""Lines as a sparse matrix: how much of each pixel each line covers.

The coverage of a pixel is the exact area of the line's strip inside it. A line that is flatter
than 45 degrees crosses each pixel column in a few neighbouring pixels; with H its extent in the
column and m its slope, the area below a height t is the difference of two smoothed ramps (`_ramp`),
so that the pixels of a column are differences of neighbouring heights. Steep lines are the same
with x and y exchanged. Nothing loops over lines: columns of many lines are handled at once, in
pieces that fit the processor's cache.

The matrix is kept in stripes of the frame, because the product of a stripe with the lines' light
then writes only to memory that is near.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array

from nnviz.core import NNVizError
from nnviz.view.raster.coverage import cover
from nnviz.view.raster.strips import Strips, strips_of
from nnviz.view.raster.texture import GLOW, PixelBox, Texture, tone_mapped

__all__ = ["LineRaster"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
#: A matrix that would take more memory than this is not kept.
KEEP_BYTES = 288 << 20

_STRIPE = 64
_PIECE = 1 << 16
_BLOCK = 1 << 21
#: Up to so many channels, products with one vector each are faster than one with all of them.
_FEW = 2


@dataclass(frozen=True, eq=False)
class _Block:
    """A part of the coverage matrix: the pixels of one stripe by some of the lines."""

    ids: NDArray[np.intp]
    matrix: csc_array


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
        Whether to keep the matrix for other colours. If not, or if it would take more than
        `KEEP_BYTES`, it is made part by part, of the lines that are lit, whenever it is needed.

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
        self._groups, self.box = strips_of(first, last, thick, size)
        self._kept: list[tuple[PixelBox, list[_Block]]] | None = None
        self._keep = keep and 8 * self._entries() <= KEEP_BYTES

    @property
    def nbytes(self) -> int:
        """Memory that the matrix takes when it is kept."""
        return 8 * self._entries() if self._keep else 0

    def _entries(self) -> int:
        return int(
            sum(
                group.taps * (np.ceil(group.end) - np.floor(group.start)).sum()
                for group in self._groups
            )
        )

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
        for stripe, light in self._stripe_lights(given):
            left = stripe.x0 - self.box.x0
            result[:, left : left + stripe.width] = np.moveaxis(light, 0, 2)
        return result

    def texture(
        self, values: ArrayLike, palette: ArrayLike | None, *, glow: float = GLOW
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
        colours = None if palette is None else np.asarray(palette, dtype=np.float64)
        given = self._checked(values)
        pixels = np.empty((*self.box.shape, 4), dtype=np.uint8)
        for stripe, light in self._stripe_lights(given):
            left = stripe.x0 - self.box.x0
            pixels[:, left : left + stripe.width] = tone_mapped(light, colours, glow=glow)
        return Texture(pixels, self.box)

    def coloured(self, colours: ArrayLike, opacities: ArrayLike, *, glow: float = GLOW) -> Texture:
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

    def _stripe_lights(
        self, values: NDArray[np.float32]
    ) -> Iterator[tuple[PixelBox, NDArray[np.float32]]]:
        channels = values.shape[1]
        planes = [np.ascontiguousarray(values[:, channel]) for channel in range(channels)]
        for stripe, blocks in self._stripes(np.asarray(values.any(axis=1))):
            total = np.zeros((channels, stripe.width * stripe.height), dtype=np.float32)
            for block in blocks:
                if channels <= _FEW:
                    for plane, sums in zip(planes, total, strict=True):
                        sums += block.matrix @ plane[block.ids]
                else:
                    total += (block.matrix @ values[block.ids]).T
            yield stripe, total.reshape(channels, *stripe.shape)

    def _stripes(
        self, lit: NDArray[np.bool_]
    ) -> Iterator[tuple[PixelBox, Iterator[_Block] | list[_Block]]]:
        if self._kept is None and self._keep:
            everything = np.ones_like(lit)
            self._kept = [
                (stripe, list(self._blocks(stripe, everything))) for stripe in self._stripe_boxes()
            ]
        if self._kept is not None:
            yield from self._kept
            return
        for stripe in self._stripe_boxes():
            yield stripe, self._blocks(stripe, lit)

    def _stripe_boxes(self) -> Iterator[PixelBox]:
        box = self.box
        for x in range(box.x0, box.x1, _STRIPE):
            yield PixelBox(x, box.y0, min(x + _STRIPE, box.x1), box.y1)

    def _blocks(self, stripe: PixelBox, lit: NDArray[np.bool_]) -> Iterator[_Block]:
        for group in self._groups:
            first, count = group.columns(stripe)
            lines = np.flatnonzero((count > 0) & lit[group.ids])
            first, count = first[lines], count[lines]
            for part in _parts(count * group.taps, _BLOCK):
                yield _block(group, lines[part], first[part], count[part], stripe)


def _few_colours(colours: Floats, most: int = 3) -> tuple[Floats | None, NDArray[np.intp]]:
    """Give the distinct colours, and which of them each line has, or None if they are more."""
    which = np.full(len(colours), -1, dtype=np.intp)
    palette: list[Floats] = []
    while len(palette) < most and (rest := which < 0).any():
        colour = colours[int(rest.argmax())]
        which[(colours == colour).all(axis=1)] = len(palette)
        palette.append(colour)
    return (None if (which < 0).any() else np.array(palette).reshape(-1, 3)), which


def _parts(sizes: Ints, limit: int) -> Iterator[slice]:
    """Cut 0 .. n - 1 into runs whose sizes add up to about `limit` each."""
    run = np.cumsum(sizes) // limit
    cuts = [0, *(np.flatnonzero(np.diff(run)) + 1).tolist(), len(sizes)]
    yield from (slice(low, high) for low, high in pairwise(cuts) if high > low)


def _block(group: Strips, lines: Ints, first: Ints, count: Ints, stripe: PixelBox) -> _Block:
    most = int(count.sum()) * group.taps
    data = np.empty(most, dtype=np.float32)
    rows = np.empty(most, dtype=np.int32)
    pointers = np.zeros(len(lines) + 1, dtype=np.int32)
    done = 0
    for part in _parts(count * group.taps, _PIECE):
        written = cover(
            group, lines[part], first[part], count[part], stripe, data[done:], rows[done:]
        )
        pointers[part.start + 1 : part.stop + 1] = written
        done += int(written.sum())
    np.cumsum(pointers, out=pointers)
    shape = (stripe.width * stripe.height, len(lines))
    # What lies beyond `done` was never touched and takes no memory.
    matrix = csc_array((data[:done], rows[:done], pointers), shape=shape)
    return _Block(group.ids[lines], matrix)
