"""Many knobs, one for each number of a network, each turned by its number, and how they turn."""

from typing import Any, Self

import numpy as np
from manim import Animation, Group, linear
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, Network, NNVizError, read_only
from nnviz.mobjects import ConnectionBatch, NeuronBatch
from nnviz.view import DARK, STYLE, Theme, relative_size, rgb, sign_colors

__all__ = ["KnobWall", "TurnKnobs"]

_FURTHEST = np.radians(135.0)
_RADIUS = 0.38
_HAND = 0.9
_MOST_LIGHT = 0.8


class KnobWall(Group):
    """Knobs in rows, row by row; 0 points up, plus turns to the right and minus to the left.

    A knob fills with the colour of its sign as it turns, so that a wall can be read from afar.

    Parameters
    ----------
    values : array_like, shape (n,)
    scales : array_like, shape (n,), or a number, optional
        The |value| that turns a knob as far as it goes, 135 degrees; the largest unless given.
    width : float
        Of the wall, in scene units.
    aspect : float
        Width by height, nearly.
    turned : float
        How far the knobs are turned: 0, all point up, to 1, by their values.
    theme : Theme

    Attributes
    ----------
    rings : NeuronBatch
    hands : ConnectionBatch

    Examples
    --------
    >>> wall = KnobWall([1.0, -1.0, 0.25, 0.0], width=4.0, aspect=4.0)
    >>> wall.angles().round(3).tolist()
    [2.356, -2.356, 1.178, 0.0]
    >>> wall.turn(0.0).displayed_angles().tolist()
    [0.0, 0.0, 0.0, 0.0]
    """

    def __init__(
        self,
        values: ArrayLike,
        *,
        scales: ArrayLike | None = None,
        width: float = 13.0,
        aspect: float = 2.2,
        turned: float = 1.0,
        theme: Theme = DARK,
    ) -> None:
        self.values: FloatArray = read_only(values, ndim=1, what="values")
        count = self.values.size
        if count == 0:
            raise NNVizError("expected one value or more to make knobs of; got none")
        largest = float(np.abs(self.values).max()) or 1.0
        given = np.full(count, largest) if scales is None else np.asarray(scales, dtype=np.float64)
        self.scales = np.array(np.broadcast_to(given, (count,)))
        if not (self.scales >= np.abs(self.values)).all() or not (self.scales > 0.0).all():
            raise NNVizError("expected scales above 0 and not below the values they belong to")
        self.theme = theme
        self.columns = max(1, min(count, round(float(np.sqrt(count * aspect)))))
        rows, columns = np.divmod(np.arange(count), self.columns)
        self.pitch = width / self.columns
        n_rows = int(rows[-1]) + 1
        centres = np.stack([columns - (self.columns - 1) / 2.0, (n_rows - 1) / 2.0 - rows], axis=1)
        self.rings = NeuronBatch(
            centres * self.pitch,
            _RADIUS * self.pitch,
            hollow_color=theme.panel,
            ring_color=theme.faint,
            ring_width=6.0 * self.pitch,
        )
        self.hands = ConnectionBatch(
            centres * self.pitch,
            centres * self.pitch,
            colors=rgb(theme.ink),
            opacities=1.0,
            widths=13.0 * self.pitch,
        )
        self.rings.set_fill_colors(sign_colors(self.values, theme))
        super().__init__(self.rings, self.hands)
        self.turn(np.full(count, float(turned)))

    @classmethod
    def of(cls, network: Network, **options: Any) -> Self:
        """Return the knobs of a network: for each layer its weights, row by row, and its biases.

        A knob turns as far as it goes for the largest |weight|, or |bias|, of its layer.
        """
        groups = [
            part.ravel() for layer in network.layers for part in (layer.weights, layer.biases)
        ]
        scales = [np.full(part.size, np.abs(part).max() or 1.0) for part in groups]
        return cls(np.concatenate(groups), scales=np.concatenate(scales), **options)

    def angles(self) -> FloatArray:
        """Return how far each knob is to be turned, clockwise from the top, in radians."""
        sizes = relative_size(self.values / self.scales, scale=1.0, gamma=STYLE.turn_gamma)
        return np.asarray(np.sign(self.values) * sizes * _FURTHEST)

    def turn(self, share: ArrayLike) -> Self:
        """Turn the knobs: 0 is up, 1 is the value; one share for all, or one for each."""
        amount = np.broadcast_to(np.asarray(share, dtype=np.float64), self.values.shape)
        angles = self.angles() * amount
        centres = self.rings.centres
        radii = self.rings.radii[:, None] * _HAND
        way = np.stack([np.sin(angles), np.cos(angles), np.zeros_like(angles)], axis=1)
        self.hands.points = np.stack([centres - 0.2 * radii * way, centres + radii * way], axis=1)
        self.hands.points = self.hands.points.reshape(-1, 3)
        sizes = np.abs(angles) / _FURTHEST
        self.rings.set_fill_opacities(_MOST_LIGHT * sizes)
        return self

    def displayed_angles(self) -> FloatArray:
        """Return the angles read back from the hands as they are drawn, in radians."""
        way = self.hands.ends - self.hands.starts
        return np.asarray(np.arctan2(way[:, 0], way[:, 1]))


class TurnKnobs(Animation):
    """Turn every knob of a wall from the top to its value.

    Parameters
    ----------
    wall : KnobWall
    lag : float
        The part of the time, below 1, after which the last knob begins to turn.
    """

    def __init__(
        self, wall: KnobWall, *, lag: float = 0.5, rate_func: Any = linear, **kwargs: Any
    ) -> None:
        self.wall, self.lag = wall, float(lag)
        super().__init__(wall, rate_func=rate_func, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Turn each knob in its own part of the time."""
        order = np.linspace(0.0, self.lag, self.wall.values.size)
        local = np.clip((self.rate_func(alpha) - order) / (1.0 - self.lag), 0.0, 1.0)
        eased = local**2 * (3.0 - 2.0 * local)
        self.wall.turn(eased)
