"""The whole network is a function."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Line,
    ReplacementTransform,
    RoundedRectangle,
    VGroup,
)

from nnviz.animations import Vary
from nnviz.core import FloatArray, blend, find_flips
from nnviz.data import as_vector, load_digits
from nnviz.mobjects import NetworkMobject, NumberAxis, OutputBars
from nnviz.stage import NetworkScene
from nnviz.view import WIDE, Frame, NetworkLayout


class NetworkIsAFunction(NetworkScene):
    """784 numbers in, 10 numbers out; the numbers in change, and the answer follows."""

    title = "The whole network is a function"
    teaches = "A network takes 784 numbers and gives 10, and a small change can flip its answer."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Shrink the network to a box, blend two digits, and find where the answer flips."""
        self.choose_the_other()
        self.whole_network()
        self.one_box()
        self.blend_the_digits()
        self.find_the_flip()

    def choose_the_other(self) -> None:
        """Choose the digit to blend into: the nearest image of it that is read correctly."""
        answer = self.forward_pass.prediction
        digit = 8 if answer != 8 else 3
        digits = load_digits()
        predictions = self.network.forward(digits.vectors()).predictions
        right = np.flatnonzero((digits.labels == digit) & (predictions == digit))
        pool = right if right.size else np.flatnonzero(digits.labels == digit)
        far = ((digits.vectors()[pool] - as_vector(self.pixels)) ** 2).sum(axis=1)
        index = int(pool[np.argmin(far)])
        self.other = digits.image(index)
        self.flips = find_flips(self.network, lambda share: as_vector(self.blended(share)))
        self.note("blended_into", index)
        self.note("flips", [(flip.at, flip.before, flip.after) for flip in self.flips])

    def blended(self, share: float) -> FloatArray:
        """Return the image that is `share` of the way to the other digit."""
        return blend(self.pixels, self.other, share)

    def whole_network(self) -> None:
        """Show the network at work, all of it."""
        self.next_section("The whole network")
        self.large = self.network_of(
            self.by_shape(12.0, tall=None), self.by_shape(6.0, tall=12.0), self.frame_shape
        )
        self.say("The whole network takes 784 numbers and gives 10. It is a function too.")
        self.play(FadeIn(Group(*self.large.connections, *self.large.neurons), self.large.labels))
        self.rest()

    def network_of(self, width: float | None, height: float, frame: Frame = WIDE) -> NetworkMobject:
        """Return the network in a box of this size, with the digit gone through it."""
        layout = NetworkLayout.for_sizes(
            self.network.sizes, input_style="grid", width=width, height=height, frame=frame
        )
        return self.make(NetworkMobject, layout).show(self.forward_pass)

    def one_box(self) -> None:
        """Let the network become a box between what goes in and what comes out."""
        self.next_section("One function")
        self.small = self.network_of(self.by_shape(4.7, tall=5.9), 3.2)
        middle = self.by_shape(0.1 * LEFT + 1.0 * UP, tall=1.5 * UP)
        self.small.shift(middle)
        for neurons in self.small.neurons:
            neurons.set_ring(width=1.0)
        width, line = self.by_shape(5.3, tall=6.6), {"stroke_width": 3.0, "corner_radius": 0.2}
        frame = RoundedRectangle(width=width, height=3.9, stroke_color=self.theme.muted, **line)
        frame.move_to(middle)
        count = self.words(f"{self.network.parameter_count:,} parameters", color=self.theme.muted)
        count.next_to(frame, DOWN, buff=0.3)
        self.note("parameters", self.network.parameter_count)
        self.digit = self.image(height=self.by_shape(2.7, tall=2.9))
        self.digit.move_to(self.by_shape(5.0 * LEFT + 1.0 * UP, tall=5.25 * UP))
        self.bars = self.make(
            OutputBars,
            self.forward_pass.outputs,
            length=self.by_shape(1.6, tall=4.0),
            pitch=self.by_shape(0.46, tall=0.38),
            thickness=self.by_shape(0.26, tall=0.22),
            mark_winner=True,
            scale=max(1.0, float(np.abs(self.outputs_on_the_way()).max())),
        ).move_to(self.by_shape(4.95 * RIGHT + 1.0 * UP, tall=3.2 * DOWN))
        fixed = f"{self.network.parameter_count:,} weights and biases fix it"
        self.say(f"{fixed}: same image, same answer.")
        old = [*self.large.connections, *self.large.neurons]
        new = [*self.small.connections, *self.small.neurons]
        self.play(
            FadeOut(self.large.labels, self.large.elisions, run_time=0.4),
            *[ReplacementTransform(*pair, run_time=1.8) for pair in zip(old, new, strict=True)],
        )
        self.play(Create(frame), FadeIn(count, self.small.elisions))
        self.play(
            FadeIn(self.digit, shift=self.by_shape(0.3 * RIGHT, tall=0.3 * DOWN)),
            FadeIn(self.bars, shift=self.by_shape(0.3 * RIGHT, tall=0.3 * DOWN)),
        )
        self.note("outputs", self.forward_pass.outputs)
        self.rest()

    def outputs_on_the_way(self) -> FloatArray:
        """Return the outputs at many places of the blend, shape (n, 10)."""
        images = np.stack([self.blended(share) for share in np.linspace(0.0, 1.0, 201)])
        return np.array(self.network.forward(as_vector(images)).outputs)

    def blend_the_digits(self) -> None:
        """Change the image bit by bit; all else is computed from it, and flips are marked."""
        self.next_section("The image changes")
        self.slider = self.make(
            NumberAxis,
            0.0,
            100.0,
            length=self.by_shape(9.6, tall=4.6),
            ticks=(0.0, 50.0, 100.0),
            suffix=" %",
        )
        self.slider.shift(self.by_shape(2.75, tall=6.0) * DOWN - self.slider.line.get_center())
        self.knob = Dot(self.slider.point(0.0), radius=0.13, color=self.theme.ink)
        ends = [
            self.image(image, height=0.9).move_to(
                self.slider.line.get_center() + side * self.by_shape(5.95, tall=3.15)
            )
            for image, side in ((self.pixels, LEFT), (self.other, RIGHT))
        ]
        self.marks = VGroup()
        for flip in self.flips:
            at = self.slider.point(100.0 * flip.at)
            self.marks.add(Line(at + 0.25 * DOWN, at + 0.25 * UP, stroke_width=6.0))
        # A mark comes out when the blend has passed it.
        self.marks.set_color(self.theme.accent).set_stroke(opacity=0.0)
        self.say("Blend the digit into another one, pixel by pixel. The outputs follow.")
        self.play(FadeIn(self.slider, *ends, self.knob))
        self.slide(0.0, 1.0, run_time=6.0)
        self.note("outputs_of_the_other", self.network.forward(as_vector(self.other)).outputs)
        self.rest()

    def slide(self, start: float, stop: float, *, run_time: float) -> None:
        """Move along the blend: each frame is a forward pass of the image of that frame."""

        def stand_at(share: float) -> None:
            image = self.blended(share)
            record = self.network.forward(as_vector(image))
            self.knob.move_to(self.slider.point(100.0 * share))
            self.digit.set_values(image)
            self.small.show(record)
            self.bars.show(record.outputs)

            for flip, mark in zip(self.flips, self.marks, strict=True):
                if share >= flip.at:
                    mark.set_stroke(opacity=1.0)

        moved = Group(*self.small.connections, *self.small.neurons, self.digit, self.bars)
        moved.add(self.knob, self.marks)
        self.play(Vary(moved, stand_at, start=start, stop=stop, run_time=run_time))

    def find_the_flip(self) -> None:
        """Go back to the last place where the answer changes, and name it."""
        self.next_section("The flip")
        if not self.flips:
            self.say("On this way the answer never changes.")
            self.rest(2.0)
            return
        last = self.flips[-1]
        percent, color = 100.0 * last.at, self.theme.accent
        label = self.number(percent, decimals=1, suffix=" %", color=color)
        label.next_to(self.marks[-1], UP, buff=0.15)
        self.say("On the way the answer changed. Go back, to where it did.")
        self.slide(1.0, last.at, run_time=2.5)
        self.rest()
        self.say(f"Here, at {100.0 * last.at:.1f} %, it flips from {last.before} to {last.after}.")
        self.play(FadeIn(label, shift=0.15 * UP))
        self.rest()
        outputs = self.network.forward(as_vector(self.blended(last.at))).outputs
        self.note("outputs_at_the_flip", outputs)
        self.say(f"There, {last.before} and {last.after} are equal. One step on, another answer.")
        self.describe(
            f"A blend of two digits at {100.0 * last.at:.1f} percent goes into a network of "
            f"{self.network.parameter_count:,} parameters; the outputs for {last.before} and "
            f"{last.after} are both {outputs[last.after]:.2f}: here the answer flips."
        )
        self.rest(2.0)
