"""Notation: one neuron as a formula, a layer as matrices, the network as five lines of code."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    SurroundingRectangle,
    TransformFromCopy,
    VGroup,
    Write,
)

from nnviz.animations import ChangeActivation, FeedInput, LightUp, SendSignals
from nnviz.core import Network
from nnviz.core.arrays import FloatArray
from nnviz.mobjects.code import CodeListing
from nnviz.mobjects.layer_equation import LayerEquation
from nnviz.mobjects.matrix import NumberMatrix
from nnviz.mobjects.network import NetworkMobject
from nnviz.mobjects.neuron_equation import NeuronEquation
from nnviz.mobjects.neuron_wiring import NeuronWiring
from nnviz.mobjects.text import Maths
from nnviz.stage import NetworkScene
from nnviz.view.layout import NetworkLayout
from nnviz.view.selection import NeuronSelection

FEED_FORWARD = """\
def feed_forward(network, a):
    for layer in network.layers:
        z = layer.weights @ a + layer.biases
        a = layer.activation(z)
    return a"""
"""What `FeedForwardCode` shows, and runs."""


def said(network: Network) -> str:
    """Return how a narrator calls the function of the first layer."""
    name = network.layers[0].activation.name
    return "sigma" if name == "sigmoid" else name


class OneNeuron(NetworkScene):
    """The formula of one neuron, each symbol coming out of what it stands for."""

    title = "One neuron, written down"
    teaches = "What every symbol of a = sigma(w a + ... + b) stands for, with its real number."

    def construct(self) -> None:
        """Name the neurons, the weights, the sum, and put in the numbers."""
        first = self.forward_pass.layers[0]
        # The most undecided neuron: neither dark nor fully lit.
        self.index = int(np.argmin(np.abs(first.activations - 0.5)))
        # The two pixels that raise it most, and the one that lowers it most.
        order = np.argsort(self.forward_pass.contributions(0)[self.index])
        self.shown = sorted(int(k) for k in (order[-1], order[-2], order[0]))
        self.equation = NeuronEquation(
            self.forward_pass, layer=0, neuron=self.index, shown=self.shown, theme=self.theme
        ).move_to(2.5 * DOWN)
        self.picture = NeuronWiring(
            self.forward_pass, layer=0, neuron=self.index, shown=self.shown, theme=self.theme
        ).move_to(1.28 * UP + 0.9 * LEFT)
        self.name_the_neurons()
        self.name_the_weights()
        self.write_the_sum()
        self.put_in_the_numbers()

    def name_the_neurons(self) -> None:
        """Show three of the pixels and the neuron that they lead to."""
        self.next_section("The neurons")
        picture = self.picture
        where = VGroup(self.words("layer 1"), self.words(f"neuron {self.index}"))
        where.set_color(self.theme.muted).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        where.next_to(picture.neuron_name, RIGHT, buff=0.35)
        self.say("An activation is written a: above it the layer, below it which neuron.")
        self.play(
            LaggedStart(*(FadeIn(neuron) for neuron in picture.inputs), lag_ratio=0.2),
            FadeIn(picture.dots, picture.neuron),
        )
        names = FadeIn(picture.input_names, shift=0.1 * LEFT)
        self.play(names, FadeIn(picture.neuron_name, where))
        self.note("pixels", {str(k): self.forward_pass.inputs[k] for k in self.shown})
        self.rest()

    def name_the_weights(self) -> None:
        """Draw the connections, each with its weight."""
        self.next_section("The weights")
        weights = self.network.layers[0].weights[self.index]
        self.note("weights", {str(k): weights[k] for k in self.shown})
        self.say(f"A weight is written w: first where it leads, {self.index}, then where from.")
        self.play(LaggedStart(*(Create(line) for line in self.picture.lines), lag_ratio=0.2))
        self.play(FadeIn(self.picture.grounds, self.picture.weight_names))
        self.rest()

    def write_the_sum(self) -> None:
        """Let the symbols come down from the picture into the formula."""
        self.next_section("The formula")
        equation = self.equation
        self.say("Each activation times its weight, all added up, and a bias b.")
        flights = [
            AnimationGroup(
                TransformFromCopy(self.picture.weight_names[i], equation.weights[i]),
                TransformFromCopy(self.picture.input_names[i], equation.inputs[i]),
            )
            for i in range(3)
        ]
        self.play(LaggedStart(*flights, lag_ratio=0.4), run_time=2.4)
        self.play(FadeIn(equation.joints(), equation.dots), FadeIn(equation.bias, scale=1.4))
        self.rest()
        self.say(f"The function {said(self.network)} makes of the sum the neuron's activation.")
        self.play(
            Write(equation.squish),
            TransformFromCopy(self.picture.neuron_name, equation.output),
            run_time=1.2,
        )
        self.rest()

    def put_in_the_numbers(self) -> None:
        """Write the real numbers under the symbols and light the neuron."""
        self.next_section("The numbers")
        first = self.forward_pass.layers[0]
        activation = float(first.activations[self.index])
        self.note("neuron", self.index)
        self.note("bias", self.network.layers[0].biases[self.index])
        self.note("rest", self.equation.rest)
        self.note("pre_activation", first.pre_activations[self.index])
        self.note("activation", activation)
        self.say(f"The real numbers. Under the dots: the {self.network.n_inputs - 3} other terms.")
        values = self.equation.values
        self.play(LaggedStart(*(FadeIn(v, shift=0.1 * DOWN) for v in values[1:]), lag_ratio=0.2))
        self.rest()
        self.say(f"They add up to z = {self.equation.z:.2f}, and become {activation:.2f}.")
        self.play(GrowFromCenter(self.equation.total[0]), FadeIn(self.equation.total[1]))
        lights = ChangeActivation(self.picture.with_number().neuron, activation)
        self.play(FadeIn(values[0]), lights, run_time=1.2)
        self.describe(
            f"Three of {self.network.n_inputs} pixels lead to neuron {self.index} of the first "
            f"layer. Below stands its formula with real numbers: the sum is "
            f"{self.equation.z:.2f}, the activation {activation:.2f}."
        )
        self.rest(2.0)


class MatrixForm(NetworkScene):
    """A whole layer at once: W times a, plus b, squashed, with the network's own numbers."""

    title = "A layer as one matrix"
    teaches = "Why a layer is a(1) = sigma(W a(0) + b), and what stands in W, row by row."

    def construct(self) -> None:
        """Stack the activations, lay out the weights, multiply, add, squash, and sum up."""
        first = self.network.layers[0]
        # The columns of the pixels that matter most for this image; the first and last rows.
        weight = np.abs(self.forward_pass.contributions(0)).sum(axis=0)
        self.columns = NeuronSelection.largest(weight, 3)
        self.rows = NeuronSelection.ends(first.n_out, 4)
        self.line = LayerEquation(
            self.forward_pass, rows=self.rows, columns=self.columns, theme=self.theme
        ).move_to(1.0 * UP)
        self.stack_the_activations()
        self.lay_out_the_weights()
        self.multiply()
        self.squash()
        self.write_it_short()

    def stack_the_activations(self) -> None:
        """Begin with the neurons, and stack their activations into a column."""
        self.next_section("A column of activations")
        record = Network(self.network.layers[:1]).forward(self.forward_pass.inputs)
        layout = NetworkLayout.for_sizes(
            record.network.sizes,
            selections={0: self.columns, 1: self.rows},
            input_style="column",
            width=4.8,
            height=4.2,
        )
        self.drawn = (
            NetworkMobject(layout, theme=self.theme).show(record).shift(2.9 * LEFT + 0.8 * UP)
        )
        self.drawn.neurons[1].set_fill_opacities(np.zeros(len(self.rows)))
        self.drawn.remove(self.drawn.labels)
        self.column = VGroup(self.line.inputs, self.line.names[1], self.line.sizes[1]).shift(
            3.6 * RIGHT
        )
        count = f"{len(self.columns)} of {self.network.n_inputs}"
        self.say(f"{count} pixels, and the first layer. Their activations go into a column.")
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

        self.play(
            FadeOut(self.drawn),
            self.column.animate.shift(3.6 * LEFT),
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
        down = SurroundingRectangle(
            VGroup(*(row[0] for row in self.line.inputs.labels)),
            color=self.theme.accent,
            buff=0.1,
            corner_radius=0.06,
        )
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
        self.say(
            f"The function {said(self.network)} of every sum: the activations of the next layer."
        )
        self.play(Create(self.line.arrow), FadeIn(self.line.function), run_time=0.6)
        self.play(
            FadeIn(
                self.line.outputs.brackets,
                self.line.outputs.dots,
                self.line.names[4],
                self.line.sizes[4],
            ),
            *(
                TransformFromCopy(self.line.sums.label(row), self.line.outputs.label(row))
                for row in self.rows.indices
            ),
            run_time=1.2,
        )
        self.rest()

    def write_it_short(self) -> None:
        """Let the letters of the matrices come together in one line."""
        self.next_section("In one line")
        short = Maths(
            f"{{{{ a^((1)) : out }}}} = {self.line.symbol} lr(( "
            "{{ W : w }} {{ a^((0)) : a }} + {{ b : b }} ))",
            font_size=72.0,
            theme=self.theme,
        ).move_to(2.55 * DOWN)
        named = [short.select(key) for key in ("w", "a", "b", "out")]
        taken = {id(part) for symbol in named for part in symbol.get_family()}
        others = VGroup(*(part for part in short if id(part) not in taken))
        self.say("A whole layer in one line. Every layer of the network is this line again.")
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
            f"A few rows and columns of the {self.line.sizes[0].text} weights of the first layer, "
            f"times the pixels, plus the biases. The first neuron has the sum "
            f"{trace.pre_activations[0]:.2f} and the activation {trace.activations[0]:.2f}. "
            f"In one line: a one is {said(self.network)} of W a zero plus b."
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


class FeedForwardCode(NetworkScene):
    """The whole network in five lines of code, which run while they are read."""

    title = "Five lines of code"
    teaches = "The code of the forward pass, line by line, and that it gives what the film shows."

    def construct(self) -> None:
        """Show the code, walk through it with the network, and compare the results."""
        self.listing = CodeListing(FEED_FORWARD, theme=self.theme).to_corner(UP + LEFT, buff=0.4)
        layout = NetworkLayout.for_sizes(self.network.sizes, width=11.6, height=3.5, max_shown=10)
        self.drawn = NetworkMobject(layout, theme=self.theme).move_to(1.36 * DOWN + 0.3 * LEFT)
        self.counts = self.drawn.layer_counts()
        self.bar = self.listing.line_bar(0)
        self.show_the_code()
        self.run_the_lines()
        self.give_the_answer()

    def show_the_code(self) -> None:
        """Show the code and the network, with the image in its input."""
        self.next_section("The code")
        self.say("The whole network, as a program. It is run here, line by line.")
        self.play(
            FadeIn(self.listing.panel),
            LaggedStart(*(FadeIn(line, shift=0.1 * RIGHT) for line in self.listing.lines)),
            FadeIn(self.drawn, self.counts),
            run_time=1.6,
        )
        self.rest()
        self.say("It is given the network, and as a the pixels of the image.")
        self.state = self.holds("a", self.network.n_inputs)
        # The bar lies between the panel and the letters.
        self.add(self.bar, *self.listing.lines)
        self.play(FadeIn(self.bar), FeedInput(self.drawn, self.forward_pass), FadeIn(self.state))
        self.rest()

    def run_the_lines(self) -> None:
        """Walk through the loop, once for each layer."""
        self.next_section("The loop")
        said = [
            "For every layer: weights times a, plus the biases, is z.",
            "The activation function makes the new a. The next layer gets it.",
        ]
        for layer, dense in enumerate(self.network.layers):
            self.walk_to(1, run_time=0.4)
            if layer == 0:
                self.say(said[0])
            self.walk_to(2, run_time=0.4)
            signals = SendSignals(self.drawn, layer, self.forward_pass)
            self.play(signals, *self.now_holds("z", dense.n_out), run_time=1.8)
            self.rest(0.3)
            if layer == 0:
                self.say(said[1])
            self.walk_to(3, run_time=0.4)
            light = LightUp(self.drawn, layer + 1, self.forward_pass)
            self.play(light, *self.now_holds("a", dense.n_out), run_time=0.9)
            self.wait(0.4)
        self.rest()

    def give_the_answer(self) -> None:
        """Return the outputs, and compare them with the forward pass of the film."""
        self.next_section("The result")
        names: dict[str, Any] = {}
        exec(FEED_FORWARD, names)
        result = names["feed_forward"](self.network, self.forward_pass.inputs)
        difference = float(np.abs(result - self.forward_pass.outputs).max())
        self.note("outputs", result)
        self.note("largest_difference", difference)
        self.walk_to(4, run_time=0.5)
        answer = int(np.argmax(result))
        self.say(f"Ten outputs come back; the largest is that for {answer}, {result[answer]:.2f}.")
        self.play(FadeIn(self.drawn.winner_box(self.forward_pass)))
        self.rest()
        same = "exactly" if difference == 0.0 else f"to within {difference:.0e}"
        self.say(f"These are, {same}, the outputs of the network in every picture of this film.")
        self.describe(
            f"Five lines of Python above a network that has read a digit: for each layer z is the "
            f"weights times a plus the biases, and a the activation of z. The result is "
            f"{answer}, at {result[answer]:.2f}."
        )
        self.rest(2.0)

    def walk_to(self, line: int, *, run_time: float) -> None:
        """Let the bar walk to a line of the code."""
        self.play(self.bar.animate.move_to(self.listing.line_bar(line)), run_time=run_time)

    def holds(self, name: str, count: int) -> VGroup:
        """Return words that say how many numbers a name of the code holds now."""
        symbol = self.words(name, font_size=56.0, weight="semibold")
        text = self.words(f"{count} numbers", color=self.theme.muted)
        both = VGroup(symbol, text).arrange(DOWN, buff=0.3)
        right = self.listing.panel.get_right()[0]
        return both.move_to(((right + 6.8) / 2.0, self.listing.get_y(), 0.0))

    def now_holds(self, name: str, count: int) -> list[Animation]:
        """Change the words to what is held now."""
        before, self.state = self.state, self.holds(name, count)
        return [FadeOut(before, shift=0.15 * UP), FadeIn(self.state, shift=0.15 * UP)]
