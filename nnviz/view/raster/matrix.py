"""The sparse matrix of coverages, pixels by lines, and its product with the lines' light.

The matrix is kept in stripes of the frame, because the product of a stripe with the lines' light
then writes only to memory that is near. Stripes share no pixel, so that several threads can work
on them at once and the result is the same however many there are.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from nnviz.view.raster.coverage import cover, cover_across
from nnviz.view.raster.strips import AreaTable, Strips
from nnviz.view.raster.texture import PixelBox

__all__ = ["CoverageMatrix"]

Singles = NDArray[np.float32]
Ints = NDArray[np.int64]
#: What is done with the light of a stripe, shape (channels, height, width).
Use = Callable[[PixelBox, Singles], None]

#: A matrix that would take more memory than this is not kept.
KEEP_BYTES = 288 << 20

_STRIPE = 64
#: Coverages that are worked out at once (they fit the processor's cache), and that a block holds.
_PIECE = 1 << 16
_BLOCK = 1 << 21
#: What covers less of a pixel than this is left out: a quarter of a step of a byte.
_LEAST = np.float32(1 / 1024)
#: Below so many coverages a product is done before a second thread has started.
_WORTH_THREADS = 1 << 20
#: Up to so many channels, products with one vector each are faster than one with all of them.
_FEW = 2


@dataclass(frozen=True, eq=False)
class _Block:
    """A part of the coverage matrix: the pixels of one stripe by some of the lines."""

    ids: NDArray[np.intp]
    matrix: csc_array


class CoverageMatrix:
    """How much of each pixel of a box each line covers.

    Parameters
    ----------
    groups : list of Strips
        All lines.
    box : PixelBox
    keep : bool
        Whether to keep the matrix for other light. If not, or if it would take more than
        `KEEP_BYTES`, it is made part by part, of the lines that are lit, whenever it is needed.

    Examples
    --------
    >>> import numpy as np
    >>> from nnviz.view.raster.strips import strips_of
    >>> starts, ends = np.array([[0, 1.5]]), np.array([[4, 1.5]])
    >>> matrix = CoverageMatrix(*strips_of(starts, ends, np.array([0.5]), (4, 3)), keep=True)
    >>> matrix.for_each_stripe(np.float32([[1]]), lambda stripe, light: print(light))
    [[[0.5 0.5 0.5 0.5]]]
    """

    def __init__(self, groups: list[Strips], box: PixelBox, *, keep: bool) -> None:
        self.groups = groups
        self.box = box
        self._entries = int(
            sum(group.taps * (np.ceil(group.end) - np.floor(group.start)).sum() for group in groups)
        )
        self._keep = keep and 8 * self._entries <= KEEP_BYTES
        self._kept: list[tuple[PixelBox, list[_Block]]] | None = None

    @property
    def nbytes(self) -> int:
        """Memory that the matrix takes when it is kept."""
        return 8 * self._entries if self._keep else 0

    def for_each_stripe(self, values: Singles, use: Use) -> None:
        """Add up the light of the lines, stripe by stripe, in no particular order.

        Parameters
        ----------
        values : array of float32, shape (lines, channels)
        use : callable
            Called with each stripe and its light, of shape (channels, height, width); from several
            threads at once, where there are several cores and enough to do.
        """
        planes = [np.ascontiguousarray(plane) for plane in values.T]

        def work(part: tuple[PixelBox, Iterator[_Block] | list[_Block]]) -> None:
            stripe, blocks = part
            use(stripe, _light(blocks, values, planes, stripe))

        parts = self._stripes(np.asarray(values.any(axis=1)))
        threads = _cores() if self._keep and self._entries >= _WORTH_THREADS else 1
        if threads == 1:
            for part in parts:
                work(part)
            return
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(work, parts):
                pass

    def _stripes(
        self, lit: NDArray[np.bool_]
    ) -> Iterator[tuple[PixelBox, Iterator[_Block] | list[_Block]]]:
        if not self._keep:
            for stripe in self._boxes():
                yield stripe, self._blocks(stripe, lit)
            return
        if self._kept is not None:
            yield from self._kept
            return
        kept, every = [], np.ones_like(lit)
        for stripe in self._boxes():
            kept.append((stripe, list(self._blocks(stripe, every))))
            yield kept[-1]
        self._kept = kept

    def _boxes(self) -> Iterator[PixelBox]:
        """Cut the box across the direction of most lines, which then cross whole stripes."""
        box = self.box
        steep = sum(len(group.ids) for group in self.groups if group.steep)
        if 2 * steep > sum(len(group.ids) for group in self.groups):
            for y in range(box.y0, box.y1, _STRIPE):
                yield PixelBox(box.x0, y, box.x1, min(y + _STRIPE, box.y1))
            return
        for x in range(box.x0, box.x1, _STRIPE):
            yield PixelBox(x, box.y0, min(x + _STRIPE, box.x1), box.y1)

    def _blocks(self, stripe: PixelBox, lit: NDArray[np.bool_]) -> Iterator[_Block]:
        for group in self.groups:
            first, count = group.columns(stripe)
            seen = (count > 0) & lit[group.ids]
            if group.table is not None:
                across = seen & group.go_across(stripe)
                lines = np.flatnonzero(across)
                for part in _parts(count[lines] * group.taps, _BLOCK):
                    yield from _regular(group, group.table, lines[part], stripe)
                seen &= ~across
            lines = np.flatnonzero(seen)
            first, count = first[lines], count[lines]
            for part in _parts(count * group.taps, _BLOCK):
                yield _ragged(group, lines[part], first[part], count[part], stripe)


def _light(
    blocks: Iterator[_Block] | list[_Block],
    values: Singles,
    planes: list[Singles],
    stripe: PixelBox,
) -> Singles:
    total = np.zeros((len(planes), stripe.width * stripe.height), dtype=np.float32)
    for block in blocks:
        if len(planes) <= _FEW:
            for plane, sums in zip(planes, total, strict=True):
                sums += block.matrix @ plane[block.ids]
        else:
            total += (block.matrix @ values[block.ids]).T
    return total.reshape(len(planes), *stripe.shape)


def _cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _parts(sizes: Ints, limit: int) -> Iterator[slice]:
    """Cut 0 .. n - 1 into runs whose sizes add up to about `limit` each."""
    run = np.cumsum(sizes) // limit
    cuts = [0, *(np.flatnonzero(np.diff(run)) + 1).tolist(), len(sizes)]
    yield from (slice(low, high) for low, high in pairwise(cuts) if high > low)


def _regular(group: Strips, table: AreaTable, lines: Ints, stripe: PixelBox) -> Iterator[_Block]:
    """Give the coverages of lines that cross the whole stripe.

    All taps but the last touch a pixel in every column, so that they need not be sorted out; the
    last one is a block of its own.
    """
    (u0, u1), _ = group.ranges(stripe)
    columns, count = u1 - u0, len(lines)
    sure = (group.taps - 1) * columns
    data = np.empty((count, group.taps - 1, columns), dtype=np.float32)
    rows = np.empty_like(data, dtype=np.int32)
    last = _Entries(count, count * columns)
    step = max(_PIECE // (group.taps * columns), 1)
    for begin in range(0, count, step):
        part = slice(begin, min(begin + step, count))
        where = data[part], rows[part]
        last.put(part, *cover_across(group, table, lines[part], stripe, *where))
    ids = group.ids[lines]
    pointers = np.arange(count + 1, dtype=np.int32) * np.int32(sure)
    shape = (stripe.width * stripe.height, count)
    yield _Block(ids, csc_array((data.reshape(-1), rows.reshape(-1), pointers), shape=shape))
    yield _Block(ids, last.matrix(shape[0]))


def _ragged(group: Strips, lines: Ints, first: Ints, count: Ints, stripe: PixelBox) -> _Block:
    """Give the coverages of lines that end in the stripe or leave it at its side."""
    entries = _Entries(len(lines), int(count.sum()) * group.taps)
    for part in _parts(count * group.taps, _PIECE):
        entries.put(part, *cover(group, lines[part], first[part], count[part], stripe))
    return _Block(group.ids[lines], entries.matrix(stripe.width * stripe.height))


class _Entries:
    """Coverages that are collected line by line, in memory that is touched only where used."""

    def __init__(self, n_lines: int, most: int) -> None:
        self._data = np.empty(most, dtype=np.float32)
        self._rows = np.empty(most, dtype=np.int32)
        self._pointers = np.zeros(n_lines + 1, dtype=np.int32)
        self._done = 0

    def put(self, part: slice, areas: Singles, pixels: NDArray[np.int32], begins: Ints) -> None:
        """Add the entries of some lines that cover something.

        Parameters
        ----------
        part : slice
            Which lines.
        areas, pixels : array, shape (n,)
            Coverages, line after line, and the pixels that they are of.
        begins : array of int, shape (lines,)
            Where the entries of each line begin.
        """
        kept = np.flatnonzero(areas > _LEAST)
        there = slice(self._done, self._done + len(kept))
        np.take(areas, kept, out=self._data[there], mode="clip")
        np.take(pixels, kept, out=self._rows[there], mode="clip")
        begin = np.searchsorted(kept, begins)
        self._pointers[part.start + 1 : part.stop + 1] = np.diff(begin, append=len(kept))
        self._done += len(kept)

    def matrix(self, n_pixels: int) -> csc_array:
        np.cumsum(self._pointers, out=self._pointers)
        shape = (n_pixels, len(self._pointers) - 1)
        entries = self._data[: self._done], self._rows[: self._done], self._pointers
        return csc_array(entries, shape=shape)
