"""The same pictures twice: with nnviz, and with Manim's own lines and circles."""

from typing import Any, ClassVar

import numpy as np
from manim import (
    RIGHT,
    Animation,
    Circle,
    Dot,
    Line,
    ManimColor,
    Scene,
    VGroup,
    linear,
)

from nnviz import ForwardPass, Network
from nnviz.animations import Propagate
from nnviz.data import load_digits, load_network
from nnviz.mobjects.network import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view.encoding import relative_size, sign_colors
from nnviz.view.layout import NetworkLayout
from nnviz.view.theme import DARK

FEED, STEP = 0.6, 0.8
DIGIT = 7


def forward_pass(number: int = DIGIT) -> ForwardPass:
    digits = load_digits()
    return load_network().forward(digits.image(number).reshape(-1))


def layout(input_style: str) -> NetworkLayout:
    return NetworkLayout.for_sizes(load_network().sizes, input_style=input_style)


class AlmostEmpty(Scene):
    """A dot that moves for three seconds."""

    def construct(self) -> None:
        self.play(Dot().animate.shift(RIGHT), run_time=3)


class Whole(NetworkScene):
    """A forward pass through all 784 inputs, three seconds."""

    input_style: ClassVar[str] = "grid"

    def construct(self) -> None:
        drawn = NetworkMobject(layout(self.input_style), theme=self.theme)
        self.add(drawn)
        self.play(Propagate(drawn, forward_pass(), feed_time=FEED, step_time=STEP))


class Short(Whole):
    """The same with 16 of the 784 inputs."""

    input_style = "column"


def turning(network: Network, share: float) -> Network:
    """A network all of whose numbers turn with `share`, each at its own pace."""
    for index, layer in enumerate(network.layers):
        pace = np.arange(layer.weights.size).reshape(layer.weights.shape) % 7 + 1.0
        weights = layer.weights * np.cos(share * pace) + 0.05 * np.sin(share * pace)
        biases = layer.biases * np.cos(share) + 0.05 * np.sin(share)
        network = network.with_layer(index, type(layer)(weights, biases, layer.activation))
    return network


class EveryNumber(NetworkScene):
    """All 13,002 weights and biases change in every frame, half a second."""

    def construct(self) -> None:
        network = load_network()
        drawn = NetworkMobject(layout("grid"), theme=self.theme)
        self.add(drawn)

        class Turn(Animation):
            def interpolate_mobject(self, alpha: float) -> None:
                show_numbers(drawn, turning(network, alpha))

        self.play(Turn(drawn, run_time=3, rate_func=linear))


def show_numbers(drawn: NetworkMobject, network: Network) -> None:
    """Show weights as connections, and the size of biases as the light of their neurons."""
    drawn.show_weights(network)
    for neurons, layer in zip(drawn.neurons[1:], network.layers, strict=True):
        neurons.set_fill_opacities(relative_size(layer.biases, scale=np.abs(layer.biases).max()))


class PlainNetwork:
    """The same network as Manim's own mobjects: a Line a connection, a Circle a neuron."""

    def __init__(self, input_style: str) -> None:
        self.layout = layout(input_style)
        self.neurons = [
            VGroup(
                *(
                    Circle(layer.radius, color="#FFFFFF", stroke_width=2, fill_opacity=0).move_to(
                        [*centre[:2], 0]
                    )
                    for centre in layer.centres
                )
            )
            for layer in self.layout.layers
        ]
        self.connections = []
        for index in range(len(self.layout.layers) - 1):
            edges = self.layout.edges(index)
            lines = (
                Line([*start[:2], 0], [*end[:2], 0], stroke_width=1)
                for start, end in zip(edges.starts, edges.ends, strict=True)
            )
            self.connections.append(VGroup(*lines))
        self.everything = VGroup(*self.connections, *self.neurons)

    def show_values(self, index: int, table: Any, *, dim: float = 1.0) -> None:
        edges = self.layout.edges(index)
        shown = table[edges.outputs, edges.inputs]
        sizes = relative_size(shown, scale=float(np.abs(table).max()))
        for line, color, size in zip(
            self.connections[index], sign_colors(shown, DARK), sizes, strict=True
        ):
            line.set_stroke(ManimColor.from_rgb(tuple(color)), opacity=dim * size)

    def lit(self, index: int, activations: Any) -> Any:
        return activations[self.layout.layers[index].selection.indices]


class LightCircles(Animation):
    """Fill the circles of a layer: one animation, for one a circle takes Manim minutes to begin."""

    def __init__(self, circles: VGroup, values: Any, **options: Any) -> None:
        self.values = [float(value) for value in values]
        super().__init__(circles, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        for circle, value in zip(self.mobject, self.values, strict=True):
            circle.set_fill("#FFFFFF", opacity=alpha * value)


class FlashLines(Animation):
    """Let a piece of every line run from its start to its end, as ShowPassingFlash does."""

    def __init__(self, lines: VGroup, **options: Any) -> None:
        self.lines = lines
        super().__init__(lines.copy(), remover=True, introducer=True, **options)
        for flash, line in zip(self.mobject, lines, strict=True):
            flash.set_stroke(opacity=min(1.0, 2.5 * line.get_stroke_opacity()))

    def interpolate_mobject(self, alpha: float) -> None:
        head = 1.3 * alpha
        for flash, line in zip(self.mobject, self.lines, strict=True):
            flash.pointwise_become_partial(line, max(head - 0.3, 0.0), min(head, 1.0))


class PlainPropagation(Scene):
    """A forward pass with plain Manim; `frames` says how many frames each of its plays has."""

    input_style: ClassVar[str] = "grid"
    frames: ClassVar[int] = 2

    def construct(self) -> None:
        run_time = self.frames / 60
        plain = PlainNetwork(self.input_style)
        record = forward_pass()
        self.add(plain.everything)
        light = LightCircles(plain.neurons[0], plain.lit(0, record.inputs))
        self.play(light, run_time=run_time)
        for index, lines in enumerate(plain.connections):
            plain.show_values(index, record.contributions(index), dim=0.4)
            values = plain.lit(index + 1, record.activations[index + 1])
            light = LightCircles(plain.neurons[index + 1], values)
            self.play(FlashLines(lines), light, run_time=run_time)


class PlainEveryNumber(Scene):
    """All numbers change in every frame, with plain Manim."""

    frames: ClassVar[int] = 2

    def construct(self) -> None:
        network = load_network()
        plain = PlainNetwork("grid")
        self.add(plain.everything)

        class Turn(Animation):
            def interpolate_mobject(self, alpha: float) -> None:
                now = turning(network, alpha)
                for index, layer in enumerate(now.layers):
                    plain.show_values(index, layer.weights)
                    sizes = relative_size(layer.biases, scale=np.abs(layer.biases).max())
                    for circle, size in zip(plain.neurons[index + 1], sizes, strict=True):
                        circle.set_fill("#FFFFFF", opacity=float(size))

        self.play(Turn(plain.everything, run_time=self.frames / 60, rate_func=linear))
