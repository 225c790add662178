"""ReLU, and why there must be a bend."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    Transform,
    VGroup,
)

from matrix_image import MatrixImage
from nnviz.core import FloatArray, Network, activation_named, collapse, without_activation
from nnviz.mobjects import NeuronBatch, NumberLabel, NumberMatrix, PlotAxes, SignKey
from nnviz.stage import NetworkScene
from nnviz.view import activation_scale, round_reach

RELU = activation_named("relu")


class Relu(NetworkScene):
    """max(0, z), and why there must be some bend."""

    title = "ReLU, and why there must be a bend"
    teaches = "ReLU keeps its slope; and without any activation two layers are only one."
    shapes = ("16:9", "9:16")
    needs_hidden_layers = 1

    def construct(self) -> None:
        """Fold a line into ReLU, then take the bend away."""
        self.sums = self.forward_pass.layers[0].pre_activations
        self.fold_the_line()
        self.slope_stays()
        self.without_a_bend()
        self.same_answers()

    def fold_the_line(self) -> None:
        """Begin with the straight line, at 45 degrees, and fold its lower half up."""
        self.next_section("The fold")
        reach = round_reach(float(np.abs(self.sums).max()))
        self.axes = self.make(
            PlotAxes,
            (-reach, reach),
            (-reach, reach),
            width=6.4,
            height=6.4,
            x_axis_at=0.0,
            y_axis_at=0.0,
            x_ticks=(-reach, reach),
            y_ticks=(reach,),
            x_label=self.maths("z", color=self.theme.muted),
            y_label=self.maths("a", color=self.theme.muted),
        ).shift(self.by_shape(2.4 * LEFT, tall=2.8 * UP))
        self.curve = self.axes.curve(lambda z: z, samples=401)
        self.formula = self.maths("a = max(0, z)", font_size=52)
        self.formula.move_to(self.by_shape(4.1 * RIGHT + 1.9 * UP, tall=1.9 * DOWN))
        self.say("Take the straight line: the activation is the sum, unchanged.")
        self.play(FadeIn(self.axes), Create(self.curve))
        self.rest()
        self.say("Fold its lower half flat. Below zero nothing, above zero the sum itself: ReLU.")
        self.play(Transform(self.curve, self.axes.curve(RELU, samples=401)), run_time=1.8)
        self.play(FadeIn(self.formula, shift=0.2 * UP))
        self.rest()

    def slope_stays(self) -> None:
        """Put the real sums on it and count how many are on the slope."""
        self.next_section("The slope stays")
        light = RELU(self.sums) / activation_scale(RELU(self.sums))
        first = Network([without_activation(self.network.layers[0])])
        self.reckons(lambda image: RELU(first.forward(image).outputs))
        dots = NeuronBatch(
            self.axes.points_at(self.sums, RELU(self.sums)),
            0.13,
            fill_opacities=light,
            fill_color=self.theme.lit,
            hollow_color=self.theme.hollow,
            ring_color=self.theme.lit,
        )
        steep = int((RELU.derivative(self.sums) == 1.0).sum())
        self.note("pre_activations", self.sums)
        self.note("relu_of_pre_activations", RELU(self.sums))
        self.note("slope_one", steep)
        count = NumberLabel(steep, decimals=0, font_size=84, color=self.theme.accent)
        text = self.words(
            f"of these {len(self.sums)} sums\nhave a slope of 1", color=self.theme.muted
        )
        aside = VGroup(count, text).arrange(DOWN, buff=0.35)
        aside.move_to(self.by_shape(4.1 * RIGHT + 0.7 * DOWN, tall=4.4 * DOWN))
        self.say("However large the sum, the slope stays 1. The others are switched off.")
        self.play(FadeIn(dots), FadeIn(aside, shift=0.2 * UP))
        self.rest()
        self.play(FadeOut(dots), FadeOut(aside), FadeOut(self.formula), run_time=0.6)

    def without_a_bend(self) -> None:
        """Multiply the matrices of the last two layers, without an activation in between."""
        self.next_section("Without a bend")
        first, second = (without_activation(layer) for layer in self.network.layers[-2:])
        self.two, self.one = Network([first, second]), Network([collapse(first, second)])
        self.note("product", self.one.layers[0].weights)
        straight = self.axes.curve(lambda z: z, samples=401)
        self.say("Why bend at all? Leave the line straight, in the last two layers.")
        self.play(Transform(self.curve, straight))
        self.rest(0.4)
        self.most = self.by_shape(3.6, tall=3.3)
        images = [
            self.make(MatrixImage, matrix, cell=self.cell_of(matrix), max_width=self.most)
            for matrix in (second.weights, first.weights, self.one.layers[0].weights)
        ]
        equals = self.maths("=", font_size=64)
        frames = VGroup(images[0].frame, images[1].frame, equals, images[2].frame).copy()
        if self.frame_shape.is_wide:
            frames.arrange(RIGHT, buff=0.45).shift(0.25 * DOWN)
        else:
            rows = [VGroup(*pair).arrange(RIGHT, buff=0.45) for pair in (frames[:2], frames[2:])]
            VGroup(*rows).arrange(DOWN, buff=2.2)
        for part, frame in zip((images[0], images[1], equals, images[2]), frames, strict=True):
            part.shift(frame.get_center() - getattr(part, "frame", part).get_center())
        last = len(self.network.layers)
        names = VGroup(
            *[
                self.maths(name).next_to(image.frame, UP, buff=0.3)
                for name, image in zip(
                    (f"W_{last}", f"W_{last - 1}", f"W_{last} W_{last - 1}"), images, strict=True
                )
            ]
        )
        self.key = self.make(SignKey, positive="above 0", negative="below 0")
        self.key.to_edge(UP, buff=0.35).to_edge(RIGHT, buff=0.45)
        self.say("Their weights are two matrices. One after the other, they are multiplied.")
        self.play(FadeOut(self.curve), FadeOut(self.axes), run_time=0.6)
        shown = (images[0], names[0], images[1], names[1])
        self.play(LaggedStart(*map(FadeIn, shown), lag_ratio=0.25), FadeIn(self.key))
        self.rest()
        self.say("A row times a column gives one number; all of them give one single matrix.")
        look = self.theme.accent
        boxes = VGroup(images[0].box(row=0, color=look), images[1].box(column=0, color=look))
        self.play(Create(boxes))
        self.play(FadeIn(equals, names[2], images[2].frame, images[2].shape_label))
        entry = images[2].box(0, 0, color=look)
        self.play(Transform(boxes, VGroup(entry, entry.copy())))
        self.play(FadeIn(images[2].picture), FadeOut(boxes))
        self.rest()
        self.matrices = Group(*images, equals, names)

    def cell_of(self, matrix: FloatArray) -> float:
        """Return the side of a matrix's cells: squares, unless there are hundreds of columns."""
        rows, columns = matrix.shape
        return float(min(0.22, self.most / max(rows, columns if columns <= 64 else 1)))

    def same_answers(self) -> None:
        """Send the digit through both, and compare the outputs."""
        self.next_section("The same answers")
        inputs = self.forward_pass.activations[-3]
        by_two, by_one = self.two.forward(inputs).outputs, self.one.forward(inputs).outputs
        self.note("outputs_of_two_layers", by_two)
        self.note("outputs_of_one_layer", by_one)
        same = bool(np.allclose(by_two, by_one))
        self.note("same", same)
        columns = [
            self.make(NumberMatrix, values, pitch=(1.4, 0.48)) for values in (by_two, by_one)
        ]
        equal = self.maths("=" if same else "!=", font_size=64)
        row = VGroup(columns[0], equal, columns[1])
        row.arrange(RIGHT, buff=self.by_shape(2.2, tall=0.9))
        row.shift(self.by_shape(0.75, tall=1.6) * DOWN)
        n = len(self.network.layers)
        formulas = (
            f"W_{n} (W_{n - 1} a + b_{n - 1}) + b_{n}",
            f"(W_{n} W_{n - 1}) a + (W_{n} b_{n - 1} + b_{n})",
        )
        heads = VGroup()
        for place, name in enumerate(("two layers", "one layer")):
            column = columns[place]
            lines = (
                self.words(name, color=self.theme.muted),
                self.maths(formulas[place], font_size=38),
            )
            head = VGroup(*lines).arrange(DOWN, buff=0.25).next_to(column, UP, buff=0.3)
            if self.frame_shape.is_tall:
                # The formulas are wider than the columns: one above the other, over both.
                lines[0].next_to(column, UP, buff=0.3)
                lines[1].move_to((0.0, 5.2 - 1.1 * place, 0.0))
            heads.add(head)
        self.say("This digit gets the same ten numbers from two layers as from one.")
        self.play(FadeOut(self.matrices), FadeOut(self.key), run_time=0.6)
        self.play(FadeIn(columns[0], shift=0.2 * UP), FadeIn(heads[0]))
        self.play(FadeIn(columns[1], shift=0.2 * UP), FadeIn(heads[1]), FadeIn(equal))
        self.rest()
        self.say("Without a bend, a deep network is a shallow one. The bend is what counts.")
        self.describe(
            "Ten numbers from the last two layers without an activation function, and the same ten "
            f"from the one layer of their product: {', '.join(f'{v:.2f}' for v in by_one)}."
        )
        self.rest(1.5)
