"""The hope and the weights."""

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Mobject,
    Square,
    VGroup,
)

from drawn_digits import DRAWN_PARTS
from nnviz.data import HELD_OUT, load_digits
from nnviz.mobjects import SignKey, WeightImage, Words
from nnviz.stage import NetworkScene


class HopeVersusReality(NetworkScene):
    """What the first hidden layer really learned, beside what one hoped it would."""

    title = "The hope and the weights"
    teaches = "The neurons of a trained network do not look for tidy edges, and still it works."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Show the hope, the real weights, then the images that these really answer to."""
        self.count = min(self.network.sizes[1], 16)
        self.show_the_hope()
        self.show_the_weights()
        self.show_what_moves_them()
        self.look_closer()

    def tiles(self, pictures: Sequence[Mobject], place: int) -> Group:
        """Return pictures as a square of tiles, the first (-1) or the second (1) of two."""
        block = Group(*pictures).arrange_in_grid(cols=4, buff=0.16)
        block.move_to(self.by_shape((3.6 * place, -0.1, 0.0), tall=(0.0, 0.15 - 3.5 * place, 0.0)))
        return block

    def heading(self, text: str, block: Group, color: str | None = None) -> Words:
        """Return a heading above a block of tiles."""
        words = self.words(text, color=color or self.theme.ink)
        words.next_to(block, UP, buff=0.3)
        return words

    def show_the_hope(self) -> None:
        """Show as many edges as there are neurons to be shown."""
        self.next_section("The hope")
        edges = [edge for part in DRAWN_PARTS.values() for edge in part.edges][: self.count]
        self.hoped = self.tiles([self.image(e, height=1.25) for e in edges], -1)
        self.heading_left = self.heading("the hope: one edge each", self.hoped, self.theme.muted)
        self.say("One might hope that each neuron of the first hidden layer finds one small edge.")
        self.play(
            LaggedStart(*[FadeIn(tile, scale=0.9) for tile in self.hoped], lag_ratio=0.08),
            FadeIn(self.heading_left),
            run_time=1.8,
        )
        self.rest()

    def show_the_weights(self) -> None:
        """Show the real weights of these neurons."""
        self.next_section("The real weights")
        rows = self.network.layers[0].weights[: self.count]
        self.note("weights", rows)
        total = self.network.sizes[1]
        shown = f"{self.count}" if self.count == total else f"{self.count} of {total}"
        self.real = self.tiles([self.make(WeightImage, w, height=1.25) for w in rows], 1)
        heading = self.heading(f"the real weights of {shown} neurons", self.real)
        key = self.make(SignKey).next_to(self.real, DOWN, buff=0.3)
        self.say("These are the real weights, as training left them. No tidy edges at all.")
        self.play(
            LaggedStart(*[FadeIn(tile, scale=0.9) for tile in self.real], lag_ratio=0.08),
            FadeIn(heading),
            FadeIn(key),
            run_time=1.8,
        )
        self.rest(1.2)

    def show_what_moves_them(self) -> None:
        """Put in the place of each hope the unseen digit that raises that neuron most."""
        self.next_section("What moves each most")
        digits = load_digits().subset(HELD_OUT)
        images = digits.images.reshape(len(digits), -1) / 255.0
        record = self.network.forward(images)
        sums = record.layers[0].pre_activations[:, : self.count]
        self.best = np.argmax(sums, axis=0)
        self.highest = sums[self.best, np.arange(self.count)]
        right = record.is_right(digits.labels)
        self.note("most_moving_digits", self.best + HELD_OUT.start)
        self.note("highest_pre_activations", self.highest)
        self.note("accuracy", right.mean())
        self.accuracy, self.unseen = float(right.mean()), len(digits)
        found = self.tiles(
            [self.image(digits.image(int(i)), height=1.25) for i in self.best],
            -1,
        )
        heading = self.heading("the digit that raises it most", found)
        self.say(f"Of {self.unseen:,} unseen digits, these raise each neuron the most.")
        self.play(
            FadeOut(self.hoped),
            FadeOut(self.heading_left),
            LaggedStart(*[FadeIn(tile) for tile in found], lag_ratio=0.08),
            FadeIn(heading),
            run_time=2.0,
        )
        self.found = found
        self.rest()

    def look_closer(self) -> None:
        """Box the neuron that is raised highest, with its number, and say how good it all is."""
        self.next_section("And yet it works")
        index = int(np.argmax(self.highest))
        boxes = VGroup(
            *[
                Square(1.41, stroke_color=self.theme.accent, stroke_width=4.0).move_to(block[index])
                for block in (self.found, self.real)
            ]
        )
        value = self.number(
            float(self.highest[index]), decimals=1, signed=True, color=self.theme.accent
        )
        text = self.words("weighted sum", color=self.theme.accent)
        label = VGroup(text, value).arrange(RIGHT, buff=0.25).next_to(self.found, DOWN, buff=0.3)
        self.say(f"Not what we hoped; and yet {self.accuracy:.1%} of unseen digits are read right.")
        self.play(Create(boxes), FadeIn(label))
        self.describe(
            f"{self.count} real digits, and the weight images of {self.count} neurons of "
            f"the first hidden layer: smooth blue and red patches, not edges. Each digit is the "
            f"one that raises its neuron most, up to a sum of {self.highest[index]:.1f}. "
            f"The network reads {self.accuracy:.1%} of {self.unseen:,} unseen digits right."
        )
        self.rest(2.0)
