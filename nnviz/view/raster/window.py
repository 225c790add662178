"""The window of a travelling pulse: how bright a bundle is along its axis."""

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError
from nnviz.view.raster.texture import PixelBox

__all__ = ["BundleAxis", "PulseWindow", "window_mask", "window_profile"]

#: Steps of the table of a window that does not lie along rows or columns, for each pixel.
_STEPS = 8

#: The part of a pulse's length over which it rises, ahead of its decay.
_RISE = 0.25


@dataclass(frozen=True)
class PulseWindow:
    """A pulse on its way along a bundle.

    Parameters
    ----------
    front : float
        Where the head of the pulse is: 0 at the start of the bundle, 1 at its end; the tail has
        left at 1 + length.
    length : float
        From head to tail, as a part of the bundle's length.
    ahead, behind, peak : float
        Brightness before the head, after the tail, and of the pulse itself, each in [0, 1]. All
        three equal to 1 is no window at all.

    Raises
    ------
    NNVizError
        If a brightness is not in [0, 1], the length is not positive, or a number is not finite.

    Examples
    --------
    >>> PulseWindow(front=0.5).is_open
    False
    >>> PulseWindow(ahead=1.0, behind=1.0).is_open
    True
    """

    front: float = 0.0
    length: float = 0.25
    ahead: float = 0.0
    behind: float = 0.4
    peak: float = 1.0

    def __post_init__(self) -> None:
        for name in ("front", "length", "ahead", "behind", "peak"):
            value = float(getattr(self, name))
            object.__setattr__(self, name, value)
            if not np.isfinite(value):
                raise NNVizError(f"expected a finite {name}; got {value}")
        if self.length <= 0:
            raise NNVizError(f"expected a pulse length above 0; got {self.length:g}")
        for name in ("ahead", "behind", "peak"):
            if not 0.0 <= getattr(self, name) <= 1.0:
                raise NNVizError(f"expected {name} in [0, 1]; got {getattr(self, name):g}")

    @property
    def is_open(self) -> bool:
        """Whether everything shows at full brightness, as without a window."""
        return self.ahead == self.behind == self.peak == 1.0

    def as_array(self) -> NDArray[np.float64]:
        """Give front, length, ahead, behind, peak as one read-only array, shape (5,)."""
        numbers = np.array(astuple(self))
        numbers.setflags(write=False)
        return numbers


def window_profile(positions: ArrayLike, window: PulseWindow) -> NDArray[np.float64]:
    """Give the brightness at positions along the axis, continuous everywhere.

    Parameters
    ----------
    positions : array_like
        0 at the start of the bundle, 1 at its end.
    window : PulseWindow

    Returns
    -------
    array in [0, 1], the shape of `positions`

    Examples
    --------
    >>> window_profile([0.0, 0.9], PulseWindow(front=0.5, length=0.2)).tolist()
    [0.4, 0.0]
    """
    passed = (window.front - np.asarray(positions, dtype=np.float64)) / window.length
    rise = np.clip(passed / _RISE, 0.0, 1.0)
    decay = np.clip((passed - _RISE) / (1.0 - _RISE), 0.0, 1.0)
    rise = rise * rise * (3.0 - 2.0 * rise)
    decay = decay * decay * (3.0 - 2.0 * decay)
    risen = window.ahead + (window.peak - window.ahead) * rise
    return np.asarray(risen + (window.behind - risen) * decay)


@dataclass(frozen=True)
class BundleAxis:
    """The axis along which a pulse runs through a bundle of lines.

    Parameters
    ----------
    x, y : float
        Its direction, of length 1, in pixels of the frame.
    begin, span : float
        Where along it the bundle starts, and how far it reaches, in pixels.
    """

    x: float
    y: float
    begin: float
    span: float

    @classmethod
    def of(cls, starts: ArrayLike, ends: ArrayLike) -> "BundleAxis":
        """Lead from the mean of the starts to the mean of the ends, (n, 2) in pixels.

        The bundle starts at the earliest end of a line, and reaches to the last.
        """
        first, last = np.asarray(starts, dtype=np.float64), np.asarray(ends, dtype=np.float64)
        axis = last.mean(axis=0) - first.mean(axis=0)
        length = float(np.hypot(*axis))
        axis = axis / length if length > 1e-9 else np.array([1.0, 0.0])
        along = np.concatenate([first @ axis, last @ axis])
        span = max(float(np.ptp(along)), 1e-9)
        return cls(float(axis[0]), float(axis[1]), float(along.min()), span)


def window_mask(
    axis: BundleAxis, window: PulseWindow, box: PixelBox, *, opacity: float = 1.0
) -> NDArray[np.uint8]:
    """Give the brightness of each pixel of a box.

    Parameters
    ----------
    axis : BundleAxis
    window : PulseWindow
    box : PixelBox
    opacity : float
        Multiplies the brightness.

    Returns
    -------
    array of uint8, shape (height, width), or (1, width) or (height, 1) where it only changes along
    x or y

    Examples
    --------
    >>> axis = BundleAxis.of([[0, 1]], [[4, 1]])
    >>> window_mask(axis, PulseWindow(front=0.5, length=0.01), PixelBox(0, 0, 4, 2))
    array([[102, 102,   0,   0]], dtype=uint8)
    """
    x = (np.arange(box.x0, box.x1) + 0.5) * axis.x - axis.begin
    y = (np.arange(box.y0, box.y1) + 0.5) * axis.y
    if np.ptp(y) < 0.05:
        return _bytes(window_profile((x + y.mean()) / axis.span, window) * opacity)[None]
    if np.ptp(x) < 0.05:
        return _bytes(window_profile((y + x.mean()) / axis.span, window) * opacity)[:, None]
    low = x.min() + y.min()
    count = int(np.ceil(_STEPS * (x.max() + y.max() - low))) + 2
    places = low + np.arange(count) / _STEPS
    table = _bytes(window_profile(places / axis.span, window) * opacity)
    columns = np.rint(_STEPS * (x - x.min())).astype(np.int32)
    rows = np.rint(_STEPS * (y - y.min())).astype(np.int32)
    return np.asarray(np.take(table, columns + rows[:, None], mode="clip"))


def _bytes(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(values * 255 + 0.5, 0, 255).astype(np.uint8)
