"""Frames of three shapes, and which of them a picture of some size shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from nnviz.errors import NNVizError

__all__ = [
    "FRAMES",
    "SQUARE",
    "TALL",
    "WIDE",
    "Frame",
    "frame_for",
    "frame_named",
    "frame_shape",
    "pixels_for",
]

_SHORTER_SIDE = 8.0
_MARGIN = 0.3


@dataclass(frozen=True)
class Frame:
    """What a scene is laid out for: a shape, and its size in scene units.

    The shorter side of every shape is 8 units. A size of type is therefore the same part of the
    shorter side everywhere: `nnviz.mobjects.text.MIN_FONT_SIZE`, 1/24 of it to the em, is 20 pixels
    at 854 x 480, at 480 x 480 and at 480 x 854.

    Attributes
    ----------
    name : {"16:9", "1:1", "9:16"}
    width, height : float
        In scene units.

    Examples
    --------
    >>> TALL.width, round(TALL.height, 2), TALL.is_tall, WIDE.is_tall
    (8.0, 14.22, True, False)
    """

    name: str
    width: float
    height: float

    @property
    def is_wide(self) -> bool:
        """Whether things stand side by side in it."""
        return self.width > self.height

    @property
    def is_tall(self) -> bool:
        """Whether things stand one above the other in it."""
        return self.height > self.width

    @property
    def safe_width(self) -> float:
        """The width between the margins, in which words stand."""
        return self.width - 2.0 * _MARGIN

    @property
    def safe_height(self) -> float:
        """The height between the margins, in which words stand."""
        return self.height - 2.0 * _MARGIN

    def seen(self, width: int, height: int) -> tuple[float, float]:
        """Return the width and height, in scene units, of a picture that shows all of the frame.

        Parameters
        ----------
        width, height : int
            Of the picture, in pixels. If it has another shape, there is room at two sides.

        Examples
        --------
        >>> WIDE.seen(1920, 1080), WIDE.seen(480, 480)
        ((14.222222222222221, 8.0), (14.222222222222221, 14.222222222222221))
        """
        ratio = width / height
        if ratio >= self.width / self.height:
            return self.height * ratio, self.height
        return self.width, self.width / ratio


WIDE = Frame("16:9", _SHORTER_SIDE * 16 / 9, _SHORTER_SIDE)
"""16:9, the shape of films and slides."""

SQUARE = Frame("1:1", _SHORTER_SIDE, _SHORTER_SIDE)
"""1:1."""

TALL = Frame("9:16", _SHORTER_SIDE, _SHORTER_SIDE * 16 / 9)
"""9:16, a telephone held upright."""

FRAMES: dict[str, Frame] = {frame.name: frame for frame in (WIDE, SQUARE, TALL)}
"""The frames, by name."""


def frame_named(name: str) -> Frame:
    """Return the frame called `name`.

    Raises
    ------
    NNVizError
        If there is none; the message lists those there are.

    Examples
    --------
    >>> frame_named("1:1").width
    8.0
    """
    if name not in FRAMES:
        raise NNVizError(f"expected a shape of {', '.join(FRAMES)}; got {name!r}")
    return FRAMES[name]


def frame_for(width: int, height: int, shapes: Sequence[str] = (WIDE.name,)) -> Frame:
    """Return the frame, of those that a scene can be laid out for, that fits a picture best.

    Parameters
    ----------
    width, height : int
        Of the picture, in pixels.
    shapes : sequence of str
        The names of the shapes that the scene supports.

    Raises
    ------
    NNVizError
        If a size is not positive, or a shape unknown, or there is none.

    Examples
    --------
    >>> frame_for(1080, 1920, ("16:9", "9:16")).name, frame_for(1080, 1920).name
    ('9:16', '16:9')
    """
    if width < 1 or height < 1:
        raise NNVizError(f"expected a picture of 1 x 1 pixels or more; got {width} x {height}")
    frames = [frame_named(name) for name in shapes]
    if not frames:
        raise NNVizError(f"expected one shape or more of {', '.join(FRAMES)}; got none")
    # Rounded, so that the first of two that fit alike is taken.
    return min(frames, key=lambda one: round(abs(log(width * one.height / height / one.width)), 6))


def frame_shape(
    width: int, height: int, shapes: Sequence[str] = (WIDE.name,)
) -> tuple[float, float]:
    """Return Manim's ``frame_width`` and ``frame_height`` for a picture of a scene.

    Parameters
    ----------
    width, height : int
        Of the picture, in pixels.
    shapes : sequence of str
        The shapes that the scene can be laid out for; a picture of another shape shows the nearest
        of them whole, with room at two sides.

    Examples
    --------
    >>> frame_shape(1080, 1080, ("16:9", "1:1"))
    (8.0, 8.0)
    >>> frame_shape(1080, 1080)
    (14.222222222222221, 14.222222222222221)
    """
    return frame_for(width, height, shapes).seen(width, height)


def pixels_for(name: str, lines: int) -> tuple[int, int]:
    """Return the width and height in pixels of a shape whose shorter side has so many pixels.

    Both are even, as video wants it.

    Raises
    ------
    NNVizError
        If there are fewer than 2 lines.

    Examples
    --------
    >>> pixels_for("16:9", 480), pixels_for("9:16", 1080), pixels_for("1:1", 720)
    ((854, 480), (1080, 1920), (720, 720))
    """
    frame = frame_named(name)
    if lines < 2:
        raise NNVizError(f"expected 2 lines or more; got {lines}")
    unit = lines / _SHORTER_SIDE
    width, height = (2 * round(side * unit / 2.0) for side in (frame.width, frame.height))
    return width, height
