"""Finding edges."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, FadeIn, FadeOut, Line, Rectangle, VGroup, linear
from scipy import ndimage

from framed_picture import Picture
from kernel_step import KernelStep, SlideKernel
from nnviz.data import load_photo
from nnviz.mobjects import SignKey
from nnviz.stage import NetworkScene
from nnviz.view import DARK, weight_image

KERNEL = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
"""Sobel's weights: light on the right counts up, light on the left counts down."""


class EdgeDetection(NetworkScene):
    """Nine weights, slid over a photograph, find its edges."""

    title = "Finding edges"
    teaches = "How a few weights, applied at every place of a picture, bring out its edges."
    needs_digits = False
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Show the photograph, one sum, all sums, and both directions together."""
        # In whole hundredths, so that the numbers that are shown are the numbers that are added.
        hundredths = np.rint(100.0 * load_photo())
        self.photo = hundredths / 100.0
        # At every pixel, the sum of its nine neighbours times the kernel's nine weights.
        self.across = ndimage.correlate(hundredths, KERNEL, mode="nearest") / 100.0
        self.down = ndimage.correlate(hundredths, KERNEL.T, mode="nearest") / 100.0
        self.show_the_photograph()
        self.take_one_sum()
        self.take_every_sum()
        self.join_both_directions()

    def show_the_photograph(self) -> None:
        """Begin with the photograph alone."""
        self.next_section("The photograph")
        rows, columns = self.photo.shape
        self.note("picture", self.photo.shape)
        self.picture = self.make(Picture, self.photo, height=5.8)
        self.picture.shift(0.35 * UP)
        size = self.words(f"{rows} × {columns} numbers", color=self.theme.muted)
        size.next_to(self.picture, DOWN, buff=0.3)
        self.say("A photograph is numbers too: 0 is black, 1 is white.")
        self.play(FadeIn(self.picture, scale=0.96), FadeIn(size, shift=0.1 * UP))
        self.rest()
        smaller, aside = self.by_shape((0.83, 4.3 * LEFT), tall=(1.0, 3.8 * UP))
        self.play(FadeOut(size), self.picture.animate.scale(smaller).move_to(aside), run_time=1.2)

    def take_one_sum(self) -> None:
        """Slide the kernel from an even place over the sharpest edge of its row."""
        self.next_section("Nine weights")
        inner = np.abs(self.across[8:-8, 48:-48])
        row, column = (int(k) for k in np.unravel_index(inner.argmax(), inner.shape))
        row, column = row + 8, column + 48
        # From the most even of the places to the left of the edge.
        before = np.abs(self.across[row, column - 44 : column - 12])
        start = column - 44 + int(before.argmin())
        step = self.make(
            KernelStep, self.picture, KERNEL, centre=(row, start), below=self.frame_shape.is_tall
        )
        step.move_to(self.by_shape(2.72 * RIGHT, tall=3.2 * DOWN))
        step.slide_to(row, start)  # Its rays have to follow it.
        self.step = step
        self.note("kernel", KERNEL)
        self.note("even_values", [label.value for label in step.numbers])
        self.note("even_sum", step.total.value)
        self.say("Nine neighbours, nine weights: multiply each pair and add up.")
        self.play(
            Create(step.box), Create(step.rays), FadeIn(step.window, step.numbers), run_time=1.0
        )
        self.until("multiply")
        self.play(FadeIn(step.times, step.weights), run_time=0.7)
        self.until("add up")
        self.play(FadeIn(step.equals, step.total), run_time=0.5)
        self.rest()
        self.say("Where the picture is even, light and dark cancel. At an edge the sum is large.")
        self.play(SlideKernel(step, row, column, run_time=4.0, rate_func=linear))
        self.note("edge_values", [label.value for label in step.numbers])
        self.note("edge_sum", step.total.value)
        self.note("edge_pixel", [row, column])
        self.rest()

    def take_every_sum(self) -> None:
        """Scan the whole photograph and let the sums appear beside it."""
        self.next_section("Everywhere")
        # The strongest hundredth is drawn at full colour.
        full = float(np.quantile(np.abs(self.across), 0.99))
        self.note("drawn_full_from", full)
        colors = weight_image(self.across, self.theme, scale=full) / 255.0
        height = self.by_shape(5.8, tall=5.6)
        self.sums = self.make(Picture, colors, height=height)
        self.sums.move_to(self.by_shape(3.3 * RIGHT + 0.4 * UP, tall=2.5 * DOWN))
        cover = Rectangle(width=self.sums.width, height=self.sums.height, stroke_width=0.0)
        cover.set_fill(self.theme.background, opacity=1.0).move_to(self.sums)
        self.key = self.make(
            SignKey, positive="lighter to the right", negative="darker to the right"
        ).move_to(3.15 * DOWN)
        if self.frame_shape.is_tall:
            self.key.arrange(DOWN, buff=0.15, aligned_edge=LEFT).move_to(6.1 * DOWN)
        self.say(f"The same nine weights at every place: {self.across.size:,} sums.")
        self.play(
            FadeOut(self.step, self.step.box, self.step.rays, run_time=0.6),
            self.picture.animate.scale_to_fit_height(height).move_to(
                self.by_shape(3.3 * LEFT + 0.4 * UP, tall=4.0 * UP)
            ),
        )
        scan = Line(self.picture.get_corner(UP + LEFT), self.picture.get_corner(UP + RIGHT))
        scan.set_stroke(DARK.accent, width=3.0)  # A photograph is as dark in every theme.
        self.play(Create(scan), run_time=0.4)
        self.add(self.sums.picture, cover, self.sums.frame)
        self.play(
            cover.animate.stretch_to_fit_height(0.001).align_to(self.sums, DOWN),
            scan.animate.move_to(self.picture.get_bottom()),
            run_time=4.0,
            rate_func=linear,
        )
        self.remove(cover)
        self.play(FadeOut(scan), FadeIn(self.key), run_time=0.5)
        self.rest()

    def join_both_directions(self) -> None:
        """Add the sums of the kernel turned by a quarter, whatever their sign."""
        self.next_section("All edges")
        strength = np.hypot(self.across, self.down)
        # The strongest two in a hundred are drawn white.
        white = float(np.quantile(strength, 0.98))
        self.note("drawn_white_from", white)
        edges = Picture(np.clip(strength / white, 0.0, 1.0), height=self.sums.height)
        edges.move_to(self.sums)
        self.say("Turned a quarter, they find what gets lighter below. Both together: all edges.")
        self.play(FadeOut(self.key, run_time=0.4), FadeIn(edges), FadeOut(self.sums), run_time=1.6)
        self.rest()
        self.say("Edges by a few weights: that a network finds such steps itself is the hope.")
        names = VGroup(
            *(
                self.words(name, color=self.theme.muted).next_to(picture, DOWN, buff=0.35)
                for name, picture in (("the photograph", self.picture), ("its edges", edges))
            )
        )
        self.play(FadeIn(names, shift=0.1 * UP))
        self.describe(
            "A photograph of a cup beside its edges, bright on black, computed with two sets of "
            "nine weights slid over all its pixels."
        )
        self.rest(2.0)
