"""The sigmoid: any sum becomes a number between 0 and 1, and a bias says where."""

from decimal import Decimal

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Circle,
    Create,
    DashedLine,
    FadeIn,
    FadeOut,
    Group,
    Line,
    Transform,
    VGroup,
)

from nnviz.animations.vary import Vary
from nnviz.core import sigmoid
from nnviz.mobjects.curve import Function, PlotAxes
from nnviz.mobjects.line_map import LineMap
from nnviz.mobjects.neuron import Neuron
from nnviz.mobjects.number_axis import NumberAxis
from nnviz.mobjects.sign_key import SignKey
from nnviz.mobjects.text import Maths, NumberLabel
from nnviz.stage import NetworkScene
from nnviz.view.ticks import round_reach

FORMULA = "sigma(z) = 1 / (1 + e^(-z))"


class NumberLineSquish(NetworkScene):
    """The whole number line, squeezed into the piece from 0 to 1."""

    title = "The number line, squashed"
    teaches = "The sigmoid sends every number, however large, to one between 0 and 1."

    def construct(self) -> None:
        """Take the real sums of the first layer through the sigmoid."""
        self.sums = self.forward_pass.layers[0].pre_activations
        self.note("pre_activations", self.sums)
        self.note("sigmoid_of_pre_activations", sigmoid(self.sums))
        self.any_number()
        self.from_zero_to_one()
        self.squash()
        self.look_at_one()

    def any_number(self) -> None:
        """Show where the sums of the neurons stand."""
        self.next_section("Any number")
        reach = round_reach(float(np.abs(self.sums).max()))
        self.top = NumberAxis(
            -reach, reach, length=12.2, endless=True, flipped=True, theme=self.theme
        )
        self.top.move_to(2.0 * UP)
        self.target = NumberAxis(0.0, 1.0, length=7.0, ticks=(0, 0.5, 1), theme=self.theme)
        self.target.shift(1.35 * DOWN - self.target.line.get_center())
        step = 0.5 if reach <= 15.0 else 1.0 if reach <= 40.0 else 5.0
        marks = np.arange(-reach, reach + step, step)
        self.map = LineMap(self.top, self.target, sigmoid, marks, self.sums, theme=self.theme)
        name = self.words("weighted sums z", color=self.theme.muted)
        name.next_to(self.top, UP, buff=0.35).align_to(self.top, LEFT)
        self.upper = Group(self.top, name, self.map.neurons).shift(2.0 * DOWN)
        self.say(f"A weighted sum can be any number. Here are the {len(self.sums)} of a layer.")
        self.play(Create(self.top.line), FadeIn(self.top.ticks, self.top.tips, self.top.labels))
        self.play(FadeIn(self.map.neurons, shift=0.3 * DOWN), FadeIn(name))
        self.rest()

    def from_zero_to_one(self) -> None:
        """Show where the activations must stand."""
        self.next_section("From 0 to 1")
        name = self.words("activations a", color=self.theme.muted)
        name.next_to(self.target.line, RIGHT, buff=0.5)
        self.say("But an activation lies between 0, which is off, and 1, which is fully on.")
        self.play(self.upper.animate.shift(2.0 * UP))
        self.play(FadeIn(self.target, shift=0.2 * UP), FadeIn(name, shift=0.2 * UP))
        self.rest()

    def squash(self) -> None:
        """Move the whole line, and every neuron with it."""
        self.next_section("The squash")
        key = SignKey(positive="above 0", negative="below 0", theme=self.theme)
        key.match_y(self.upper[1]).align_to(self.top, RIGHT)
        self.say("So squash the whole line: far below zero goes to 0, far above zero to 1.")
        self.play(FadeIn(key), run_time=0.5)
        self.play(
            Vary(
                Group(self.map.threads, self.map.line, self.map.neurons),
                self.map.set_share,
                start=0.0,
                stop=1.0,
                run_time=3.5,
            )
        )
        self.rest()

    def look_at_one(self) -> None:
        """Name the function, and follow the neuron nearest to the fence."""
        self.next_section("The sigmoid")
        undecided = int(np.argmin(np.abs(self.sums)))
        z = float(self.sums[undecided])
        formula = Maths(FORMULA, font_size=48, theme=self.theme)
        example = Maths(
            f"sigma({z:.2f}) = {float(sigmoid(z)):.2f}", color=self.theme.accent, theme=self.theme
        )
        VGroup(formula, example).arrange(RIGHT, buff=1.6).move_to(2.95 * DOWN)
        here, there = self.top.point(z), self.target.point(float(sigmoid(z)))
        look = VGroup(
            Line(here, there, stroke_width=3.5),
            Circle(radius=0.2, stroke_width=4.0).move_to(there),
        ).set_color(self.theme.accent)
        self.say("This squash is the sigmoid. Close to zero, it decides the least.")
        self.note("nearest_to_zero", {"neuron": undecided, "z": z, "activation": float(sigmoid(z))})
        self.play(FadeIn(formula, shift=0.2 * UP))
        self.play(Create(look), FadeIn(example, shift=0.2 * UP))
        lit = int((sigmoid(self.sums) > 0.95).sum())
        dark = int((sigmoid(self.sums) < 0.05).sum())
        self.note("above_0.95", lit)
        self.note("below_0.05", dark)
        self.describe(
            f"A number line with {len(self.sums)} weighted sums from {self.sums.min():.1f} to "
            f"{self.sums.max():.1f} is squashed by the sigmoid into the piece from 0 to 1: "
            f"{lit} end above 0.95, {dark} below 0.05."
        )
        self.rest(2.0)


