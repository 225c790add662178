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

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csc_array

from nnviz.core import NNVizError
from nnviz.view.raster.texture import GLOW, PixelBox, Texture, tone_mapped

__all__ = ["LineRaster"]

Floats = NDArray[np.float64]
_STRIPE = 64
_PIECE = 1 << 16
_BLOCK = 1 << 21
#: Up to so many channels, products with one vector each are faster than one with all of them.
_FEW = 2


@dataclass(frozen=True, eq=False)
class _Strips:
    """Lines as strips v = at_zero + slope * u, with u the coordinate in which they are longer."""

    ids: NDArray[np.intp]
    steep: bool
    start: Floats
    end: Floats
    at_zero: Floats
    slope: Floats
    extent: Floats
    cosine: Floats
    sine: Floats
    cap: Floats
    taps: int


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
    keep_bytes : int
        The matrix is kept when it takes no more than this; otherwise it is made again, part by
        part, whenever it is needed.

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
        keep_bytes: int = 256 << 20,
    ) -> None:
        first = np.asarray(starts, dtype=np.float64)
        last = np.asarray(ends, dtype=np.float64)
        if first.ndim != 2 or first.shape[1] != 2 or first.shape != last.shape:
            raise NNVizError(
                f"expected starts and ends of one shape (n, 2); got {first.shape} and {last.shape}"
            )
        thick = np.broadcast_to(np.asarray(widths, dtype=np.float64), first.shape[:1])
        self.n_lines = len(first)
        self._groups, self.box = _strips(first, last, thick, size)
        self._kept: list[tuple[PixelBox, list[_Block]]] | None = None
        self._keep = 8 * self._entries() <= keep_bytes

    @property
    def nbytes(self) -> int:
        """Memory that the matrix takes when it is kept."""
        return 8 * self._entries() if self._keep else 0

    def _entries(self) -> int:
        return int(
            sum(
                group.taps * (np.ceil(group.end) - np.floor(group.start)).clip(0).sum()
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
        for stripe, blocks in self._stripes():
            total = np.zeros((channels, stripe.width * stripe.height), dtype=np.float32)
            for block in blocks:
                if channels <= _FEW:
                    for plane, sums in zip(planes, total, strict=True):
                        sums += block.matrix @ plane[block.ids]
                else:
                    total += (block.matrix @ values[block.ids]).T
            yield stripe, total.reshape(channels, *stripe.shape)

    def _stripes(self) -> Iterator[tuple[PixelBox, Iterator[_Block] | list[_Block]]]:
        if self._kept is not None:
            yield from self._kept
            return
        if self._keep:
            self._kept = [(stripe, list(self._blocks(stripe))) for stripe in self._stripe_boxes()]
            yield from self._kept
            return
        for stripe in self._stripe_boxes():
            yield stripe, self._blocks(stripe)

    def _stripe_boxes(self) -> Iterator[PixelBox]:
        box = self.box
        for x in range(box.x0, box.x1, _STRIPE):
            yield PixelBox(x, box.y0, min(x + _STRIPE, box.x1), box.y1)

    def _blocks(self, stripe: PixelBox) -> Iterator[_Block]:
        for group in self._groups:
            first, count = _columns(group, stripe)
            for part in _parts(count * group.taps, _BLOCK):
                inside = part[count[part] > 0]
                if len(inside):
                    yield _block(group, inside, first[inside], count[inside], stripe)


def _few_colours(colours: Floats, most: int = 3) -> tuple[Floats | None, NDArray[np.intp]]:
    """Give the distinct colours, and which of them each line has, or None if they are more."""
    which = np.full(len(colours), -1, dtype=np.intp)
    palette: list[Floats] = []
    while len(palette) < most and (rest := which < 0).any():
        colour = colours[int(rest.argmax())]
        which[(colours == colour).all(axis=1)] = len(palette)
        palette.append(colour)
    return (None if (which < 0).any() else np.array(palette).reshape(-1, 3)), which


def _strips(
    starts: Floats, ends: Floats, widths: Floats, size: tuple[int, int]
) -> tuple[list[_Strips], PixelBox]:
    """Sort lines by direction and by how many pixels of a column they can touch."""
    delta = ends - starts
    length = np.hypot(delta[:, 0], delta[:, 1])
    usable = np.flatnonzero((length > 1e-9) & (widths > 0) & np.isfinite(length))
    starts, ends, delta = starts[usable], ends[usable], delta[usable]
    length, widths = length[usable], widths[usable]
    if not len(usable):
        return [], PixelBox(0, 0, 0, 0)
    reach = widths[:, None] / 2 * np.abs(delta[:, ::-1]) / length[:, None]
    low = (np.minimum(starts, ends) - reach).min(axis=0)
    high = (np.maximum(starts, ends) + reach).max(axis=0)
    steep = np.abs(delta[:, 1]) > np.abs(delta[:, 0])
    groups = []
    for is_steep in (False, True):
        chosen = np.flatnonzero(steep == is_steep)
        if not len(chosen):
            continue
        u, v = (1, 0) if is_steep else (0, 1)
        along, across = delta[chosen, u], delta[chosen, v]
        slope = across / along
        cosine = np.abs(along) / length[chosen]
        sine = slope * cosine
        extent = widths[chosen] / cosine
        taps = np.ceil(extent + np.abs(slope) - 1e-6).astype(int) + 1
        begin = np.minimum(starts[chosen, u], ends[chosen, u])
        at_zero = starts[chosen, v] - slope * starts[chosen, u]
        cap = widths[chosen] / 2 * np.abs(sine)
        for count in np.unique(taps):
            some = np.flatnonzero(taps == count)
            part = chosen[some]
            groups.append(
                _Strips(
                    ids=usable[part],
                    steep=is_steep,
                    start=begin[some],
                    end=begin[some] + np.abs(along[some]),
                    at_zero=at_zero[some],
                    slope=slope[some],
                    extent=extent[some],
                    cosine=cosine[some],
                    sine=sine[some],
                    cap=cap[some],
                    taps=int(count),
                )
            )
    return groups, PixelBox.around(low, high, size)


def _columns(group: _Strips, stripe: PixelBox) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the first column, and how many, that each line has inside the stripe."""
    (u0, u1), (v0, v1) = _ranges(group, stripe)
    low = np.floor(group.start - group.cap)
    high = np.ceil(group.end + group.cap)
    margin = (group.extent + np.abs(group.slope)) / 2 + 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        one = (v0 - margin - group.at_zero) / group.slope
        two = (v1 + margin - group.at_zero) / group.slope
    level = np.abs(group.slope) < 1e-12
    outside = level & ((group.at_zero < v0 - margin) | (group.at_zero > v1 + margin))
    near = np.where(level, -np.inf, np.minimum(one, two))
    far = np.where(level, np.inf, np.maximum(one, two))
    low = np.maximum(np.maximum(low, u0), np.floor(near))
    high = np.minimum(np.minimum(high, u1), np.ceil(far))
    high[outside] = low[outside]
    return low.astype(np.int64), np.maximum(high - low, 0).astype(np.int64)


def _ranges(group: _Strips, stripe: PixelBox) -> tuple[tuple[int, int], tuple[int, int]]:
    across, down = (stripe.x0, stripe.x1), (stripe.y0, stripe.y1)
    return (down, across) if group.steep else (across, down)


def _parts(sizes: NDArray[np.int64], limit: int) -> Iterator[NDArray[np.int64]]:
    """Cut 0 .. n - 1 into runs whose sizes add up to about `limit` each."""
    if not len(sizes):
        return
    run = np.cumsum(sizes) // limit
    cuts = np.flatnonzero(np.diff(run)) + 1
    yield from np.split(np.arange(len(sizes)), cuts)


def _block(
    group: _Strips,
    lines: NDArray[np.int64],
    first: NDArray[np.int64],
    count: NDArray[np.int64],
    stripe: PixelBox,
) -> _Block:
    taps = group.taps
    total = int(count.sum())
    data = np.empty((total, taps), dtype=np.float32)
    rows = np.empty((total, taps), dtype=np.int32)
    done = 0
    for part in _parts(count * taps, _PIECE):
        size = int(count[part].sum())
        _cover(
            group,
            lines[part],
            first[part],
            count[part],
            stripe,
            data[done : done + size],
            rows[done : done + size],
        )
        done += size
    pointers = np.zeros(len(lines) + 1, dtype=np.int32)
    np.cumsum(count * taps, out=pointers[1:])
    shape = (stripe.width * stripe.height, len(lines))
    matrix = csc_array((data.ravel(), rows.ravel(), pointers), shape=shape)
    return _Block(group.ids[lines], matrix)


def _cover(
    group: _Strips,
    lines: NDArray[np.int64],
    first: NDArray[np.int64],
    count: NDArray[np.int64],
    stripe: PixelBox,
    data: NDArray[np.float32],
    rows: NDArray[np.int32],
) -> None:
    """Write coverages and pixel numbers of some lines' columns inside a stripe."""
    (u0, _), (v0, v1) = _ranges(group, stripe)
    single = np.float32
    owner = np.repeat(np.arange(len(lines), dtype=np.int32), count)
    begin = np.cumsum(count) - count
    columns = np.arange(len(owner), dtype=np.int32) - (begin - (first - u0)).astype(np.int32)[owner]
    slope = group.slope[lines].astype(single)
    centre_at_u0 = (group.at_zero + group.slope * (u0 + 0.5) - v0)[lines].astype(single)
    reach = ((group.extent + np.abs(group.slope)) / 2)[lines].astype(single)
    centre = centre_at_u0[owner] + slope[owner] * columns.astype(single)
    base = np.floor(centre - reach[owner])
    offset = base - centre
    half = (group.extent[lines] / 2).astype(single)[owner]
    ramp = np.maximum(np.abs(slope) / 2, single(1e-4))
    ramp_of, scale = ramp[owner], (0.25 / ramp)[owner].astype(single)
    below = np.zeros(len(owner), dtype=single)
    for tap in range(group.taps):
        if tap == group.taps - 1:
            area = 2 * half
        else:
            height = offset + single(tap + 1)
            area = _ramp(height + half, ramp_of, scale) - _ramp(height - half, ramp_of, scale)
        np.subtract(area, below, out=data[:, tap])
        below = area
    base = base.astype(np.int32)
    if group.steep:
        pixel = columns * np.int32(stripe.width) + base
        step = 1
    else:
        pixel = base * np.int32(stripe.width) + columns
        step = stripe.width
    height_of_stripe = v1 - v0
    if len(base) and (base.min() < 0 or int(base.max()) + group.taps > height_of_stripe):
        for tap in range(group.taps):
            inside = (base + tap >= 0) & (base + tap < height_of_stripe)
            data[:, tap] *= inside
            rows[:, tap] = np.where(inside, pixel + np.int32(tap * step), 0)
    else:
        for tap in range(group.taps):
            np.add(pixel, np.int32(tap * step), out=rows[:, tap])
    _cut_ends(group, lines, owner, columns, base, (u0, v0), data)


def _ramp(
    height: NDArray[np.float32], ramp: NDArray[np.float32], scale: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Integrate a step smoothed over a slope's width: 0 below -ramp, `height` above ramp."""
    inner = np.clip(height, -ramp, ramp)
    inner += ramp
    inner *= inner
    inner *= scale
    inner += np.maximum(height - ramp, 0)
    return inner


def _cut_ends(
    group: _Strips,
    lines: NDArray[np.int64],
    owner: NDArray[np.int32],
    columns: NDArray[np.int32],
    base: NDArray[np.int32],
    origin: tuple[int, int],
    data: NDArray[np.float32],
) -> None:
    """Take away, near both ends of each line, what lies beyond its butt end."""
    u0, v0 = origin
    margin = (group.cap + 1.0)[lines]
    start = group.start[lines] - u0
    end = group.end[lines] - u0
    near = np.flatnonzero(
        (columns < (start + margin).astype(np.float32)[owner])
        | (columns + 1 > (end - margin).astype(np.float32)[owner])
    )
    if not len(near):
        return
    line = lines[owner[near]]
    slope, half = group.slope[line], group.extent[line] / 2
    column, row = columns[near] + u0, base[near] + v0
    centre = group.at_zero[line] + slope * (column + 0.5)
    start_u, end_u = group.start[line], group.end[line]
    start_v = group.at_zero[line] + slope * start_u
    end_v = group.at_zero[line] + slope * end_u
    for tap in range(group.taps):
        low = np.maximum(row + tap, centre - half)
        high = np.maximum(np.minimum(row + tap + 1, centre + half), low)
        middle = (low + high) / 2
        blur = np.hypot(1.0, slope * (high - low))
        # The end is perpendicular to the line: at height v it lies at u - slope (v - end_v).
        before_end = (end_u - slope * (middle - end_v) - column - 0.5) / blur
        before_start = (start_u - slope * (middle - start_v) - column - 0.5) / blur
        shown = np.clip(before_end + 0.5, 0, 1) - np.clip(before_start + 0.5, 0, 1)
        data[near, tap] *= shown.astype(np.float32)
