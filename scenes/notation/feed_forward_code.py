"""Five lines of code."""

import re
from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Animation, FadeIn, FadeOut, LaggedStart, VGroup

from nnviz.animations import FeedInput, LightUp, SendSignals
from nnviz.mobjects import CodeListing, NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout

FEED_FORWARD = """\
def feed_forward(network, a):
    for layer in network.layers:
        z = layer.weights @ a + layer.biases
        a = layer.activation(z)
    return a"""
"""What the scene shows, and runs."""


class FeedForwardCode(NetworkScene):
    """The whole network in five lines of code, which run while they are read."""

    title = "Five lines of code"
    teaches = "The code of the forward pass, line by line, and that it gives what the film shows."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Show the code, walk through it with the network, and compare the results."""
        narrow = re.sub(r"\blayer\b", "one", FEED_FORWARD).replace("    ", "  ")
        self.listing = self.make(
            CodeListing,
            self.by_shape(FEED_FORWARD, tall=narrow),
            padding=self.by_shape(0.8, tall=0.42),
        ).to_corner(UP + LEFT, buff=self.by_shape(0.4, tall=0.2))
        layout = NetworkLayout.for_sizes(
            self.network.sizes,
            width=self.by_shape(11.6, tall=None),
            height=self.by_shape(3.5, tall=8.2),
            max_shown=self.by_shape(10, tall=16),
            frame=self.frame_shape,
        )
        self.drawn = self.make(NetworkMobject, layout)
        if self.frame_shape.is_wide:
            self.drawn.move_to(1.36 * DOWN + 0.3 * LEFT)
        else:
            self.drawn.shift(1.6 * DOWN)
        self.counts = self.drawn.layer_counts()
        self.bar = self.listing.line_bar(0)
        self.show_the_code()
        self.run_the_lines()
        self.give_the_answer()

    def show_the_code(self) -> None:
        """Show the code and the network, with the image in its input."""
        self.next_section("The code")
        self.say("The whole network, as a program. It is run here, line by line.")
        self.play(
            FadeIn(self.listing.panel),
            LaggedStart(*(FadeIn(line, shift=0.1 * RIGHT) for line in self.listing.lines)),
            FadeIn(self.drawn, self.counts),
            run_time=1.6,
        )
        self.rest()
        self.say("It is given the network and the pixels of the image, which it calls a.")
        self.state = self.holds("a", self.network.n_inputs)
        # The bar lies between the panel and the letters.
        self.add(self.bar, *self.listing.lines)
        self.play(FadeIn(self.bar), FeedInput(self.drawn, self.forward_pass), FadeIn(self.state))
        self.rest()

    def run_the_lines(self) -> None:
        """Walk through the loop, once for each layer."""
        self.next_section("The loop")
        said = [
            "For every layer: weights times a, plus the biases, is z.",
            "The activation function makes the new a. The next layer gets it.",
        ]
        for layer, dense in enumerate(self.network.layers):
            self.walk_to(1, run_time=0.4)
            if layer == 0:
                self.say(said[0])
            self.walk_to(2, run_time=0.4)
            signals = SendSignals(self.drawn, layer, self.forward_pass)
            self.play(signals, *self.now_holds("z", dense.n_out), run_time=1.8)
            self.rest(0.3)
            if layer == 0:
                self.say(said[1])
            self.walk_to(3, run_time=0.4)
            light = LightUp(self.drawn, layer + 1, self.forward_pass)
            self.play(light, *self.now_holds("a", dense.n_out), run_time=0.9)
            self.wait(0.4)
        self.rest()

    def give_the_answer(self) -> None:
        """Return the outputs, and compare them with the forward pass of the film."""
        self.next_section("The result")
        names: dict[str, Any] = {}
        exec(FEED_FORWARD, names)
        result = names["feed_forward"](self.network, self.forward_pass.inputs)
        difference = float(np.abs(result - self.forward_pass.outputs).max())
        self.note("outputs", result)
        self.note("largest_difference", difference)
        self.walk_to(4, run_time=0.5)
        answer = int(np.argmax(result))
        self.say(f"Ten outputs come back; the largest is that for {answer}, {result[answer]:.2f}.")
        self.play(FadeIn(self.drawn.winner_box(self.forward_pass)))
        self.rest()
        same = "exactly" if difference == 0.0 else f"to within {difference:.0e}"
        self.say(f"These are, {same}, what the forward pass of the film gives for this image.")
        self.describe(
            f"Five lines of Python above a network that has read a digit: for each layer z is the "
            f"weights times a plus the biases, and a the activation of z. The result is "
            f"{answer}, at {result[answer]:.2f}."
        )
        self.rest(2.0)

    def walk_to(self, line: int, *, run_time: float) -> None:
        """Let the bar walk to a line of the code."""
        self.play(self.bar.animate.move_to(self.listing.line_bar(line)), run_time=run_time)

    def holds(self, name: str, count: int) -> VGroup:
        """Return words that say how many numbers a name of the code holds now."""
        symbol = self.words(name, font_size=56.0, weight="semibold")
        text = self.words(f"{count} numbers", color=self.theme.muted)
        both = VGroup(symbol, text).arrange(self.by_shape(DOWN, tall=RIGHT), buff=0.3)
        if self.frame_shape.is_tall:
            return both.next_to(self.listing, DOWN, buff=0.4)
        right = self.listing.panel.get_right()[0]
        return both.move_to(((right + 6.8) / 2.0, self.listing.get_y(), 0.0))

    def now_holds(self, name: str, count: int) -> list[Animation]:
        """Change the words to what is held now."""
        before, self.state = self.state, self.holds(name, count)
        return [FadeOut(before, shift=0.15 * UP), FadeIn(self.state, shift=0.15 * UP)]