class SigmoidCurve(NetworkScene):
    """The sigmoid as a curve, and a real neuron on it."""

    title = "The sigmoid curve"
    teaches = "How the activation follows the weighted sum, and why it hardly moves far out."

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
        self.axes = PlotAxes(
            (-self.reach, self.reach),
            (0.0, 1.0),
            width=8.6,
            height=5.2,
            y_ticks=(0.0, 0.5, 1.0),
            x_label=Maths("z", color=self.theme.muted, theme=self.theme),
            y_label=Maths("a = sigma(z)", color=self.theme.muted, theme=self.theme),
            y_grid=True,
            theme=self.theme,
        )
        self.axes.shift(1.2 * LEFT)
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
        self.neuron = Neuron(float(sigmoid(self.z)), radius=0.75, theme=self.theme)
        self.neuron.move_to(5.35 * RIGHT + 1.6 * UP)
        self.sum = NumberLabel(
            self.z, font_size=40, edge="left", color=self.theme.accent, theme=self.theme
        )
        name = Maths("z =", font_size=40, color=self.theme.accent, theme=self.theme)
        label = VGroup(name, self.sum).arrange(RIGHT, buff=0.18)
        label.next_to(self.neuron, DOWN, buff=0.4)
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
        value = Maths(
            f"sigma(&-1000) \\ approx &{digits} dot 10^({exponent})", font_size=40, theme=self.theme
        ).move_to(5.3 * RIGHT + 1.0 * DOWN)
        zeros = -int(exponent) - 1
        self.say(f"Even at −1000 it is not quite 0: {zeros} zeros after the point come first.")
        self.walk_to(-self.reach, run_time=2.0)
        self.play(FadeIn(value, shift=0.2 * UP))
        self.describe(
            f"The sigmoid curve from {-self.reach:g} to {self.reach:g}, between 0 and 1. A dot "
            f"stands at its flat left end; the neuron beside it is dark. Below: sigma of -1000 is "
            f"about {digits} times ten to the {exponent}."
        )
        self.rest(2.0)


