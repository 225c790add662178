"""Some inputs of one neuron, each with its name and the weight on its way."""

from collections.abc import Sequence

import numpy as np
from manim import LEFT, RIGHT, BackgroundRectangle, Dot, Line, VGroup

from nnviz.core import ForwardPass, NNVizError
from nnviz.mobjects import Maths, Neuron
from nnviz.view import DARK, Theme, activation_scale

__all__ = ["NeuronWiring"]

_SMALL, _LARGE = 0.45, 0.8


class NeuronWiring(VGroup):
    """A few of a neuron's inputs on the left, with dots for the others, and the neuron itself.

    The neuron is blank: its number is not known before the sum.

    Parameters
    ----------
    forward_pass : ForwardPass
        Of one input.
    layer : int
        The neuron's layer; 0 is the first after the input.
    neuron : int
    shown : sequence of int
        Which inputs are drawn, two or more; dots stand before the last one.
    reach : float
        How far the inputs and the neuron stand from the middle, in scene units.
    theme : Theme

    Attributes
    ----------
    inputs : VGroup of Neuron
    input_names : VGroup of Maths
    dots : VGroup
    lines : VGroup of Line
        In the colour of the weight's sign.
    weight_names : VGroup of Maths
    grounds : VGroup
        What keeps the lines out of the names of the weights.
    neuron : Neuron
    neuron_name : Maths

    Raises
    ------
    NNVizError
        If fewer than two inputs are shown, or the pass is of a batch.

    Examples
    --------
    >>> from nnviz.core import Network
    >>> record = Network.random((4, 2), seed=3).forward([0.25, 0.5, 0.75, 1.0])
    >>> wiring = NeuronWiring(record, layer=0, neuron=1, shown=(0, 1, 3))
    >>> [neuron.displayed_activation() for neuron in wiring.inputs]
    [0.25, 0.5, 1.0]
    """

    def __init__(
        self,
        forward_pass: ForwardPass,
        *,
        layer: int,
        neuron: int,
        shown: Sequence[int],
        reach: float = 2.7,
        theme: Theme = DARK,
    ) -> None:
        if len(shown) < 2:
            raise NNVizError(f"expected two or more inputs to show; got {list(shown)}")
        before, after = forward_pass.single().activations[layer : layer + 2]
        weights = forward_pass.network.layers[layer].weights[neuron]
        self.neuron = Neuron(None, radius=_LARGE, scale=activation_scale(after), theme=theme)
        self.neuron.move_to(reach * RIGHT)
        self.neuron_name = Maths(f"a_{neuron}^(({layer + 1}))", font_size=60.0, theme=theme)
        self.neuron_name.next_to(self.neuron, RIGHT, buff=0.3)
        self.inputs, self.input_names, self.lines = VGroup(), VGroup(), VGroup()
        self.weight_names, self.grounds = VGroup(), VGroup()
        # Two steps of room for the dots before the last one.
        steps = [*range(len(shown), 1, -1), -0.3]
        heights = [1.15 * (step - sum(steps) / len(steps)) for step in steps]
        scale = activation_scale(before)
        for k, y in zip(shown, heights, strict=True):
            source = Neuron(before[k], radius=_SMALL, scale=scale, theme=theme)
            source.move_to((-reach, y, 0.0))
            name = Maths(f"a_{k}^(({layer}))", font_size=44.0, theme=theme)
            self.inputs.add(source)
            self.input_names.add(name.next_to(source, LEFT, buff=0.25))
            color = theme.negative if weights[k] < 0.0 else theme.positive
            line = self._line(source, color)
            weight = Maths(f"w_({neuron},{k})", font_size=44.0, color=color, theme=theme)
            weight.move_to(line.point_from_proportion(0.42))
            self.lines.add(line)
            self.weight_names.add(weight)
            self.grounds.add(
                BackgroundRectangle(weight, color=theme.background, fill_opacity=1.0, buff=0.08)
            )
        middle = (heights[-2] + heights[-1]) / 2.0
        self.dots = VGroup(
            *(Dot((-reach, middle + 0.2 * i, 0.0), radius=0.05) for i in (-1, 0, 1))
        ).set_color(theme.muted)
        super().__init__(self.lines, self.grounds, self.weight_names, self.inputs)
        self.add(self.input_names, self.dots, self.neuron, self.neuron_name)

    def _line(self, source: Neuron, color: str) -> Line:
        way = self.neuron.get_center() - source.get_center()
        way = way / np.linalg.norm(way)
        return Line(
            source.get_center() + _SMALL * way,
            self.neuron.get_center() - _LARGE * way,
            color=color,
            stroke_width=4.0,
        )
