"""The weights of one neuron as an image: one pixel for each input, the colour of its sign."""

from math import isqrt

import numpy as np
from manim import DOWN, RIGHT, Group, ImageMobject, Rectangle, Square, VGroup
from manim.constants import RESAMPLING_ALGORITHMS
from manim.typing import Point3D
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError, read_only
from nnviz.mobjects.text import MIN_FONT_SIZE, Maths, NumberLabel
from nnviz.view import DARK, STYLE, Theme, weight_image

__all__ = ["WeightImage", "WeightKey"]

_KEY_CELLS = 101


class WeightImage(Group):
    """Weights laid out like the pixels they belong to: the colour of the sign, bright for large.

    Parameters
    ----------
    weights : array_like, shape (side, side) or (side * side,)
        A row of a layer's weights, or products w * a; row by row where it is flat.
    height : float
        In scene units.
    scale : float, optional
        The |w| that is drawn at full colour; the largest one unless given. Give the same to
        images that are to be compared.
    gamma : float
        The power that |w| / scale is raised to; `WeightKey` states it.
    theme : Theme
    framed : bool
        Whether a thin frame stands around it.

    Raises
    ------
    NNVizError
        If the weights do not fill a square.

    Examples
    --------
    >>> image = WeightImage([[0.0, -2.0], [1.0, 0.5]], height=2.0)
    >>> image.scale_value, image.pixel_pitch, image.pixel_centre(1).tolist()
    (2.0, 1.0, [0.5, 0.5, 0.0])
    """

    def __init__(
        self,
        weights: ArrayLike,
        *,
        height: float = 3.0,
        scale: float | None = None,
        gamma: float = STYLE.weight_gamma,
        theme: Theme = DARK,
        framed: bool = True,
    ) -> None:
        self.weights: FloatArray = _square(weights)
        largest = float(np.abs(self.weights).max(initial=0.0)) if scale is None else float(scale)
        self.scale_value = largest or 1.0
        self.gamma = float(gamma)
        colors = weight_image(self.weights, theme, scale=self.scale_value, gamma=self.gamma)
        self.picture = ImageMobject(colors)
        self.picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        self.picture.height = height
        self.frame = Square(height, stroke_color=theme.faint, stroke_width=2.0 if framed else 0.0)
        super().__init__(self.picture, self.frame)

    @property
    def pixel_pitch(self) -> float:
        """The side of one pixel in scene units."""
        return float(self.frame.width) / len(self.weights)

    def pixel_centres(self) -> FloatArray:
        """Return the centre of each pixel, row by row, shape (side * side, 3)."""
        side = len(self.weights)
        rows, columns = np.divmod(np.arange(side * side), side)
        offsets = np.stack([columns, -rows, np.zeros_like(rows)], axis=1) - [
            (side - 1) / 2.0,
            -(side - 1) / 2.0,
            0.0,
        ]
        return np.asarray(self.frame.get_center() + offsets * self.pixel_pitch)

    def pixel_centre(self, index: int) -> Point3D:
        """Return the centre of the pixel that belongs to this input."""
        centre: Point3D = self.pixel_centres()[index]
        return centre

    def pixel_box(self, index: int, *, color: str, room: float = 0.04) -> Square:
        """Return a box around one pixel, `room` scene units larger on each side."""
        box = Square(self.pixel_pitch + 2.0 * room, stroke_color=color, stroke_width=3.5)
        return box.move_to(self.pixel_centre(index))


class WeightKey(VGroup):
    """What the colours of a weight image mean: a bar from the lowest to the highest, and the rule.

    Parameters
    ----------
    scale : float
        The |w| at both ends of the bar.
    gamma : float
        The power of the shade, written below the bar.
    symbol : str
        What is coloured, in Typst's notation: ``w``, or ``w a``.
    width : float
        In scene units.
    decimals : int
        Of the numbers at the ends.
    theme : Theme

    Raises
    ------
    NNVizError
        If the scale is not above 0.

    Examples
    --------
    >>> key = WeightKey(1.25)
    >>> [label.text for label in key.numbers]
    ['−1.25', '0', '+1.25']
    """

    def __init__(
        self,
        scale: float,
        *,
        gamma: float = STYLE.weight_gamma,
        symbol: str = "w",
        width: float = 3.0,
        decimals: int = 2,
        theme: Theme = DARK,
    ) -> None:
        if not scale > 0.0:
            raise NNVizError(f"expected a scale above 0; got {scale}")
        super().__init__()
        values = np.linspace(-scale, scale, _KEY_CELLS)
        colors = weight_image(values[None], theme, scale=scale, gamma=gamma)[0]
        cell = width / _KEY_CELLS
        self.bar = VGroup()
        for index, color in enumerate(colors):
            # Each cell reaches under the next one, so that no seam shows between them.
            part = Rectangle(width=2.0 * cell, height=0.22, stroke_width=0.0, fill_opacity=1.0)
            part.set_fill("#" + "".join(f"{int(channel):02X}" for channel in color))
            self.bar.add(part.move_to(((index + 0.5) * cell, 0.0, 0.0)))
        self.bar[-1].stretch_to_fit_width(cell).move_to((width - cell / 2.0, 0.0, 0.0))
        self.numbers = VGroup()
        for place, value in zip((0.0, 0.5, 1.0), (-scale, 0.0, scale), strict=True):
            label = NumberLabel(
                value,
                decimals=decimals if value else 0,
                signed=bool(value),
                font_size=MIN_FONT_SIZE,
                color=theme.muted,
                theme=theme,
            )
            anchor = self.bar.get_left() + place * self.bar.width * RIGHT + 0.11 * DOWN
            self.numbers.add(label.next_to(anchor, DOWN, buff=0.14))
        self.rule = Maths(
            f'"shade" = (lr(|{symbol}|) \\/ {scale:.{decimals}f})^({gamma:g})',
            font_size=MIN_FONT_SIZE,
            color=theme.muted,
            theme=theme,
        )
        self.rule.next_to(self.numbers, DOWN, buff=0.2).set_x(self.bar.get_x())
        self.add(self.bar, self.numbers, self.rule)
        self.center()

    @classmethod
    def of(cls, image: WeightImage, *, theme: Theme = DARK, **options: float) -> "WeightKey":
        """Return the key of a weight image, to stand below it."""
        key = cls(image.scale_value, gamma=image.gamma, theme=theme, **options)  # type: ignore[arg-type]
        key.next_to(image, DOWN, buff=0.2)
        return key


def _square(weights: ArrayLike) -> FloatArray:
    given = np.asarray(weights, dtype=np.float64)
    side = isqrt(given.size)
    if given.ndim not in (1, 2) or side * side != given.size or given.size == 0:
        raise NNVizError(
            f"expected weights that fill a square, like 784 or 28 x 28; got shape {given.shape}"
        )
    if given.ndim == 2 and given.shape != (side, side):
        raise NNVizError(f"expected a square of weights; got shape {given.shape}")
    return read_only(given.reshape(side, side), ndim=2, what="weights")
