"""Neurons: a thing that holds a number, 784 of them for an image, ten for an answer."""

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    FadeTransform,
    Group,
    LaggedStart,
    RoundedRectangle,
    VGroup,
)

from nnviz.animations import ChangeActivation, PixelsBecomeNeurons, Rearrange
from nnviz.core.arrays import FloatArray
from nnviz.data import HELD_OUT, as_vector, load_digits
from nnviz.mobjects.batch import NeuronBatch
from nnviz.mobjects.digit import DigitImage
from nnviz.mobjects.network import NetworkMobject
from nnviz.mobjects.neuron import Neuron
from nnviz.stage import NetworkScene
from nnviz.view.color import rgb
from nnviz.view.encoding import activation_scale
from nnviz.view.layout import NetworkLayout


class NeuronHoldsANumber(NetworkScene):
    """One ring, its number changing, its light following."""

    title = "A neuron holds a number"
    teaches = "A neuron holds a number, its activation, and is drawn the brighter the larger it is."

    steps = 8

    def construct(self) -> None:
        """Show the ring, its range, its name, and the pixels that it can hold."""
        self.a_ring()
        self.from_dark_to_lit()
        self.its_name()
        self.follow_the_pixels()

    def a_ring(self) -> None:
        """Begin with one neuron at 0."""
        self.next_section("A neuron")
        self.neuron = Neuron(0.0, radius=1.7, theme=self.theme)
        self.say("A neuron, here, is a thing that holds a number.")
        self.play(Create(self.neuron.ring), run_time=1.0)
        self.play(FadeIn(self.neuron))
        self.rest()

    def from_dark_to_lit(self) -> None:
        """Run through the whole range of the number."""
        self.next_section("From 0 to 1")
        self.say("The number lies between 0 and 1. At 0 the neuron is dark, at 1 it is fully lit.")
        self.play(ChangeActivation(self.neuron, 1.0), run_time=2.6)
        self.wait(0.4)
        self.play(ChangeActivation(self.neuron, 0.25), run_time=1.6)
        self.rest()

    def its_name(self) -> None:
        """Name the number."""
        self.next_section("Activation")
        name = self.words("activation", font_size=48, weight="semibold")
        self.name = name.next_to(self.neuron, DOWN, buff=0.45)
        self.say("That number is called the neuron's activation.")
        self.play(FadeIn(self.name, shift=0.15 * UP), run_time=0.7)
        self.rest()

    def follow_the_pixels(self) -> None:
        """Let it hold one pixel of the image after another, along one row."""
        self.next_section("A pixel's number")
        row, start = self.liveliest_row()
        values = self.image[row, start : start + self.steps]
        self.note("pixels", values)
        picture = DigitImage(self.image, height=5.6, theme=self.theme).shift(3.3 * LEFT)
        one = slice(row, row + 1)
        boxes = [
            picture.region(one, slice(column, column + 1))
            for column in range(start, start + self.steps)
        ]
        self.say("It may hold the brightness of a pixel: 0 for a black one, 1 for a white one.")
        self.play(
            VGroup(self.neuron, self.name).animate.shift(3.6 * RIGHT),
            FadeIn(picture, shift=0.6 * RIGHT),
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
        changes = np.abs(np.diff(self.image, axis=1))
        windows = np.lib.stride_tricks.sliding_window_view(changes, self.steps - 1, axis=1)
        row, start = np.unravel_index(np.argmax(windows.sum(axis=2)), windows.shape[:2])
        return int(row), int(start)


class PixelsToNeurons(NetworkScene):
    """The image becomes 784 neurons: a square, a column, and the square again."""

    title = "784 pixels, 784 neurons"
    teaches = "The first layer has one neuron for each pixel, counted row by row from the top left."

    def construct(self) -> None:
        """Turn pixels into neurons, the rows into a column, and the column into a square."""
        inputs = self.forward_pass.inputs
        self.note("inputs", inputs)
        self.layout_column = NetworkLayout.for_sizes(
            self.network.sizes, input_style="column", height=6.2
        )
        self.pixels_become_neurons()
        self.rows_into_a_column()
        self.show_the_ends()
        self.back_to_the_square()

    def pixels_become_neurons(self) -> None:
        """Let every pixel become a neuron where it stands."""
        self.next_section("A neuron for each pixel")
        picture = DigitImage(self.image, height=6.4, theme=self.theme)
        pitch = picture.pixel_pitch
        self.square = self.neurons(picture.pixel_centres(), 0.4 * pitch)
        self.say("28 rows of 28 pixels: 784 numbers.")
        self.play(FadeIn(picture, scale=0.95))
        self.rest()
        self.say("Each pixel becomes a neuron, and its brightness the neuron's activation.")
        self.drawn = self.square.copy()
        self.play(
            FadeOut(picture, run_time=0.8),
            PixelsBecomeNeurons(picture, self.drawn, run_time=1.6),
        )
        self.rest()

    def rows_into_a_column(self) -> None:
        """Put row under row into one column, as high as the screen."""
        self.next_section("Row by row")
        self.say("Row after row, from the top, they line up in one column.")
        place = np.linspace(3.1, -3.1, len(self.drawn))
        centres = np.stack([np.zeros_like(place), place], axis=1)
        self.play(self.drawn.animate.scale(0.8).shift(3.6 * LEFT), run_time=0.9)
        self.shrunk = self.drawn.copy()
        target = self.neurons(centres, 0.13, ring_width=0.0)
        self.play(Rearrange(self.drawn, target, lag=0.75, run_time=4.0))
        self.rest()

    def show_the_ends(self) -> None:
        """Draw the column as networks are drawn: its ends, with dots between."""
        self.next_section("8, dots, 8")
        whole = NetworkMobject(self.layout_column, theme=self.theme)
        whole.show_layer(0, self.forward_pass)
        ends = whole.neurons[0]
        marks = whole.elisions[:2]
        VGroup(*marks).shift(ends.get_x() * LEFT)
        ends.shift(ends.get_x() * LEFT)
        shown = self.layout_column.layers[0].selection
        label = self.words(f"{shown.label} drawn", color=self.theme.muted)
        label.next_to(ends, RIGHT, buff=0.6)
        self.say(f"So many do not fit: {len(shown)} are drawn, dots for the rest.")
        self.play(self.drawn.animate.set_opacity(0.0), FadeIn(ends, *marks), run_time=1.2)
        self.play(FadeIn(label, shift=0.1 * RIGHT), run_time=0.5)
        self.rest()
        self.going = (ends, *marks, label)

    def back_to_the_square(self) -> None:
        """Return to the square, where all can be seen, and point at one neuron."""
        self.next_section("All of them, as a square")
        self.say("Or all 784 stay in a square, and the digit can still be seen in them.")
        drawn = self.drawn
        self.play(
            *(FadeOut(one) for one in self.going), drawn.animate.set_opacity(1.0), run_time=0.8
        )
        self.play(Rearrange(drawn, self.square.shift(2.6 * LEFT), lag=0.6, run_time=2.6))
        self.rest()
        index = int(np.argmax(self.forward_pass.inputs))
        row, column = divmod(index, 28)
        value = self.forward_pass.inputs[index]
        self.note("pointed_at", index)
        radius = 0.9
        neuron = Neuron(value, radius=radius, theme=self.theme).move_to(3.9 * RIGHT + 0.9 * UP)
        small = RoundedRectangle(
            corner_radius=0.05,
            width=0.34,
            height=0.34,
            stroke_color=self.theme.accent,
            stroke_width=4.0,
        ).move_to(drawn.centres[index])
        words = self.words(f"row {row}, column {column}:\nneuron {row} × 28 + {column} = {index}")
        words.next_to(neuron, DOWN, buff=0.45)
        self.say(f"Counting from 0, row {row} and column {column} belong to neuron {index}.")
        self.play(Create(small), run_time=0.6)
        self.play(FadeIn(neuron, target_position=small, scale=0.1), run_time=0.9)
        self.play(FadeIn(words, shift=0.1 * UP), run_time=0.6)
        self.describe(
            f"All 784 input neurons as a square in which the digit can be seen; neuron {index}, "
            f"of row {row} and column {column}, is boxed and holds {value:.2f}."
        )
        self.rest(2.0)

    def neurons(
        self, centres: FloatArray, radius: float, *, ring_width: float = 1.0
    ) -> NeuronBatch:
        """Return the input neurons, lit by the image, at other places."""
        return NeuronBatch(
            centres,
            radius,
            fill_opacities=self.forward_pass.inputs,
            fill_color=self.theme.lit,
            hollow_color=self.theme.hollow,
            ring_color=self.theme.lit,
            ring_opacities=0.28,
            ring_width=ring_width,
        )


class OutputLayer(NetworkScene):
    """Ten neurons that answer, and an image on which two of them compete."""

    title = "Ten neurons answer"
    teaches = "The brightest of ten output neurons is the answer, and two can compete."

    def construct(self) -> None:
        """Show the ten, light them, and then look for a close race."""
        self.ten_neurons()
        self.light_them()
        self.ask_about_rivals()
        self.give_the_answer()

    def ten_neurons(self) -> None:
        """Introduce the output layer under an image."""
        self.next_section("Ten outputs")
        digits, self.rival_pass, self.rival_index = self.find_rivals()
        self.rival_image = digits.image(self.rival_index)
        self.rival_label = digits.label(self.rival_index)
        both = np.concatenate([self.forward_pass.outputs, self.rival_pass.outputs])
        scale = activation_scale(both)
        self.picture = DigitImage(self.image, height=3.7, theme=self.theme).shift(1.5 * UP)
        self.row = [Neuron(0.0, radius=0.52, scale=scale, theme=self.theme) for _ in range(10)]
        VGroup(*self.row).arrange(RIGHT, buff=0.24).shift(1.75 * DOWN)
        self.names = VGroup(
            *(
                self.words(f"{i}", font_size=44, weight="semibold").next_to(one, DOWN, buff=0.25)
                for i, one in enumerate(self.row)
            )
        )
        self.say("The last layer has ten neurons, one for each digit.")
        self.play(FadeIn(self.picture, scale=0.95), run_time=0.8)
        self.play(
            LaggedStart(*(FadeIn(one, shift=0.2 * UP) for one in self.row), lag_ratio=0.1),
            LaggedStart(*(FadeIn(one, shift=0.1 * UP) for one in self.names), lag_ratio=0.1),
            run_time=1.6,
        )
        self.rest()

    def light_them(self) -> None:
        """Bring the ten to the outputs of the image, and box the brightest."""
        self.next_section("The answer")
        outputs, answer = self.forward_pass.outputs, self.forward_pass.prediction
        self.note("outputs", outputs)
        self.note("prediction", answer)
        self.say("The brightest is the answer. Its activation says how sure the network is.")
        self.play(*self.change(outputs), run_time=1.4)
        self.box = self.box_around(answer)
        self.play(Create(self.box), run_time=0.6)
        self.rest()

    def ask_about_rivals(self) -> None:
        """Show an image on which two outputs compete, and ask before answering."""
        self.next_section("Two rivals")
        first, second = sorted(self.rival_pass.ranking[:2])
        other = DigitImage(self.rival_image, height=3.7, theme=self.theme).move_to(self.picture)
        question = self.words(f"{first} or {second}?", font_size=56, weight="semibold")
        self.question = question.next_to(other, RIGHT, buff=0.8)
        self.say(f"Not every hand is clear. Is this a {first} or a {second}?")
        self.play(
            FadeOut(self.box),
            FadeOut(self.picture, shift=0.5 * LEFT),
            FadeIn(other, shift=0.5 * LEFT),
            *self.change(np.zeros(10)),
            run_time=1.0,
        )
        self.play(FadeIn(self.question, shift=0.15 * LEFT), run_time=0.6)
        self.rest(2.0)

    def give_the_answer(self) -> None:
        """Light the ten for that image, and tell what was really meant."""
        self.next_section("A close race")
        outputs = self.rival_pass.outputs
        best, second = self.rival_pass.ranking[:2]
        self.note("rival_index", self.rival_index)
        self.note("rival_outputs", outputs)
        self.note("rival_label", self.rival_label)
        self.say(
            f"The network wavers as well: {best} at {outputs[best]:.2f}, "
            f"{second} at {outputs[second]:.2f}."
        )
        self.play(*self.change(outputs), run_time=1.6)
        self.rest()
        verdict = "right" if best == self.rival_label else "wrong"
        self.say(f"It says {best}, and is {verdict}: the writer meant a {self.rival_label}.")
        meant = self.words(f"meant as a {self.rival_label}", font_size=44).move_to(self.question)
        meant.align_to(self.question, LEFT)
        self.play(Create(self.box_around(best)), FadeTransform(self.question, meant), run_time=0.8)
        self.describe(
            f"Ten output neurons under an image of a {self.rival_label}: {best} is lit at "
            f"{outputs[best]:.2f} and boxed, {second} at {outputs[second]:.2f}."
        )
        self.rest(2.0)

    def find_rivals(self) -> Any:
        """Return the digits, and the closest race between a 4 and a 9 (else, between any two)."""
        digits = load_digits()
        outputs = self.network.forward(as_vector(digits.images[HELD_OUT] / 255.0)).outputs
        order = np.argsort(-outputs, axis=1)[:, :2]
        runner_up = np.take_along_axis(outputs, order[:, 1:], axis=1)[:, 0]
        asked = (np.sort(order, axis=1) == [4, 9]).all(axis=1)
        close = np.where(asked, runner_up, 0.0)
        best = int(np.argmax(close if close.max() > 0.25 else runner_up)) + HELD_OUT.start
        return digits, self.network.forward(as_vector(digits.image(best))), best

    def change(self, outputs: FloatArray) -> list[ChangeActivation]:
        """Return the movements of all ten neurons to other outputs."""
        return [ChangeActivation(one, a) for one, a in zip(self.row, outputs, strict=True)]

    def box_around(self, digit: int) -> RoundedRectangle:
        """Return the box of the winner: its neuron and its digit."""
        pair = VGroup(self.row[digit], self.names[digit])
        return RoundedRectangle(
            corner_radius=0.12,
            width=pair.width + 0.18,
            height=pair.height + 0.3,
            stroke_color=self.theme.accent,
            stroke_width=4.0,
        ).move_to(pair)


class HiddenLayers(NetworkScene):
    """What stands between the pixels and the answer."""

    title = "The hidden layers"
    teaches = "Between input and output stand hidden layers, whose sizes somebody has to choose."

    def construct(self) -> None:
        """Show both ends, ask what is between them, and show it."""
        sizes = self.network.sizes
        layout = NetworkLayout.for_sizes(sizes, input_style="grid", width=12.3, height=6.0)
        self.drawn = NetworkMobject(layout, theme=self.theme).shift(0.2 * LEFT + 0.35 * UP)
        self.counts = self.drawn.layer_counts(font_size=36)
        self.note("sizes", sizes)
        self.both_ends()
        self.ask_what_is_between()
        self.hidden_layers()
        self.connect_them()

    def both_ends(self) -> None:
        """Show the input and the output of this image."""
        self.next_section("Both ends")
        for end in (0, len(self.network.layers)):
            self.drawn.show_layer(end, self.forward_pass)
        self.note("outputs", self.forward_pass.outputs)
        inputs, outputs = self.drawn.neurons[0], self.drawn.neurons[-1]
        self.say(f"{self.network.n_inputs} neurons for the pixels, ten for the answer.")
        self.play(FadeIn(inputs, scale=0.96), FadeIn(self.counts[0], shift=0.1 * UP))
        self.play(
            FadeIn(outputs, self.drawn.labels, shift=0.2 * LEFT),
            FadeIn(self.counts[-1], shift=0.1 * UP),
        )
        self.rest()

    def ask_what_is_between(self) -> None:
        """Put a question mark where the work is done."""
        self.next_section("What is between?")
        hidden = self.drawn.neurons[1:-1]
        around = Group(*hidden, *self.counts[1:-1])
        self.panel = RoundedRectangle(
            corner_radius=0.2,
            width=around.width + 1.2,
            height=around.height + 0.4,
            fill_color=self.theme.panel,
            fill_opacity=1.0,
            stroke_color=self.theme.faint,
        ).move_to(around)
        self.mark = self.words("?", font_size=120, weight="semibold").move_to(self.panel)
        self.say("Whatever recognises the digit must happen between them. But what?")
        self.play(FadeIn(self.panel, self.mark, scale=0.95))
        self.rest()

    def hidden_layers(self) -> None:
        """Let the question mark give way to the hidden layers."""
        self.next_section("Hidden layers")
        sizes = self.network.sizes[1:-1]
        named = " and ".join(map(str, sizes))
        layers = "layer" if len(sizes) == 1 else "layers"
        self.say(f"In this network: hidden {layers} of {named} neurons. The sizes were a choice.")
        columns = [
            FadeIn(neurons, target_position=self.mark, scale=0.2)
            for neurons in self.drawn.neurons[1:-1]
        ]
        self.play(FadeOut(self.mark, scale=0.4), LaggedStart(*columns, lag_ratio=0.3), run_time=1.6)
        self.play(FadeIn(self.counts[1:-1], shift=0.1 * UP), run_time=0.6)
        self.rest()

    def connect_them(self) -> None:
        """Connect every layer with the next, by the real weights."""
        self.next_section("-".join(map(str, self.network.sizes)))
        name = " → ".join(map(str, self.network.sizes))
        self.say(f"Every neuron is connected with all of the layer before. {name}.")
        for connections in self.drawn.connections:
            # What the connections carry comes later: here they are only there.
            level = 0.012 if len(connections) > 2000 else 0.2
            connections.set_style(colors=rgb(self.theme.muted), opacities=level)
        self.play(FadeOut(self.panel), run_time=0.5)
        lines = [FadeIn(connections) for connections in self.drawn.connections]
        self.bring_to_back(*self.drawn.connections)
        self.play(LaggedStart(*lines, lag_ratio=0.4), run_time=2.0)
        self.describe(
            f"A network of {'-'.join(map(str, self.network.sizes))} neurons, every layer fully "
            f"connected with the next; the digit stands lit at the input, and the output for "
            f"{self.forward_pass.prediction} is the brightest."
        )
        self.rest(2.0)
