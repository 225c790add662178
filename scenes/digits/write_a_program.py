"""Write a program that reads it."""

from typing import Any

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Arrow,
    Create,
    FadeIn,
    FadeOut,
    FadeTransform,
    GrowArrow,
    LaggedStart,
    RoundedRectangle,
    smooth,
    squish_rate_func,
)

from nnviz.animations import ChangeOutputs, RunImages
from nnviz.data import HELD_OUT, load_digits
from nnviz.mobjects import READABLE_PITCH, OutputBars, PixelGrid
from nnviz.stage import NetworkScene
from nnviz.view import activation_scale


class WriteAProgram(NetworkScene):
    """A grid of numbers, a question mark, ten answers: the program that has to be written."""

    title = "Write a program that reads it"
    teaches = "An image is 784 numbers to a computer; the rule from there to a digit is not plain."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Come from the numbers to the picture, to the question, and to another hand."""
        self.numbers_up_close()
        self.step_back()
        self.ask_for_a_program()
        self.another_hand()
        self.let_the_network_answer()

    def numbers_up_close(self) -> None:
        """Begin among the numbers, where no digit can be seen."""
        self.next_section("Numbers")
        self.grid = self.make(PixelGrid, self.pixels, pitch=0.25)
        self.whole = float(self.frame.width)
        self.frame.set(width=self.whole * 0.25 / READABLE_PITCH)
        self.note("inputs", self.forward_pass.inputs)
        self.add(self.grid)
        self.say("This is what a computer gets to see: a table of numbers from 0 to 1.")
        self.rest(2.0)

    def step_back(self) -> None:
        """Move away until the numbers are a picture."""
        self.next_section("A picture")
        self.say("Seen from further away, 28 rows of 28 numbers are a picture.")
        self.play(
            self.frame.animate.set(width=self.whole),
            FadeOut(self.grid.numbers, rate_func=squish_rate_func(smooth, 0.55, 0.9)),
            run_time=3.2,
        )
        self.grid.remove(self.grid.numbers)
        self.rest()

    def ask_for_a_program(self) -> None:
        """Put a question mark between the picture and the ten answers."""
        self.next_section("The program")
        scale = activation_scale(self.forward_pass.outputs)
        self.bars = self.make(
            OutputBars,
            None,
            pitch=self.by_shape(0.58, tall=0.52),
            length=self.by_shape(2.2, tall=4.4),
            scale=scale,
            mark_winner=True,
        )
        onwards = self.by_shape(RIGHT, tall=DOWN)
        self.bars.to_edge(onwards, buff=self.by_shape(0.7, tall=0.35))
        self.box = RoundedRectangle(
            corner_radius=0.15,
            width=1.9,
            height=self.by_shape(1.9, tall=1.4),
            fill_color=self.theme.panel,
            fill_opacity=1.0,
            stroke_color=self.theme.faint,
        )
        self.say("Write a program: 784 numbers go in, one digit out of ten comes out.")
        smaller, room = self.by_shape((0.78, 0.7), tall=(0.66, 0.4))
        self.play(self.grid.animate.scale(smaller).to_edge(-onwards, buff=room), run_time=1.1)
        first = self.bars.labels if self.frame_shape.is_wide else self.bars
        between = (self.grid.get_edge_center(onwards) + self.bars.get_edge_center(-onwards)) / 2.0
        self.box.move_to(between * np.abs(onwards))
        self.mark = self.words("?", font_size=84, weight="semibold").move_to(self.box)
        into = self.arrow(self.grid.get_edge_center(onwards), self.box.get_edge_center(-onwards))
        out_of = self.arrow(self.box.get_edge_center(onwards), first.get_edge_center(-onwards))
        self.play(GrowArrow(into), FadeIn(self.box, self.mark), run_time=0.8)
        names = LaggedStart(
            *(FadeIn(name, shift=0.1 * RIGHT) for name in self.bars.labels), lag_ratio=0.06
        )
        self.play(GrowArrow(out_of), names, FadeIn(self.bars.tracks), run_time=0.9)
        self.rest()

    def another_hand(self) -> None:
        """Exchange the image for another of the same digit, and count what changed."""
        self.next_section("Another hand")
        digits = load_digits()
        answer = self.forward_pass.prediction
        places = range(HELD_OUT.start, HELD_OUT.stop)
        others = (digits.image(i) for i in places if digits.label(i) == answer)
        other = next(image for image in others if not np.array_equal(image, self.pixels))
        changed = int(np.count_nonzero(other != self.pixels))
        self.note("changed_pixels", changed)
        self.say(f"In another hand, {changed} of the 784 numbers change. The answer must not.")
        said = f"{changed} of 784" + self.by_shape(" ", tall="\n") + "changed"
        text = self.words(said, font_size=32, color=self.theme.muted)
        text.next_to(*self.by_shape((self.grid, DOWN), tall=(self.box, RIGHT)), buff=0.3)
        self.play(RunImages(self.grid, np.stack([self.pixels, other]), self.network), run_time=0.6)
        self.play(FadeIn(text, shift=0.1 * UP), run_time=0.5)
        self.rest()
        self.play(
            RunImages(self.grid, np.stack([other, self.pixels]), self.network),
            FadeOut(text),
            run_time=0.6,
        )

    def let_the_network_answer(self) -> None:
        """Replace the question mark by the network that this film is about."""
        self.next_section("A network")
        name = self.words("a neural\nnetwork", font_size=34).move_to(self.box)
        sure, answer = self.forward_pass.confidence, self.forward_pass.prediction
        self.say(f"A neural network is such a program. This one says {answer}, at {sure:.2f} of 1.")
        self.play(FadeTransform(self.mark, name), run_time=0.7)
        self.add(self.bars)
        self.play(ChangeOutputs(self.bars, self.forward_pass.outputs), run_time=1.2)
        self.play(Create(self.bars.row_box(answer)), run_time=0.6)
        self.note("outputs", self.forward_pass.outputs)
        self.note("prediction", answer)
        self.note("confidence", sure)
        self.describe(
            f"A handwritten digit of 28 by 28 pixels, an arrow to a box that says a neural "
            f"network, and ten answers with their outputs: {answer} is the highest at {sure:.2f}."
        )
        self.rest(2.0)

    def arrow(self, start: Any, end: Any) -> Arrow:
        """Return an arrow between two points, in the colour of second things."""
        return Arrow(start, end, buff=0.2, stroke_width=4.0, color=self.theme.muted)
