"""What is measured: a network drawn by nnviz. `bench.plain` draws the same with plain Manim."""

from typing import ClassVar

import numpy as np
from manim import RIGHT, Animation, Dot, Scene, linear

from nnviz import DenseLayer, ForwardPass, Network
from nnviz.animations import Propagate
from nnviz.data import load_digits, load_network
from nnviz.mobjects import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout, relative_size

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
        drawn = self.make(NetworkMobject, layout(self.input_style))
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
        network = network.with_layer(index, DenseLayer(weights, biases, layer.activation))
    return network


class EveryNumber(NetworkScene):
    """All 13,002 weights and biases change in every frame, three seconds."""

    def construct(self) -> None:
        network = load_network()
        drawn = self.make(NetworkMobject, layout("grid"))
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
