"""One step of a convolution: a small window of a picture, times a few weights, is one number."""

from typing import Any, Self

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, Group, Line, Square, VGroup
from manim.typing import Point3D
from numpy.typing import ArrayLike

from framed_picture import Picture
from nnviz.core import FloatArray, NNVizError, read_only
from nnviz.mobjects import MIN_FONT_SIZE, Maths, NumberLabel, NumberMatrix
from nnviz.view import DARK, Theme

__all__ = ["KernelStep", "SlideKernel"]

_FLIP = 0.455
"""The grey above which black can be read better on it than white."""


class KernelStep(Group):
    """A window of grey values times a kernel, entry by entry, and the sum.

    Parameters
    ----------
    picture : Picture
        Of grey values.
    kernel : array_like, shape (side, side)
        An odd side.
    centre : (int, int)
        Row and column of the window's middle.
    cell : float
        The side of one pixel of the window, in scene units.
    below : bool
        Whether it stands below the picture, with the sum in a line of its own, for a tall frame.
    theme : Theme

    Attributes
    ----------
    window : Picture
    numbers : VGroup of NumberLabel
        The values in the window, row by row.
    weights : NumberMatrix
    total : NumberLabel
    box : Square
        Around the window in the picture; not part of the step.
    rays : VGroup
        From the box to the window, to say that the one is the other; not part of the step.

    Raises
    ------
    NNVizError
        If the kernel is no square of an odd side, or the window leaves the picture.

    Examples
    --------
    >>> picture = Picture(np.eye(5), smooth=False)
    >>> step = KernelStep(picture, [[0, 0, 0], [0, 1, 2], [0, 0, 0]], centre=(2, 2))
    >>> step.total.value, step.slide_to(1, 2).total.value
    (1.0, 0.0)
    """

    def __init__(
        self,
        picture: Picture,
        kernel: ArrayLike,
        *,
        centre: tuple[int, int],
        cell: float = 0.86,
        below: bool = False,
        theme: Theme = DARK,
    ) -> None:
        self.kernel: FloatArray = read_only(kernel, ndim=2, what="kernel")
        side = len(self.kernel)
        if self.kernel.shape != (side, side) or side % 2 == 0 or picture.values.ndim != 2:
            raise NNVizError(
                "expected a square kernel of an odd side and a picture of greys; got shapes "
                f"{self.kernel.shape} and {picture.values.shape}"
            )
        self.picture, self.theme = picture, theme
        self.window = Picture(np.zeros((side, side)), height=side * cell, smooth=False, theme=theme)
        self.numbers = VGroup()
        for row in range(side):
            for column in range(side):
                label = NumberLabel(font_size=MIN_FONT_SIZE, theme=theme)
                self.numbers.add(label.move_to(self.window.pixel_centre(row, column)))
        whole = bool((self.kernel == np.rint(self.kernel)).all())
        self.weights = NumberMatrix(
            self.kernel, decimals=0 if whole else 2, by_sign=True, pitch=(0.75, cell), theme=theme
        )
        self.times, self.equals = Maths("times", theme=theme), Maths("=", theme=theme)
        self.total = NumberLabel(font_size=44.0, signed=True, edge="left", theme=theme)
        # The widest sum that can come up gives the number its room.
        self.total.set_value(-float(np.abs(self.kernel).sum()))
        line = (Group(self.window, self.numbers), self.times, self.weights, self.equals)
        super().__init__(*line, self.total)
        self.below = below
        if below:
            result = Group(self.equals, self.total).arrange(RIGHT, buff=0.28)
            first = Group(*line[:3]).arrange(RIGHT, buff=0.28)
            Group(first, result).arrange(DOWN, buff=0.5)
        else:
            self.arrange(RIGHT, buff=0.28)
        # On a photograph, which is as dark in every theme: the accent of the dark one.
        self.box = Square(
            side * picture.pixel_pitch + 0.05, stroke_color=DARK.accent, stroke_width=3.0
        )
        self.rays = VGroup(
            *(Line(stroke_color=theme.accent, stroke_width=1.5, stroke_opacity=0.6) for _ in "ab")
        )
        self.slide_to(*centre)

    def slide_to(self, row: int, column: int) -> Self:
        """Look at the window around another pixel.

        Raises
        ------
        NNVizError
            If the window would leave the picture.
        """
        half = len(self.kernel) // 2
        rows, columns = self.picture.values.shape
        if not (half <= row < rows - half and half <= column < columns - half):
            raise NNVizError(
                f"expected a pixel at least {half} from the edge of a picture of {rows} x "
                f"{columns}; got {row}, {column}"
            )
        self.centre = (int(row), int(column))
        part = self.picture.values[row - half : row + half + 1, column - half : column + half + 1]
        self.window.values = np.array(part)
        self.window.picture.pixel_array[..., :3] = np.rint(part * 255.0)[..., None]
        for label, value in zip(self.numbers, part.ravel(), strict=True):
            label.set_value(value).set_fill("#000000" if value > _FLIP else "#FFFFFF")
        self.total.set_value(float((part * self.kernel).sum()))
        self.box.move_to(self.place())
        onwards, sides = (DOWN, (LEFT, RIGHT)) if self.below else (RIGHT, (UP, DOWN))
        for ray, side in zip(self.rays, sides, strict=True):
            ends = [self.box.get_corner(side + onwards), self.window.get_corner(side - onwards)]
            ray.set_points_as_corners(ends)
        return self

    def place(self) -> Point3D:
        """Return where the middle of the window stands in the picture."""
        return self.picture.pixel_centre(*self.centre)


class SlideKernel(Animation):
    """Slide a kernel over a picture, pixel by pixel; each frame shows the sum at one place.

    Parameters
    ----------
    step : KernelStep
        Its box and rays move along with it.
    row, column : int
        Where to go, in a straight line.
    """

    def __init__(self, step: KernelStep, row: int, column: int, **kwargs: Any) -> None:
        self.step, self.stop = step, np.array([row, column])
        super().__init__(Group(step, step.box, step.rays), **kwargs)

    def begin(self) -> None:
        """Remember where the window starts from."""
        self._start = np.array(self.step.centre)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the window of this moment."""
        share = self.rate_func(alpha)
        row, column = np.rint(self._start + share * (self.stop - self._start)).astype(int)
        self.step.slide_to(int(row), int(column))
