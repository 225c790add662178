"""Digits are made of parts."""

from manim import DOWN, LEFT, RIGHT, UP, AnimationGroup, FadeIn, FadeOut, Group, LaggedStart, VGroup

from drawn_digits import DRAWN_PARTS, PARTS_OF_DIGITS, draw_digit
from nnviz.mobjects import DigitImage, PictureEquation
from nnviz.stage import NetworkScene


class Subcomponents(NetworkScene):
    """Digits come apart into loops and lines, and these into short edges."""

    title = "Digits are made of parts"
    teaches = "A digit can be put together from loops and lines, and these from short edges."
    needs_digits = False
    shapes = ("16:9", "1:1", "9:16")

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
            digit: self.image(draw_digit(digit), height=self.by_shape(3.4, tall=3.6, square=2.25))
            for digit in (9, 8, 4)
        }
        row = self.side_by_side(
            *self.wholes.values(), buff=self.by_shape(0.8, tall=0.5, square=0.3)
        )
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
        self.small = self.by_shape(1.75, tall=1.25, square=1.25)
        self.rows: dict[int, PictureEquation] = {}
        for place, digit in enumerate(said):
            parts = [self.part(name) for name in PARTS_OF_DIGITS[digit]]
            small = self.image(draw_digit(digit), height=self.small)
            row = self.make(
                PictureEquation,
                [small, *parts],
                "=" + "+" * (len(parts) - 1),
                gap=self.by_shape(0.3, tall=0.15, square=0.15),
            )
            left, top, pitch = self.by_shape(
                (-4.85, 2.55, 2.1), tall=(-3.6, 4.0, 3.6), square=(-3.6, 2.4, 2.1)
            )
            row.align_to((left, 0.0, 0.0), LEFT).set_y(top - pitch * place)
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
            moves.append(self.wholes[digit].animate.set(height=self.small).move_to(row.pictures[0]))
            row.pictures[0] = self.wholes[digit]
        self.play(*moves, run_time=1.2)

    def part(self, name: str) -> DigitImage:
        """Return one part of a digit as an image."""
        return self.image(DRAWN_PARTS[name].image, height=self.small)

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
        height = self.by_shape(1.5, tall=1.6, square=1.05)
        heights = self.by_shape((1.25, -1.55), tall=(3.0, -3.6), square=(1.75, -1.65))
        for part, name, y in zip((loop, line), ("upper loop", "right line"), heights, strict=True):
            edges = [self.image(edge, height=height) for edge in DRAWN_PARTS[name].edges]
            whole = self.image(DRAWN_PARTS[name].image, height=height)
            equation = self.make(
                PictureEquation,
                [whole, *edges],
                "=" + "+" * (len(edges) - 1),
                per_row=None if self.frame_shape.is_wide else 3,
                gap=0.2,
            )
            equation.align_to((self.by_shape(-6.4, tall=-3.5, square=-3.5), 0.0, 0.0), LEFT).set_y(
                y
            )
            equations.append((part, equation))
            kind = "a loop" if part is loop else "a long line"
            words = self.words(f"{kind}: {len(edges)} edges", color=self.theme.muted)
            self.note(f"edges_of_{kind.replace(' ', '_')}", len(edges))
            titles.add(words.next_to(equation, UP, buff=0.25).align_to(equation, LEFT))
        self.play(
            *[part.animate.set(height=height).move_to(row.pictures[0]) for part, row in equations],
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
