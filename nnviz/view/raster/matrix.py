"""The sparse matrix of coverages, pixels by lines, and its product with the lines' light.

The matrix is kept in stripes of the frame, because the product of a stripe with the lines' light
then writes only to memory that is near. Stripes share no pixel, so that several threads can work
on them at once and the result is the same however many there are.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from nnviz.view.raster.blocks import CoverageBlock, blocks_of
from nnviz.view.raster.strips import Strips
from nnviz.view.raster.texture import PixelBox

__all__ = ["CoverageMatrix"]

Singles = NDArray[np.float32]
#: What is done with the light of a stripe, shape (channels, height, width).
Use = Callable[[PixelBox, Singles], None]

#: A matrix that would take more memory than this is not kept.
KEEP_BYTES = 288 << 20

_STRIPE = 128
#: Below so many coverages a product is done before a second thread has started.
_WORTH_THREADS = 1 << 20
_MOST_THREADS = 8
#: Where fewer of a block's lines are lit than this part, their entries are copied out first.
_DENSE = 0.6
#: Up to so many channels, products with one vector each are faster than one with all of them.
_FEW = 3


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
        self._entries = int(sum(group.taps * group.columns(box)[1].sum() for group in groups))
        self._keep = keep and 8 * self._entries <= KEEP_BYTES
        self._kept: list[tuple[PixelBox, list[CoverageBlock]]] | None = None

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
        lit = np.asarray(values.any(axis=1))
        planes = [np.ascontiguousarray(plane) for plane in values.T]

        def work(part: tuple[PixelBox, Iterator[CoverageBlock] | list[CoverageBlock]]) -> None:
            stripe, blocks = part
            lit_blocks = (_of_lit(block, lit) for block in blocks)
            use(stripe, _light(lit_blocks, values, planes, stripe))

        parts = self._stripes(lit)
        threads = _cores() if self._entries >= _WORTH_THREADS else 1
        if threads == 1:
            for part in parts:
                work(part)
            return
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(work, parts):
                pass

    def _stripes(
        self, lit: NDArray[np.bool_]
    ) -> Iterator[tuple[PixelBox, Iterator[CoverageBlock] | list[CoverageBlock]]]:
        if not self._keep:
            for stripe in self._boxes():
                yield stripe, blocks_of(self.groups, stripe, lit)
            return
        if self._kept is not None:
            yield from self._kept
            return
        kept, every = [], np.ones_like(lit)
        for stripe in self._boxes():
            kept.append((stripe, list(blocks_of(self.groups, stripe, every))))
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


def _of_lit(block: CoverageBlock, lit: NDArray[np.bool_]) -> CoverageBlock:
    """Leave the dark lines out of a block, where they are so many that it saves time."""
    chosen = np.flatnonzero(lit[block.ids])
    if len(chosen) > _DENSE * len(block.ids):
        return block
    return CoverageBlock(block.ids[chosen], block.matrix[:, chosen])


def _light(
    blocks: Iterator[CoverageBlock],
    values: Singles,
    planes: list[Singles],
    stripe: PixelBox,
) -> Singles:
    n_pixels, channels = stripe.width * stripe.height, len(planes)
    if channels <= _FEW:
        total = np.zeros((channels, n_pixels), dtype=np.float32)
        for block in blocks:
            for plane, sums in zip(planes, total, strict=True):
                sums += block.matrix @ plane[block.ids]
    else:
        together = np.zeros((n_pixels, channels), dtype=np.float32)
        for block in blocks:
            together += block.matrix @ values[block.ids]
        total = np.ascontiguousarray(together.T)
    return total.reshape(channels, *stripe.shape)


def _cores() -> int:
    """Count the cores that this process may use, as far as there are stripes for them."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), _MOST_THREADS)
    return min(os.cpu_count() or 1, _MOST_THREADS)
