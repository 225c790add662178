"""Colours as numbers: hex, RGB in [0, 1], luminance and contrast."""

import re

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import FloatArray
from nnviz.errors import NNVizError

__all__ = ["contrast_ratio", "luminance", "mix", "rgb", "rgb_to_hex"]

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def rgb(color: str) -> FloatArray:
    """Return the three channels of ``#RRGGBB``, each in [0, 1].

    Raises
    ------
    NNVizError
        If the text is not a colour of that form.

    Examples
    --------
    >>> rgb("#FF8000").round(3)
    array([1.   , 0.502, 0.   ])
    """
    if not isinstance(color, str) or not _HEX.fullmatch(color):
        raise NNVizError(f"expected a colour like #58C4DD; got {color!r}")
    return np.array([int(color[i : i + 2], 16) / 255.0 for i in (1, 3, 5)])


def rgb_to_hex(channels: ArrayLike) -> str:
    """Return ``#RRGGBB`` for three channels in [0, 1].

    Examples
    --------
    >>> rgb_to_hex([1.0, 0.502, 0.0])
    '#FF8000'
    """
    values = np.rint(np.clip(np.asarray(channels, dtype=np.float64), 0.0, 1.0) * 255.0)
    return "#" + "".join(f"{int(value):02X}" for value in values)


def mix(first: str, second: str, amount: float) -> str:
    """Return the colour `amount` of the way from `first` (0) to `second` (1).

    Examples
    --------
    >>> mix("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    return rgb_to_hex((1.0 - amount) * rgb(first) + amount * rgb(second))


def luminance(channels: ArrayLike) -> FloatArray:
    """Return the relative luminance of sRGB colours, as WCAG 2.2 defines it.

    Parameters
    ----------
    channels : array_like, shape (..., 3)
        In [0, 1].

    Returns
    -------
    ndarray, shape (...)
        From 0, black, to 1, white.

    Examples
    --------
    >>> luminance([[0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    array([0., 1.])
    """
    given = np.asarray(channels, dtype=np.float64)
    linear = np.where(given <= 0.04045, given / 12.92, ((given + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.2 defines it.

    Examples
    --------
    >>> contrast_ratio("#FFFFFF", "#000000")
    21.0
    """
    low, high = sorted((float(luminance(rgb(first))), float(luminance(rgb(second)))))
    return (high + 0.05) / (low + 0.05)
