"""A layer as one matrix."""

from collections.abc import Callable

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    SurroundingRectangle,
    TransformFromCopy,
    VGroup,
)

from layer_equation import LayerEquation
from nnviz.animations import LightUp
from nnviz.core import FloatArray, Network
from nnviz.mobjects import NetworkMobject, NumberMatrix
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout, NeuronSelection
from spoken import spoken_function
from telling_columns import telling_columns


class MatrixForm(NetworkScene):
    """A whole layer at once: W times a, plus b, squashed, with the network's own numbers."""

    title = "A layer as one matrix"
    teaches = "Why a layer is a(1) = sigma(W a(0) + b), and what stands in W, row by row."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Stack the activations, lay out the weights, multiply, add, squash, and sum up."""
        first = self.network.layers[0]
        self.columns = telling_columns(self.forward_pass)
        self.rows = NeuronSelection.ends(first.n_out, self.by_shape(4, tall=4, square=2))
        self.line = self.make(
            LayerEquation,
            self.forward_pass,
            rows=self.rows,
            columns=self.columns,
            in_two_lines=not self.frame_shape.is_wide,
        ).move_to(self.by_shape(1.6, tall=2.6, square=0.4) * UP)
        self.stack_the_activations()
        self.lay_out_the_weights()
        self.multiply()
        self.squash()
        self.write_it_short()

    def stack_the_activations(self) -> None:
        """Begin with the neurons, and stack their activations into a column."""
        self.next_section("A column of activations")
        record = Network(self.network.layers[:1]).forward(self.forward_pass.inputs)
        self.record_of_layer = record
        layout = NetworkLayout.for_sizes(
            record.network.sizes,
            selections={0: self.columns, 1: self.rows},
            input_style="column",
            width=self.by_shape(8.4, tall=5.6, square=4.8),
            height=self.by_shape(2.5, tall=3.6, square=3.0),
        )
        place = self.by_shape(2.35 * DOWN, tall=4.7 * DOWN + 0.4 * RIGHT, square=1.9 * DOWN)
        self.drawn = self.make(NetworkMobject, layout).show(record).shift(place)
        self.drawn.neurons[1].set_fill_opacities(np.zeros(len(self.rows)))
        self.drawn.connections[0].set_style(widths=4.0)
        self.drawn.remove(self.drawn.labels)
        self.column = VGroup(self.line.inputs, self.line.names[1], self.line.sizes[1]).shift(
            self.by_shape(3.6, tall=0.0, square=0.0) * RIGHT
        )
        count = f"{len(self.columns)} of {self.network.n_inputs}"
        self.say(f"{count} pixels. Their activations go into a column.")
        self.play(FadeIn(self.drawn))
        self.note("pixels_shown", self.columns.indices)
        self.note("pixel_values", self.forward_pass.inputs[self.columns.indices])
        self.play(
            self.fly(self.line.inputs, lambda row, _: self.drawn.neuron_centre(0, row)),
            FadeIn(self.line.inputs.brackets, self.line.inputs.dots, self.line.inputs.row_indices),
            FadeIn(self.line.names[1], self.line.sizes[1]),
            run_time=1.8,
        )
        self.rest()

    def lay_out_the_weights(self) -> None:
        """Let each weight fly from its connection to its place: a row for each neuron."""
        self.next_section("A row of weights for each neuron")
        weights = self.network.layers[0].weights
        self.note("weights_shown", weights[np.ix_(self.rows.indices, self.columns.indices)])
        self.say("The weights go into a table: a row for each neuron, a column for each pixel.")

        def middle(row: int, column: int) -> FloatArray:
            ends = self.drawn.neuron_centre(0, column), self.drawn.neuron_centre(1, row)
            return np.asarray((ends[0] + ends[1]) / 2.0)

        # In a square there is no room for both.
        leaves = [FadeOut(self.drawn)] if self.frame_shape.name == "1:1" else []
        self.play(
            *leaves,
            self.column.animate.shift(self.by_shape(3.6, tall=0.0, square=0.0) * LEFT),
            self.fly(self.line.weights, middle),
            FadeIn(self.line.weights.brackets, self.line.weights.dots),
            FadeIn(self.line.weights.row_indices, self.line.weights.column_indices),
            FadeIn(self.line.names[0], self.line.sizes[0]),
            run_time=2.2,
        )
        self.rest()

    def multiply(self) -> None:
        """Multiply row after row with the column, and add the biases."""
        self.next_section("Row times column, plus bias")
        self.note("biases_shown", self.network.layers[0].biases[self.rows.indices])
        self.note("pre_activations", self.forward_pass.layers[0].pre_activations)
        self.say("Each row times the column, plus a bias, is the sum z of one neuron.")
        frame = [self.line.plus, self.line.equals, *self.line.names[2:4], *self.line.sizes[2:4]]
        for matrix in (self.line.biases, self.line.sums):
            frame += [matrix.brackets, matrix.dots]
        self.play(FadeIn(*frame, *(label for row in self.line.biases.labels for label in row)))
        box = self.row_box(self.rows.indices[0])
        inputs = VGroup(*(row[0] for row in self.line.inputs.labels))
        down = SurroundingRectangle(inputs, color=self.theme.accent, buff=0.1, corner_radius=0.06)
        for place, row in enumerate(self.rows.indices):
            target = self.row_box(row)
            moves = [box.animate.move_to(target)] if place else [Create(box), Create(down)]
            self.play(*moves, run_time=0.7 if place else 1.0)
            self.play(FadeIn(self.line.sums.label(row), shift=0.3 * RIGHT), run_time=0.5)
        self.rest()
        self.play(FadeOut(box, down), run_time=0.4)

    def squash(self) -> None:
        """Squash every sum."""
        self.next_section("The activations")
        self.note("activations", self.forward_pass.layers[0].activations)
        name = spoken_function(self.network)
        self.say(f"The function {name} of every sum: the activations of the next layer.")
        self.play(Create(self.line.arrow), FadeIn(self.line.function), run_time=0.6)
        around = [self.line.outputs.brackets, self.line.outputs.dots]
        self.play(
            FadeIn(*around, self.line.names[4], self.line.sizes[4]),
            *(
                TransformFromCopy(self.line.sums.label(row), self.line.outputs.label(row))
                for row in self.rows.indices
            ),
            run_time=1.2,
        )
        if self.drawn in self.mobjects:
            self.play(LightUp(self.drawn, 1, self.record_of_layer))
        self.rest()

    def write_it_short(self) -> None:
        """Let the letters of the matrices come together in one line."""
        self.next_section("In one line")
        short = self.maths(
            f"{{{{ a^((1)) : out }}}} = {self.line.symbol} lr(( "
            "{{ W : w }} {{ a^((0)) : a }} + {{ b : b }} ))",
            font_size=self.by_shape(72.0, tall=72.0, square=60.0),
        ).move_to(self.by_shape(2.55, tall=4.8, square=3.4) * DOWN)
        named = [short.select(key) for key in ("w", "a", "b", "out")]
        taken = {id(part) for symbol in named for part in symbol.get_family()}
        others = VGroup(*(part for part in short if id(part) not in taken))
        self.say("A whole layer in one line. Every layer of the network is this line again.")
        if self.drawn in self.mobjects:
            self.play(FadeOut(self.drawn), run_time=0.6)
        self.play(
            *(
                TransformFromCopy(self.line.names[i], symbol)
                for i, symbol in zip((0, 1, 2, 4), named, strict=True)
            ),
            FadeIn(others),
            run_time=1.6,
        )
        trace = self.forward_pass.layers[0]
        self.describe(
            f"A few rows and columns of the {self.line.sizes[0].text} weights of the first hidden "
            f"layer, times the pixels, plus the biases. The first neuron has the sum "
            f"{trace.pre_activations[0]:.2f} and the activation {trace.activations[0]:.2f}. "
            f"In one line: a one is {spoken_function(self.network)} of W a zero plus b."
        )
        self.rest(2.0)

    def row_box(self, row: int) -> SurroundingRectangle:
        """Return a box of the accent around a row of the weights."""
        return SurroundingRectangle(
            self.line.weights.row(row), color=self.theme.accent, buff=0.1, corner_radius=0.06
        )

    def fly(self, matrix: NumberMatrix, origin: Callable[[int, int], FloatArray]) -> LaggedStart:
        """Let every number of a matrix come from where `origin(row, column)` says."""
        flights = [
            FadeIn(matrix.label(row, column), target_position=origin(int(row), int(column)))
            for row in matrix.rows.indices
            for column in matrix.columns.indices
        ]
        return LaggedStart(*flights, lag_ratio=0.08)
