"""Digits: one digit in many hands, and the program that nobody can write down."""

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
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
    Transform,
    VGroup,
    smooth,
    squish_rate_func,
)

from nnviz.animations import ChangeOutputs, RunImages
from nnviz.core.arrays import FloatArray
from nnviz.data import HELD_OUT, as_vector, load_digits
from nnviz.mobjects.digit import DigitImage, PixelImage
from nnviz.mobjects.image_strip import ImageStrip
from nnviz.mobjects.output_bars import OutputBars
from nnviz.mobjects.pixel_grid import READABLE_PITCH, PixelGrid
from nnviz.stage import NetworkScene
from nnviz.view.encoding import activation_scale


def mosaic(images: FloatArray, columns: int) -> FloatArray:
    """Return images of shape (n, side, side) laid out in rows as one, the rest left black."""
    count, side, _ = images.shape
    rows = -(-count // columns)
    tiles = np.zeros((rows * columns, side, side))
    tiles[:count] = images
    return tiles.reshape(rows, columns, side, side).swapaxes(1, 2).reshape(rows * side, -1)


class ManyThrees(NetworkScene):
    """The same digit in many hands, and how the network reads them all."""

    title = "One digit, many hands"
    teaches = "The same digit never looks the same twice, and a network reads nearly all of them."

    columns = 24
    shown_wrong = 6

    def construct(self) -> None:
        """Show one digit, many, all of them, and those that the network gets wrong."""
        digits = load_digits().subset(HELD_OUT)
        label = self.subject.label
        self.digit = self.forward_pass.prediction if label is None else label
        self.images = digits.images[digits.labels == self.digit] / 255.0
        self.answers = self.network.forward(as_vector(self.images))
        self.right = np.flatnonzero(self.answers.predictions == self.digit)
        self.wrong = np.flatnonzero(self.answers.predictions != self.digit)
        self.one_digit()
        self.many_hands()
        self.what_the_network_says()
        self.all_of_them()
        self.name_the_mistakes()

    def one_digit(self) -> None:
        """Begin with a single image."""
        self.next_section("One digit")
        self.first = DigitImage(self.image, height=4.6, theme=self.theme)
        self.say(f"A {self.digit}, written by one hand.")
        self.play(FadeIn(self.first, scale=0.94))
        self.rest()

    def many_hands(self) -> None:
        """Let it take its place among others."""
        self.next_section("Many hands")
        others = [i for i in self.right if not np.array_equal(self.images[i], self.image)][:20]
        stack = np.concatenate([self.image[None], self.images[others]])
        answers = [self.forward_pass.prediction, *self.answers.predictions[others]]
        sure = [self.forward_pass.confidence, *self.answers.outputs[others].max(axis=1)]
        captions = [
            f"{value:.2f}" if answer == self.digit else f"{answer}, {value:.2f}"
            for answer, value in zip(answers, sure, strict=True)
        ]
        self.note("certainties", sure)
        self.strip = ImageStrip(
            stack, captions, columns=7, height=1.25, gap=(0.5, 0.45), theme=self.theme
        )
        place, *rest = self.strip.pictures
        self.say(f"These are {self.digit}s too, and no two of them agree in their pixels.")
        scale = place.height / self.first.height
        self.play(self.first.animate.scale(scale).move_to(place), run_time=0.9)
        if rest:
            self.play(LaggedStart(*(FadeIn(one, scale=0.8) for one in rest), lag_ratio=0.08))
        self.remove(self.first)
        self.add(*self.strip.pictures)
        self.rest()

    def what_the_network_says(self) -> None:
        """Write under each image how sure the network is."""
        self.next_section("What the network says")
        if self.forward_pass.prediction == self.digit:
            self.say(
                f"The network reads a {self.digit} in each. Below: how sure it is, from 0 to 1."
            )
        else:
            self.say("Below: how sure the network is. It does not read all of them alike.")
        captions = [FadeIn(one, shift=0.08 * DOWN) for one in self.strip.captions]
        self.play(LaggedStart(*captions, lag_ratio=0.06), run_time=1.8)
        self.rest()

    def all_of_them(self) -> None:
        """Show every image of the digit that was kept from training, and count."""
        self.next_section("All of them")
        total, right = len(self.images), len(self.right)
        pixels = mosaic(self.images, self.columns)
        tile = 12.6 / self.columns
        height = tile * pixels.shape[0] / 28
        self.wall = PixelImage(pixels, height=height, framed=False, theme=self.theme)
        self.wall.shift(0.45 * UP)
        self.count = self.words(f"{right} of {total} are read as {self.digit}")
        self.count.next_to(self.wall, DOWN, buff=0.3)
        self.note("images", total)
        self.note("read_right", right)
        self.say(f"Of {total} images of a {self.digit} kept from training, it reads {right} right.")
        self.play(FadeOut(self.strip.captions), run_time=0.4)
        flights = [self.to_its_tile(picture) for picture in self.strip.pictures]
        self.play(LaggedStart(*flights, lag_ratio=0.03), run_time=1.6)
        self.play(FadeIn(self.wall), run_time=1.2)
        self.remove(*self.strip.pictures)
        self.play(FadeIn(self.count, shift=0.1 * UP), run_time=0.6)
        self.rest()

    def name_the_mistakes(self) -> None:
        """Box the mistakes, and bring some of them forward with what the network saw."""
        self.next_section("The mistakes")
        if not len(self.wrong):
            self.say("Not one of them is wrong.")
            self.rest(2.0)
            return
        chosen = self.wrong[: self.shown_wrong]
        answers = self.answers.predictions[chosen]
        sure = self.answers.outputs[chosen].max(axis=1)
        captions = [f"{a}, at {s:.2f}" for a, s in zip(answers, sure, strict=True)]
        strip = ImageStrip(
            self.images[chosen], captions, height=1.5, gap=(0.6, 0.0), theme=self.theme
        )
        up = 3.7 - self.wall.get_top()[1]
        self.play(self.wall.animate.shift(up * UP), self.count.animate.shift(up * UP))
        strip.next_to(self.count, DOWN, buff=0.35)
        boxes = VGroup(*(self.tile(int(index)) for index in self.wrong))
        self.note("mistaken_answers", answers)
        self.note("mistaken_certainties", sure)
        self.say(
            f"The rest it takes for something else: the first here for a {answers[0]}, "
            f"at {sure[0]:.2f}."
        )
        self.play(LaggedStart(*(Create(box) for box in boxes), lag_ratio=0.1), run_time=1.2)
        copies = [box.copy().set_stroke(width=2.5) for box in boxes[: len(chosen)]]
        framed = zip(copies, strip.pictures, strict=True)
        self.play(
            LaggedStart(
                *(Transform(box, self.frame_of(image)) for box, image in framed), lag_ratio=0.08
            ),
            LaggedStart(*(FadeIn(one) for one in strip.pictures), lag_ratio=0.08),
            run_time=1.3,
        )
        self.play(FadeIn(strip.captions, shift=0.08 * DOWN), run_time=0.5)
        self.describe(
            f"All {len(self.images)} images of a {self.digit} that were kept from training, the "
            f"{len(self.wrong)} that the network misreads boxed; below, {len(chosen)} of them "
            f"enlarged, read as {', '.join(map(str, answers))}."
        )
        self.rest(2.0)

    def to_its_tile(self, picture: DigitImage) -> Any:
        """Return the flight of an image to its place on the wall; one that has none fades."""
        same = np.flatnonzero((self.images == picture.values).all(axis=(1, 2)))
        if not len(same):
            return FadeOut(picture)
        tile = self.tile(int(same[0]))
        return picture.animate.scale(tile.height / picture.height).move_to(tile)

    def tile(self, index: int) -> Any:
        """Return a box around one image of the wall."""
        row, column = divmod(index, self.columns)
        rows, columns = slice(28 * row, 28 * row + 28), slice(28 * column, 28 * column + 28)
        return self.wall.region(rows, columns, stroke_width=3.0)

    def frame_of(self, image: DigitImage) -> Any:
        """Return the box around an image of the strip."""
        return image.region(slice(None), slice(None), stroke_width=2.5)


class WriteAProgram(NetworkScene):
    """A grid of numbers, a question mark, ten answers: the program that has to be written."""

    title = "Write a program that reads it"
    teaches = "An image is 784 numbers to a computer; the rule from there to a digit is not plain."

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
        self.grid = PixelGrid(self.image, pitch=0.25, theme=self.theme)
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
        self.bars = OutputBars(
            0.0 * self.forward_pass.outputs, pitch=0.58, length=2.2, scale=scale, theme=self.theme
        )
        self.bars.to_edge(RIGHT, buff=0.7)
        self.box = RoundedRectangle(
            corner_radius=0.15,
            width=1.9,
            height=1.9,
            fill_color=self.theme.panel,
            fill_opacity=1.0,
            stroke_color=self.theme.faint,
        )
        self.say("Write a program: 784 numbers go in, one digit out of ten comes out.")
        self.play(self.grid.animate.scale(0.78).to_edge(LEFT, buff=0.7), run_time=1.1)
        self.box.set_x((self.grid.get_right()[0] + self.bars.get_left()[0]) / 2.0)
        self.mark = self.words("?", font_size=84, weight="semibold").move_to(self.box)
        into = self.arrow(self.grid.get_right(), self.box.get_left())
        out_of = self.arrow(self.box.get_right(), self.bars.labels.get_left())
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
        other = next(image for image in others if not np.array_equal(image, self.image))
        changed = int(np.count_nonzero(other != self.image))
        self.note("changed_pixels", changed)
        self.say(f"In another hand, {changed} of the 784 numbers change. The answer must not.")
        text = self.words(f"{changed} of 784 changed", font_size=32, color=self.theme.muted)
        text.next_to(self.grid, DOWN, buff=0.3)
        self.play(RunImages(self.grid, np.stack([self.image, other]), self.network), run_time=0.6)
        self.play(FadeIn(text, shift=0.1 * UP), run_time=0.5)
        self.rest()
        self.play(
            RunImages(self.grid, np.stack([other, self.image]), self.network),
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
        self.play(FadeIn(self.bars.values), run_time=0.4)
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
