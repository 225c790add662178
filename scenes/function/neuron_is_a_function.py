"""A neuron is a function."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Arrow,
    Create,
    FadeIn,
    FadeOut,
    Group,
    RoundedRectangle,
    VGroup,
)
from manim.typing import Point3D

from nnviz.animations import ChangeActivation, LightUp, SendSignals
from nnviz.core import FloatArray, ForwardPass
from nnviz.mobjects import MIN_FONT_SIZE, NetworkMobject, Neuron, SignKey
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout, NeuronSelection
from telling_neuron import telling_neuron


class NeuronIsAFunction(NetworkScene):
    """Numbers in, one number out."""

    title = "A neuron is a function"
    teaches = "A neuron takes the numbers of the layer before and gives one number."
    shapes = ("16:9", "9:16")
    needs_hidden_layers = 1

    most_shown = 16
    """Of a larger layer, only this many neurons are drawn: those that move the sum most."""

    def construct(self) -> None:
        """Take one neuron of the second layer out of the network, and feed it three digits."""
        self.choose()
        self.holds_a_number()
        self.numbers_come_in()
        self.call_it_a_function()
        self.other_digits()

    def choose(self) -> None:
        """Choose the neuron, and the digits that it is fed."""
        chosen = telling_neuron(self.network, self.pixels)
        self.alone, self.images, self.passes = chosen.alone, chosen.images, chosen.passes
        self.note("neuron", chosen.index)
        self.note("inputs", [each.inputs for each in self.passes])
        self.note("outputs", [float(each.outputs[0]) for each in self.passes])

    def holds_a_number(self) -> None:
        """Begin with the neuron as it was introduced."""
        self.next_section("A number")
        value = float(self.passes[0].outputs[0])
        largest = max(1.0, *(abs(float(each.outputs[0])) for each in self.passes))
        self.neuron = self.make(Neuron, value, radius=self.by_shape(1.3, tall=2.0), scale=largest)
        self.say("So far, a neuron was a thing that holds a number.")
        self.play(FadeIn(self.neuron, scale=0.9))
        self.rest()

    def numbers_come_in(self) -> None:
        """Bring in the layer before, and the connections."""
        self.next_section("Numbers in")
        total = self.alone.n_inputs
        most = self.by_shape(self.most_shown, tall=7)
        moved = sum(np.abs(each.contributions(0)[0]) for each in self.passes)
        layout = NetworkLayout.for_sizes(
            self.alone.sizes,
            input_style="column",
            width=self.by_shape(5.4, tall=7.0),
            height=self.by_shape(6.1, tall=5.2),
            selections={0: NeuronSelection.largest(moved, most)},
            frame=self.frame_shape,
        )
        self.drawn = self.make(NetworkMobject, layout)
        self.drawn.shift(self.by_shape(0.75 * RIGHT + 0.2 * UP, tall=0.0 * UP))
        self.drawn.show(self.passes[0]).connections[0].set_style(widths=4.0)
        inputs, dots = self.drawn.neurons[0], self.drawn.elisions[:1]
        self.kept = layout.layers[0].selection.indices
        onwards = self.by_shape(RIGHT, tall=DOWN)
        room = self.by_shape(0.28, tall=0.4)
        self.values = VGroup()
        for value, centre in zip(self.passes[0].inputs[self.kept], inputs.centres, strict=True):
            label = self.number(value, font_size=MIN_FONT_SIZE)
            self.values.add(label.next_to(centre, -onwards, buff=room))
        count = self.words(layout.layers[0].selection.label, color=self.theme.muted, font_size=32)
        count.next_to(Group(self.values, inputs), DOWN, buff=0.2)
        if self.frame_shape.is_tall:
            count.next_to(self.values, UP, buff=0.3).align_to(self.values, LEFT)
        self.digit = self.image(self.images[0], height=2.3)
        self.digit.move_to(self.by_shape(5.4 * LEFT + 0.2 * UP, tall=5.5 * UP))
        arrow = self.arrow(
            self.digit.get_edge_center(onwards) + 0.2 * onwards,
            self.values.get_edge_center(-onwards),
        )
        self.say(f"But its number comes from somewhere: from all {total} neurons before it.")
        smaller = self.neuron.animate.scale(self.by_shape(0.6, tall=0.4))
        self.play(smaller.move_to(self.drawn.neuron_centre(1, 0)))
        self.play(FadeIn(inputs, dots, count), FadeIn(self.values, shift=0.2 * onwards))
        self.play(FadeIn(self.digit, arrow))
        self.rest()
        self.key = self.make(SignKey).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        self.key.to_edge(RIGHT, buff=0.45).set_y(self.by_shape(-2.4, tall=-5.2))
        self.say("Each one comes in times its weight. The sum and a bias make the number.")
        # Connections lie behind the neurons that they join.
        self.add(self.drawn.connections[0], inputs, dots, self.neuron)
        self.play(SendSignals(self.drawn, 0, self.passes[0], run_time=2.0), FadeIn(self.key))
        self.rest()

    def arrow(self, start: Point3D, end: Point3D) -> Arrow:
        """Return an arrow to the right, or down, that ends at `end`."""
        first = self.by_shape((start[0], end[1], 0.0), tall=(end[0], start[1], 0.0))
        return Arrow(
            np.array(first),
            end,
            buff=0.08,
            stroke_width=4.0,
            color=self.theme.muted,
            max_tip_length_to_length_ratio=0.3,
        )

    def call_it_a_function(self) -> None:
        """Put a frame around it: what goes in, what comes out."""
        self.next_section("A function")
        total = self.alone.n_inputs
        onwards = self.by_shape(RIGHT, tall=DOWN)
        first = self.drawn.neurons[0].get_edge_center(onwards) + 0.15 * onwards
        out = self.neuron.get_edge_center(onwards) + 0.3 * onwards
        length = float(np.abs(out - first).max())
        frame = RoundedRectangle(
            corner_radius=0.2,
            width=self.by_shape(length, tall=7.2),
            height=self.by_shape(6.2, tall=length),
            stroke_color=self.theme.muted,
            stroke_width=4.0,
        )
        x, y, _ = 0.5 * (first + out)
        frame.move_to(self.by_shape((x, self.neuron.get_y(), 0.0), tall=(0.0, y, 0.0)))
        inside = self.words(
            f"{total} weights\n1 bias", color=self.theme.muted, font_size=32, align="right"
        )
        inside.next_to(frame.get_corner(DOWN + RIGHT), UP + LEFT, buff=0.3)
        self.out = self.number(
            float(self.passes[0].outputs[0]), font_size=48, weight="semibold"
        ).move_to(out + 1.5 * onwards)
        arrow = self.arrow(out, self.out.get_edge_center(-onwards))
        self.say(f"So it is a function: {total} numbers go in, and one number comes out.")
        self.play(Create(frame, run_time=1.4), FadeIn(inside))
        self.play(FadeIn(arrow, shift=0.3 * onwards), FadeIn(self.out, shift=0.3 * onwards))
        self.rest()

    def other_digits(self) -> None:
        """Let the other digits go through the same function."""
        self.next_section("Other numbers")
        said = ["Another digit: other numbers in, another number out.", "And one more."]
        for step, (image, record) in enumerate(zip(self.images[1:], self.passes[1:], strict=True)):
            self.say(said[step])
            self.feed(image, record)
            self.rest()
        values = ", ".join(f"{float(each.outputs[0]):.2f}" for each in self.passes)
        self.say("The weights stay as they are. Only the numbers that come in are new.")
        self.describe(
            f"One neuron drawn as a function: {self.alone.n_inputs} numbers come in along coloured "
            f"connections, one comes out. For {len(self.passes)} digits it gives {values}."
        )
        self.rest(1.5)

    def feed(self, image: FloatArray, record: ForwardPass) -> None:
        """Let the old numbers go, and bring another digit's numbers through the neuron."""
        picture = self.image(image, height=2.3).move_to(self.digit)
        shown, self.digit = self.digit, picture
        wires = self.drawn.connections[0]
        self.play(
            FadeOut(self.values, self.out),
            ChangeActivation(self.neuron, None),
            wires.animate.set_style(opacities=np.zeros(len(wires))),
            self.drawn.neurons[0].animate.set_fill_opacities(np.zeros(len(self.values))),
            FadeOut(shown),
            FadeIn(picture),
            run_time=0.8,
        )
        for label, value in zip(self.values, record.inputs[self.kept], strict=True):
            label.set_value(value).set_opacity(1.0)
        self.play(LightUp(self.drawn, 0, record), FadeIn(self.values), run_time=0.7)
        self.play(SendSignals(self.drawn, 0, record, run_time=1.4))
        answer = float(record.outputs[0])
        self.out.set_value(answer).set_opacity(1.0)
        self.play(ChangeActivation(self.neuron, answer), run_time=0.8)
        self.play(FadeIn(self.out, shift=self.by_shape(0.3 * RIGHT, tall=0.3 * DOWN)), run_time=0.5)
