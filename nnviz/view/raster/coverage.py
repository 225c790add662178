"""How much of each pixel a strip covers, for many strips and columns at once."""

import numpy as np
from numpy.typing import NDArray

from nnviz.view.raster.strips import Strips, areas_of
from nnviz.view.raster.texture import PixelBox

__all__ = ["cover"]

Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Indices = NDArray[np.int32]

#: What covers less of a pixel than this is left out: a quarter of a step of a byte.
_LEAST = np.float32(1 / 1024)


def cover(
    group: Strips,
    lines: Ints,
    first: Ints,
    count: Ints,
    stripe: PixelBox,
    data: Singles,
    rows: Indices,
) -> Ints:
    """Write the coverages of some lines inside a stripe, line after line.

    Parameters
    ----------
    group : Strips
    lines : array of int, shape (n,)
        Which strips of the group.
    first, count : array of int, shape (n,)
        The first column (or row, of steep lines) of each inside the stripe, and how many.
    stripe : PixelBox
    data, rows : array
        Where to write coverages and pixel numbers: at most ``group.taps * count.sum()`` of them.

    Returns
    -------
    array of int, shape (n,)
        How many were written for each line.
    """
    (u0, _), (v0, v1) = group.ranges(stripe)
    single = np.float32
    owner = np.repeat(np.arange(len(lines), dtype=np.int32), count)
    begin = np.cumsum(count) - count
    columns = np.arange(len(owner), dtype=np.int32)
    columns -= (begin - (first - u0)).astype(np.int32)[owner]
    areas = np.empty((len(owner), group.taps), dtype=single)
    low = group.slope[lines].astype(single)[owner]
    low *= columns
    reach = (group.extent[lines] + np.abs(group.slope[lines])) / 2
    at_first = group.at_zero[lines] + group.slope[lines] * (u0 + 0.5) - v0 - reach
    low += at_first.astype(single)[owner]
    base = np.floor(low)
    low -= base
    table = group.table
    if table is None:
        half = (group.extent[lines] / 2).astype(single)[owner]
        ramp = np.maximum(np.abs(group.slope[lines]) / 2, 1e-4).astype(single)[owner]
        areas_of(low, half, ramp, areas)
    else:
        low *= table.steps
        entry = low.astype(np.int32)
        entry += table.rows[lines][owner]
        for tap in range(group.taps):
            areas[:, tap] = table.areas[tap].take(entry, mode="clip")
    base_row = base.astype(np.int32)
    _cut_ends(group, lines, count, (owner, columns, base_row), (u0, v0), areas)
    across, along = (1, stripe.width) if group.steep else (stripe.width, 1)
    pixel = base_row * np.int32(across)
    columns *= np.int32(along)
    pixel += columns
    pixels = np.empty((len(owner), group.taps), dtype=np.int32)
    cut = base_row.min() < 0 or int(base_row.max()) + group.taps > v1 - v0
    for tap in range(group.taps):
        np.add(pixel, np.int32(tap * across), out=pixels[:, tap])
        if cut:
            areas[:, tap] *= (base_row >= -tap) & (base_row < v1 - v0 - tap)
    flat = areas.reshape(-1)
    kept = np.flatnonzero(flat > _LEAST)
    np.take(flat, kept, out=data[: len(kept)], mode="clip")
    np.take(pixels.reshape(-1), kept, out=rows[: len(kept)], mode="clip")
    ends = np.searchsorted(kept, (begin + count) * group.taps)
    return np.diff(ends, prepend=0).astype(np.int64)


def _cut_ends(
    group: Strips,
    lines: Ints,
    count: Ints,
    place: tuple[Indices, Indices, Indices],
    origin: tuple[int, int],
    areas: Singles,
) -> None:
    """Take away, near both ends of each line, what lies beyond its butt end."""
    owner, columns, base = place
    u0, v0 = origin
    starts, ends = group.start[lines], group.end[lines]
    margin = group.cap[lines] + 1.0
    after_start = starts + margin - u0
    before_end = ends - margin - 1.0 - u0
    last = np.cumsum(count)
    edge = (columns[last - count] < after_start) | (columns[last - 1] > before_end)
    if not edge.any():
        return
    near = np.flatnonzero(edge[owner])
    there = owner[near]
    near = near[(columns[near] < after_start[there]) | (columns[near] > before_end[there])]
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
        to_end = (end_u - slope * (middle - end_v) - column - 0.5) / blur
        to_start = (start_u - slope * (middle - start_v) - column - 0.5) / blur
        shown = np.clip(to_end + 0.5, 0, 1) - np.clip(to_start + 0.5, 0, 1)
        areas[near, tap] *= shown.astype(np.float32)
