"""The hope: edges, parts, digits."""

from collections.abc import Sequence
from itertools import chain
from typing import cast

import numpy as np
from manim import (
    DOWN,
    RIGHT,
    UP,
    Animation,
    AnimationGroup,
    FadeIn,
    Group,
    LaggedStart,
    Line,
    Mobject,
    VGroup,
)

from drawn_digits import DRAWN_PARTS, PARTS_OF_DIGITS, draw_digit
from nnviz.animations import ChangeActivation
from nnviz.core import FloatArray, sigmoid
from nnviz.mobjects import MIN_FONT_SIZE, DigitImage, Neuron
from nnviz.stage import NetworkScene
from nnviz.view import mix
from stroke_icon import StrokeIcon


def covered(image: FloatArray, edge: FloatArray) -> float:
    """Return how much of an edge's light an image has, from 0 to 1."""
    return float(np.minimum(image, edge).sum() / edge.sum())


def all_there(lights: Sequence[float]) -> float:
    """Return nearly 1 if all the pieces are lit, and nearly 0 if one is missing."""
    return float(sigmoid(24.0 * (np.mean(lights) - 0.85)))


class LayerHypothesis(NetworkScene):
    """A made-up network in which the layers find edges, then parts, then digits."""

    title = "The hope: edges, parts, digits"
    teaches = "One might hope that each layer finds larger pieces: edges, parts, whole digits."
    needs_digits = False
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Build the hoped-for layers, then let three drawn digits through them."""
        self.tag = self.words("a hope, made by hand", weight="semibold")
        self.tag.to_corner(UP + RIGHT, buff=0.4)
        self.reckons(self.outputs_of)
        self.build()
        self.show_the_layers()
        for digit in PARTS_OF_DIGITS:
            self.read(digit)
        self.describe(
            "A made-up network, marked as a hope: a drawn digit, sixteen small edges, "
            "five loops and lines, and three neurons for 9, 8 and 4. Those that the drawn 4 has "
            "are lit, and lead to the neuron for 4."
        )
        self.rest(1.0)

    def build(self) -> None:
        """Place edges, parts and digits, and what connects them."""
        self.edge_images = {name: part.edges for name, part in DRAWN_PARTS.items()}
        edges = [points for part in DRAWN_PARTS.values() for points in part.edge_points]
        self.edges = VGroup(*[self.make(StrokeIcon, p, height=0.62) for p in edges])
        if not self.frame_shape.is_tall:
            self.edges.arrange_in_grid(cols=2, buff=(0.3, 0.13))
            self.edges.move_to((self.by_shape(-1.6, tall=0.0, square=-0.7), -0.3, 0.0))
        else:
            self.edges.arrange_in_grid(2, 8, buff=(0.12, 0.3), flow_order="dr")
            self.edges.move_to((0.65, 1.2, 0.0))
        self.parts = VGroup(
            *[self.make(StrokeIcon, part.points, height=0.95) for part in DRAWN_PARTS.values()]
        )
        across = self.by_shape(DOWN, tall=RIGHT)
        self.parts.arrange(across, buff=0.26)
        self.parts.move_to(
            self.by_shape((1.9, -0.3, 0), tall=(0.65, -1.9, 0), square=(1.4, -0.3, 0))
        )
        self.neurons = [
            self.make(Neuron, None, radius=0.36, with_number=False) for _ in PARTS_OF_DIGITS
        ]
        self.outputs = VGroup(*self.neurons)
        self.outputs.arrange(across, buff=1.0)
        self.outputs.move_to(
            self.by_shape((4.9, -0.3, 0), tall=(0.65, -4.8, 0), square=(3.0, -0.3, 0))
        )
        self.names = VGroup(*[self.words(f"{digit}", font_size=44) for digit in PARTS_OF_DIGITS])
        for name, neuron in zip(self.names, self.outputs, strict=True):
            name.next_to(neuron, self.by_shape(RIGHT, tall=DOWN), buff=0.25)
        owner = [i for i, part in enumerate(DRAWN_PARTS.values()) for _ in part.edges]
        self.edge_lines = [
            self.line(edge, self.parts[owner[i]]) for i, edge in enumerate(self.edges)
        ]
        names = list(DRAWN_PARTS)
        self.part_lines = [
            [self.line(self.parts[names.index(name)], neuron) for name in PARTS_OF_DIGITS[digit]]
            for digit, neuron in zip(PARTS_OF_DIGITS, self.outputs, strict=True)
        ]
        self.lines = VGroup(*self.edge_lines, *[one for row in self.part_lines for one in row])

    def line(self, start: Mobject, end: Mobject) -> Line:
        """Return a connection, dark as yet."""
        onwards = self.by_shape(RIGHT, tall=DOWN)
        first, last = start.get_edge_center(onwards), end.get_edge_center(-onwards)
        return Line(first, last, color=self.theme.faint, stroke_width=1.5, buff=0.06)

    def show_the_layers(self) -> None:
        """Bring in the pixels and the three layers, each under its name."""
        self.next_section("The hoped-for layers")
        self.drawn = self.image(np.zeros((28, 28)), height=self.by_shape(3.2, tall=3.2, square=1.9))
        place = self.by_shape((-5.0, -0.3, 0), tall=(0.65, 4.5, 0), square=(-2.85, -0.3, 0))
        self.drawn.move_to(place)
        columns = [self.drawn, self.edges, self.parts, Group(self.outputs, self.names)]
        self.say("A hope: one layer finds edges, the next finds parts, and the last the digit.")
        onwards = self.by_shape(0.2 * RIGHT, tall=0.2 * DOWN)
        titles = VGroup()
        for title, column in zip(("pixels", "edges", "parts", "digits"), columns, strict=True):
            name = self.words(title, font_size=MIN_FONT_SIZE, color=self.theme.muted)
            if not self.frame_shape.is_tall:
                name.move_to((float(column.get_x()), -3.55, 0.0))
            else:
                name.move_to((-3.1, float(column.get_y()), 0.0))
            titles.add(name)
        self.play(
            LaggedStart(
                *[
                    AnimationGroup(FadeIn(column, shift=onwards), FadeIn(title))
                    for column, title in zip(columns, titles, strict=True)
                ],
                lag_ratio=0.4,
            ),
            FadeIn(self.tag),
            run_time=2.4,
        )
        # Connections pass below the tiles.
        self.bring_to_back(self.lines)
        self.play(FadeIn(self.lines), run_time=0.6)
        self.rest()

    def lit(self, line: Line, light: float) -> Animation:
        """Return a connection on its way to the light that it carries."""
        color = mix(self.theme.faint, self.theme.lit, light)
        return cast(Animation, line.animate.set_stroke(color, width=1.5 + 2.5 * light))

    def hoped(self, image: FloatArray) -> tuple[list[float], dict[str, float], list[list[float]]]:
        """Return how the edges and the parts of an image are lit, and the parts of each digit."""
        found = {
            name: [covered(image, e) for e in edges] for name, edges in self.edge_images.items()
        }
        parts = {name: all_there(row) for name, row in found.items()}
        wanted = [[parts[name] for name in names] for names in PARTS_OF_DIGITS.values()]
        return [light for row in found.values() for light in row], parts, wanted

    def outputs_of(self, image: FloatArray) -> list[float]:
        """Return how the three digits are lit by an image, given in a row."""
        return [all_there(row) for row in self.hoped(image.reshape(28, 28))[2]]

    def lights_out(self, new: DigitImage) -> None:
        """Let everything go dark, and only then change the image."""
        self.play(
            *[icon.animate.set_light(0.0) for icon in (*self.edges, *self.parts)],
            *[self.lit(one, 0.0) for one in (*self.edge_lines, *chain(*self.part_lines))],
            *[ChangeActivation(neuron, None) for neuron in self.neurons],
            run_time=0.5,
        )
        self.play(FadeIn(new), run_time=0.6)
        self.remove(self.drawn)
        self.drawn = new

    def read(self, digit: int) -> None:
        """Let a drawn digit light what it has: edges, then parts, then its neuron."""
        self.next_section(f"A drawn {digit}")
        image = draw_digit(digit)
        edges, parts, wanted = self.hoped(image)
        outputs = self.outputs_of(image)
        self.say(f"Draw a {digit}, and these edges light up." if digit != 8 else "Now an 8.")
        self.lights_out(self.image(image, height=self.drawn.height).move_to(self.drawn))
        self.play(*[e.animate.set_light(a) for e, a in zip(self.edges, edges, strict=True)])
        self.rest()
        self.say(f"The edges light its parts, and the parts light the neuron for {digit}.")
        self.play(
            *[self.lit(one, a) for one, a in zip(self.edge_lines, edges, strict=True)],
            *[p.animate.set_light(a) for p, a in zip(self.parts, parts.values(), strict=True)],
        )
        self.play(
            *[
                self.lit(one, a)
                for lines, row in zip(self.part_lines, wanted, strict=True)
                for one, a in zip(lines, row, strict=True)
            ],
            *[ChangeActivation(n, a) for n, a in zip(self.neurons, outputs, strict=True)],
        )
        self.note(f"hoped_outputs_{digit}", outputs)
        self.rest()
