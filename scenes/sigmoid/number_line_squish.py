"""The number line, squashed."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Circle, Create, FadeIn, Group, Line, VGroup

from line_map import LineMap
from nnviz.animations import Vary
from nnviz.core import sigmoid
from nnviz.mobjects import NumberAxis, SignKey
from nnviz.stage import NetworkScene
from nnviz.view import round_reach

FORMULA = "sigma(z) = 1 / (1 + e^(-z))"


class NumberLineSquish(NetworkScene):
    """The whole number line, squeezed into the piece from 0 to 1."""

    title = "The number line, squashed"
    teaches = "The sigmoid sends every number, however large, to one between 0 and 1."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Take the real sums of the first layer through the sigmoid."""
        self.sums = self.forward_pass.layers[0].pre_activations
        first = self.network.layers[0]
        self.reckons(lambda image: sigmoid(first.weights @ image + first.biases))
        self.note("pre_activations", self.sums)
        self.note("sigmoid_of_pre_activations", sigmoid(self.sums))
        self.any_number()
        self.from_zero_to_one()
        self.squash()
        self.look_at_one()

    def any_number(self) -> None:
        """Show where the sums of the neurons stand."""
        self.next_section("Any number")
        reach = round_reach(float(np.abs(self.sums).max()))
        self.top = self.make(
            NumberAxis,
            -reach,
            reach,
            length=self.by_shape(12.2, tall=6.6),
            endless=True,
            flipped=True,
        )
        rise = self.by_shape(2.0, tall=4.0)
        self.top.move_to(rise * UP)
        self.target = self.make(
            NumberAxis, 0.0, 1.0, length=self.by_shape(7.0, tall=6.0), ticks=(0, 0.5, 1)
        )
        self.target.shift(self.by_shape(1.35, tall=2.2) * DOWN - self.target.line.get_center())
        step = 0.5 if reach <= 15.0 else 1.0 if reach <= 40.0 else 5.0
        marks = np.arange(-reach, reach + step, step)
        self.map = self.make(LineMap, self.top, self.target, sigmoid, marks, self.sums)
        name = self.words("weighted sums z", color=self.theme.muted)
        name.next_to(self.top, UP, buff=0.35).align_to(self.top, LEFT)
        self.upper = Group(self.top, name, self.map.neurons).shift(rise * DOWN)
        self.rise = rise * UP
        self.say(f"A weighted sum can be any number. Here are the {len(self.sums)} of a layer.")
        self.play(Create(self.top.line), FadeIn(self.top.ticks, self.top.tips, self.top.labels))
        self.until("Here are")
        self.play(FadeIn(self.map.neurons, shift=0.3 * DOWN), FadeIn(name))
        self.rest()

    def from_zero_to_one(self) -> None:
        """Show where the activations must stand."""
        self.next_section("From 0 to 1")
        name = self.words("activations a", color=self.theme.muted)
        name.next_to(
            self.target.line, self.by_shape(RIGHT, tall=DOWN), buff=self.by_shape(0.5, tall=0.8)
        )
        self.say("But an activation lies between 0, which is off, and 1, which is fully on.")
        self.play(self.upper.animate.shift(self.rise))
        self.play(FadeIn(self.target, shift=0.2 * UP), FadeIn(name, shift=0.2 * UP))
        self.rest()

    def squash(self) -> None:
        """Move the whole line, and every neuron with it."""
        self.next_section("The squash")
        key = self.make(SignKey, positive="above 0", negative="below 0")
        if self.frame_shape.is_wide:
            key.match_y(self.upper[1]).align_to(self.top, RIGHT)
        else:
            key.to_edge(UP, buff=0.45)
        self.say("So squash the whole line: far below zero goes to 0, far above zero to 1.")
        self.play(FadeIn(key), run_time=0.5)
        self.until("far below")
        self.play(
            Vary(
                Group(self.map.threads, self.map.line, self.map.neurons),
                self.map.set_share,
                start=0.0,
                stop=1.0,
                run_time=3.5,
            )
        )
        self.rest()

    def look_at_one(self) -> None:
        """Name the function, and follow the neuron nearest to the fence."""
        self.next_section("The sigmoid")
        undecided = int(np.argmin(np.abs(self.sums)))
        z = float(self.sums[undecided])
        formula = self.maths(FORMULA, font_size=48)
        a = f"{float(sigmoid(z)):.2f}"
        exact = f"{float(sigmoid(round(z, 2))):.2f}" == a
        sign = "=" if exact else "approx"
        example = self.maths(f"sigma({z:.2f}) {sign} {a}", color=self.theme.accent)
        along, room = self.by_shape((RIGHT, 1.6), tall=(DOWN, 0.6))
        both = VGroup(formula, example).arrange(along, buff=room)
        both.move_to(self.by_shape(2.95, tall=5.4) * DOWN)
        here, there = self.top.point(z), self.target.point(float(sigmoid(z)))
        look = VGroup(
            Line(here, there, stroke_width=3.5),
            Circle(radius=0.2, stroke_width=4.0).move_to(there),
        ).set_color(self.theme.accent)
        self.say("This squash is the sigmoid. Near zero a neuron is undecided.")
        self.note("nearest_to_zero", {"neuron": undecided, "z": z, "activation": float(sigmoid(z))})
        self.play(FadeIn(formula, shift=0.2 * UP))
        self.until("Near zero")
        self.play(Create(look), FadeIn(example, shift=0.2 * UP))
        lit = int((sigmoid(self.sums) > 0.95).sum())
        dark = int((sigmoid(self.sums) < 0.05).sum())
        self.note("above_0.95", lit)
        self.note("below_0.05", dark)
        self.describe(
            f"A number line with {len(self.sums)} weighted sums from {self.sums.min():.1f} to "
            f"{self.sums.max():.1f} is squashed by the sigmoid into the piece from 0 to 1: "
            f"{lit} end above 0.95, {dark} below 0.05."
        )
        self.rest(2.0)
