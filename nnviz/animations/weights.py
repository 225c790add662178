"""Weights that take their places: on the connections, and then as an image."""

from typing import Any

import numpy as np
from manim import Animation, linear, smooth
from numpy.typing import ArrayLike, NDArray

from nnviz.core import NNVizError
from nnviz.mobjects import ConnectionBatch, WeightImage
from nnviz.view import DARK, STYLE, Theme, relative_size, sign_colors

__all__ = ["TakeWeights", "WeightsBecomeImage"]

Floats = NDArray[np.float64]


class TakeWeights(Animation):
    """Let every connection take the colour, the light and the width of its weight.

    The connections change one after the other, in their order, each in a short while.

    Parameters
    ----------
    connections : ConnectionBatch
    weights : array_like, shape (n,)
        One for each connection.
    widest : float
        The width of the largest |w|, in Manim's stroke units; the others in proportion.
    thinnest : float
        The width of a weight of 0.
    theme : Theme
    lag : float
        The part of the time, below 1, after which the last connection begins to change.

    Raises
    ------
    NNVizError
        If there are not as many weights as connections.

    Examples
    --------
    >>> from nnviz.mobjects import ConnectionBatch
    >>> ends = [[0, 0], [0, 1]], [[2, 0], [2, 1]]
    >>> lines = ConnectionBatch(*ends, colors=(1, 1, 1), opacities=0.2)
    >>> take = TakeWeights(lines, [0.5, -1.0], widest=3.0)
    >>> take.begin()
    >>> take.finish()
    >>> lines.widths.round(3).tolist()
    [1.7, 3.0]
    """

    def __init__(
        self,
        connections: ConnectionBatch,
        weights: ArrayLike,
        *,
        widest: float = 4.0,
        thinnest: float = 0.4,
        theme: Theme = DARK,
        lag: float = 0.7,
        rate_func: Any = linear,
        **kwargs: Any,
    ) -> None:
        values = np.asarray(weights, dtype=np.float64)
        if values.shape != (len(connections),):
            raise NNVizError(
                f"expected one weight for each of {len(connections)} connections; "
                f"got shape {values.shape}"
            )
        self.connections = connections
        sizes = relative_size(values)
        self._end = (
            sign_colors(values, theme),
            sizes,
            thinnest + (widest - thinnest) * sizes,
        )
        self._lag = lag
        super().__init__(connections, rate_func=rate_func, **kwargs)

    def begin(self) -> None:
        """Remember what the connections look like before."""
        lines = self.connections
        self._start = (lines.colors, lines.opacities, lines.widths)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Change each connection in its own part of the time."""
        share = _one_after_the_other(self.rate_func(alpha), len(self.connections), self._lag)
        colors, opacities, widths = (
            _between(start, end, share) for start, end in zip(self._start, self._end, strict=True)
        )
        self.connections.set_style(colors=colors, opacities=opacities, widths=widths)


class WeightsBecomeImage(Animation):
    """Let every connection shrink and fly to its pixel of a weight image.

    The connections end as squares that cover the image and have its colours, as near as light on
    the theme's background comes to it; fade the image in and take the connections away.

    Parameters
    ----------
    connections : ConnectionBatch
        In the order of the inputs.
    image : WeightImage
        It has one pixel for each connection.
    lag : float
        The part of the time, below 1, after which the last connection begins to fly.
    theme : Theme

    Raises
    ------
    NNVizError
        If there are not as many pixels as connections.

    Examples
    --------
    >>> from nnviz.mobjects import ConnectionBatch, WeightImage
    >>> starts = [[0, y] for y in range(4)]
    >>> lines = ConnectionBatch(starts, [[2, 0]] * 4, colors=(1, 1, 1), opacities=0.2)
    >>> image = WeightImage([0.5, -1.0, 0.0, 0.25], height=2.0)
    >>> become = WeightsBecomeImage(lines, image)
    >>> become.begin()
    >>> become.finish()
    >>> bool(abs(lines.get_center() - image.get_center()).max() < 1e-6)
    True
    """

    def __init__(
        self,
        connections: ConnectionBatch,
        image: WeightImage,
        *,
        lag: float = 0.6,
        theme: Theme = DARK,
        rate_func: Any = linear,
        **kwargs: Any,
    ) -> None:
        if image.weights.size != len(connections):
            raise NNVizError(
                f"expected one pixel for each of {len(connections)} connections; "
                f"got {image.weights.size}"
            )
        self.connections, self.image = connections, image
        weights = image.weights.ravel()
        self._colors = sign_colors(weights, theme)
        shade = relative_size(weights, scale=image.scale_value, gamma=image.gamma)
        self._light = np.clip(-np.log(1.0 - np.minimum(shade, 0.86)) / STYLE.glow, 0.0, 1.0)
        self._lag = lag
        super().__init__(connections, rate_func=rate_func, **kwargs)

    def begin(self) -> None:
        """Remember where the connections start from."""
        lines = self.connections
        self._before = (lines.starts, lines.ends, lines.opacities, lines.widths, lines.colors)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Move each connection in its own part of the time."""
        starts, ends, opacities, widths, colors = self._before
        share = _one_after_the_other(self.rate_func(alpha), len(starts), self._lag)
        half = 0.5 * self.image.pixel_pitch * np.array([1.0, 0.0, 0.0])
        centres = self.image.pixel_centres()
        # The end that leads to the neuron lets go first, so that the lines fly like comets.
        points = np.stack(
            [
                _between(starts, centres - half, share**1.6),
                _between(ends, centres + half, share),
            ],
            axis=1,
        )
        self.connections.points = points.reshape(-1, 3)
        self.connections.set_style(
            colors=_between(colors, self._colors, share),
            opacities=_between(opacities, self._light, share),
            widths=_between(widths, np.full(len(widths), 100.0 * self.image.pixel_pitch), share**3),
        )


def _one_after_the_other(alpha: float, count: int, lag: float) -> Floats:
    """Return how far each of `count` things has come, eased, in [0, 1]."""
    order = np.linspace(0.0, lag, count)
    local = np.clip((alpha - order) / (1.0 - lag), 0.0, 1.0)
    return np.array([smooth(float(value)) for value in local])


def _between(start: Floats, end: Floats, share: Floats) -> Floats:
    amount = share if start.ndim == 1 else share[:, None]
    return np.asarray(start + (end - start) * amount)
