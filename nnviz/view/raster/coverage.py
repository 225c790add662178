"""How much of each pixel a strip covers, for many strips and columns at once."""

import numpy as np
from numpy.typing import NDArray

from nnviz.view.raster.strips import AreaTable, Strips, areas_of
from nnviz.view.raster.texture import PixelBox

__all__ = ["cover", "cover_across"]

Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
Indices = NDArray[np.int32]


def cover(
    group: Strips, lines: Ints, first: Ints, count: Ints, stripe: PixelBox
) -> tuple[Singles, Indices, Ints]:
    """Give the coverages of some lines inside a stripe, line after line.

    Parameters
    ----------
    group : Strips
    lines : array of int, shape (n,)
        Which strips of the group.
    first, count : array of int, shape (n,)
        The first column (or row, of steep lines) of each inside the stripe, and how many.
    stripe : PixelBox

    Returns
    -------
    areas, pixels : array, shape (group.taps * count.sum(),)
        Coverages, and the number of the pixel in the stripe that each is of. Beside the stripe the
        coverage is 0.
    begins : array of int, shape (n,)
        Where those of each line begin.
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
    low += _at_first(group, lines, stripe)[owner]
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
    return areas.reshape(-1), pixels.reshape(-1), begin * group.taps


def cover_across(
    group: Strips,
    table: AreaTable,
    lines: Ints,
    stripe: PixelBox,
    areas: Singles,
    pixels: Indices,
) -> tuple[Singles, Indices, Ints]:
    """Write the coverages of lines that cross a whole stripe; give those of their last tap.

    Parameters
    ----------
    group : Strips
    table : AreaTable
        Of the group.
    lines : array of int, shape (n,)
        Which strips of the group, of those that `Strips.go_across` the stripe.
    stripe : PixelBox
    areas, pixels : array, shape (n, group.taps - 1, columns)
        Where to write the coverages of all taps but the last, and the numbers of their pixels.

    Returns
    -------
    areas, pixels : array, shape (n * columns,)
    begins : array of int, shape (n,)
        As `cover` gives them, of the last tap.
    """
    (u0, u1), _ = group.ranges(stripe)
    columns = np.arange(u1 - u0, dtype=np.float32)
    low = np.multiply.outer(group.slope[lines].astype(np.float32), columns)
    low += _at_first(group, lines, stripe)[:, None]
    base = np.floor(low)
    low -= base
    low *= table.steps
    entry = low.astype(np.int32)
    entry += table.rows[lines][:, None]
    across, along = (1, stripe.width) if group.steep else (stripe.width, 1)
    # Whole numbers below 2 ** 24, which single precision holds exactly.
    base *= across
    base += columns * along
    pixel = base.astype(np.int32)
    for tap in range(group.taps - 1):
        areas[:, tap] = table.areas[tap].take(entry, mode="clip")
        np.add(pixel, np.int32(tap * across), out=pixels[:, tap])
    last = table.areas[-1].take(entry.reshape(-1), mode="clip")
    pixel += np.int32((group.taps - 1) * across)
    return last, pixel.reshape(-1), np.arange(len(lines)) * len(columns)


def _at_first(group: Strips, lines: Ints, stripe: PixelBox) -> Singles:
    """Give the height of each line's lowest point in the first column of a stripe."""
    (u0, _), (v0, _) = group.ranges(stripe)
    slope = group.slope[lines]
    reach = (group.extent[lines] + np.abs(slope)) / 2
    at_first = group.at_zero[lines] + slope * (u0 + 0.5) - v0 - reach
    return np.asarray(at_first.astype(np.float32))


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
