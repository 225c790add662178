"""Which pixels each disc touches, and how much of them it covers."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.view.raster.ellipse import disc_coverages, round_radii
from nnviz.view.raster.texture import PixelBox

__all__ = ["DiscPixels", "covered_pixels", "separated"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_PIECE = 1 << 16
#: Discs below this radius (in pixels) are sampled more finely, for there an edge is not straight.
_SMALL = 6.0
_SAMPLES = 4
#: Discs whose squares of pixels differ by less than this are handled together.
_STEP = 4


@dataclass(frozen=True, eq=False)
class DiscPixels:
    """Covered pixels, and by which disc: the number of each in its box, and the coverages."""

    pixels: NDArray[np.int32]
    owners: NDArray[np.int32]
    inside: NDArray[np.float32]
    ring: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.pixels)

    def taken(self, which: NDArray[np.intp]) -> "DiscPixels":
        """Give some of the entries."""
        return DiscPixels(
            self.pixels[which], self.owners[which], self.inside[which], self.ring[which]
        )


def covered_pixels(
    centres: Floats, axes: Floats, bounds: tuple[Floats, Floats], box: PixelBox, ring_width: float
) -> DiscPixels:
    """List every pixel of a box that each disc touches, disc after disc.

    Parameters
    ----------
    centres : array, shape (n, 2)
    axes : array, shape (n, 2, 2)
    bounds : tuple of arrays, shape (n, 2)
        The lowest and the highest corner that a disc may reach; a disc that is not to be drawn
        has its highest below its lowest.
    box : PixelBox
    ring_width : float
    """
    first = np.floor(np.clip(bounds[0], (box.x0, box.y0), (box.x1, box.y1))).astype(np.int64)
    last = np.ceil(np.clip(bounds[1], (box.x0, box.y0), (box.x1, box.y1))).astype(np.int64)
    radii = round_radii(axes)
    small = np.linalg.norm(axes, axis=2).min(axis=1) < _SMALL
    found = [
        _piece((centres, axes, radii), (first, last), part, box, ring_width, samples)
        for part, samples in _alike(last - first, small)
    ]
    if not found:
        return DiscPixels(*(np.zeros(0, np.int32),) * 2, *(np.zeros(0, np.float32),) * 2)
    joined = DiscPixels(
        *(
            np.concatenate([getattr(piece, name) for piece in found])
            for name in ("pixels", "owners", "inside", "ring")
        )
    )
    if np.any(np.diff(joined.owners) < 0):
        return joined.taken(np.argsort(joined.owners, kind="stable"))
    return joined


def _alike(spans: Ints, small: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], int]]:
    """Give discs that have about as many rows and columns as one another, a cacheful at a time."""
    kinds = np.column_stack([-(-spans // _STEP), small])
    for width, height, is_small in np.unique(kinds, axis=0):
        if width <= 0 or height <= 0:
            continue
        alike = np.flatnonzero((kinds == (width, height, is_small)).all(axis=1))
        count = max(_PIECE // int(width * height * _STEP**2), 1)
        for begin in range(0, len(alike), count):
            yield alike[begin : begin + count], _SAMPLES if is_small else 1


def _piece(
    discs: tuple[Floats, Floats, Floats],
    corners: tuple[Ints, Ints],
    part: NDArray[np.intp],
    box: PixelBox,
    ring_width: float,
    samples: int,
) -> DiscPixels:
    centres, axes, radii = (given[part] for given in discs)
    first, last = (given[part] for given in corners)
    width, height = (last - first).max(axis=0).tolist()
    x = first[:, :1] + np.arange(width)
    y = first[:, 1:] + np.arange(height)
    inside, ring = disc_coverages(centres, axes, radii, x, y, ring_width, samples)
    seen = (x < last[:, :1])[:, None, :] & (y < last[:, 1:])[:, :, None]
    seen &= (inside > 0) | (ring > 0)
    touched = np.flatnonzero(seen)
    x -= box.x0
    y -= box.y0
    y *= box.width
    pixels = x.astype(np.int32)[:, None, :] + y.astype(np.int32)[:, :, None]
    owners = np.repeat(part.astype(np.int32), np.count_nonzero(seen, axis=(1, 2)))
    return DiscPixels(
        pixels.reshape(-1)[touched],
        owners,
        inside.reshape(-1)[touched],
        ring.reshape(-1)[touched],
    )


def separated(everything: DiscPixels) -> list[DiscPixels]:
    """Split a list so that no pixel occurs twice in a part; later discs are in later parts."""
    if not len(everything):
        return []
    counts = np.bincount(everything.pixels)
    if counts.max() <= 1:
        return [everything]
    order = np.argsort(everything.pixels, kind="stable")
    ordered = everything.pixels[order]
    begins = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    first = np.maximum.accumulate(np.where(begins, np.arange(len(ordered)), 0))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - first
    return [everything.taken(np.flatnonzero(rank == turn)) for turn in range(int(rank.max()) + 1)]
