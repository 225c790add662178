"""Pictures that are their own mirror image: what covers one half covers the other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.view.raster.texture import PixelBox

__all__ = ["Mirror"]

Floats = NDArray[np.float64]

#: How far apart, in pixels, two points may be and count as one.
_SAME = 1e-6
#: The part of a box's rows that must have a mirror image for a mirror to pay.
_WORTH = 0.25


@dataclass(frozen=True, eq=False)
class Mirror:
    """A horizontal axis in which a set of lines is its own mirror image, pixel row on pixel row.

    Layers are centred on one height, and so the lower half of a network's connections is the
    upper half turned over: only one needs to be rasterised.

    Parameters
    ----------
    rows : int
        Row r is the mirror image of row ``rows - 1 - r``.
    partners : array of int, shape (n,)
        The mirror image of each line.
    """

    rows: int
    partners: NDArray[np.intp]

    @classmethod
    def of(cls, starts: Floats, ends: Floats, widths: Floats) -> "Mirror | None":
        """Find the mirror of some lines, if there is one.

        Parameters
        ----------
        starts, ends : array, shape (n, 2)
            In pixels.
        widths : array, shape (n,)

        Examples
        --------
        >>> starts, ends = np.array([[0, 1.0], [0, 5.0]]), np.array([[9, 3.0], [9, 3.0]])
        >>> mirror = Mirror.of(starts, ends, np.ones(2))
        >>> mirror.rows, mirror.partners.tolist()
        (6, [1, 0])
        >>> Mirror.of(starts + 0.1, ends + 0.1, np.ones(2)) is None
        True
        """
        if len(starts) < 2:
            return None
        lines = np.column_stack([starts, ends, widths])
        heights = lines[:, [1, 3]]
        rows = float(heights.min() + heights.max())
        if not abs(rows - np.rint(rows)) < _SAME:
            return None
        other = lines.copy()
        other[:, [1, 3]] = rows - heights
        # To the nearest thousandth, so that rounding errors do not change the order.
        order, turned = (np.lexsort(np.rint(given.T * 1e3)) for given in (lines, other))
        if not np.abs(lines[order] - other[turned]).max() < _SAME:
            return None
        partners = np.empty(len(lines), dtype=np.intp)
        partners[order] = turned
        return cls(int(np.rint(rows)), partners)

    def half_of(self, box: PixelBox) -> PixelBox | None:
        """Give the larger half of a box, whose mirror image covers the rest, if that is not little.

        Parameters
        ----------
        box : PixelBox
        """
        above, below = self.rows // 2 - box.y0, box.y1 - (self.rows + 1) // 2
        if min(above, below) < _WORTH * box.height:
            return None
        if above >= below:
            return PixelBox(box.x0, box.y0, box.x1, (self.rows + 1) // 2)
        return PixelBox(box.x0, self.rows // 2, box.x1, box.y1)

    def image_of(self, part: PixelBox, box: PixelBox) -> tuple[PixelBox, slice]:
        """Give where the mirror image of a part lies in a box, and which rows of it are seen.

        Parameters
        ----------
        part, box : PixelBox

        Returns
        -------
        PixelBox
            The image, cut to the box.
        slice
            The rows of the part, the last first, that the image shows.
        """
        y0, y1 = self.rows - part.y1, self.rows - part.y0
        top, bottom = max(y0, box.y0), min(y1, box.y1)
        image = PixelBox(part.x0, top, part.x1, max(top, bottom))
        first = self.rows - 1 - top - part.y0
        last = first - image.height
        return image, slice(first, last if last >= 0 else None, -1)
