"""Away from the middle."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup, linear, smooth

from nnviz.animations import RunImages, Vary
from nnviz.core import FloatArray
from nnviz.data import as_vector
from nnviz.mobjects import ImageStrip, OutputBars
from nnviz.stage import NetworkScene
from nnviz.view import activation_scale
from placed_images import placed


class OffCentre(NetworkScene):
    """The digit slides and changes its size, and the ten outputs move with it."""

    title = "Away from the middle"
    teaches = "A network of this kind knows digits only where, and as large as, it was shown them."
    shapes = ("16:9", "1:1", "9:16")

    steps = 241

    def construct(self) -> None:
        """Move the digit until the answer flips, then resize it until the answer flips."""
        self.answer = self.forward_pass.prediction
        self.far = np.linspace(0.0, 6.0, self.steps)
        ways = {"right": (1, 0), "left": (-1, 0), "down": (0, 1), "up": (0, -1)}
        self.slides = {
            way: np.stack([placed(self.pixels, right=x * t, down=y * t) for t in self.far])
            for way, (x, y) in ways.items()
        }
        ends = {"grows": 1.6, "shrinks": 0.4}
        self.sizes = {way: np.linspace(1.0, end, self.steps) for way, end in ends.items()}
        self.resized = {
            way: np.stack([placed(self.pixels, size=size) for size in values])
            for way, values in self.sizes.items()
        }
        self.seen = [("fitted", self.pixels, self.forward_pass.outputs)]
        self.in_the_middle()
        self.slide_away()
        self.change_the_size()
        self.say_why()

    def in_the_middle(self) -> None:
        """Show the image and its outputs."""
        self.next_section("In the middle")
        self.side = self.by_shape(5.6, tall=5.6, square=3.4)
        self.picture = self.image(height=self.side)
        self.picture.shift(self.by_shape(3.1 * LEFT + 0.35 * UP, tall=3.9 * UP, square=2.0 * LEFT))
        every = np.concatenate([*self.slides.values(), *self.resized.values()])
        scale = activation_scale(self.network.forward(as_vector(every)).outputs)
        self.bars = self.make(
            OutputBars,
            self.forward_pass.outputs,
            length=self.by_shape(2.4, tall=4.0, square=1.7),
            pitch=0.56,
            scale=scale,
            mark_winner=True,
        ).shift(self.by_shape(3.7 * RIGHT + 0.35 * UP, tall=3.5 * DOWN, square=2.0 * RIGHT))
        self.note("outputs", self.forward_pass.outputs)
        sure = self.forward_pass.confidence
        self.say(
            f"In the middle of its image, this is {self.answer} to the network, at {sure:.2f}."
        )
        self.play(FadeIn(self.picture, scale=0.96), FadeIn(self.bars, shift=0.2 * LEFT))
        self.rest()

    def slide_away(self) -> None:
        """Move the digit in the direction in which the answer flips first."""
        self.next_section("It slides")
        flips = {way: self.flip(images) for way, images in self.slides.items()}
        way = min(flips, key=lambda name: flips[name])
        toward = {"right": "to the right", "left": "to the left"}.get(way, way)
        self.say(f"Now it slides {toward}, a tenth of a pixel at a time.")
        self.run_until(
            self.slides[way], flips[way], self.far, f"pixels {toward}", "moved", decimals=1
        )

    def change_the_size(self) -> None:
        """Shrink or enlarge the digit, whichever makes the answer flip first."""
        self.next_section("It changes its size")
        flips = {way: self.flip(images) for way, images in self.resized.items()}
        way = min(flips, key=lambda name: flips[name])
        self.say(f"Back in the middle, it {way}.")
        percent = 100.0 * self.sizes[way]
        self.run_until(self.resized[way], flips[way], percent, "% of its size", "resized")

    def say_why(self) -> None:
        """Draw the lesson."""
        self.next_section("Why images are fitted")
        names, images, outputs = zip(*self.seen, strict=True)
        gap = self.by_shape(" ", tall=" ", square="\n")
        captions = [
            f"{name}:{gap}{np.argmax(out)}, {out.max():.2f}"
            for name, out in zip(names, outputs, strict=True)
        ]
        strip = self.make(
            ImageStrip,
            images,
            captions,
            columns=self.by_shape(None, tall=1),
            height=self.by_shape(3.4, tall=3.3, square=2.2),
            gap=self.by_shape((0.8, 0.0), tall=(0.0, 0.45), square=(0.35, 0.0)),
            font_size=36,
        )
        first = strip.pictures[0]
        self.say("Each pixel has its own weights. A digit moved is another image to them.")
        self.play(
            FadeOut(self.bars, shift=0.3 * RIGHT),
            self.picture.animate.scale(first.height / self.side).move_to(first),
            run_time=1.1,
        )
        self.play(FadeIn(*strip.pictures[1:], shift=0.2 * RIGHT), run_time=0.8)
        self.play(FadeIn(strip.captions), run_time=0.6)
        read = "; ".join(captions).replace(gap, " ")
        self.describe(f"One digit, three times, and how the network reads it. {read}.")
        self.rest(2.0)

    def flip(self, images: FloatArray) -> int:
        """Return the first place in a run at which the answer is another; its end, if none."""
        answers = self.network.forward(as_vector(images)).predictions
        others = np.flatnonzero(answers != self.answer)
        return int(others[0]) if len(others) else len(images) - 1

    def run_until(
        self,
        images: FloatArray,
        flip: int,
        amounts: FloatArray,
        unit: str,
        name: str,
        *,
        decimals: int = 0,
    ) -> None:
        """Run images up to the flip, stop there, and go back."""
        number = self.number(
            amounts[0], decimals=decimals, font_size=40, weight="semibold", edge="right"
        )
        words = self.words(unit, font_size=40)
        line = VGroup(number, words).arrange(RIGHT, buff=0.18)
        number.align_to(words, UP)
        line.next_to(self.picture, DOWN, buff=0.35)
        self.play(FadeIn(line, shift=0.1 * UP), run_time=0.4)
        way = {"run_time": 4.0, "rate_func": linear}
        run = RunImages(self.picture, images[: flip + 1], self.network, bars=self.bars, **way)
        count = Vary(number, number.set_value, start=amounts[0], stop=amounts[flip], **way)
        self.play(run, count)
        outputs = run.outputs[-1]
        self.seen.append((name, images[flip], outputs))
        new = int(np.argmax(outputs))
        self.note(f"{name}_flip", amounts[flip])
        self.note(f"{name}_outputs", outputs)
        if new == self.answer:
            self.say(f"It is still read as {new}, at {outputs[new]:.2f}.")
            self.rest(1.5)
        else:
            at = f"{amounts[flip]:.{decimals}f} {unit}"
            self.say(f"{at}: {new} is ahead of {self.answer} now, at {outputs[new]:.2f} of 1.")
            box = self.bars.row_box(new)
            self.play(Create(box), run_time=0.6)
            self.rest(1.2)
            self.play(FadeOut(box), run_time=0.3)
        back = {"run_time": 1.2, "rate_func": smooth}
        self.play(
            RunImages(self.picture, images[flip::-1], self.network, bars=self.bars, **back),
            Vary(number, number.set_value, start=amounts[flip], stop=amounts[0], **back),
        )
        self.play(FadeOut(line), run_time=0.3)
