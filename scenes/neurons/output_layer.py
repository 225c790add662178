"""Ten neurons answer."""

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    FadeTransform,
    LaggedStart,
    RoundedRectangle,
    VGroup,
)

from nnviz.animations import ChangeActivation
from nnviz.core import FloatArray
from nnviz.data import HELD_OUT, as_vector, load_digits
from nnviz.mobjects import Neuron
from nnviz.stage import NetworkScene
from nnviz.view import activation_scale


class OutputLayer(NetworkScene):
    """Ten neurons that answer, and an image on which two of them compete."""

    title = "Ten neurons answer"
    teaches = "The brightest of ten output neurons is the answer, and two can compete."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Show the ten, light them, and then look for a close race."""
        self.ten_neurons()
        self.light_them()
        self.ask_about_rivals()
        self.give_the_answer()

    def ten_neurons(self) -> None:
        """Introduce the output layer under an image."""
        self.next_section("Ten outputs")
        digits, self.rival_pass, self.rival_index = self.find_rivals()
        self.rival_image = digits.image(self.rival_index)
        self.rival_label = digits.label(self.rival_index)
        both = np.concatenate([self.forward_pass.outputs, self.rival_pass.outputs])
        scale = activation_scale(both)
        self.picture = self.image(height=self.by_shape(3.7, tall=4.6, square=2.4)).shift(
            self.by_shape(1.5, tall=4.3, square=2.55) * UP
        )
        radius = self.by_shape(0.52, tall=0.6)
        self.row = [self.make(Neuron, None, radius=radius, scale=scale) for _ in range(10)]
        if self.frame_shape.is_wide:
            VGroup(*self.row).arrange(RIGHT, buff=0.24).shift(1.75 * DOWN)
        else:
            VGroup(*self.row).arrange_in_grid(
                2, 5, buff=self.by_shape((0.0, 0.0), tall=(0.28, 1.7), square=(0.4, 0.85))
            ).shift(self.by_shape(0.0, tall=3.0, square=1.6) * DOWN)
        self.names = VGroup(
            *(
                self.words(f"{i}", font_size=44, weight="semibold").next_to(one, DOWN, buff=0.25)
                for i, one in enumerate(self.row)
            )
        )
        self.say("The last layer has ten neurons, one for each digit.")
        self.play(FadeIn(self.picture, scale=0.95), run_time=0.8)
        self.play(
            LaggedStart(*(FadeIn(one, shift=0.2 * UP) for one in self.row), lag_ratio=0.1),
            LaggedStart(*(FadeIn(one, shift=0.1 * UP) for one in self.names), lag_ratio=0.1),
            run_time=1.6,
        )
        self.rest()

    def light_them(self) -> None:
        """Bring the ten to the outputs of the image, and box the brightest."""
        self.next_section("The answer")
        outputs, answer = self.forward_pass.outputs, self.forward_pass.prediction
        self.note("outputs", outputs)
        self.note("prediction", answer)
        self.say("The brightest is the answer. Its activation says how sure the network is.")
        self.play(*self.change(outputs), run_time=1.4)
        self.box = self.box_around(answer)
        self.play(Create(self.box), run_time=0.6)
        self.rest()

    def ask_about_rivals(self) -> None:
        """Show an image on which two outputs compete, and ask before answering."""
        self.next_section("Two rivals")
        first, second = sorted(self.rival_pass.ranking[:2])
        other = self.image(self.rival_image, height=self.picture.height)
        other.move_to(self.picture)
        question = self.words(f"{first} or {second}?", font_size=56, weight="semibold")
        self.question = question.next_to(
            other,
            self.by_shape(RIGHT, tall=DOWN, square=DOWN),
            buff=self.by_shape(0.8, tall=0.5, square=0.25),
        )
        self.say(f"Not every hand is clear. Is this {first} or {second}?")
        self.play(
            FadeOut(self.box),
            FadeOut(self.picture, shift=0.5 * LEFT),
            FadeIn(other, shift=0.5 * LEFT),
            *self.change([None] * 10),
            run_time=1.0,
        )
        self.play(FadeIn(self.question, shift=0.15 * LEFT), run_time=0.6)
        self.rest(2.0)

    def give_the_answer(self) -> None:
        """Light the ten for that image, and tell what was really meant."""
        self.next_section("A close race")
        outputs = self.rival_pass.outputs
        best, second = self.rival_pass.ranking[:2]
        self.note("rival_index", self.rival_index)
        self.note("rival_outputs", outputs)
        self.note("rival_label", self.rival_label)
        self.say(
            f"The network wavers as well: {best} at {outputs[best]:.2f}, "
            f"{second} at {outputs[second]:.2f}."
        )
        self.play(*self.change(outputs), run_time=1.6)
        self.rest()
        verdict = "right" if best == self.rival_label else "wrong"
        self.say(f"It says {best}, and is {verdict}: the writer meant {self.rival_label}.")
        meant = self.words(f"the writer meant {self.rival_label}", font_size=44)
        meant.move_to(self.question)
        if self.frame_shape.is_wide:
            meant.align_to(self.question, LEFT)
        self.play(Create(self.box_around(best)), FadeTransform(self.question, meant), run_time=0.8)
        self.describe(
            f"Ten output neurons under an image of the digit {self.rival_label}: {best} is lit "
            f"at {outputs[best]:.2f} and boxed, {second} at {outputs[second]:.2f}."
        )
        self.rest(2.0)

    def find_rivals(self) -> Any:
        """Return the digits, and the closest race between a 4 and a 9 (else, between any two)."""
        digits = load_digits()
        outputs = self.network.forward(as_vector(digits.images[HELD_OUT] / 255.0)).outputs
        order = np.argsort(-outputs, axis=1)[:, :2]
        runner_up = np.take_along_axis(outputs, order[:, 1:], axis=1)[:, 0]
        asked = (np.sort(order, axis=1) == [4, 9]).all(axis=1)
        close = np.where(asked, runner_up, 0.0)
        best = int(np.argmax(close if close.max() > 0.25 else runner_up)) + HELD_OUT.start
        return digits, self.network.forward(as_vector(digits.image(best))), best

    def change(self, outputs: FloatArray | list[None]) -> list[ChangeActivation]:
        """Return the movements of all ten neurons to other outputs, or to none."""
        return [ChangeActivation(one, a) for one, a in zip(self.row, outputs, strict=True)]

    def box_around(self, digit: int) -> RoundedRectangle:
        """Return the box of the winner: its neuron and its digit."""
        pair = VGroup(self.row[digit], self.names[digit])
        return RoundedRectangle(
            corner_radius=0.12,
            width=pair.width + 0.18,
            height=pair.height + 0.3,
            stroke_color=self.theme.accent,
            stroke_width=4.0,
        ).move_to(pair)
