"""One number that runs from here to there, and everything that depends on it."""

from collections.abc import Callable
from typing import Any

from manim import Animation, Mobject

__all__ = ["Vary"]


class Vary(Animation):
    """Run a number from `start` to `stop` and set what depends on it in every frame.

    Parameters
    ----------
    mobject : Mobject
        Everything that `setter` changes; a `Group` for several.
    setter : callable
        Takes the number of the moment.
    start, stop : float

    Examples
    --------
    >>> from nnviz.mobjects import NumberLabel
    >>> label = NumberLabel(0.0)
    >>> Vary(label, label.set_value, start=1.0, stop=3.0).interpolate(1.0)
    >>> label.text
    '3.00'
    """

    def __init__(
        self,
        mobject: Mobject,
        setter: Callable[[float], Any],
        *,
        start: float,
        stop: float,
        **kwargs: Any,
    ) -> None:
        self.setter, self.start, self.stop = setter, float(start), float(stop)
        super().__init__(mobject, **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the number between start and stop; at the end it is exactly `stop`."""
        share = self.rate_func(alpha)
        value = self.stop if share == 1.0 else self.start + share * (self.stop - self.start)
        self.setter(value)
