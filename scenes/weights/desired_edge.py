"""What one neuron should find."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Create,
    Dot,
    FadeIn,
    SurroundingRectangle,
    VGroup,
    linear,
)
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from edge_pattern import edge_weights
from nnviz.animations import FeedInput
from nnviz.core import FloatArray, Network
from nnviz.mobjects import ConnectionBatch, NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout, rgb


def strongest_edge(image: FloatArray, length: int) -> NDArray[np.intp]:
    """Return the pixels of the region, level or upright, in which an edge is clearest.

    Returns
    -------
    ndarray, shape (rows, columns)
        Row-major indices of pixels.
    """
    level = edge_weights(length, around=-1.0)
    best, found = -np.inf, np.zeros((0, 0), dtype=np.intp)
    indices = np.arange(image.size).reshape(image.shape)
    for pattern in (level, level.T):
        answers = (sliding_window_view(image, pattern.shape) * pattern).sum(axis=(2, 3))
        if answers.max() > best:
            best = float(answers.max())
            row, column = np.unravel_index(int(np.argmax(answers)), answers.shape)
            height, width = pattern.shape
            found = indices[row : row + height, column : column + width]
    return found


class DesiredEdge(NetworkScene):
    """One neuron of the first hidden layer, and the small region it should watch."""

    title = "What one neuron should find"
    teaches = "A neuron could find an edge, if the right pixels counted for it and no others."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Pick one neuron, and a place in the image for it."""
        first = Network(self.network.layers[:1])
        layout = NetworkLayout.for_sizes(
            first.sizes,
            width=self.by_shape(9.6, tall=6.8, square=5.4),
            height=self.by_shape(6.2, tall=10.4),
            frame=self.frame_shape,
        )
        self.drawn = self.make(NetworkMobject, layout).shift(
            self.by_shape(1.3 * LEFT, tall=1.4 * UP, square=1.0 * LEFT)
        )
        self.reading = first.forward(self.forward_pass.inputs)
        self.pick_a_neuron()
        self.watch_a_region()
        self.ask()

    def pick_a_neuron(self) -> None:
        """Show the pixels and the first hidden layer, then leave one neuron of it."""
        self.next_section("One neuron")
        pixels, hidden = self.drawn.neurons
        self.say("Take one neuron of the first hidden layer. What should it find?")
        self.play(
            FadeIn(pixels),
            FadeIn(hidden, shift=self.by_shape(0.2 * RIGHT, tall=0.2 * DOWN)),
            FadeIn(self.drawn.elisions),
        )
        self.play(FeedInput(self.drawn, self.reading, run_time=0.9))
        chosen = len(hidden) // 2
        self.neuron = hidden.centres[chosen]
        only = np.where(np.arange(len(hidden)) == chosen, 1.0, 0.18)
        ring = Circle(1.7 * hidden.radii[chosen], color=self.theme.accent, stroke_width=4.0)
        self.play(
            hidden.animate.set_ring(opacities=only), Create(ring.move_to(self.neuron)), run_time=0.9
        )
        self.note("inputs", self.reading.inputs)
        self.rest()

    def watch_a_region(self) -> None:
        """Box the place of the image's clearest edge, and connect its pixels."""
        self.next_section("A small region")
        pixels = self.drawn.neurons[0]
        region = strongest_edge(self.pixels, length=7).ravel()
        corners = [Dot(pixels.centres[k], radius=pixels.radii[k]) for k in region[[0, -1]]]
        box = SurroundingRectangle(
            VGroup(*corners), color=self.theme.accent, buff=0.06, stroke_width=4.0
        )
        lines = ConnectionBatch(
            pixels.centres[region],
            np.tile(self.neuron, (len(region), 1)),
            colors=rgb(self.theme.lit),
            opacities=0.14,
            widths=1.2,
        )
        self.say("A hope: whether there is an edge right here, and nothing else.")
        self.play(Create(box), run_time=0.8)
        lines.set_window(0.0, ahead=0.0, behind=1.0)
        self.add(self.drawn.neurons[0], lines, self.drawn.neurons[1], box)
        sent = lines.animate.set_window(1.25, ahead=0.0, behind=1.0)
        self.play(sent, run_time=1.4, rate_func=linear)
        self.note("region", region)
        self.count = len(region)
        self.rest()

    def ask(self) -> None:
        """Ask the question that the weights answer."""
        self.next_section("The question")
        hope = self.words("a hope", color=self.theme.muted, weight="semibold")
        ask = self.words("an edge\nhere?", font_size=42, align="left")
        asked = VGroup(hope, ask).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        side = self.by_shape(RIGHT, tall=DOWN)
        asked.next_to(
            (float(self.neuron[0]), float(self.neuron[1]), 0.0),
            side,
            buff=self.by_shape(0.6, tall=0.6, square=0.35),
        )
        self.say(
            f"These {self.count} pixels should count, the other {784 - self.count} should not."
        )
        self.play(FadeIn(asked, shift=0.15 * RIGHT))
        self.describe(
            f"A digit as 784 neurons; a box around {self.count} pixels where an edge is "
            f"clearest; from these, connections to one neuron, and the hope that it could tell "
            f"whether there is an edge here."
        )
        self.rest(1.5)
