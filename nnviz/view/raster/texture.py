"""What a raster gives: premultiplied bytes and their place in the frame, and how light adds up."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.core import NNVizError
from nnviz.view.style import STYLE

__all__ = ["PixelBox", "Texture", "tone_mapped"]

#: Four bytes of a pixel as one number, the first the least.
_LITTLE = np.dtype("<u4")


@dataclass(frozen=True, eq=False)
class PixelBox:
    """A rectangle of whole pixels: columns x0 to x1 and rows y0 to y1, ends not included.

    Examples
    --------
    >>> PixelBox(2, 3, 5, 4).shape
    (1, 3)
    """

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """How many columns."""
        return max(self.x1 - self.x0, 0)

    @property
    def height(self) -> int:
        """How many rows."""
        return max(self.y1 - self.y0, 0)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.height, self.width

    @property
    def is_empty(self) -> bool:
        """Whether no pixel lies inside."""
        return self.width == 0 or self.height == 0

    def place(self, part: "PixelBox") -> tuple[slice, slice]:
        """Give the rows and columns that a part of this box takes in an array of its shape."""
        top, left = part.y0 - self.y0, part.x0 - self.x0
        return slice(top, top + part.height), slice(left, left + part.width)

    @classmethod
    def around(
        cls, low: NDArray[np.float64], high: NDArray[np.float64], size: tuple[int, int]
    ) -> "PixelBox":
        """Give the smallest box that holds low to high, (x, y) in pixels, cut to a frame of `size`.

        Parameters
        ----------
        low, high : array, shape (2,)
        size : tuple of int
            Width and height of the frame.
        """
        width, height = size
        x0, y0 = np.clip(np.floor(low), 0, (width, height)).astype(int).tolist()
        x1, y1 = np.clip(np.ceil(high), 0, (width, height)).astype(int).tolist()
        return cls(x0, y0, max(x0, x1), max(y0, y1))


@dataclass(frozen=True, eq=False)
class Texture:
    """Premultiplied pixels and their place in the frame.

    Parameters
    ----------
    pixels : array of uint8, shape (height, width, 4)
        Red, green, blue (each times alpha) and alpha.
    box : PixelBox
    """

    pixels: NDArray[np.uint8]
    box: PixelBox

    def __post_init__(self) -> None:
        expected = (*self.box.shape, 4)
        if self.pixels.shape != expected or self.pixels.dtype != np.uint8:
            raise NNVizError(
                f"expected uint8 pixels of shape {expected}; "
                f"got {self.pixels.dtype} of shape {self.pixels.shape}"
            )

    @property
    def nbytes(self) -> int:
        """Memory that the pixels take."""
        return int(self.pixels.nbytes)


def tone_mapped(
    light: NDArray[np.float32],
    palette: NDArray[np.float64] | None,
    *,
    glow: float = STYLE.glow,
) -> NDArray[np.uint8]:
    """Turn light that has been added up into premultiplied bytes.

    With L the light of all colours together, alpha = 1 - exp(-glow L), and the colour is the mean
    of the lights' colours: dense crossings saturate in their own colour and never turn white.

    Parameters
    ----------
    light : array, shape (c, height, width)
        Light of each of c colours, not negative.
    palette : array, shape (c, 3), or None
        The colours, in [0, 1]. Without, the channels are red, green, blue and the sum of all light.
    glow : float

    Returns
    -------
    array of uint8, shape (height, width, 4)

    Examples
    --------
    >>> import numpy as np
    >>> light = np.array([[[0.0, 9.0]], [[0.0, 9.0]]], dtype=np.float32)
    >>> tone_mapped(light, np.array([[1.0, 0, 0], [0, 0, 1.0]]))
    array([[[  0,   0,   0,   0],
            [128,   0, 128, 255]]], dtype=uint8)
    """
    total = light[3].copy() if palette is None else light.sum(axis=0)
    np.maximum(total, np.float32(1e-6), out=total)
    scale = total * np.float32(-glow)
    np.exp(scale, out=scale)
    np.subtract(1, scale, out=scale)
    scale *= 255
    # One byte after the other is put in front of those before it: alpha, blue, green, red.
    work = scale + np.float32(0.5)
    packed = work.astype(_LITTLE)
    byte, term = np.empty_like(packed), np.empty_like(work)
    scale /= total
    planes = light[:3] * scale if palette is None else light * scale
    for channel in (2, 1, 0):
        if palette is None:
            np.add(planes[channel], np.float32(0.5), out=work)
        else:
            np.multiply(planes[0], np.float32(palette[0, channel]), out=work)
            for plane, colour in zip(planes[1:], palette[1:], strict=True):
                np.multiply(plane, np.float32(colour[channel]), out=term)
                work += term
            work += np.float32(0.5)
        byte[:] = work
        packed <<= 8
        packed |= byte
    pixels: NDArray[np.uint8] = packed.view(np.uint8).reshape(*packed.shape, 4)
    return pixels
