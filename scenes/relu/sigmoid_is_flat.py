"""The flat ends of the sigmoid."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Group, Transform, VGroup

from nnviz.animations import Vary
from nnviz.core import FloatArray, activation_named, sigmoid
from nnviz.data import HELD_OUT, load_digits
from nnviz.mobjects import NeuronBatch, PlotAxes
from nnviz.stage import NetworkScene
from nnviz.view import round_reach

SIGMOID = activation_named("sigmoid")

SMALL = 0.01
"""A slope below this is called small: a hundredth of what comes in gets through."""


class SigmoidIsFlat(NetworkScene):
    """The slope of the sigmoid dies at both ends, where many real neurons stand."""

    title = "The flat ends of the sigmoid"
    teaches = "Why a sigmoid neuron far from zero hardly reacts, and so hardly learns."
    shapes = ("16:9", "1:1", "9:16")

    near = 8.0
    """How far the first picture of the curve reaches, on both sides."""

    def construct(self) -> None:
        """Follow the slope along the curve, then at the real sums of a layer."""
        self.sums = self.forward_pass.layers[0].pre_activations
        self.slopes = SIGMOID.derivative(self.sums)
        first = self.network.layers[0]
        self.reckons(lambda image: sigmoid(first.weights @ image + first.biases))
        self.note("pre_activations", self.sums)
        self.note("slopes", self.slopes)
        self.the_slope()
        self.real_sums()
        self.slopes_at_real_sums()
        self.many_digits()

    def plot(self, reach: float, top: float, ticks: tuple[float, ...], label: str) -> PlotAxes:
        """Return axes from -reach to reach and from 0 to top."""
        axes = self.make(
            PlotAxes,
            (-reach, reach),
            (0.0, top),
            width=self.by_shape(8.4, tall=6.0, square=6.0),
            height=self.by_shape(4.9, tall=6.6, square=3.3),
            y_ticks=ticks,
            x_label=self.maths("z", color=self.theme.muted),
            y_label=self.maths(label, color=self.theme.muted),
            y_grid=True,
        )
        return axes.shift(
            self.by_shape(
                1.35 * LEFT + 2.3 * DOWN,
                tall=0.2 * RIGHT + 0.8 * DOWN,
                square=0.2 * RIGHT + 0.2 * DOWN,
            )
            - axes.x_axis.line.get_center()
        )

    def the_slope(self) -> None:
        """Move a tangent along the curve."""
        self.next_section("The slope")
        self.axes = self.plot(self.near, 1.0, (0.0, 0.5, 1.0), "a = sigma(z)")
        self.curve = self.axes.curve(sigmoid)
        tangent = self.axes.tangent(0.0, 0.5, 0.25)
        name = self.maths("sigma'(z)", font_size=48)
        number = self.number(0.25, decimals=3, font_size=56, color=self.theme.accent)
        aside = VGroup(self.words("slope", color=self.theme.muted), name, number)
        self.beside = self.by_shape(5.3 * RIGHT + 0.6 * UP, tall=4.0 * DOWN, square=2.3 * DOWN)
        aside.arrange(DOWN, buff=0.35).move_to(self.beside)

        def touch(z: float) -> None:
            slope = float(SIGMOID.derivative(z))
            line = self.axes.tangent(z, float(sigmoid(z)), slope)
            tangent.put_start_and_end_on(line.get_start(), line.get_end())
            number.set_value(slope)

        self.say("The slope says how much the activation moves when the sum moves a little.")
        self.play(FadeIn(self.axes), Create(self.curve))
        self.play(FadeIn(tangent), FadeIn(aside, shift=0.1 * UP))
        self.rest()
        self.say("At zero it is a quarter, and never more. Towards both ends it dies.")
        moved = Group(tangent, number)
        half = 0.65 * self.near
        self.play(Vary(moved, touch, start=0.0, stop=half, run_time=2.4))
        self.play(Vary(moved, touch, start=half, stop=-half, run_time=3.6))
        self.note("slopes_shown", [float(SIGMOID.derivative(z)) for z in (0.0, half, -half)])
        self.rest()
        self.play(FadeOut(tangent), FadeOut(aside), run_time=0.6)

    def real_sums(self) -> None:
        """Step back until the sums of a real layer are in the picture."""
        self.next_section("Real sums")
        self.reach = max(round_reach(float(np.abs(self.sums).max())), self.near)
        wide = self.plot(self.reach, 1.0, (0.0, 0.5, 1.0), "a = sigma(z)")
        self.dots = self.neurons_at(wide, sigmoid(self.sums))
        ends = [
            wide.curve(sigmoid, low=low, high=high)
            for low, high in ((-self.near, -self.reach), (self.near, self.reach))
            if self.reach > self.near
        ]
        inner = wide.curve(sigmoid, low=-self.near, high=self.near)
        self.say(f"Step back, and put in the {len(self.sums)} real sums of the first hidden layer.")
        self.play(
            FadeOut(self.axes, run_time=0.6),
            FadeIn(wide, run_time=1.6),
            Transform(self.curve, inner, run_time=1.6),
        )
        self.play(*[Create(end) for end in ends], FadeIn(self.dots), run_time=1.0)
        self.remove(self.curve, *ends)
        self.curve, self.axes = wide.curve(sigmoid, samples=401), wide
        self.add(self.curve, self.dots)
        self.rest()

    def neurons_at(self, axes: PlotAxes, heights: FloatArray) -> NeuronBatch:
        """Return the neurons at their sums and these heights, filled by their activations."""
        return NeuronBatch(
            axes.points_at(self.sums, heights),
            0.13,
            fill_opacities=sigmoid(self.sums),
            fill_color=self.theme.lit,
            hollow_color=self.theme.hollow,
            ring_color=self.theme.lit,
        )

    def slopes_at_real_sums(self) -> None:
        """Let the curve become the curve of its slopes, and count."""
        self.next_section("Their slopes")
        steep = self.plot(self.reach, 0.25, (0.0, 0.1, 0.2), "sigma'(z)")
        few = int((self.slopes < SMALL).sum())
        self.note("small_slopes", few)
        self.count = self.number(few, decimals=0, font_size=84, color=self.theme.accent)
        words = [f"of {len(self.sums)} neurons", "have a slope", f"below {SMALL:g}"]
        text = self.words("\n".join(words), color=self.theme.muted)
        self.aside = VGroup(self.count, text).arrange(DOWN, buff=0.35)
        self.aside.move_to(self.beside)
        self.say("Now draw the slope itself: a narrow hill around zero, and nothing beside it.")
        self.play(
            FadeOut(self.axes, run_time=0.5),
            FadeIn(steep, run_time=1.8),
            Transform(self.curve, steep.curve(SIGMOID.derivative, samples=401), run_time=1.8),
            Transform(self.dots, self.neurons_at(steep, self.slopes), run_time=1.8),
        )
        self.add(self.curve, self.dots)
        self.rest()
        self.say(f"For this digit, {few} of the {len(self.sums)} neurons stand on the flat.")
        self.play(FadeIn(self.aside, shift=0.2 * UP))
        self.rest()

    def many_digits(self) -> None:
        """Say the same of many digits: what does not move cannot be taught by slopes."""
        self.next_section("Many digits")
        digits = load_digits().subset(HELD_OUT)
        sums = self.network.forward(digits.vectors()).layers[0].pre_activations
        part = float((SIGMOID.derivative(sums) < SMALL).mean())
        self.note("small_slopes_part", part)
        color, many = self.theme.accent, f"of {len(digits):,} digits"
        share = self.number(100.0 * part, decimals=0, suffix=" %", font_size=84, color=color)
        lines = ["of the sums", many, "have a slope", f"below {SMALL:g}"]
        text = self.words("\n".join(lines), color=self.theme.muted)
        overall = VGroup(share, text).arrange(DOWN, buff=0.35).move_to(self.aside)
        mean = f"{part:.0%}".replace("%", " %")
        own = float((self.slopes < SMALL).mean())
        than = "More" if own > part else "Fewer" if own < part else "As many"
        self.say(f"{than} than usual: of the sums of {len(digits):,} digits, {mean} are as flat.")
        self.play(FadeOut(self.aside, shift=0.2 * UP), FadeIn(overall, shift=0.2 * UP))
        self.rest()
        self.say("Learning goes by the slope. Where it is almost 0, a neuron learns slowly.")
        self.describe(
            f"The slope of the sigmoid: a hill of height 0.25 around zero, flat beyond. Of "
            f"{len(self.sums)} neurons for this digit, {int((self.slopes < SMALL).sum())} have a "
            f"slope below {SMALL:g}; over {len(digits):,} digits it is {100.0 * part:.0f} percent."
        )
        self.rest(2.0)
