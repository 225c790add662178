"""Building the sparse matrix of coverages, one stripe at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from nnviz.view.raster.coverage import cover, cover_across
from nnviz.view.raster.strips import AreaTable, Strips
from nnviz.view.raster.texture import PixelBox

__all__ = ["CoverageBlock", "blocks_of"]

Singles = NDArray[np.float32]
Indices = NDArray[np.int32]
Ints = NDArray[np.int64]

#: Coverages that are worked out at once (they fit the processor's cache), and that a block holds.
_PIECE = 1 << 16
_BLOCK = 1 << 21

#: What covers less of a pixel than this is left out: a quarter of a step of a byte.
_LEAST = np.float32(1 / 1024)


@dataclass(frozen=True, eq=False)
class CoverageBlock:
    """A part of the coverage matrix: the pixels of one stripe by some lines.

    Column c of the matrix is (a part of) the line ``ids[c]``; a line may have several.
    """

    ids: NDArray[np.intp]
    matrix: csc_array


@dataclass(frozen=True, eq=False)
class _Part:
    """Some lines of a group in a stripe; with a table, they cross it from side to side."""

    group: Strips
    table: AreaTable | None
    lines: Ints
    first: Ints
    count: Ints

    @property
    def size(self) -> int:
        """The most coverages that there can be."""
        return int(self.count.sum()) * self.group.taps

    @property
    def ids(self) -> NDArray[np.intp]:
        """The lines, as often as `_add_across` or `_add_ragged` adds columns for them."""
        ids = self.group.ids[self.lines]
        return ids if self.table is None else np.concatenate([ids, ids])


def blocks_of(
    groups: list[Strips], stripe: PixelBox, lit: NDArray[np.bool_]
) -> Iterator[CoverageBlock]:
    """Give the coverages of the pixels of a stripe, in blocks of bounded size.

    Parameters
    ----------
    groups : list of Strips
    stripe : PixelBox
    lit : array of bool, shape (lines,)
        Which lines are wanted.
    """
    waiting: list[_Part] = []
    for part in _parts_of(groups, stripe, lit):
        if waiting and sum(one.size for one in waiting) + part.size > _BLOCK:
            yield _block(waiting, stripe)
            waiting = []
        waiting.append(part)
    if waiting:
        yield _block(waiting, stripe)


def _parts_of(groups: list[Strips], stripe: PixelBox, lit: NDArray[np.bool_]) -> Iterator[_Part]:
    for group in groups:
        first, count = group.columns(stripe)
        seen = (count > 0) & lit[group.ids]
        kinds: list[tuple[AreaTable | None, Ints]] = []
        if group.table is not None:
            across = seen & group.go_across(stripe)
            kinds.append((group.table, np.flatnonzero(across)))
            seen &= ~across
        kinds.append((None, np.flatnonzero(seen)))
        for table, lines in kinds:
            for run in _runs(count[lines] * group.taps, _BLOCK):
                some = lines[run]
                yield _Part(group, table, some, first[some], count[some])


def _runs(sizes: Ints, limit: int) -> Iterator[slice]:
    """Cut 0 .. n - 1 into runs whose sizes add up to about `limit` each."""
    run = np.cumsum(sizes) // limit
    cuts = [0, *(np.flatnonzero(np.diff(run)) + 1).tolist(), len(sizes)]
    yield from (slice(low, high) for low, high in pairwise(cuts) if high > low)


def _block(parts: list[_Part], stripe: PixelBox) -> CoverageBlock:
    entries = _Entries(sum(part.size for part in parts))
    for part in parts:
        if part.table is None:
            _add_ragged(part, stripe, entries)
        else:
            _add_across(part, part.table, stripe, entries)
    ids = np.concatenate([part.ids for part in parts])
    return CoverageBlock(ids, entries.matrix(stripe.width * stripe.height, len(ids)))


def _add_across(part: _Part, table: AreaTable, stripe: PixelBox, entries: "_Entries") -> None:
    """Add lines that cross the whole stripe.

    All their taps but the last touch a pixel in every column, and need not be sorted out; the last
    tap of each line becomes a column of its own.
    """
    group, n_lines, columns = part.group, len(part.lines), int(part.count[0])
    shape = (n_lines, group.taps - 1, columns)
    to_areas, to_pixels = entries.room(np.full(n_lines, (group.taps - 1) * columns))
    areas, pixels = to_areas.reshape(shape), to_pixels.reshape(shape)
    step = max(_PIECE // (group.taps * columns), 1)
    for begin in range(0, n_lines, step):
        here = slice(begin, begin + step)
        lines = part.lines[here]
        entries.put(*cover_across(group, table, lines, stripe, areas[here], pixels[here]))


def _add_ragged(part: _Part, stripe: PixelBox, entries: "_Entries") -> None:
    """Add lines that end in the stripe or leave it at its side."""
    for run in _runs(part.count * part.group.taps, _PIECE):
        lines, first, count = part.lines[run], part.first[run], part.count[run]
        entries.put(*cover(part.group, lines, first, count, stripe))


class _Entries:
    """Coverages, collected column by column in memory that is touched only where it is used."""

    def __init__(self, most: int) -> None:
        self._areas = np.empty(most, dtype=np.float32)
        self._pixels = np.empty(most, dtype=np.int32)
        self._done = 0
        self._counts: list[Ints] = []

    def room(self, counts: Ints) -> tuple[Singles, Indices]:
        """Give the place of the next columns, which have so many entries, to write them there."""
        there = slice(self._done, self._done + int(counts.sum()))
        self._done = there.stop
        self._counts.append(counts)
        return self._areas[there], self._pixels[there]

    def put(self, areas: Singles, pixels: Indices, begins: Ints) -> None:
        """Add columns, of entries that cover something.

        Parameters
        ----------
        areas, pixels : array, shape (n,)
            Coverages, column after column, and the pixels that they are of.
        begins : array of int, shape (columns,)
            Where the entries of each column begin.
        """
        kept = np.flatnonzero(areas > _LEAST)
        counts = np.diff(np.searchsorted(kept, begins), append=len(kept))
        to_areas, to_pixels = self.room(counts)
        np.take(areas, kept, out=to_areas, mode="clip")
        np.take(pixels, kept, out=to_pixels, mode="clip")

    def matrix(self, n_pixels: int, n_columns: int) -> csc_array:
        pointers = np.zeros(n_columns + 1, dtype=np.int32)
        np.cumsum(np.concatenate(self._counts), out=pointers[1:])
        entries = self._areas[: self._done], self._pixels[: self._done], pointers
        return csc_array(entries, shape=(n_pixels, n_columns))
