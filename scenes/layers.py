"""Layers: what one would hope that they find, and what a trained network really finds."""

from collections.abc import Sequence
from typing import cast

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
    Group,
    LaggedStart,
    Line,
    Mobject,
    Square,
    VGroup,
)

from nnviz.core import sigmoid
from nnviz.core.arrays import FloatArray
from nnviz.data import HELD_OUT, load_digits
from nnviz.data.strokes import DIGIT_PARTS, PARTS, draw_digit
from nnviz.mobjects.digit import DigitImage
from nnviz.mobjects.neuron import Neuron
from nnviz.mobjects.picture_row import PictureEquation
from nnviz.mobjects.sign_key import SignKey
from nnviz.mobjects.stroke_icon import StrokeIcon
from nnviz.mobjects.text import MIN_FONT_SIZE, NumberLabel, Words
from nnviz.mobjects.weight_image import WeightImage
from nnviz.stage import NetworkScene
from nnviz.view.color import mix


class Subcomponents(NetworkScene):
    """Digits come apart into loops and lines, and these into short edges."""

    title = "Digits are made of parts"
    teaches = "A digit can be put together from loops and lines, and these from short edges."
    needs_digits = False

    def construct(self) -> None:
        """Take three digits apart, then two of their parts."""
        self.tag = self.words("an illustration", color=self.theme.muted)
        self.tag.to_corner(DOWN + RIGHT, buff=0.45)
        self.show_digits()
        self.digits_have_parts()
        self.parts_have_edges()

    def show_digits(self) -> None:
        """Begin with three digits, large."""
        self.next_section("Three digits")
        self.wholes = {
            digit: DigitImage(draw_digit(digit), height=3.4, theme=self.theme)
            for digit in (9, 8, 4)
        }
        row = Group(*self.wholes.values()).arrange(RIGHT, buff=0.8)
        self.say("What makes a nine a nine? One could say: its parts.")
        self.play(
            LaggedStart(*[FadeIn(whole, scale=0.94) for whole in row], lag_ratio=0.3),
            FadeIn(self.tag),
            run_time=1.4,
        )
        self.rest()

    def digits_have_parts(self) -> None:
        """Show each digit as the sum of its parts, one digit after the other."""
        said = {
            9: ("Nine", "A nine has a loop at the top and a line on the right."),
            8: ("Eight", "An eight has a loop at the top and another at the bottom."),
            4: ("Four", "And a four is three lines."),
        }
        self.rows: dict[int, PictureEquation] = {}
        for place, digit in enumerate(said):
            parts = [self.part(name) for name in DIGIT_PARTS[digit]]
            small = DigitImage(draw_digit(digit), height=1.75, theme=self.theme)
            row = PictureEquation(
                [small, *parts], "=" + "+" * (len(parts) - 1), gap=0.3, theme=self.theme
            )
            row.align_to((-4.85, 0.0, 0.0), LEFT).set_y(2.55 - 2.1 * place)
            self.rows[digit] = row
        for place, (digit, row) in enumerate(self.rows.items()):
            name, caption = said[digit]
            self.next_section(name)
            self.say(caption)
            if place == 0:
                self.stand_in_a_column()
            self.take_apart(row)
            self.rest()

    def stand_in_a_column(self) -> None:
        """Move the digits to the left ends of their rows."""
        moves = []
        for digit, row in self.rows.items():
            moves.append(self.wholes[digit].animate.set(height=1.75).move_to(row.pictures[0]))
            row.pictures[0] = self.wholes[digit]
        self.play(*moves, run_time=1.2)

    def part(self, name: str) -> DigitImage:
        """Return one part of a digit as an image."""
        return DigitImage(PARTS[name].image, height=1.75, theme=self.theme)

    def take_apart(self, row: PictureEquation) -> None:
        """Let the parts slide out of the whole, each with its sign."""
        whole, *parts = row.pictures
        self.play(
            LaggedStart(
                *[
                    AnimationGroup(FadeIn(part, target_position=whole), FadeIn(sign))
                    for part, sign in zip(parts, row.signs, strict=True)
                ],
                lag_ratio=0.35,
            ),
            run_time=1.5,
        )
        # The whole stays on top while its parts leave it.
        self.add(whole)

    def parts_have_edges(self) -> None:
        """Keep one loop and one line, and cut both into edges."""
        self.next_section("The edges of the parts")
        loop, line = self.rows[9].pictures[1:]
        kept = [loop, line]
        others = [
            mobject
            for row in self.rows.values()
            for mobject in (*row.pictures, row.signs)
            if mobject not in kept
        ]
        self.say("A loop, in turn, is five short edges; a long line is three.")
        self.play(FadeOut(Group(*others)), run_time=0.7)
        equations = []
        titles = VGroup()
        for part, name, y in ((loop, "upper loop", 1.25), (line, "right line", -1.55)):
            edges = [DigitImage(edge, height=1.5, theme=self.theme) for edge in PARTS[name].edges]
            whole = DigitImage(PARTS[name].image, height=1.5, theme=self.theme)
            equation = PictureEquation(
                [whole, *edges], "=" + "+" * (len(edges) - 1), gap=0.2, theme=self.theme
            )
            equation.align_to((-6.4, 0.0, 0.0), LEFT).set_y(y)
            equations.append((part, equation))
            kind = "a loop" if part is loop else "a long line"
            words = self.words(f"{kind}: {len(edges)} edges", color=self.theme.muted)
            self.note(f"edges_of_{kind.replace(' ', '_')}", len(edges))
            titles.add(words.next_to(equation, UP, buff=0.25).align_to(equation, LEFT))
        self.play(
            *[part.animate.set(height=1.5).move_to(row.pictures[0]) for part, row in equations],
            run_time=1.0,
        )
        for (part, row), title in zip(equations, titles, strict=True):
            row.pictures[0] = part
            self.play(FadeIn(title), run_time=0.4)
            self.take_apart(row)
        self.say("So edges make parts, and parts make digits.")
        self.describe(
            "Two rows of drawn images: a loop equals five short curved edges added together; "
            "a long line equals three short straight ones. An illustration."
        )
        self.rest(1.5)


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

    def construct(self) -> None:
        """Build the hoped-for layers, then let three drawn digits through them."""
        self.tag = self.words("a hope, made by hand", color=self.theme.accent)
        self.tag.to_corner(UP + RIGHT, buff=0.4)
        self.build()
        self.show_the_layers()
        for digit in DIGIT_PARTS:
            self.read(digit)
        self.describe(
            "A made-up network, marked as a hope: a drawn digit at the left, sixteen small edges, "
            "five loops and lines, and three neurons for 9, 8 and 4. Those that the drawn 4 has "
            "are lit, and lead to the neuron for 4."
        )
        self.rest(1.0)

    def build(self) -> None:
        """Place edges, parts and digits, and what connects them."""
        edges = [points for part in PARTS.values() for points in part.edge_points]
        self.edges = VGroup(*[StrokeIcon(p, height=0.62, theme=self.theme) for p in edges])
        self.edges.arrange_in_grid(cols=2, buff=(0.3, 0.13)).move_to((-1.6, -0.3, 0.0))
        self.parts = VGroup(
            *[StrokeIcon(part.points, height=0.95, theme=self.theme) for part in PARTS.values()]
        )
        self.parts.arrange(DOWN, buff=0.26).move_to((1.9, -0.3, 0.0))
        self.outputs = VGroup(
            *[Neuron(0.0, radius=0.36, with_number=False, theme=self.theme) for _ in DIGIT_PARTS]
        )
        self.outputs.arrange(DOWN, buff=1.0).move_to((4.9, -0.3, 0.0))
        self.names = VGroup(
            *[
                self.words(f"{digit}", font_size=44).next_to(neuron, RIGHT, buff=0.25)
                for digit, neuron in zip(DIGIT_PARTS, self.outputs, strict=True)
            ]
        )
        owner = [i for i, part in enumerate(PARTS.values()) for _ in part.edges]
        self.edge_lines = [
            self.line(edge, self.parts[owner[i]]) for i, edge in enumerate(self.edges)
        ]
        names = list(PARTS)
        self.part_lines = [
            [self.line(self.parts[names.index(name)], neuron) for name in DIGIT_PARTS[digit]]
            for digit, neuron in zip(DIGIT_PARTS, self.outputs, strict=True)
        ]
        self.lines = VGroup(*self.edge_lines, *[one for row in self.part_lines for one in row])

    def line(self, start: Mobject, end: Mobject) -> Line:
        """Return a connection, dark as yet."""
        return Line(
            start.get_right(), end.get_left(), color=self.theme.faint, stroke_width=1.5, buff=0.06
        )

    def show_the_layers(self) -> None:
        """Bring in the pixels and the three layers, each under its name."""
        self.next_section("The hoped-for layers")
        self.drawn = DigitImage(np.zeros((28, 28)), height=3.2, theme=self.theme)
        self.drawn.move_to((-5.0, -0.3, 0.0))
        columns = [self.drawn, self.edges, self.parts, Group(self.outputs, self.names)]
        self.say("A hope: one layer finds edges, the next finds parts, and the last the digit.")
        titles = VGroup()
        for title, column in zip(("pixels", "edges", "parts", "digits"), columns, strict=True):
            name = self.words(title, font_size=MIN_FONT_SIZE, color=self.theme.muted)
            titles.add(name.move_to((float(column.get_x()), -3.55, 0.0)))
        self.play(
            LaggedStart(
                *[
                    AnimationGroup(FadeIn(column, shift=0.2 * RIGHT), FadeIn(title))
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

    def read(self, digit: int) -> None:
        """Let a drawn digit light what it has: edges, then parts, then its neuron."""
        self.next_section(f"A drawn {digit}")
        self.say(f"In a {digit}, these edges are lit; they light its parts, and these the {digit}.")
        image = draw_digit(digit)
        found = {name: [covered(image, e) for e in part.edges] for name, part in PARTS.items()}
        edges = [light for row in found.values() for light in row]
        parts = {name: all_there(row) for name, row in found.items()}
        wanted = [[parts[name] for name in names] for names in DIGIT_PARTS.values()]
        outputs = [all_there(row) for row in wanted]
        new = DigitImage(image, height=3.2, theme=self.theme).move_to(self.drawn)
        self.play(FadeIn(new), run_time=0.6)
        self.remove(self.drawn)
        self.drawn = new
        self.play(*[e.animate.set_light(a) for e, a in zip(self.edges, edges, strict=True)])
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
            *[n.animate.set_activation(a) for n, a in zip(self.outputs, outputs, strict=True)],
        )
        self.note(f"hoped_outputs_{digit}", outputs)
        self.rest()


class HopeVersusReality(NetworkScene):
    """What the first hidden layer really learned, beside what one hoped it would."""

    title = "The hope and the weights"
    teaches = "The neurons of a trained network do not look for tidy edges, and still it works."

    def construct(self) -> None:
        """Show the hope, the real weights, then the images that these really answer to."""
        self.count = min(self.network.sizes[1], 16)
        self.show_the_hope()
        self.show_the_weights()
        self.show_what_moves_them()
        self.look_closer()

    def tiles(self, pictures: Sequence[Mobject], x: float) -> Group:
        """Return pictures as a square of tiles around x."""
        block = Group(*pictures).arrange_in_grid(cols=4, buff=0.16)
        block.move_to((x, -0.1, 0.0))
        return block

    def heading(self, text: str, block: Group, color: str | None = None) -> Words:
        """Return a heading above a block of tiles."""
        words = self.words(text, color=color or self.theme.ink)
        words.next_to(block, UP, buff=0.3)
        return words

    def show_the_hope(self) -> None:
        """Show as many edges as there are neurons to be shown."""
        self.next_section("The hope")
        edges = [edge for part in PARTS.values() for edge in part.edges][: self.count]
        self.hoped = self.tiles([DigitImage(e, height=1.25, theme=self.theme) for e in edges], -3.6)
        self.heading_left = self.heading("the hope: one edge each", self.hoped, self.theme.muted)
        self.say("One might hope that each neuron of the first layer finds one small edge.")
        self.play(
            LaggedStart(*[FadeIn(tile, scale=0.9) for tile in self.hoped], lag_ratio=0.08),
            FadeIn(self.heading_left),
            run_time=1.8,
        )
        self.rest()

    def show_the_weights(self) -> None:
        """Show the real weights of these neurons."""
        self.next_section("The real weights")
        rows = self.network.layers[0].weights[: self.count]
        self.note("weights", rows)
        total = self.network.sizes[1]
        shown = f"{self.count}" if self.count == total else f"{self.count} of {total}"
        self.real = self.tiles([WeightImage(w, height=1.25, theme=self.theme) for w in rows], 3.6)
        heading = self.heading(f"the real weights of {shown} neurons", self.real)
        key = SignKey(theme=self.theme).next_to(self.real, DOWN, buff=0.3)
        self.say("These are the real weights, as training left them. No tidy edges at all.")
        self.play(
            LaggedStart(*[FadeIn(tile, scale=0.9) for tile in self.real], lag_ratio=0.08),
            FadeIn(heading),
            FadeIn(key),
            run_time=1.8,
        )
        self.rest(1.2)

    def show_what_moves_them(self) -> None:
        """Put in the place of each hope the unseen digit that raises that neuron most."""
        self.next_section("What moves each most")
        digits = load_digits().subset(HELD_OUT)
        images = digits.images.reshape(len(digits), -1) / 255.0
        record = self.network.forward(images)
        sums = record.layers[0].pre_activations[:, : self.count]
        self.best = np.argmax(sums, axis=0)
        self.highest = sums[self.best, np.arange(self.count)]
        right = record.outputs.argmax(axis=1) == digits.labels
        self.note("most_moving_digits", self.best + HELD_OUT.start)
        self.note("highest_pre_activations", self.highest)
        self.note("accuracy", right.mean())
        self.accuracy, self.unseen = float(right.mean()), len(digits)
        found = self.tiles(
            [DigitImage(digits.image(int(i)), height=1.25, theme=self.theme) for i in self.best],
            -3.6,
        )
        heading = self.heading("the digit that raises it most", found)
        self.say(f"Of {self.unseen:,} unseen digits, these raise each neuron the most.")
        self.play(
            FadeOut(self.hoped),
            FadeOut(self.heading_left),
            LaggedStart(*[FadeIn(tile) for tile in found], lag_ratio=0.08),
            FadeIn(heading),
            run_time=2.0,
        )
        self.found = found
        self.rest()

    def look_closer(self) -> None:
        """Box the neuron that is raised highest, with its number, and say how good it all is."""
        self.next_section("And yet it works")
        index = int(np.argmax(self.highest))
        boxes = VGroup(
            *[
                Square(1.41, stroke_color=self.theme.accent, stroke_width=4.0).move_to(block[index])
                for block in (self.found, self.real)
            ]
        )
        value = NumberLabel(
            float(self.highest[index]),
            decimals=1,
            signed=True,
            color=self.theme.accent,
            theme=self.theme,
        )
        text = self.words("weighted sum", color=self.theme.accent)
        label = VGroup(text, value).arrange(RIGHT, buff=0.25).next_to(self.found, DOWN, buff=0.3)
        self.say(f"Not what we hoped; and yet {self.accuracy:.1%} of unseen digits are read right.")
        self.play(Create(boxes), FadeIn(label))
        self.describe(
            f"Left, {self.count} real digits; right, the weight images of {self.count} neurons of "
            f"the first hidden layer: smooth blue and red patches, not edges. Each digit is the "
            f"one that raises its neuron most, up to a sum of {self.highest[index]:.1f}. "
            f"The network reads {self.accuracy:.1%} of {self.unseen:,} unseen digits right."
        )
        self.rest(2.0)
