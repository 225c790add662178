"""Step 0: the colour filter through which the ink stands out."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnviz.core import FloatArray
from nnviz.data.preprocessing.arrays import closing

__all__ = ["seen", "small_colours", "telling_channel"]

_SIDE = 128
_RADIUS = 9
_FAR_BETTER = 2.5
_COLOURS = ("red", "green", "blue")


def telling_channel(colours: NDArray[np.uint8]) -> str:
    """Return in which light ink and paper differ most.

    It is ``"luminance"``, unless ``"red"``, ``"green"`` or ``"blue"`` shows narrow marks far
    better: yellow on white is dark in blue light alone.

    Parameters
    ----------
    colours : ndarray of uint8, shape (h, w, 3)
        A picture of at most some hundred pixels a side.

    Examples
    --------
    >>> page = np.full((40, 40, 3), 250, dtype=np.uint8)
    >>> page[10:30, 18:22] = (250, 225, 50)
    >>> telling_channel(page)
    'blue'
    """
    if not np.ptp(colours, axis=2).any():
        return "luminance"
    grey = np.round(255.0 * seen(colours, "luminance")).astype(np.uint8)
    told = {"luminance": _marks(grey)}
    told |= {name: _marks(colours[..., k]) for k, name in enumerate(_COLOURS)}
    best = max(told, key=lambda name: told[name])
    return best if told[best] > _FAR_BETTER * told["luminance"] else "luminance"


def seen(colours: NDArray[np.uint8], channel: str) -> FloatArray:
    """Return the grey picture of one channel, values in [0, 1].

    Luminance is ``(299 R + 587 G + 114 B) / 255000``.
    """
    if channel != "luminance":
        return np.asarray(colours[..., _COLOURS.index(channel)] / 255.0)
    red, green, blue = (colours[..., k].astype(np.int32) for k in range(3))
    # Whole numbers up to the one division: a grey pixel of value v becomes exactly v / 255.
    return np.asarray((299 * red + 587 * green + 114 * blue) / 255000.0)


def small_colours(picture: Image.Image) -> NDArray[np.uint8]:
    """Return the colours at about 128 pixels a side; a palette's pixels cannot be averaged."""
    factor = max(1, max(picture.size) // _SIDE)
    if picture.mode == "RGB":
        return np.asarray(picture.reduce(factor))
    width, height = (max(1, n // factor) for n in picture.size)
    return np.asarray(picture.resize((width, height), Image.Resampling.NEAREST).convert("RGB"))


def _marks(grey: NDArray[np.uint8]) -> float:
    """Return how strong the narrow marks are, darker or lighter than what is around them."""
    dark = np.subtract(closing(grey, _RADIUS), grey, dtype=np.float64)
    light = np.subtract(closing(255 - grey, _RADIUS), 255 - grey, dtype=np.float64)
    return float((dark * dark * dark + light * light * light).sum())
