"""Digits drawn in code from strokes: whole, in parts, and in the short edges of the parts.

They are illustrations of an idea, how a digit might be put together from parts, and nothing that a
network was trained on or has been found to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError, Record, read_only

__all__ = ["DRAWN_PARTS", "PARTS_OF_DIGITS", "DrawnPart", "draw_digit", "stroke_image"]

SIDE = 28
"""Pixels along a side of the images."""

THICKNESS = 2.6
"""Of the strokes, in pixels."""


def stroke_image(
    points: ArrayLike, *, thickness: float = THICKNESS, side: int = SIDE
) -> FloatArray:
    """Draw a line of straight pieces on a square of pixels.

    Parameters
    ----------
    points : array_like, shape (n, 2)
        Column and row of each corner, in pixels from the image's top left corner; the centre of
        the first pixel is (0.5, 0.5).
    thickness : float
        In pixels.
    side : int
        Pixels along a side of the image.

    Returns
    -------
    ndarray, shape (side, side)
        Values in [0, 1]: how much of each pixel lies within the line, nearly.

    Examples
    --------
    >>> stroke_image([(0.0, 1.5), (3.0, 1.5)], thickness=1.0, side=3)
    array([[0., 0., 0.],
           [1., 1., 1.],
           [0., 0., 0.]])
    """
    corners = np.asarray(points, dtype=np.float64)
    if corners.ndim != 2 or corners.shape[1] != 2 or len(corners) < 2:
        raise NNVizError(f"expected two or more points (column, row); got shape {corners.shape}")
    rows, columns = np.mgrid[0:side, 0:side] + 0.5
    pixels = np.stack([columns, rows], axis=-1)
    distance = np.full((side, side), np.inf)
    for start, end in pairwise(corners):
        way = end - start
        along = ((pixels - start) @ way) / max(float(way @ way), 1e-12)
        nearest = start + np.clip(along, 0.0, 1.0)[..., None] * way
        distance = np.minimum(distance, np.linalg.norm(pixels - nearest, axis=-1))
    return np.asarray(np.clip(thickness / 2.0 + 0.5 - distance, 0.0, 1.0))


@dataclass(frozen=True, eq=False)
class DrawnPart(Record):
    """A part of digits: a loop or a line, and the short edges that it is made of.

    Attributes
    ----------
    name : str
    points : ndarray, shape (n, 2)
        Column and row of the points that it is drawn through, in pixels.
    n_edges : int
        Into how many edges it is cut.

    Examples
    --------
    >>> loop = DRAWN_PARTS["upper loop"]
    >>> loop.image.shape, len(loop.edges)
    ((28, 28), 5)
    """

    name: str
    points: FloatArray
    n_edges: int

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", read_only(self.points, ndim=2, what="points"))

    @property
    def image(self) -> FloatArray:
        """The whole part, shape (28, 28), values in [0, 1]."""
        return stroke_image(self.points)

    @property
    def edge_points(self) -> tuple[FloatArray, ...]:
        """The points of each edge, like `points`: an edge ends where the next one begins."""
        cuts = np.rint(np.linspace(0, len(self.points) - 1, self.n_edges + 1)).astype(int)
        return tuple(self.points[a : b + 1] for a, b in pairwise(cuts))

    @property
    def edges(self) -> tuple[FloatArray, ...]:
        """The edges, each an image of shape (28, 28); together they are the part."""
        return tuple(stroke_image(points) for points in self.edge_points)


def _loop(name: str, centre: tuple[float, float], radius: float) -> DrawnPart:
    turn = np.linspace(0.0, 2.0 * np.pi, 61)
    points = np.array(centre) + radius * np.stack([np.sin(turn), -np.cos(turn)], axis=1)
    return DrawnPart(name, points, 5)


def _line(
    name: str, start: tuple[float, float], end: tuple[float, float], n_edges: int
) -> DrawnPart:
    share = np.linspace(0.0, 1.0, 31)[:, None]
    return DrawnPart(name, np.array(start) * (1.0 - share) + np.array(end) * share, n_edges)


DRAWN_PARTS: Mapping[str, DrawnPart] = MappingProxyType(
    {
        part.name: part
        for part in (
            _loop("upper loop", (13.5, 9.0), 4.6),
            _loop("lower loop", (13.5, 18.9), 5.3),
            _line("right line", (18.2, 5.0), (18.2, 24.0), 3),
            _line("left line", (11.0, 4.6), (8.0, 15.5), 2),
            _line("bar", (8.0, 15.5), (18.2, 15.5), 1),
        )
    }
)
"""Loops and lines, by name: sixteen edges together."""

PARTS_OF_DIGITS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        9: ("upper loop", "right line"),
        8: ("upper loop", "lower loop"),
        4: ("left line", "bar", "right line"),
    }
)
"""Which parts make up a digit."""


def draw_digit(digit: int) -> FloatArray:
    """Draw a digit from its parts, shape (28, 28), values in [0, 1].

    Raises
    ------
    NNVizError
        If there are no parts for it.

    Examples
    --------
    >>> drawn = draw_digit(9)
    >>> loop, line = (DRAWN_PARTS[name].image for name in PARTS_OF_DIGITS[9])
    >>> bool(np.array_equal(drawn, np.maximum(loop, line)))
    True
    """
    if digit not in PARTS_OF_DIGITS:
        known = ", ".join(map(str, sorted(PARTS_OF_DIGITS)))
        raise NNVizError(f"expected a digit that has parts, {known}; got {digit}")
    images = [DRAWN_PARTS[name].image for name in PARTS_OF_DIGITS[digit]]
    return np.asarray(np.maximum.reduce(images))
