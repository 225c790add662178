"""All connections between two layers as one mobject: lines whose light adds up."""

from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError
from nnviz.mobjects.batch.base import BatchMobject, as_points, as_rgb, fixed, per_item
from nnviz.view.raster import PulseWindow

__all__ = ["ConnectionBatch"]

Floats = NDArray[np.float64]
_OPEN = PulseWindow(ahead=1.0, behind=1.0, peak=1.0)


class ConnectionBatch(BatchMobject):
    """All connections between two layers.

    The light of the connections that cross a pixel is added up, coverage times opacity, and
    turned into an opacity of 1 - exp(-2 light): crossings glow in the colour of their connections
    and never turn white.

    Parameters
    ----------
    starts, ends : array_like, shape (n, 2) or (n, 3)
        In scene units.
    colors : array_like, shape (n, 3) or (3,), in [0, 1]
        Red, green, blue.
    opacities : array_like, shape (n,), or a number, in [0, 1]
    widths : array_like, shape (n,), or a number
        In Manim's stroke units (hundredths of a scene unit), not changed by scaling. Thinner than a
        pixel is drawn fainter.

    Raises
    ------
    NNVizError
        If shapes do not fit or a value is out of range, or under the OpenGL renderer.

    Examples
    --------
    >>> starts, ends = [[0, 0], [0, 1]], [[3, 0], [3, 0]]
    >>> bundle = ConnectionBatch(starts, ends, colors=(1, 0, 0), opacities=0.5)
    >>> len(bundle), bundle.width
    (2, 3.0)
    >>> bundle.set_window(0.5).window.front
    0.5
    """

    points_per_item: ClassVar[int] = 2
    style_names: ClassVar[tuple[str, ...]] = (
        "opacity",
        "_colors",
        "_opacities",
        "_widths",
        "_window",
    )

    def __init__(
        self,
        starts: ArrayLike,
        ends: ArrayLike,
        *,
        colors: ArrayLike,
        opacities: ArrayLike,
        widths: ArrayLike = 1.0,
        **kwargs: Any,
    ) -> None:
        first = as_points(starts, what="starts")
        last = as_points(ends, what="ends")
        if first.shape != last.shape:
            raise NNVizError(
                f"expected as many ends as starts; got {len(last)} ends and {len(first)} starts"
            )
        super().__init__(np.stack([first, last], axis=1).reshape(-1, 3), **kwargs)
        count = len(first)
        self._colors = per_item(colors, count, what="colours", high=1.0, columns=3)
        self._opacities = per_item(opacities, count, what="opacities", high=1.0)
        self._widths = per_item(widths, count, what="widths")
        self._window = _OPEN.as_array()

    @property
    def starts(self) -> Floats:
        """Where the connections start, shape (n, 3), in scene units."""
        return self.points[0::2].copy()

    @property
    def ends(self) -> Floats:
        """Where the connections end, shape (n, 3), in scene units."""
        return self.points[1::2].copy()

    @property
    def colors(self) -> Floats:
        """Colour of each connection, shape (n, 3), in [0, 1]: a copy."""
        return self._colors.copy()

    @property
    def opacities(self) -> Floats:
        """Opacity of each connection, shape (n,): a copy."""
        return self._opacities.copy()

    @property
    def widths(self) -> Floats:
        """Width of each connection in Manim's stroke units, shape (n,): a copy."""
        return self._widths.copy()

    @property
    def window(self) -> PulseWindow:
        """The window through which the bundle is seen; open if none was set."""
        front, length, ahead, behind, peak = self._window.tolist()
        return PulseWindow(front=front, length=length, ahead=ahead, behind=behind, peak=peak)

    def set_style(
        self,
        *,
        colors: ArrayLike | None = None,
        opacities: ArrayLike | None = None,
        widths: ArrayLike | None = None,
    ) -> Self:
        """Change what is given: colours (n, 3), opacities (n,), widths (n,), or one for all."""
        count = self.n_items
        if colors is not None:
            self._colors = per_item(colors, count, what="colours", high=1.0, columns=3)
        if opacities is not None:
            self._opacities = per_item(opacities, count, what="opacities", high=1.0)
        if widths is not None:
            self._widths = per_item(widths, count, what="widths")
        return self

    def set_window(
        self,
        front: float,
        *,
        length: float = 0.25,
        ahead: float = 0.0,
        behind: float = 0.4,
        peak: float = 1.0,
    ) -> Self:
        """Show the bundle through a pulse on its way along the bundle's axis.

        The axis leads from the mean of the starts to the mean of the ends; position 0 is the
        earliest start, 1 the last end.

        Parameters
        ----------
        front : float
            Head of the pulse; its tail has left at 1 + length.
        length : float
            From head to tail.
        ahead, behind, peak : float
            Brightness before the head, behind the tail, and of the pulse, in [0, 1].
        """
        window = PulseWindow(front=front, length=length, ahead=ahead, behind=behind, peak=peak)
        self._window = window.as_array()
        return self

    def clear_window(self) -> Self:
        """Show the whole bundle at full brightness again."""
        self._window = _OPEN.as_array()
        return self

    def set_color(self, color: Any = "#FFFFFF", alpha: Any = None, family: bool = True) -> Self:
        """Give all connections one colour."""
        super().set_color(color, alpha, family)
        self._colors = fixed(np.tile(as_rgb(color), (self.n_items, 1)))
        return self
