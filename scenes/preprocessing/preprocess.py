"""Fitting a picture to the network."""

from typing import Any

import numpy as np
from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Create,
    Cross,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    Rectangle,
)
from manim.typing import Point3D

from nnviz.animations import ChangeOutputs
from nnviz.core import FloatArray
from nnviz.data import area_average, as_vector, centre_of_mass, preprocess
from nnviz.mobjects import ImageStrip, OutputBars, PixelGrid, PixelImage
from nnviz.stage import NetworkScene
from nnviz.view import activation_scale
from placed_images import on_paper


class Preprocess(NetworkScene):
    """A picture of a digit on its way to 28 x 28 pixels, and the answers before and after."""

    title = "Fitting a picture to the network"
    teaches = "A picture is cut out, resized and centred as the training images were, then read."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Shrink the picture as it is, then do it properly, step by step."""
        self.fitted = preprocess(on_paper(self.pixels))
        self.shrunk = 1.0 - area_average(self.fitted.source, 28, 28)
        self.before = self.network.forward(as_vector(self.shrunk))
        self.after = self.network.forward(as_vector(self.fitted.image))
        scale = activation_scale(np.concatenate([self.before.outputs, self.after.outputs]))
        length = self.by_shape(2.4, tall=4.0, square=1.4)
        self.bars = self.make(
            OutputBars, None, length=length, pitch=0.56, scale=scale, mark_winner=True
        ).shift(self.by_shape(3.7 * RIGHT, tall=3.7 * DOWN, square=2.2 * RIGHT))
        self.side = self.by_shape(5.6, tall=6.4, square=3.9)
        self.aside = self.by_shape(3.1 * LEFT, tall=3.3 * UP, square=1.75 * LEFT)
        self.the_picture()
        self.shrink_it_as_it_is()
        self.find_the_ink()
        self.cut_it_out()
        self.centre_it()
        self.read_it_again()

    def the_picture(self) -> None:
        """Begin with a digit on a sheet of paper."""
        self.next_section("A picture")
        self.page = self.picture(self.fitted.source, dark="#000000", light="#FFFFFF")
        rows, columns = self.fitted.source.shape
        self.note("picture", self.fitted.source.shape)
        self.size = self.words(f"{columns} × {rows} pixels", color=self.theme.muted)
        self.size.next_to(self.page, DOWN, buff=0.25)
        self.say("A digit on paper, in uneven light, small and far from the middle.")
        self.play(FadeIn(self.page, scale=0.96), FadeIn(self.size, shift=0.1 * UP))
        self.rest()

    def shrink_it_as_it_is(self) -> None:
        """Make it 28 x 28 without any thought, and let the network read that."""
        self.next_section("Shrunk as it is")
        naive = self.image(self.shrunk, height=self.side).move_to(self.aside)
        answer, sure = self.before.prediction, self.before.confidence
        self.note("before", self.before.outputs)
        self.say("Simply shrunk to 28 by 28 and inverted, it is unlike the training images.")
        self.play(
            self.page.animate.move_to(self.aside), self.size.animate.shift(self.aside), run_time=1.0
        )
        label = self.words("28 × 28 pixels", color=self.theme.muted).move_to(self.size)
        self.play(FadeIn(naive), FadeOut(self.size), FadeIn(label), run_time=1.0)
        self.play(FadeIn(self.bars), run_time=0.5)
        self.play(ChangeOutputs(self.bars, self.before.outputs), run_time=1.2)
        self.rest(0.4)
        self.say(f"The network reads {answer}, at {sure:.2f}.")
        self.rest(1.5)
        self.play(FadeOut(naive), FadeOut(self.bars), FadeOut(label), run_time=0.8)
        self.play(self.page.animate.move_to(ORIGIN), run_time=0.9)

    def find_the_ink(self) -> None:
        """Take the paper and its uneven light away."""
        self.next_section("The ink")
        self.ink = self.picture(self.fitted.digit)
        self.say("So, step by step. Compared with the paper around it, only the ink remains.")
        self.play(FadeIn(self.ink), run_time=1.4)
        self.remove(self.page)
        self.rest()

    def cut_it_out(self) -> None:
        """Box the ink, cut it out, and make its longer side 20 pixels."""
        self.next_section("20 pixels")
        box = self.fitted.box
        frame = self.ink.region(slice(box.top, box.bottom), slice(box.left, box.right))
        cut = self.fitted.digit[box.top : box.bottom, box.left : box.right]
        piece = self.make(PixelImage, cut, height=frame.height, framed=False)
        piece.move_to(frame)
        self.say("Its box is cut out and resized, so that its longer side has 20 pixels.")
        self.play(Create(frame), run_time=0.8)
        self.add(piece, frame)
        self.play(FadeOut(self.ink), run_time=0.5)
        pitch = self.side / 28
        rows, columns = self.fitted.resized.shape
        grow = rows * pitch / frame.height
        self.play(Group(piece, frame).animate.scale(grow).move_to(ORIGIN), run_time=1.2)
        self.small = self.make(PixelGrid, self.fitted.resized, pitch=pitch, with_numbers=False)
        side = self.words(f"{columns} × {rows} pixels", color=self.theme.muted)
        side.next_to(self.small, DOWN, buff=0.3)
        self.note("resized", self.fitted.resized.shape)
        self.play(FadeIn(self.small), FadeIn(side, shift=0.1 * UP), run_time=0.8)
        self.remove(piece)
        self.rest()
        self.play(FadeOut(frame), FadeOut(side), run_time=0.5)

    def centre_it(self) -> None:
        """Put its centre of mass in the middle of 28 x 28 pixels."""
        self.next_section("Centre of mass")
        pitch = self.side / 28
        field = self.make(PixelGrid, np.zeros((28, 28)), pitch=pitch, with_numbers=False)
        rows, columns = self.fitted.resized.shape
        # Where it stands before: its box, not its weight, in the middle.
        self.small.move_to(self.corner(field, (28 - rows) // 2, (28 - columns) // 2))
        row, column = centre_of_mass(self.fitted.resized)
        top_left = self.small.pixel_centres()[0]
        weight = Dot(top_left + pitch * np.array([column, -row, 0.0]), radius=0.13)
        weight.set_color(self.theme.accent).set_stroke(
            self.theme.background, width=3.0
        ).set_z_index(2)
        middle = field.cell_centre(14, 14)
        cross = Cross(Rectangle(width=0.44, height=0.44), stroke_width=6.0)
        cross.set_stroke(self.theme.accent).move_to(middle).set_z_index(1)
        self.say("Its centre of mass, the dot, goes to the middle of 28 by 28 pixels, the cross.")
        self.play(FadeIn(field), run_time=0.8)
        self.add(self.small)
        self.play(FadeIn(weight, scale=2.0), FadeIn(cross, scale=1.6), run_time=0.6)
        self.wait(0.6)
        target = self.corner(field, *self.fitted.shift)
        moving = Group(self.small, weight)
        self.play(moving.animate.shift(target - self.small.get_center()), run_time=1.2)
        self.rest()
        self.final = self.image(self.fitted.image, height=self.side)
        self.play(FadeIn(self.final), FadeOut(weight), FadeOut(cross), run_time=0.8)
        self.remove(field, self.small)

    def read_it_again(self) -> None:
        """Read the fitted image, and set both answers side by side."""
        self.next_section("Read again")
        answer, sure = self.after.prediction, self.after.confidence
        self.note("after", self.after.outputs)
        self.note("image", self.fitted.image)
        self.say(
            f"Now it looks like the images of the training. The network: {answer}, {sure:.2f}."
        )
        self.play(self.final.animate.move_to(self.aside), run_time=0.9)
        self.play(FadeIn(self.bars.show(None)), run_time=0.5)
        self.play(ChangeOutputs(self.bars, self.after.outputs), run_time=1.2)
        self.rest()
        captions = [
            f"shrunk: {self.before.prediction}, {self.before.confidence:.2f}",
            f"fitted: {answer}, {sure:.2f}",
        ]
        pair = self.make(
            ImageStrip,
            [self.shrunk, self.fitted.image],
            captions,
            columns=self.by_shape(None, tall=None, square=1),
            height=self.by_shape(3.0, tall=3.0, square=2.4),
            gap=self.by_shape((0.5, 0.0), tall=(0.5, 0.0), square=(0.0, 0.5)),
            font_size=36,
            colors=[self.theme.muted, self.theme.ink],
        ).shift(self.aside)
        goal = pair.pictures[1]
        self.play(self.final.animate.scale(goal.height / self.side).move_to(goal), run_time=1.0)
        self.play(FadeIn(pair.pictures[0]), FadeIn(pair.captions), run_time=0.8)
        self.describe(
            f"Two images of 28 by 28 pixels of the same digit: shrunk as it was, the network "
            f"reads {self.before.prediction} at {self.before.confidence:.2f}; fitted, it reads "
            f"{answer} at {sure:.2f}. Its ten outputs stand beside them as bars."
        )
        self.rest(2.0)

    def picture(self, values: FloatArray, **options: Any) -> PixelImage:
        """Return a picture as large as all of them are."""
        return self.make(PixelImage, values, height=self.side, **options)

    def corner(self, field: PixelGrid, top: int, left: int) -> Point3D:
        """Return where the middle of the small image is when its corner is in this cell."""
        rows, columns = self.fitted.resized.shape
        first = field.cell_centre(top, left)
        last = field.cell_centre(top + rows - 1, left + columns - 1)
        return np.asarray((first + last) / 2.0)
