"""The pictures of `bench.scenes` again, with Manim's own lines and circles.

A propagation is made twice. Once as one writes it: the network is one VGroup, as `NetworkMobject`
is one mobject, and Manim draws all of it again as long as a part of it moves. And once tuned by
hand: the parts are added one by one in the order in which they move, so that what stands still is
not drawn again, and pieces of lines that do not show have no points.
"""

from typing import Any, ClassVar, cast

import numpy as np
from manim import Animation, Camera, Circle, Line, ManimColor, Scene, VGroup, linear, smooth

from bench.scenes import FEED, STEP, forward_pass, layout, turning
from nnviz import ForwardPass
from nnviz.animations import ARRIVAL
from nnviz.data import load_network
from nnviz.mobjects import output_words
from nnviz.view import DARK, STYLE, relative_size, sign_colors
from nnviz.view.raster import BundleAxis, PulseWindow, window_profile

__all__ = ["PlainEveryNumber", "PlainNetwork", "PlainPropagation", "step_plays"]


def step_plays() -> list[int]:
    """How many frames each play of a propagation has."""
    return [round(60 * FEED), *[round(60 * STEP)] * 3]


def pulse_level() -> float:
    """The mean brightness of a pulse: a piece of a plain line has one brightness."""
    window = PulseWindow(front=1.0, length=1.0, behind=STYLE.rest_level)
    return float(window_profile(np.linspace(0, 1, 200), window).mean())


class PlainNetwork:
    """A network of which every connection is a Line and every neuron a Circle."""

    def __init__(self, input_style: str) -> None:
        self.layout = layout(input_style)
        self.neurons = [
            VGroup(
                *(
                    Circle(
                        layer.radius,
                        color=DARK.lit,
                        stroke_width=1.0 if layer.is_grid else 2.0,
                        stroke_opacity=0.28 if layer.is_grid else 0.9,
                        fill_color=DARK.hollow,
                        fill_opacity=1.0,
                    ).move_to((*centre[:2], 0.0))
                    for centre in layer.centres
                )
            )
            for layer in self.layout.layers
        ]
        self.connections = [self._lines(index) for index in range(len(self.layout.layers) - 1)]
        self.labels = output_words(self.layout.layers[-1], None, DARK)
        self.everything = VGroup(*self.connections, *self.neurons, self.labels)

    def _lines(self, index: int) -> VGroup:
        edges = self.layout.edges(index)
        width = 1.6 if len(edges) < 2000 else 1.0
        lines = (
            Line((*start[:2], 0.0), (*end[:2], 0.0), stroke_width=width)
            for start, end in zip(edges.starts, edges.ends, strict=True)
        )
        return VGroup(*lines)

    def opacities(self, index: int, table: Any) -> tuple[Any, Any]:
        """Give colours and sizes of the connections into a layer, as `NetworkMobject` does."""
        edges = self.layout.edges(index)
        shown = table[edges.outputs, edges.inputs]
        scale = float(np.abs(table).max())
        return sign_colors(shown, DARK), relative_size(shown, scale=scale, gamma=STYLE.signal_gamma)

    def show_values(self, index: int, table: Any) -> None:
        """Colour the connections into a layer."""
        colour_lines(self.connections[index], *self.opacities(index, table), STYLE.rest_level)

    def light(self, index: int, activations: Any) -> Any:
        return activations[self.layout.layers[index].selection.indices]

    def show(self, record: ForwardPass) -> None:
        """Set everything to a forward pass, as `NetworkMobject.show` does."""
        for index in range(len(self.connections)):
            self.show_values(index, record.contributions(index))
        for index, circles in enumerate(self.neurons):
            light_circles(circles, self.light(index, record.activations[index]))


def colour_lines(lines: VGroup, colours: Any, sizes: Any, level: float) -> None:
    """Give lines colours and opacities; many over one another then look as added light does."""
    for line, colour, opacity in zip(
        lines, colours, level * (1 - np.exp(-STYLE.glow * sizes)), strict=True
    ):
        line.set_stroke(ManimColor.from_rgb(tuple(colour)), opacity=float(opacity))


def dark(lines: VGroup, *, tuned: bool) -> VGroup:
    """Give a copy of which nothing is to be seen; tuned, nothing is drawn either."""
    group = lines.copy()
    for line in group:
        line.set_stroke(opacity=0.0)
        if tuned:
            line.clear_points()
    return group


