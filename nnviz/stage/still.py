"""Words and shapes that stand still before what moves, drawn once.

In every frame Manim draws again all that comes after the first thing that moves: a label that has
not changed since the last frame costs as much as one that has. Here a run of such mobjects that is
as it was in the frame before, over pixels that are as they were, gives the pixels that it gave: the
very same bytes, without drawing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from nnviz.view.raster import PixelBox

__all__ = ["StillPictures"]

Pixels = NDArray[np.uint8]

#: So many pixels are compared and copied in less time than Manim needs to draw one mobject.
_PIXELS_A_MOBJECT = 200_000

#: What decides the picture of a mobject, beside its points.
_ARRAYS = (
    "fill_rgbas",
    "stroke_rgbas",
    "background_stroke_rgbas",
    "sheen_direction",
)
_VALUES = (
    "stroke_width",
    "background_stroke_width",
    "sheen_factor",
    "joint_type",
    "cap_style",
)


@dataclass
class _Picture:
    """Where a run of mobjects lies, the pixels that it was drawn over, and what they became."""

    box: PixelBox
    became: tuple[Pixels, Pixels] | None = None


class StillPictures:
    """What one camera has drawn in the frame before, run by run."""

    def __init__(self) -> None:
        self._before: list[bytes] = []
        self._now: list[bytes] = []
        self._pictures: dict[bytes, _Picture] = {}

    def next_frame(self) -> None:
        """Begin a frame: what was drawn until now is what came before."""
        self._before, self._now = self._now, []
        kept = set(self._before)
        self._pictures = {key: one for key, one in self._pictures.items() if key in kept}

    def draw(
        self,
        mobjects: Sequence[VMobject],
        pixels: Pixels,
        view: object,
        render: Callable[[Pixels], None],
    ) -> None:
        """Draw a run of mobjects, or give again what they gave.

        Parameters
        ----------
        mobjects : sequence of VMobject
        pixels : array of uint8, shape (height, width, 4)
            Changed in place.
        view : object
            What the camera sees; its repr decides with the mobjects what the picture is.
        render : callable
            Draws the run over pixels.
        """
        key = _key(mobjects, (pixels.shape, view))
        place = len(self._now)
        self._now.append(key)
        if place >= len(self._before) or self._before[place] != key:
            render(pixels)
            return
        if key not in self._pictures:
            self._pictures[key] = _Picture(_reach(pixels.shape, render))
        picture = self._pictures[key]
        box = picture.box
        if box.width * box.height > _PIXELS_A_MOBJECT * len(mobjects):
            render(pixels)
            return
        there = pixels[box.y0 : box.y1, box.x0 : box.x1]
        if picture.became is None or not np.array_equal(there, picture.became[0]):
            under = there.copy()
            render(pixels)
            picture.became = under, there.copy()
        else:
            there[:] = picture.became[1]


def _key(mobjects: Sequence[VMobject], view: object) -> bytes:
    digest = blake2b(repr(view).encode(), digest_size=16)
    for mobject in mobjects:
        points = np.ascontiguousarray(mobject.points)
        values = tuple(getattr(mobject, name, None) for name in _VALUES)
        digest.update(repr((points.shape, values)).encode())
        digest.update(points.data)
        for name in _ARRAYS:
            array = np.ascontiguousarray(getattr(mobject, name, ()), dtype=np.float64)
            digest.update(repr(array.shape).encode())
            digest.update(array.data)
    return digest.digest()


def _reach(shape: tuple[int, ...], render: Callable[[Pixels], None]) -> PixelBox:
    """Draw a run on nothing to see which pixels it can change."""
    canvas = np.zeros(shape, dtype=np.uint8)
    render(canvas)
    rows, columns = (np.flatnonzero(canvas[..., 3].any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return PixelBox(0, 0, 0, 0)
    low = np.array([columns[0], rows[0]], dtype=np.float64) - 1
    high = np.array([columns[-1], rows[-1]], dtype=np.float64) + 2
    return PixelBox.around(low, high, (shape[1], shape[0]))
