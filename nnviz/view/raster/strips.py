"""Lines as strips, sorted so that those of a kind can be handled at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.view.raster.texture import PixelBox

__all__ = ["AreaTable", "Strips", "areas_of", "strips_of"]

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Ints = NDArray[np.int64]

#: Steps of the table of areas, in slope and within a pixel, and from how many lines it pays.
_SLOPES, _STEPS, _MANY = 128, 256, 512


@dataclass(frozen=True, eq=False)
class AreaTable:
    """Areas in the pixels of a column for strips of one width, by slope and place in the pixel.

    `areas` is of shape (taps, slopes * steps); `rows` says where the slope of each strip begins.
    """

    areas: Singles
    rows: NDArray[np.int32]
    steps: np.float32


@dataclass(frozen=True, eq=False)
class Strips:
    """Lines as strips v = at_zero + slope * u, with u the coordinate in which they are longer.

    `extent` is their width along v, `cap` how far a corner reaches beyond an end along u, and
    `taps` how many neighbouring pixels along v one of them can touch.
    """

    ids: NDArray[np.intp]
    steep: bool
    start: Floats
    end: Floats
    at_zero: Floats
    slope: Floats
    extent: Floats
    cap: Floats
    taps: int

    @cached_property
    def table(self) -> AreaTable | None:
        """The areas, known to a fifth of a hundredth of a pixel, for many strips of one width."""
        slope = np.abs(self.slope)
        widths = self.extent / np.hypot(1.0, slope)
        if len(slope) < _MANY or np.ptp(widths) > 1e-6 * widths.max():
            return None
        step = max(float(np.ptp(slope)) / _SLOPES, 1e-9)
        row = np.minimum((slope - slope.min()) / step, _SLOPES - 1).astype(np.int32)
        slopes = slope.min() + (np.arange(_SLOPES) + 0.5) * step
        extents = widths[0] * np.hypot(1.0, slopes)
        low = np.tile((np.arange(_STEPS) + 0.5) / _STEPS, _SLOPES)
        half, ramp = np.repeat(extents / 2, _STEPS), np.repeat(np.maximum(slopes / 2, 1e-4), _STEPS)
        areas = np.empty((len(low), self.taps), dtype=np.float32)
        single = np.float32
        areas_of(low.astype(single), half.astype(single), ramp.astype(single), areas)
        return AreaTable(np.ascontiguousarray(areas.T), row * np.int32(_STEPS), np.float32(_STEPS))

    def ranges(self, box: PixelBox) -> tuple[tuple[int, int], tuple[int, int]]:
        """Give the ranges of u and of v that a box covers."""
        across, down = (box.x0, box.x1), (box.y0, box.y1)
        return (down, across) if self.steep else (across, down)

    def columns(self, box: PixelBox) -> tuple[Ints, Ints]:
        """Give the first column, and how many, that each line has inside a box."""
        (u0, u1), (v0, v1) = self.ranges(box)
        low = np.floor(self.start - self.cap)
        high = np.ceil(self.end + self.cap)
        margin = (self.extent + np.abs(self.slope)) / 2 + 1.0
        with np.errstate(divide="ignore", invalid="ignore"):
            one = (v0 - margin - self.at_zero) / self.slope
            two = (v1 + margin - self.at_zero) / self.slope
        level = np.abs(self.slope) < 1e-12
        outside = level & ((self.at_zero < v0 - margin) | (self.at_zero > v1 + margin))
        near = np.where(level, -np.inf, np.minimum(one, two))
        far = np.where(level, np.inf, np.maximum(one, two))
        low = np.maximum(np.maximum(low, u0), np.floor(near))
        high = np.minimum(np.minimum(high, u1), np.ceil(far))
        high[outside] = low[outside]
        return low.astype(np.int64), np.maximum(high - low, 0).astype(np.int64)

    def go_across(self, box: PixelBox) -> NDArray[np.bool_]:
        """Tell which lines cross a box from side to side, all their pixels inside it."""
        (u0, u1), (v0, v1) = self.ranges(box)
        # A pixel more than the lines need, so that rounding cannot matter.
        margin = self.cap + 2.0
        inside = (self.start + margin <= u0) & (self.end - margin >= u1)
        reach = (self.extent + np.abs(self.slope)) / 2 + 2.0
        for u in (u0, u1):
            height = self.at_zero + self.slope * u
            inside &= (height - reach >= v0) & (height + reach <= v1)
        return np.asarray(inside)


def strips_of(
    starts: Floats, ends: Floats, widths: Floats, size: tuple[int, int]
) -> tuple[list[Strips], PixelBox]:
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
        extent = widths[chosen] / cosine
        taps = np.ceil(extent + np.abs(slope) - 1e-6).astype(int) + 1
        begin = np.minimum(starts[chosen, u], ends[chosen, u])
        at_zero = starts[chosen, v] - slope * starts[chosen, u]
        cap = widths[chosen] / 2 * np.abs(slope) * cosine
        for count in np.unique(taps):
            some = np.flatnonzero(taps == count)
            part = chosen[some]
            groups.append(
                Strips(
                    ids=usable[part],
                    steep=is_steep,
                    start=begin[some],
                    end=begin[some] + np.abs(along[some]),
                    at_zero=at_zero[some],
                    slope=slope[some],
                    extent=extent[some],
                    cap=cap[some],
                    taps=int(count),
                )
            )
    return groups, PixelBox.around(low, high, size)


def areas_of(low: Singles, half: Singles, ramp: Singles, areas: Singles) -> None:
    """Write the area of a strip in each pixel of a column: differences of the area below heights.

    Parameters
    ----------
    low : array, shape (n,)
        Where in the first pixel the lowest point of the strip lies, in [0, 1).
    half, ramp : array, shape (n,)
        Half the strip's extent, and half the slope: half of how far it rises in the column.
    areas : array, shape (n, taps)
    """
    taps = areas.shape[1]
    scale = np.float32(0.25) / ramp
    offset = -low
    offset -= half
    offset -= ramp
    below = np.zeros_like(offset)
    for tap in range(taps - 1):
        height = offset + np.float32(tap + 1)
        area = _ramp(height + half, ramp, scale)
        area -= _ramp(height - half, ramp, scale)
        np.subtract(area, below, out=areas[:, tap])
        below = area
    np.subtract(2 * half, below, out=areas[:, taps - 1])


def _ramp(height: Singles, ramp: Singles, scale: Singles) -> Singles:
    """Integrate a step smoothed over a slope's width: 0 below -ramp, `height` above ramp."""
    inner = np.minimum(height, ramp)
    inner += ramp
    np.maximum(inner, 0, out=inner)
    inner *= inner
    inner *= scale
    height -= ramp
    np.maximum(height, 0, out=height)
    inner += height
    return inner