def light_circles(circles: VGroup, values: Any) -> None:
    hollow, lit = ManimColor(DARK.hollow), ManimColor(DARK.lit)
    for circle, value in zip(circles, values, strict=True):
        circle.set_fill(hollow.interpolate(lit, float(value)), opacity=1.0)


class LightCircles(Animation):
    """Fill the circles of a layer: one animation, for one a circle takes Manim minutes to begin."""

    def __init__(self, circles: VGroup, values: Any, **options: Any) -> None:
        self.values = values
        super().__init__(circles, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        light_circles(cast(VGroup, self.mobject), self.rate_func(alpha) * self.values)


def arriving(alpha: float) -> float:
    """When, in a step, the neurons light up."""
    return float(smooth((alpha - ARRIVAL) / (1 - ARRIVAL))) if alpha > ARRIVAL else 0.0


class SendPulse(Animation):
    """Let a pulse run along lines, upright, and leave a trail behind it.

    `wires` are copies of the lines for the trail, and others for the pulse.
    """

    def __init__(self, wires: VGroup, lines: VGroup, *, tuned: bool, **options: Any) -> None:
        self.lines, self.tuned = lines, tuned
        starts = np.array([line.get_start()[:2] for line in lines])
        ends = np.array([line.get_end()[:2] for line in lines])
        self.axis = BundleAxis.of(starts, ends)
        self.from_x, self.along = starts[:, 0], ends[:, 0] - starts[:, 0]
        super().__init__(wires, rate_func=linear, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        front = alpha * (1 + STYLE.pulse_length)
        tails, heads = (
            np.clip((self.axis.begin + place * self.axis.span - self.from_x) / self.along, 0, 1)
            for place in (front - STYLE.pulse_length, front)
        )
        for trail, pulse, line, tail, head in zip(
            *self.mobject, self.lines, tails, heads, strict=True
        ):
            for piece, begin, end in ((trail, 0.0, tail), (pulse, tail, head)):
                if end > begin or not self.tuned:
                    piece.pointwise_become_partial(line, begin, end)
                else:
                    piece.clear_points()


class PlainPropagation(Scene):
    """A forward pass with plain Manim; `frames` says how many frames each of its plays has."""

    input_style: ClassVar[str] = "grid"
    tuned: ClassVar[bool] = False
    frames: ClassVar[int] = 2

    def construct(self) -> None:
        run_time = self.frames / 60
        cast(Camera, self.camera).background_color = ManimColor(DARK.background)
        plain = PlainNetwork(self.input_style)
        record = forward_pass()
        wires = [
            VGroup(*(dark(lines, tuned=self.tuned) for _ in range(2)))
            for lines in plain.connections
        ]
        parts = [*wires, *plain.neurons, plain.labels]
        self.add(*parts if self.tuned else [VGroup(*parts)])
        light = LightCircles(plain.neurons[0], plain.light(0, record.inputs))
        self.play(light, run_time=run_time)
        for index, lines in enumerate(plain.connections):
            style = plain.opacities(index, record.contributions(index))
            for group, level in zip(wires[index], (STYLE.rest_level, pulse_level()), strict=True):
                colour_lines(cast(VGroup, group), *style, level)
            values = plain.light(index + 1, record.activations[index + 1])
            self.play(
                SendPulse(wires[index], lines, tuned=self.tuned),
                LightCircles(plain.neurons[index + 1], values, rate_func=arriving),
                run_time=run_time,
            )


class PlainEveryNumber(Scene):
    """All numbers change in every frame, with plain Manim."""

    frames: ClassVar[int] = 2

    def construct(self) -> None:
        network = load_network()
        cast(Camera, self.camera).background_color = ManimColor(DARK.background)
        plain = PlainNetwork("grid")
        self.add(plain.everything)

        class Turn(Animation):
            def interpolate_mobject(self, alpha: float) -> None:
                now = turning(network, alpha)
                for index, layer in enumerate(now.layers):
                    plain.show_values(index, layer.weights)
                    sizes = relative_size(layer.biases, scale=np.abs(layer.biases).max())
                    light_circles(plain.neurons[index + 1], sizes)

        self.play(Turn(plain.everything, run_time=self.frames / 60, rate_func=linear))
