"""Images with every pixel sharp: any grey picture, and a digit as the network gets it."""

from typing import Any, Self

import numpy as np
from manim import Group, ImageMobject, Rectangle
from manim.constants import RESAMPLING_ALGORITHMS
from numpy.typing import ArrayLike, NDArray

from nnviz.core import FloatArray, NNVizError, read_only
from nnviz.view import DARK, Theme, rgb

__all__ = ["DigitImage", "PixelImage"]


class PixelImage(Group):
    """A grey image with every pixel sharp, and a frame around it.

    Parameters
    ----------
    values : array_like, shape (rows, columns)
        Pixel values in [0, 1].
    height : float
        In scene units.
    dark, light : str, optional
        What 0 and 1 are drawn as, ``#RRGGBB``; a hollow and a lit neuron unless given.
    framed : bool
        Whether a thin frame stands around it.
    theme : Theme

    Raises
    ------
    NNVizError
        If the values are not a table of numbers in [0, 1].

    Examples
    --------
    >>> image = PixelImage([[0.0, 0.5, 1.0]], height=0.2)
    >>> float(round(image.picture.width, 6)), image.displayed_values().round(1).tolist()
    (0.6, [[0.0, 0.5, 1.0]])
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        height: float = 3.0,
        dark: str | None = None,
        light: str | None = None,
        framed: bool = True,
        theme: Theme = DARK,
    ) -> None:
        self.theme = theme
        self.dark, self.light = dark or theme.hollow, light or theme.lit
        self.values: FloatArray = self._checked(values)
        self.picture = ImageMobject(self._colors())
        self.picture.set_resampling_algorithm(RESAMPLING_ALGORITHMS["nearest"])
        rows, columns = self.values.shape
        self.picture.stretch_to_fit_height(height)
        self.picture.stretch_to_fit_width(height * columns / rows)
        self.frame = Rectangle(
            height=height,
            width=height * columns / rows,
            stroke_color=theme.faint,
            stroke_width=2.0 if framed else 0.0,
        )
        super().__init__(self.picture, self.frame)

    def set_values(self, values: ArrayLike) -> Self:
        """Show another image of the same shape where this one stands.

        Raises
        ------
        NNVizError
            If it is of another shape, or not in [0, 1].
        """
        image = self._checked(values)
        if image.shape != self.values.shape:
            raise NNVizError(f"expected an image of shape {self.values.shape}; got {image.shape}")
        self.values = image
        # Only the colours change: the alpha channel carries what fading does.
        self.picture.pixel_array[..., :3] = self._colors()
        return self

    def displayed_values(self) -> FloatArray:
        """Return the pixel values read back from the colours of the picture."""
        dark, span = rgb(self.dark) * 255.0, (rgb(self.light) - rgb(self.dark)) * 255.0
        drawn = np.asarray(self.picture.pixel_array, dtype=np.float64)[..., :3]
        return np.asarray(((drawn - dark) @ span) / (span @ span))

    @property
    def pixel_pitch(self) -> float:
        """The side of one pixel in scene units."""
        return float(self.picture.height / self.values.shape[0])

    def pixel_centres(self) -> FloatArray:
        """Return the centre of each pixel, row by row, shape (rows * columns, 3)."""
        count, width = self.values.size, self.values.shape[1]
        rows, columns = np.divmod(np.arange(count), width)
        corner = self.picture.get_corner(np.array([-1.0, 1.0, 0.0]))
        pitch = self.pixel_pitch
        x = corner[0] + (columns + 0.5) * pitch
        y = corner[1] - (rows + 0.5) * pitch
        return np.stack([x, y, np.zeros_like(x)], axis=1)

    def region(self, rows: slice, columns: slice, **style: Any) -> Rectangle:
        """Return a rectangle around some rows and columns, in the accent unless styled."""
        top, bottom, _ = rows.indices(self.values.shape[0])
        left, right, _ = columns.indices(self.values.shape[1])
        centres = self.pixel_centres().reshape(*self.values.shape, 3)
        middle = (centres[top, left] + centres[bottom - 1, right - 1]) / 2.0
        options: dict[str, Any] = {"stroke_color": self.theme.accent, "stroke_width": 4.0, **style}
        pitch = self.pixel_pitch
        box = Rectangle(width=(right - left) * pitch, height=(bottom - top) * pitch, **options)
        return box.move_to(middle)

    def _colors(self) -> NDArray[np.uint8]:
        light = self.values[..., None]
        colors = rgb(self.dark) * (1.0 - light) + rgb(self.light) * light
        return np.rint(colors * 255.0).astype(np.uint8)

    def _checked(self, values: ArrayLike) -> FloatArray:
        image = read_only(values, ndim=2, what="image")
        if not image.size or image.min() < 0 or image.max() > 1:
            raise NNVizError(f"expected an image of values in [0, 1]; got shape {image.shape}")
        return image


class DigitImage(PixelImage):
    """A square image: a digit as the network gets it, in the theme's own dark and light.

    Parameters
    ----------
    values : array_like, shape (side, side)
        Pixel values in [0, 1]; 0 is drawn as a hollow neuron, 1 as a lit one.
    height : float
        In scene units.
    theme : Theme
    framed : bool
        Whether a thin frame stands around it.

    Examples
    --------
    >>> image = DigitImage(np.eye(28), height=2.8)
    >>> image.pixel_centres().shape, round(image.pixel_pitch, 6)
    ((784, 3), 0.1)
    """

    def __init__(
        self, values: ArrayLike, *, height: float = 3.0, theme: Theme = DARK, framed: bool = True
    ) -> None:
        super().__init__(values, height=height, theme=theme, framed=framed)

    def _checked(self, values: ArrayLike) -> FloatArray:
        image = read_only(values, ndim=2, what="image")
        side = image.shape[0]
        if image.shape != (side, side) or image.min() < 0 or image.max() > 1:
            raise NNVizError(
                f"expected a square image of values in [0, 1]; got shape {image.shape} "
                f"with values from {image.min():g} to {image.max():g}"
            )
        return image
