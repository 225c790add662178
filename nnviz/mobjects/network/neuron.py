"""One neuron, large: a ring, its light, and the number it holds."""

from typing import Self

from manim import Circle, VGroup

from nnviz.core import NNVizError
from nnviz.mobjects.text import MIN_FONT_SIZE, NumberLabel
from nnviz.view import DARK, Theme, text_on_opacity

__all__ = ["Neuron"]


class Neuron(VGroup):
    """A ring filled with light at the opacity of its activation, with the number written inside.

    The number is the activation; it turns dark where the light behind it is bright.

    Parameters
    ----------
    activation : float or None
        Of size `scale` at most; below 0 the light has the colour of the negative sign. None for a
        neuron that holds no number yet: no light, nothing written.
    radius : float
        In scene units.
    decimals : int
    scale : float
        The activation that is drawn at full light.
    with_number : bool
    font_size : float, optional
        Of the number; what fits the ring unless given.
    theme : Theme

    Raises
    ------
    NNVizError
        If the activation is larger than the scale.

    Examples
    --------
    >>> neuron = Neuron(0.25)
    >>> neuron.number.text, neuron.displayed_activation()
    ('0.25', 0.25)
    >>> neuron.set_activation(0.97).number.text
    '0.97'
    >>> neuron.set_activation(None).is_blank
    True
    """

    def __init__(
        self,
        activation: float | None = 0.0,
        *,
        radius: float = 1.0,
        decimals: int = 2,
        scale: float = 1.0,
        with_number: bool = True,
        font_size: float | None = None,
        theme: Theme = DARK,
    ) -> None:
        super().__init__()
        self.is_blank = False
        self.theme, self.scale_of_light = theme, float(scale)
        self.hollow = Circle(radius=radius, stroke_width=0.0).set_fill(theme.hollow, opacity=1.0)
        self.light = Circle(radius=radius, stroke_width=0.0)
        self.ring = Circle(radius=radius, stroke_color=theme.lit, stroke_width=3.0 + radius)
        self.add(self.hollow, self.light, self.ring)
        self.number: NumberLabel | None = None
        if with_number:
            size = max(MIN_FONT_SIZE, 62.0 * radius) if font_size is None else font_size
            self.number = NumberLabel(
                activation or 0.0, decimals=decimals, font_size=size, theme=theme
            )
            self.add(self.number)
        self.set_activation(activation)

    def set_activation(self, activation: float | None) -> Self:
        """Light the neuron and write its number; None makes it hold none.

        Raises
        ------
        NNVizError
            If the activation is larger than the neuron's scale.
        """
        was_blank, self.is_blank = self.is_blank, activation is None
        value = float(activation or 0.0)
        opacity = abs(value) / self.scale_of_light
        if not opacity <= 1.0 + 1e-9:
            raise NNVizError(
                f"expected an activation of size {self.scale_of_light:g} at most; got {value:g}. "
                "Give Neuron(scale=...) the largest one"
            )
        self.activation = value
        fill = self.theme.negative if value < 0.0 else self.theme.lit
        self.light.set_fill(fill, opacity=min(opacity, 1.0))
        if self.number is not None:
            color = text_on_opacity(min(opacity, 1.0), self.theme, fill=fill)
            self.number.set_value(value).set_fill(color)
            if self.is_blank or was_blank:
                self.number.set_fill(opacity=0.0 if self.is_blank else 1.0)
        return self

    def displayed_activation(self) -> float:
        """Return the activation read back from the light that is drawn."""
        negative = str(self.light.get_fill_color().to_hex()).upper() == self.theme.negative
        size = float(self.light.get_fill_opacity()) * self.scale_of_light
        return -size if negative else size
