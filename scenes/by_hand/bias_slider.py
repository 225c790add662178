"""A line of numbers along which the bias of one neuron is turned."""

from typing import Self

from manim import UP, Dot, VGroup
from manim.typing import Point3D

from nnviz.mobjects import NumberAxis, Words
from nnviz.view import DARK, Theme

__all__ = ["BiasSlider"]


class BiasSlider(VGroup):
    """The way that a bias is turned, with a handle where it stands.

    Parameters
    ----------
    start, stop : float
        The ends of the way, from left to right; the handle begins at its start.
    name : str
        Of the neuron.
    theme : Theme

    Examples
    --------
    >>> slider = BiasSlider(-42.0, -18.0, name="upper loop")
    >>> end = slider.axis.line.get_right()
    >>> float(abs(slider.set_bias(-18.0).handle.get_center() - end).max()) < 1e-9
    True
    """

    def __init__(self, start: float, stop: float, *, name: str, theme: Theme = DARK) -> None:
        self.axis = NumberAxis(start, stop, length=5.0, ticks=(start, stop), theme=theme)
        self.label = Words(f"bias of the {name}", color=theme.muted, theme=theme)
        self.label.next_to(self.axis.line, UP, buff=0.35)
        self.handle = Dot(self.axis.point(start), radius=0.15, color=theme.accent)
        super().__init__(self.axis, self.label, self.handle)

    def stand_at(self, middle: Point3D) -> Self:
        """Put the middle of the line at a point."""
        return self.shift(middle - self.axis.line.get_center())

    def set_bias(self, bias: float) -> Self:
        """Move the handle to a bias."""
        self.handle.move_to(self.axis.point(bias))
        return self
