"""The weights of one neuron."""

from typing import cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Create,
    FadeIn,
    FadeOut,
    Square,
    Transform,
    VGroup,
    linear,
)

from driven_neuron import most_driven
from nnviz.animations import FeedInput, LightUp, TakeWeights, WeightsBecomeImage
from nnviz.core import DenseLayer, Network
from nnviz.mobjects import NetworkMobject, SignKey, WeightImage, WeightKey
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout, rgb, sign_colors


class Weights(NetworkScene):
    """784 connections take their real weights, and the weights become an image."""

    title = "The weights of one neuron"
    teaches = "Every connection has a weight; laid out like the pixels, they are an image."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Go from bare connections to the image that they make."""
        self.neuron = most_driven(self.forward_pass)
        first = self.network.layers[0]
        self.weights = first.weights[self.neuron]
        self.strongest = [int(np.argmax(self.weights)), int(np.argmin(self.weights))]
        self.note("neuron", self.neuron)
        self.note("weights", self.weights)
        bias = first.biases[[self.neuron]]
        self.alone = Network([DenseLayer(self.weights[None], bias, first.activation)])
        layout = NetworkLayout.for_sizes(
            self.alone.sizes,
            width=self.by_shape(10.9, tall=6.6, square=5.9),
            height=self.by_shape(6.2, tall=11.4, square=4.6),
            frame=self.frame_shape,
        )
        self.drawn = self.make(NetworkMobject, layout, ring_opacity=0.4)
        self.drawn.shift(self.by_shape(0.55 * LEFT + 0.3 * UP, tall=0.3 * DOWN, square=0.75 * LEFT))
        self.inputs, self.lines = self.drawn.neurons[0], self.drawn.connections[0]
        self.drawn.neurons[1].scale(1.5)
        self.connect_every_pixel()
        self.single_out()
        self.weigh_them_all()
        self.become_an_image()
        self.read_the_image()

    def connect_every_pixel(self) -> None:
        """Draw the pixels, one neuron, and a bare connection from each to it."""
        self.next_section("784 connections")
        self.say("One neuron of the first hidden layer. It listens to all 784 pixels.")
        one = self.drawn.neurons[1]
        self.count = self.words("784 pixels", color=self.theme.muted)
        self.outside = self.by_shape(DOWN, tall=UP)
        self.count.next_to(self.inputs, self.outside, buff=0.25)
        which = f"1 of {self.network.sizes[1]}\nneurons"
        self.name = self.words(which, color=self.theme.muted, align="left")
        self.name.next_to(one, RIGHT, buff=0.25)
        self.play(FadeIn(self.inputs), FadeIn(self.count), FadeIn(one), FadeIn(self.name))
        self.lines.set_style(colors=rgb(self.theme.muted), opacities=0.16, widths=1.2)
        self.lines.set_window(0.0, ahead=0.0, behind=1.0)
        self.add(self.inputs, self.lines, one)
        grown = self.lines.animate.set_window(1.25, ahead=0.0, behind=1.0)
        self.play(grown, run_time=1.8, rate_func=linear)
        self.lines.clear_window()
        self.rest()

    def single_out(self) -> None:
        """Show two weights, the largest and the smallest, with their numbers."""
        self.next_section("Two weights")
        said = [
            "Each connection has a weight. Light on this pixel raises the neuron.",
            "A negative weight: light on this pixel lowers it.",
        ]
        quiet = self.lines.opacities
        for index, words in zip(self.strongest, said, strict=True):
            self.say(words)
            shown = self.weight_shown(index)
            self.play(Create(shown[0]), FadeIn(shown[1]), self.light_one(index), run_time=0.9)
            self.rest()
            plain = self.lines.animate.set_style(
                colors=rgb(self.theme.muted), opacities=quiet, widths=1.2
            )
            self.play(FadeOut(shown), plain, run_time=0.5)
        self.note("largest_weight", self.weights[self.strongest[0]])
        self.note("smallest_weight", self.weights[self.strongest[1]])

    def light_one(self, index: int) -> Animation:
        """Give one connection its weight and leave the others in the dark."""
        one = np.zeros(len(self.weights))
        one[index] = 1.0
        colors = np.where(
            one[:, None] > 0.0, sign_colors(self.weights, self.theme), rgb(self.theme.muted)
        )
        style = self.lines.animate.set_style(
            colors=colors, opacities=0.02 + 0.98 * one, widths=1.2 + 3.8 * one
        )
        return cast(Animation, style)

    def weight_shown(self, index: int) -> VGroup:
        """Return the box around a pixel and the weight of its connection, halfway along it."""
        start, end = self.lines.starts[index], self.lines.ends[index]
        box = Square(0.3, stroke_color=self.theme.accent, stroke_width=4.0).move_to(start)
        value = self.number(
            float(self.weights[index]),
            signed=True,
            font_size=40,
            weight="semibold",
            color=self.theme.negative if self.weights[index] < 0.0 else self.theme.positive,
        )
        if self.frame_shape.is_tall:
            y = 0.5 * (float(self.inputs.get_bottom()[1]) + float(end[1]))
            x = float(start[0] + (y - start[1]) / (end[1] - start[1]) * (end[0] - start[0]))
            return VGroup(box, value.move_to((x + (1.0 if start[0] >= end[0] else -1.0), y, 0.0)))
        # Clear of the pixels, and above a line that falls or below one that rises.
        x = 0.5 * (float(self.inputs.get_right()[0]) + float(end[0]))
        along = (x - start[0]) / (end[0] - start[0])
        y = float(start[1] + along * (end[1] - start[1]))
        value.move_to((x, y + (0.5 if start[1] >= end[1] else -0.5), 0.0))
        return VGroup(box, value)

    def weigh_them_all(self) -> None:
        """Let every connection take its own weight, the first pixels first."""
        self.next_section("784 weights")
        self.key = self.make(SignKey).to_corner(UP + RIGHT, buff=0.35)
        self.say("All 784 weights of a real, trained neuron. Thick and bright means large.")
        self.play(
            self.make(TakeWeights, self.lines, self.weights, run_time=3.2),
            FadeIn(self.key, run_time=0.8),
        )
        self.rest()
        self.poster_here()

    def become_an_image(self) -> None:
        """Let the connections fly into an image, each to the place of its pixel."""
        self.next_section("The weights as an image")
        one = self.drawn.neurons[1]
        self.weight_image = self.make(
            WeightImage, self.weights, height=self.by_shape(4.7, tall=5.2, square=2.7)
        ).move_to(self.by_shape((3.95, 0.72, 0.0), tall=(0.0, -2.75, 0.0), square=(2.15, 0.7, 0.0)))
        self.say("Put each weight where its pixel is, and the weights become an image.")
        self.play(FadeOut(self.key, self.name), run_time=0.4)
        smaller = self.inputs.copy().set(height=self.weight_image.height)
        smaller.move_to(
            self.by_shape((-3.95, 0.72, 0.0), tall=(0.0, 3.75, 0.0), square=(-2.15, 0.7, 0.0))
        )
        lines = self.lines.copy()
        middle = np.array(self.by_shape((0.0, 0.72, 0.0), tall=(0.0, 0.5, 0.0)))
        lines.points = np.stack([smaller.centres, np.tile(middle, (len(lines), 1))], axis=1)
        lines.points = lines.points.reshape(-1, 3)
        self.play(
            Transform(self.inputs, smaller),
            Transform(self.lines, lines),
            one.animate.move_to(middle),
            self.count.animate.next_to(smaller, self.outside, buff=0.25),
            FadeIn(self.weight_image.frame),
            run_time=1.2,
        )
        self.play(self.make(WeightsBecomeImage, self.lines, self.weight_image, run_time=4.0))
        width = self.by_shape(3.6, tall=3.6, square=2.7)
        self.scale_key = self.make(WeightKey.of, self.weight_image, width=width)
        self.play(FadeIn(self.weight_image), FadeOut(self.lines), run_time=0.7)
        self.name.next_to(one, self.by_shape(DOWN, tall=RIGHT), buff=0.3)
        self.play(FadeIn(self.scale_key, shift=0.1 * UP), FadeIn(self.name), run_time=0.6)
        self.note("scale", self.weight_image.scale_value)
        self.rest()

    def read_the_image(self) -> None:
        """Tie a pixel to its weight once more, and say what the image means."""
        self.next_section("What the neuron looks for")
        index = self.strongest[0]
        here = Square(0.26, stroke_color=self.theme.accent, stroke_width=4.0)
        here.move_to(self.inputs.centres[index])
        there = self.weight_image.pixel_box(index, color=self.theme.accent, room=0.07)
        self.say("Same place, same pixel. This neuron wants light on blue and none on red.")
        reading = self.alone.forward(self.forward_pass.inputs)
        self.play(FeedInput(self.drawn, reading, run_time=0.8))
        self.play(LightUp(self.drawn, 1, reading, run_time=0.8))
        self.note("activation", reading.outputs[0])
        self.play(Create(here), Create(there), run_time=0.9)
        self.describe(
            f"784 input neurons as a square, and the weights of one neuron of the first "
            f"hidden layer as an image of 28 by 28: blue where light raises the neuron, up to "
            f"{self.weights.max():+.2f}, red where it lowers it, down to {self.weights.min():+.2f}."
        )
        self.rest(2.0)
