"""The bias."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, DashedLine, FadeIn, Group, VGroup

from nnviz.animations import Vary
from nnviz.core import sigmoid
from nnviz.mobjects import Neuron, PlotAxes, PlotFunction
from nnviz.stage import NetworkScene


class Bias(NetworkScene):
    """A bias slides the curve: how high the sum must be before the neuron lights."""

    title = "The bias"
    teaches = "A bias moves the point at which a neuron lights up."
    shapes = ("16:9", "1:1", "9:16")

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
        self.reckons(lambda image: sigmoid(layer.weights @ image + layer.biases))
        self.reckons(lambda image: sigmoid(layer.weights @ image - self.threshold))
        self.one_neuron()
        self.only_above()
        self.before_and_after()

    def one_neuron(self) -> None:
        """Show a neuron's sum, its bias and its light."""
        self.next_section("One neuron")
        low, high = min(-5.0, np.floor(self.sum)), max(20.0, np.ceil(self.sum))
        self.axes = self.make(
            PlotAxes,
            (float(low), float(high)),
            (0.0, 1.0),
            width=self.by_shape(8.6, tall=6.0, square=6.0),
            height=self.by_shape(4.4, tall=5.4, square=3.2),
            y_ticks=(0.0, 0.5, 1.0),
            y_label=self.maths("a", color=self.theme.muted),
            y_grid=True,
        )
        self.axes.shift(self.by_shape(1.3 * LEFT + 0.15 * DOWN, tall=1.9 * UP, square=0.75 * UP))
        name = self.words("weighted sum, before the bias", color=self.theme.muted, font_size=32)
        name.next_to(self.axes.x_axis, DOWN, buff=0.25)
        self.formula = self.maths('a = sigma("sum" + {{ b : bias }})', font_size=50).move_to(
            self.by_shape(3.1 * UP + 1.3 * LEFT, tall=6.3 * UP, square=3.45 * UP)
        )
        self.curve = self.axes.curve(self.lit_by(self.bias), samples=401)
        self.dot = self.axes.at(
            self.sum, float(sigmoid(self.sum + self.bias)), color=self.theme.ink
        )
        self.neuron = self.make(
            Neuron,
            float(sigmoid(self.sum + self.bias)),
            radius=self.by_shape(0.75, tall=0.9, square=0.55),
        )
        self.neuron.move_to(
            self.by_shape(
                5.35 * RIGHT + 1.3 * UP,
                tall=1.7 * LEFT + 3.4 * DOWN,
                square=3.15 * LEFT + 2.75 * DOWN,
            )
        )
        self.knob = self.number(
            self.bias, decimals=2, signed=True, font_size=44, edge="left", color=self.theme.ink
        )
        label = self.maths("b =", font_size=44)
        self.setting = VGroup(label, self.knob).arrange(RIGHT, buff=0.2)
        side, room = self.by_shape((DOWN, 0.45), tall=(RIGHT, 0.7), square=(RIGHT, 0.2))
        self.setting.next_to(self.neuron, side, buff=room)
        self.note("sum", self.sum)
        self.note("bias", self.bias)
        self.note("activation", float(sigmoid(self.sum + self.bias)))
        said = f"This neuron's sum is {self.sum:.2f}. Its trained bias is {self.bias:.2f}."
        self.say(said.replace("-", "−"))
        self.play(FadeIn(self.axes, name), FadeIn(self.formula))
        self.play(Create(self.curve))
        self.play(FadeIn(self.dot), FadeIn(self.neuron), FadeIn(self.setting))
        self.rest()

    def lit_by(self, bias: float) -> PlotFunction:
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
        self.until("down")
        self.play(Vary(moved, slide, start=self.bias, stop=-self.threshold, run_time=3.5))
        self.note("activation_above_threshold_only", float(sigmoid(self.sum - self.threshold)))
        self.rest()

    def before_and_after(self) -> None:
        """Put the two neurons side by side: the same sum, another bias."""
        self.next_section("Before and after")
        before, after = (float(sigmoid(self.sum + b)) for b in (self.bias, -self.threshold))
        self.say("The weights and the digit are the same. The bias alone decides.")
        new = VGroup(self.neuron, self.setting)
        self.old.shift(self.by_shape(0.4, tall=0.1, square=0.0) * UP)
        away = self.by_shape(2.3 * DOWN, tall=2.2 * DOWN, square=3.75 * RIGHT)
        self.play(new.animate.shift(away), run_time=0.9)
        self.play(FadeIn(self.old))
        self.describe(
            f"The sigmoid, slid to the right by a bias of -{self.threshold:g}: a neuron whose sum "
            f"is {self.sum:.2f} goes from an activation of {before:.2f} to {after:.2f}."
        )
        self.rest(2.0)
