"""784 pixels, 784 neurons."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, RoundedRectangle, VGroup

from nnviz.animations import PixelsBecomeNeurons, Rearrange
from nnviz.core import FloatArray
from nnviz.mobjects import NetworkMobject, Neuron, NeuronBatch
from nnviz.stage import NetworkScene
from nnviz.view import STYLE, NetworkLayout


class PixelsToNeurons(NetworkScene):
    """The image becomes 784 neurons: a square, a column, and the square again."""

    title = "784 pixels, 784 neurons"
    teaches = "The input layer has one neuron for each pixel, counted row by row from the top left."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Turn pixels into neurons, the rows into a column, and the column into a square."""
        inputs = self.forward_pass.inputs
        self.note("inputs", inputs)
        self.layout_column = NetworkLayout.for_sizes(
            self.network.sizes,
            input_style="column",
            width=12.6,
            height=self.by_shape(6.2, tall=12.6),
        )
        self.pixels_become_neurons()
        self.rows_into_a_column()
        self.show_the_ends()
        self.back_to_the_square()

    def pixels_become_neurons(self) -> None:
        """Let every pixel become a neuron where it stands."""
        self.next_section("A neuron for each pixel")
        picture = self.image(height=self.by_shape(6.4, tall=7.0))
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
        x, reach = self.by_shape((0.0, 3.1), tall=(0.1, 6.6))
        place = np.linspace(reach, -reach, len(self.drawn))
        centres = np.stack([np.full_like(place, x), place], axis=1)
        smaller, aside = self.by_shape((0.8, 3.6), tall=(0.5, 2.0))
        self.play(self.drawn.animate.scale(smaller).shift(aside * LEFT), run_time=0.9)
        self.shrunk = self.drawn.copy()
        target = self.neurons(centres, 0.13, ring_width=0.0)
        self.play(Rearrange(self.drawn, target, lag=0.75, run_time=4.0))
        self.rest()

    def show_the_ends(self) -> None:
        """Draw the column as networks are drawn: its ends, with dots between."""
        self.next_section("8, dots, 8")
        whole = self.make(NetworkMobject, self.layout_column)
        whole.show_layer(0, self.forward_pass)
        ends = whole.neurons[0]
        marks = whole.elisions[:2]
        away = self.drawn.get_x() - ends.get_x()
        VGroup(*marks).shift(away * RIGHT)
        ends.shift(away * RIGHT)
        shown = self.layout_column.layers[0].selection
        label = self.words(f"{shown.label} drawn", color=self.theme.muted)
        label.next_to(ends, RIGHT, buff=self.by_shape(0.6, tall=0.35))
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
        self.play(
            Rearrange(
                drawn,
                self.square.scale(self.by_shape(1.0, tall=1.0, square=0.72)).shift(
                    self.by_shape(2.6 * LEFT, tall=2.7 * UP, square=1.4 * UP)
                ),
                lag=0.6,
                run_time=2.6,
            )
        )
        self.rest()
        index = int(np.argmax(self.forward_pass.inputs))
        row, column = divmod(index, 28)
        value = self.forward_pass.inputs[index]
        self.note("pointed_at", index)
        radius = self.by_shape(0.9, tall=1.2, square=0.75)
        neuron = self.make(Neuron, value, radius=radius)
        neuron.move_to(
            self.by_shape(3.9 * RIGHT + 0.9 * UP, tall=2.9 * DOWN, square=2.6 * LEFT + 2.45 * DOWN)
        )
        small = RoundedRectangle(
            corner_radius=0.05,
            width=self.by_shape(0.34, tall=0.34, square=0.28),
            height=self.by_shape(0.34, tall=0.34, square=0.28),
            stroke_color=self.theme.accent,
            stroke_width=4.0,
        ).move_to(drawn.centres[index])
        words = self.words(f"row {row}, column {column}:\nneuron {row} × 28 + {column} = {index}")
        side = self.by_shape(DOWN, tall=DOWN, square=RIGHT)
        words.next_to(neuron, side, buff=0.45)
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
        self, centres: FloatArray, radius: float, *, ring_width: float = STYLE.grid_ring_width
    ) -> NeuronBatch:
        """Return the input neurons, lit by the image, at other places."""
        return NeuronBatch(
            centres,
            radius,
            fill_opacities=self.forward_pass.inputs,
            fill_color=self.theme.lit,
            hollow_color=self.theme.hollow,
            ring_color=self.theme.lit,
            ring_opacities=STYLE.grid_ring_opacity,
            ring_width=ring_width,
        )