class Bias(NetworkScene):
    """A bias slides the curve: how high the sum must be before the neuron lights."""

    title = "The bias"
    teaches = "A bias moves the point at which a neuron lights up."

    threshold = 10.0
    """The sum above which the neuron shall light up: "only above 10"."""

    def construct(self) -> None:
        """Take one neuron with its own bias, then with a bias of minus the threshold."""
        layer = self.network.layers[0]
        sums = self.forward_pass.layers[0].pre_activations - layer.biases
        before, after = sigmoid(sums + layer.biases), sigmoid(sums - self.threshold)
        # The neuron of this layer that the other bias changes most.
        self.index = int(np.argmax(before - after))
        self.sum, self.bias = float(sums[self.index]), float(layer.biases[self.index])
        self.one_neuron()
        self.only_above()
        self.before_and_after()

    def one_neuron(self) -> None:
        """Show a neuron's sum, its bias and its light."""
        self.next_section("One neuron")
        low, high = min(-5.0, np.floor(self.sum)), max(20.0, np.ceil(self.sum))
        self.axes = PlotAxes(
            (float(low), float(high)),
            (0.0, 1.0),
            width=8.6,
            height=4.4,
            y_ticks=(0.0, 0.5, 1.0),
            y_label=Maths("a", color=self.theme.muted, theme=self.theme),
            y_grid=True,
            theme=self.theme,
        )
        self.axes.shift(1.3 * LEFT + 0.15 * DOWN)
        name = self.words("weighted sum, before the bias", color=self.theme.muted, font_size=32)
        name.next_to(self.axes.x_axis, DOWN, buff=0.25)
        self.formula = Maths(
            'a = sigma("sum" + {{ b : bias }})', font_size=50, theme=self.theme
        ).move_to(3.1 * UP + 1.3 * LEFT)
        self.formula.select("bias").set_color(self.theme.accent)
        self.curve = self.axes.curve(self.lit_by(self.bias), samples=401)
        self.dot = self.axes.at(
            self.sum, float(sigmoid(self.sum + self.bias)), color=self.theme.ink
        )
        self.neuron = Neuron(float(sigmoid(self.sum + self.bias)), radius=0.75, theme=self.theme)
        self.neuron.move_to(5.35 * RIGHT + 1.3 * UP)
        self.knob = NumberLabel(
            self.bias,
            decimals=1,
            signed=True,
            font_size=44,
            edge="left",
            color=self.theme.accent,
            theme=self.theme,
        )
        label = Maths("b =", font_size=44, color=self.theme.accent, theme=self.theme)
        self.setting = VGroup(label, self.knob).arrange(RIGHT, buff=0.2)
        self.setting.next_to(self.neuron, DOWN, buff=0.45)
        self.note("sum", self.sum)
        self.note("bias", self.bias)
        self.note("activation", float(sigmoid(self.sum + self.bias)))
        said = f"This neuron's sum is {self.sum:.1f}. Its trained bias is {self.bias:.1f}."
        self.say(said.replace("-", "−"))
        self.play(FadeIn(self.axes, name), FadeIn(self.formula))
        self.play(Create(self.curve))
        self.play(FadeIn(self.dot), FadeIn(self.neuron), FadeIn(self.setting))
        self.rest()

    def lit_by(self, bias: float) -> Function:
        """Return the activation as a function of the sum, with this bias."""
        return lambda sums: sigmoid(sums + bias)

    def only_above(self) -> None:
        """Slide the curve until the neuron lights only above the threshold."""
        self.next_section("Only above 10")
        self.say(f"What if it should light up only when the sum is above {self.threshold:g}?")
        here = self.axes.point(self.threshold, 0.0)
        wall = DashedLine(
            here, self.axes.point(self.threshold, 1.0), color=self.theme.accent, stroke_width=3.0
        )
        self.play(Create(wall))
        self.rest()
        ghost = self.curve.copy().set_stroke(self.theme.faint, width=4.0)
        self.add(ghost, self.curve, self.dot)
        self.old = VGroup(self.neuron.copy(), self.setting.copy().set_color(self.theme.muted))

        def slide(bias: float) -> None:
            a = float(sigmoid(self.sum + bias))
            self.curve.set_numbers(self.axes, self.curve.xs, sigmoid(self.curve.xs + bias))
            self.dot.set_numbers(self.sum, a)
            self.neuron.set_activation(a)
            self.knob.set_value(bias)

        self.say(f"Turn the bias down to −{self.threshold:g}, and the whole curve slides right.")
        moved = Group(self.curve, self.dot, self.neuron, self.knob)
        self.play(Vary(moved, slide, start=self.bias, stop=-self.threshold, run_time=3.5))
        self.note("activation_above_threshold_only", float(sigmoid(self.sum - self.threshold)))
        self.rest()

    def before_and_after(self) -> None:
        """Put the two neurons side by side: the same sum, another bias."""
        self.next_section("Before and after")
        before, after = (float(sigmoid(self.sum + b)) for b in (self.bias, -self.threshold))
        self.say("The weights and the digit are the same. The bias alone decides.")
        new = VGroup(self.neuron, self.setting)
        self.old.shift(0.4 * UP)
        self.play(new.animate.shift(2.3 * DOWN), run_time=0.9)
        self.play(FadeIn(self.old))
        self.describe(
            f"The sigmoid, slid to the right by a bias of -{self.threshold:g}: a neuron whose sum "
            f"is {self.sum:.2f} goes from an activation of {before:.2f} to {after:.2f}."
        )
        self.rest(2.0)
