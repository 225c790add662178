"""A neuron holds a number."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, VGroup

from nnviz.animations import ChangeActivation
from nnviz.mobjects import Neuron
from nnviz.stage import NetworkScene


class NeuronHoldsANumber(NetworkScene):
    """One ring, its number changing, its light following."""

    title = "A neuron holds a number"
    teaches = "A neuron holds a number, its activation, and is drawn the brighter the larger it is."
    shapes = ("16:9", "1:1", "9:16")

    steps = 8

    def construct(self) -> None:
        """Show the ring, its range, its name, and the pixels that it can hold."""
        self.a_ring()
        self.from_dark_to_lit()
        self.its_name()
        self.follow_the_pixels()

    def a_ring(self) -> None:
        """Begin with one neuron, as large as the frame allows, that holds nothing yet."""
        self.next_section("A neuron")
        radius = self.by_shape(2.4, tall=3.75, square=2.5)
        self.neuron = self.make(Neuron, None, radius=radius)
        size = self.by_shape(48.0, tall=80.0)
        self.name = self.words("neuron", font_size=size, weight="semibold")
        self.name.next_to(self.neuron, DOWN, buff=self.by_shape(0.4, tall=0.6))
        self.about = VGroup(self.neuron, self.name).center()
        self.say("A neuron, here, is a thing that holds a number.")
        self.play(Create(self.neuron.ring), FadeIn(self.name), run_time=1.0)
        self.add(self.neuron)
        self.play(ChangeActivation(self.neuron, 0.0), run_time=0.5)
        self.rest()

    def from_dark_to_lit(self) -> None:
        """Run through the whole range of the number."""
        self.next_section("From 0 to 1")
        self.say("The number lies between 0 and 1. At 0 the neuron is dark, at 1 it is fully lit.")
        self.until("At 0")
        self.play(ChangeActivation(self.neuron, 1.0), until="fully lit")
        self.wait(0.4)
        self.play(ChangeActivation(self.neuron, 0.25), run_time=1.6)
        self.rest()

    def its_name(self) -> None:
        """Name the number."""
        self.next_section("Activation")
        size = self.by_shape(48.0, tall=80.0)
        name = self.words("activation", font_size=size, weight="semibold").move_to(self.name)
        self.say("That number is called the neuron's activation.")
        self.play(FadeOut(self.name), FadeIn(name, shift=0.15 * UP), run_time=0.7)
        self.name = name
        self.about = VGroup(self.neuron, self.name)
        self.rest()

    def follow_the_pixels(self) -> None:
        """Let it hold one pixel of the image after another, along one row."""
        self.next_section("A pixel's number")
        row, start = self.liveliest_row()
        values = self.pixels[row, start : start + self.steps]
        self.note("pixels", values)
        picture = self.image(height=self.by_shape(5.6, tall=6.4, square=3.9)).shift(
            self.by_shape(3.3 * LEFT, tall=3.4 * UP, square=1.85 * LEFT)
        )
        away = self.by_shape(3.6 * RIGHT, tall=3.7 * DOWN, square=2.1 * RIGHT)
        one = slice(row, row + 1)
        # Around the pixel, so that its own light is seen.
        boxes = [
            picture.region(one, slice(column, column + 1)).scale(1.7)
            for column in range(start, start + self.steps)
        ]
        self.say("It may hold the brightness of a pixel: 0 for a black one, 1 for a white one.")
        self.play(ChangeActivation(self.neuron, None), run_time=0.5)
        self.play(
            self.about.animate.scale(self.by_shape(0.75, tall=0.7, square=0.65)).move_to(away),
            FadeIn(picture, shift=self.by_shape(0.6 * RIGHT, tall=0.6 * DOWN)),
            run_time=1.1,
        )
        box = boxes[0].copy()
        self.play(Create(box), ChangeActivation(self.neuron, values[0]), run_time=0.7)
        for target, value in zip(boxes[1:], values[1:], strict=True):
            self.wait(0.25)
            self.play(
                box.animate.move_to(target), ChangeActivation(self.neuron, value), run_time=0.5
            )
        grey = int(np.argmin(np.abs(values - 0.7)))
        self.play(box.animate.move_to(boxes[grey]), ChangeActivation(self.neuron, values[grey]))
        self.describe(
            f"A handwritten digit with one pixel boxed, and beside it a large neuron that holds "
            f"that pixel's brightness, {values[grey]:.2f}, as its activation."
        )
        self.rest(1.8)

    def liveliest_row(self) -> tuple[int, int]:
        """Return the row and the first column of the pixels that change most along a row."""
        changes = np.abs(np.diff(self.pixels, axis=1))
        windows = np.lib.stride_tricks.sliding_window_view(changes, self.steps - 1, axis=1)
        row, start = np.unravel_index(np.argmax(windows.sum(axis=2)), windows.shape[:2])
        return int(row), int(start)
