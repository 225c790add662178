"""Knobs that turn to their numbers."""

from typing import Any

import numpy as np
from manim import Animation, linear

from nnviz.mobjects.knobs import KnobWall

__all__ = ["TurnKnobs"]


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
