"""Lines as strips, sorted so that those of a kind can be handled at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.view.raster.texture import PixelBox

__all__ = ["Strips", "strips_of"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
