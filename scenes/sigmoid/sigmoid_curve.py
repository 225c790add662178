"""The sigmoid curve."""

from decimal import Decimal

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, Transform, VGroup

from nnviz.animations import Vary
from nnviz.core import sigmoid
from nnviz.mobjects import Neuron, PlotAxes
from nnviz.stage import NetworkScene


class SigmoidCurve(NetworkScene):
    """The sigmoid as a curve, and a real neuron on it."""

    title = "The sigmoid curve"
    teaches = "How the activation follows the weighted sum, and why it hardly moves far out."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Bend the line into the curve, walk on it, and look at its ends."""
        sums = self.forward_pass.layers[0].pre_activations
        order = np.argsort(np.abs(sums), kind="stable")[: min(6, len(sums))]
        # Of the neurons nearest to zero: the one farthest left, the nearest, the farthest right.
        near = sorted((int(index) for index in order), key=lambda index: float(sums[index]))
        self.chosen = list(dict.fromkeys((int(order[0]), near[-1], near[0])))
        self.sums = {index: float(sums[index]) for index in self.chosen}
        self.reach = max(8.0, float(np.ceil(max(abs(z) for z in self.sums.values()))))
        self.bend_the_line()
        self.real_neurons()
        self.flat_ends()
        self.far_out()

    def bend_the_line(self) -> None:
        """Raise every point of the number line to its activation."""
        self.next_section("The curve")
        self.axes = self.make(
            PlotAxes,
            (-self.reach, self.reach),
            (0.0, 1.0),
            width=self.by_shape(8.6, tall=6.0, square=6.0),
            height=self.by_shape(5.2, tall=7.6, square=3.9),
            y_ticks=(0.0, 0.5, 1.0),
            x_label=self.maths("z", color=self.theme.muted),
            y_label=self.maths("a = sigma(z)", color=self.theme.muted),
            y_grid=True,
        )
        self.axes.shift(self.by_shape(1.2 * LEFT, tall=2.2 * UP, square=1.1 * UP))
        self.curve = self.axes.curve(np.zeros_like)
        self.say("Lay the number line flat, and lift each sum z to the activation it becomes.")
        self.play(FadeIn(self.axes), Create(self.curve))
        self.play(Transform(self.curve, self.axes.curve(sigmoid)), run_time=2.2)
        self.rest()

    def real_neurons(self) -> None:
        """Let the dot visit neurons of this network, for this image."""
        self.next_section("Real neurons")
        self.z = self.sums[self.chosen[0]]
        self.dot = self.axes.at(self.z, float(sigmoid(self.z)))
        self.neuron = self.make(
            Neuron, float(sigmoid(self.z)), radius=self.by_shape(0.75, tall=1.2)
        )
        self.neuron.move_to(
            self.by_shape(
                5.35 * RIGHT + 1.6 * UP,
                tall=1.7 * LEFT + 3.6 * DOWN,
                square=2.6 * LEFT + 2.85 * DOWN,
            )
        )
        self.sum = self.number(self.z, font_size=40, edge="left")
        name = self.maths("z =", font_size=40)
        self.label = label = VGroup(name, self.sum).arrange(RIGHT, buff=0.18)
        side, room = self.by_shape((DOWN, 0.4), tall=(RIGHT, 0.7), square=(RIGHT, 0.4))
        label.next_to(self.neuron, side, buff=room)
        self.say("A neuron has the sum z for this digit. The sigmoid makes it the activation a.")
        self.play(FadeIn(self.dot), FadeIn(self.neuron, scale=0.9), FadeIn(label, shift=0.1 * UP))
        self.rest()
        self.note("pre_activations_shown", list(self.sums.values()))
        self.note("activations_shown", [float(sigmoid(z)) for z in self.sums.values()])
        self.say("Other neurons of the same layer have other sums, and stand elsewhere.")
        for index in self.chosen[1:]:
            self.walk_to(self.sums[index], run_time=1.8)
            self.wait(0.6)
        self.rest()

    def walk_to(self, z: float, *, run_time: float) -> None:
        """Move the dot along the curve; the neuron and its number follow."""

        def stand_at(z: float) -> None:
            a = float(sigmoid(z))
            self.dot.set_numbers(z, a)
            self.neuron.set_activation(a)
            self.sum.set_value(z)

        moved = Group(self.dot, self.neuron, self.sum)
        self.play(Vary(moved, stand_at, start=self.z, stop=z, run_time=run_time))
        self.z = z

    def flat_ends(self) -> None:
        """Show how little the last part of the way changes."""
        self.next_section("The flat ends")
        half, end = 0.5 * self.reach, self.reach
        gained = float(sigmoid(end) - sigmoid(half))
        self.note("gained_at_the_end", {"from": half, "to": end, "gained": gained})
        self.say(f"Far out the curve is flat: from {half:g} to {end:g}, a gains only {gained:.3f}.")
        self.walk_to(half, run_time=1.2)
        piece = self.axes.curve(
            sigmoid, low=half, high=end, color=self.theme.accent, stroke_width=9.0
        )
        self.play(Create(piece, run_time=2.2))
        self.walk_to(end, run_time=1.6)
        self.rest()
        self.play(FadeOut(piece), run_time=0.4)

    def far_out(self) -> None:
        """Give the sigmoid a number far off the screen, exactly."""
        self.next_section("Far out")
        exact = Decimal(1) / (Decimal(1) + Decimal(1000).exp())
        digits, exponent = f"{exact:.2E}".split("E")
        self.note("sigma_of_minus_1000", {"digits": float(digits), "exponent": int(exponent)})
        value = self.maths(
            f"sigma(&-1000) \\ approx &{digits} dot 10^({exponent})", font_size=40
        ).move_to(
            self.by_shape(
                5.3 * RIGHT + 1.0 * DOWN, tall=5.9 * DOWN, square=2.2 * RIGHT + 2.85 * DOWN
            )
        )
        zeros = -int(exponent) - 1
        self.say(f"Even at −1000 it is not quite 0: {zeros} zeros after the point come first.")
        self.walk_to(-self.reach, run_time=2.0)
        # No dot can stand at -1000, so nothing may claim to.
        self.play(FadeOut(self.dot, shift=1.5 * LEFT), FadeOut(self.neuron, self.label))
        self.play(FadeIn(value, shift=0.2 * UP))
        self.describe(
            f"The sigmoid curve from {-self.reach:g} to {self.reach:g}, between 0 and 1, flat at "
            f"both ends. Sigma of -1000 is about {digits} times ten to the {exponent}."
        )
        self.rest(2.0)
