"""One digit, many hands."""

from typing import Any

import numpy as np
from manim import DOWN, UP, Create, FadeIn, FadeOut, LaggedStart, Transform, VGroup

from nnviz.core import FloatArray
from nnviz.data import HELD_OUT, as_vector, load_digits
from nnviz.mobjects import DigitImage, ImageStrip, PixelImage
from nnviz.stage import NetworkScene


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
    shapes = ("16:9", "1:1", "9:16")

    shown_wrong = 6

    def construct(self) -> None:
        """Show one digit, many, all of them, and those that the network gets wrong."""
        self.columns = self.by_shape(24, tall=12, square=16)
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
        self.first = self.image(height=self.by_shape(4.6, tall=6.6))
        self.say(f"The digit {self.digit}, written by one hand.")
        self.play(FadeIn(self.first, scale=0.94))
        self.rest()

    def many_hands(self) -> None:
        """Let it take its place among others."""
        self.next_section("Many hands")
        others = [i for i in self.right if not np.array_equal(self.images[i], self.pixels)]
        others = others[: self.by_shape(20, tall=19, square=14)]
        stack = np.concatenate([self.pixels[None], self.images[others]])
        answers = [self.forward_pass.prediction, *self.answers.predictions[others]]
        sure = [self.forward_pass.confidence, *self.answers.outputs[others].max(axis=1)]
        captions = [
            f"{value:.2f}" if answer == self.digit else f"{answer}, {value:.2f}"
            for answer, value in zip(answers, sure, strict=True)
        ]
        self.note("certainties", sure)
        self.strip = self.make(
            ImageStrip,
            stack,
            captions,
            columns=self.by_shape(7, tall=4, square=5),
            height=self.by_shape(1.25, tall=1.45, square=1.15),
            gap=self.by_shape((0.5, 0.45), tall=(0.45, 0.6), square=(0.35, 0.6)),
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
            self.say(f"The network reads {self.digit} in each. Below: how sure it is, from 0 to 1.")
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
        tile = self.by_shape(12.6, tall=7.2, square=6.4) / self.columns
        height = tile * pixels.shape[0] / 28
        self.wall = self.make(PixelImage, pixels, height=height, framed=False)
        self.wall.shift(0.45 * UP)
        self.count = self.words(f"{right} of {total} are read as {self.digit}")
        self.count.next_to(self.wall, DOWN, buff=0.3)
        self.note("images", total)
        self.note("read_right", right)
        self.say(f"Of {total} images of {self.digit} kept from training, it reads {right} right.")
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
        chosen = self.wrong[: self.by_shape(self.shown_wrong, tall=self.shown_wrong, square=4)]
        answers = self.answers.predictions[chosen]
        sure = self.answers.outputs[chosen].max(axis=1)
        captions = [f"{a}, at {s:.2f}" for a, s in zip(answers, sure, strict=True)]
        strip = self.make(
            ImageStrip,
            self.images[chosen],
            captions,
            columns=self.by_shape(None, tall=3),
            height=self.by_shape(1.5, tall=1.4, square=0.95),
            gap=self.by_shape((0.6, 0.0), tall=(0.9, 0.3), square=(0.85, 0.0)),
        )
        up = self.frame_height / 2.0 - 0.3 - self.wall.get_top()[1]
        self.play(self.wall.animate.shift(up * UP), self.count.animate.shift(up * UP))
        strip.next_to(self.count, DOWN, buff=0.35)
        boxes = VGroup(*(self.tile(int(index)) for index in self.wrong))
        self.note("mistaken_answers", answers)
        self.note("mistaken_certainties", sure)
        self.say(
            f"The rest it takes for something else: the first here for {answers[0]}, "
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
            f"All {len(self.images)} images of {self.digit} that were kept from training, the "
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
