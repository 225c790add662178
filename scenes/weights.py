"""Weights: what one neuron is looking for, and how it adds up what it finds."""

from typing import cast

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Animation,
    Circle,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    ReplacementTransform,
    Square,
    SurroundingRectangle,
    Transform,
    VGroup,
    linear,
)
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from nnviz.animations import FeedInput, LightUp, TakeWeights, WeightsBecomeImage
from nnviz.core import DenseLayer, ForwardPass, Network
from nnviz.core.arrays import FloatArray
from nnviz.data import HELD_OUT, as_vector, load_digits
from nnviz.mobjects.batch import ConnectionBatch
from nnviz.mobjects.digit import DigitImage
from nnviz.mobjects.network import NetworkMobject
from nnviz.mobjects.picture_row import PictureEquation
from nnviz.mobjects.question import QuestionCard
from nnviz.mobjects.sign_key import SignKey
from nnviz.mobjects.terms import TermSum
from nnviz.mobjects.text import MIN_FONT_SIZE, Maths, NumberLabel
from nnviz.mobjects.weight_image import WeightImage, WeightKey
from nnviz.stage import NetworkScene
from nnviz.view.color import rgb
from nnviz.view.encoding import sign_colors
from nnviz.view.layout import NetworkLayout
from nnviz.view.terms import WeightedTerms


def most_driven(forward_pass: ForwardPass) -> int:
    """Return the neuron of the first hidden layer that the image raises most."""
    return int(np.argmax(forward_pass.layers[0].pre_activations))


EDGE_THICKNESS, AROUND = 2, 2
"""Pixels: how thick the edge is that a neuron should find, and how wide what is around it."""


def edge_weights(length: int, *, around: float) -> FloatArray:
    """Set weights by hand: +1 on a level edge, `around` on the rows above and below it.

    The result has 6 rows and `length` columns.
    """
    rows = np.repeat([around, 1.0, around], [AROUND, EDGE_THICKNESS, AROUND])
    return np.repeat(rows[:, None], length, axis=1)


def strongest_edge(image: FloatArray, length: int) -> NDArray[np.intp]:
    """Return the pixels of the region, level or upright, in which an edge is clearest.

    Returns
    -------
    ndarray, shape (rows, columns)
        Row-major indices of pixels.
    """
    level = edge_weights(length, around=-1.0)
    best, found = -np.inf, np.zeros((0, 0), dtype=np.intp)
    indices = np.arange(image.size).reshape(image.shape)
    for pattern in (level, level.T):
        answers = (sliding_window_view(image, pattern.shape) * pattern).sum(axis=(2, 3))
        if answers.max() > best:
            best = float(answers.max())
            row, column = np.unravel_index(int(np.argmax(answers)), answers.shape)
            height, width = pattern.shape
            found = indices[row : row + height, column : column + width]
    return found


class DesiredEdge(NetworkScene):
    """One neuron of the first hidden layer, and the small region it should watch."""

    title = "What one neuron should find"
    teaches = "A neuron could find an edge, if the right pixels counted for it and no others."

    def construct(self) -> None:
        """Pick one neuron, and a place in the image for it."""
        first = Network(self.network.layers[:1])
        layout = NetworkLayout.for_sizes(first.sizes, width=9.6, height=6.2)
        self.drawn = NetworkMobject(layout, theme=self.theme).shift(1.3 * LEFT)
        self.reading = first.forward(self.forward_pass.inputs)
        self.pick_a_neuron()
        self.watch_a_region()
        self.ask()

    def pick_a_neuron(self) -> None:
        """Show the pixels and the first hidden layer, then leave one neuron of it."""
        self.next_section("One neuron")
        pixels, hidden = self.drawn.neurons
        self.say("Take one neuron of the first hidden layer. What should it find?")
        self.play(FadeIn(pixels), FadeIn(hidden, shift=0.2 * RIGHT), FadeIn(self.drawn.elisions))
        self.play(FeedInput(self.drawn, self.reading, run_time=0.9))
        chosen = len(hidden) // 2
        self.neuron = hidden.centres[chosen]
        only = np.where(np.arange(len(hidden)) == chosen, 1.0, 0.18)
        ring = Circle(1.7 * hidden.radii[chosen], color=self.theme.accent, stroke_width=4.0)
        self.play(
            hidden.animate.set_ring(opacities=only), Create(ring.move_to(self.neuron)), run_time=0.9
        )
        self.note("inputs", self.reading.inputs)
        self.rest()

    def watch_a_region(self) -> None:
        """Box the place of the image's clearest edge, and connect its pixels."""
        self.next_section("A small region")
        pixels = self.drawn.neurons[0]
        region = strongest_edge(self.image, length=7).ravel()
        corners = [Dot(pixels.centres[k], radius=pixels.radii[k]) for k in region[[0, -1]]]
        box = SurroundingRectangle(
            VGroup(*corners), color=self.theme.accent, buff=0.06, stroke_width=4.0
        )
        lines = ConnectionBatch(
            pixels.centres[region],
            np.tile(self.neuron, (len(region), 1)),
            colors=rgb(self.theme.lit),
            opacities=0.14,
            widths=1.2,
        )
        self.say("A hope: whether there is an edge right here, and nothing else.")
        self.play(Create(box), run_time=0.8)
        lines.set_window(0.0, ahead=0.0, behind=1.0)
        self.add(self.drawn.neurons[0], lines, self.drawn.neurons[1], box)
        sent = lines.animate.set_window(1.25, ahead=0.0, behind=1.0)
        self.play(sent, run_time=1.4, rate_func=linear)
        self.note("region", region)
        self.count = len(region)
        self.rest()

    def ask(self) -> None:
        """Ask the question that the weights answer."""
        self.next_section("The question")
        hope = self.words("a hope", color=self.theme.accent)
        ask = self.words("an edge\nhere?", font_size=42, align="left")
        asked = VGroup(hope, ask).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        asked.next_to((float(self.neuron[0]), float(self.neuron[1]), 0.0), RIGHT, buff=0.6)
        self.say(
            f"These {self.count} pixels should count, the other {784 - self.count} should not."
        )
        self.play(FadeIn(asked, shift=0.15 * RIGHT))
        self.describe(
            f"A digit as 784 neurons; a box around {self.count} pixels where an edge is "
            f"clearest; from these, connections to one neuron, and the hope that it could tell "
            f"whether there is an edge here."
        )
        self.rest(1.5)


class Weights(NetworkScene):
    """784 connections take their real weights, and the weights become an image."""

    title = "The weights of one neuron"
    teaches = "Every connection has a weight; laid out like the pixels, they are an image."

    def construct(self) -> None:
        """Go from bare connections to the image that they make."""
        self.neuron = most_driven(self.forward_pass)
        first = self.network.layers[0]
        self.weights = first.weights[self.neuron]
        self.strongest = [int(np.argmax(self.weights)), int(np.argmin(self.weights))]
        self.note("neuron", self.neuron)
        self.note("weights", self.weights)
        self.alone = Network([DenseLayer(self.weights[None], first.biases[[self.neuron]])])
        layout = NetworkLayout.for_sizes(self.alone.sizes, width=10.9, height=6.2)
        self.drawn = NetworkMobject(layout, theme=self.theme, ring_opacity=0.4)
        self.drawn.shift(0.55 * LEFT + 0.3 * UP)
        self.pixels, self.lines = self.drawn.neurons[0], self.drawn.connections[0]
        self.drawn.neurons[1].scale(1.5)
        self.connect_every_pixel()
        self.single_out()
        self.weigh_them_all()
        self.become_an_image()
        self.read_the_image()

    def connect_every_pixel(self) -> None:
        """Draw the pixels, one neuron, and a bare connection from each to it."""
        self.next_section("784 connections")
        self.say("One neuron of the first hidden layer. It listens to all 784 pixels.")
        one = self.drawn.neurons[1]
        self.count = self.words("784 pixels", color=self.theme.muted)
        self.count.next_to(self.pixels, DOWN, buff=0.25)
        which = f"1 of {self.network.sizes[1]}\nneurons"
        self.name = self.words(which, color=self.theme.muted, align="left")
        self.name.next_to(one, RIGHT, buff=0.25)
        self.play(FadeIn(self.pixels), FadeIn(self.count), FadeIn(one), FadeIn(self.name))
        self.lines.set_style(colors=rgb(self.theme.muted), opacities=0.16, widths=1.2)
        self.lines.set_window(0.0, ahead=0.0, behind=1.0)
        self.add(self.pixels, self.lines, one)
        grown = self.lines.animate.set_window(1.25, ahead=0.0, behind=1.0)
        self.play(grown, run_time=1.8, rate_func=linear)
        self.lines.clear_window()
        self.rest()

    def single_out(self) -> None:
        """Show two weights, the largest and the smallest, with their numbers."""
        self.next_section("Two weights")
        said = [
            "Each connection has a weight. Light on this pixel raises the neuron.",
            "A negative weight: light on this pixel lowers it.",
        ]
        quiet = self.lines.opacities
        for index, words in zip(self.strongest, said, strict=True):
            self.say(words)
            shown = self.weight_shown(index)
            self.play(Create(shown[0]), FadeIn(shown[1]), self.light_one(index), run_time=0.9)
            self.rest()
            plain = self.lines.animate.set_style(
                colors=rgb(self.theme.muted), opacities=quiet, widths=1.2
            )
            self.play(FadeOut(shown), plain, run_time=0.5)
        self.note("largest_weight", self.weights[self.strongest[0]])
        self.note("smallest_weight", self.weights[self.strongest[1]])

    def light_one(self, index: int) -> Animation:
        """Give one connection its weight and leave the others in the dark."""
        one = np.zeros(len(self.weights))
        one[index] = 1.0
        colors = np.where(
            one[:, None] > 0.0, sign_colors(self.weights, self.theme), rgb(self.theme.muted)
        )
        style = self.lines.animate.set_style(
            colors=colors, opacities=0.02 + 0.98 * one, widths=1.2 + 3.8 * one
        )
        return cast(Animation, style)

    def weight_shown(self, index: int) -> VGroup:
        """Return the box around a pixel and the weight of its connection, halfway along it."""
        start, end = self.lines.starts[index], self.lines.ends[index]
        box = Square(0.3, stroke_color=self.theme.accent, stroke_width=4.0).move_to(start)
        value = NumberLabel(
            float(self.weights[index]),
            signed=True,
            font_size=40,
            weight="semibold",
            color=self.theme.negative if self.weights[index] < 0.0 else self.theme.positive,
            theme=self.theme,
        )
        # Clear of the pixels, and above a line that falls or below one that rises.
        x = 0.5 * (float(self.pixels.get_right()[0]) + float(end[0]))
        along = (x - start[0]) / (end[0] - start[0])
        y = float(start[1] + along * (end[1] - start[1]))
        value.move_to((x, y + (0.5 if start[1] >= end[1] else -0.5), 0.0))
        return VGroup(box, value)

    def weigh_them_all(self) -> None:
        """Let every connection take its own weight, the first pixels first."""
        self.next_section("784 weights")
        self.key = SignKey(theme=self.theme).to_corner(UP + RIGHT, buff=0.35)
        self.say("All 784 weights of a real, trained neuron. Thick and bright means large.")
        self.play(
            TakeWeights(self.lines, self.weights, theme=self.theme, run_time=3.2),
            FadeIn(self.key, run_time=0.8),
        )
        self.rest()
        self.poster_here()

    def become_an_image(self) -> None:
        """Let the connections fly into an image, each to the place of its pixel."""
        self.next_section("The weights as an image")
        one = self.drawn.neurons[1]
        self.weight_image = WeightImage(self.weights, height=4.7, theme=self.theme)
        self.weight_image.move_to((3.95, 0.72, 0.0))
        self.say("Put each weight where its pixel is, and the weights become an image.")
        self.play(FadeOut(self.key, self.name), run_time=0.4)
        smaller = self.pixels.copy().set(height=4.7).move_to((-3.95, 0.72, 0.0))
        lines = self.lines.copy()
        middle = np.array([0.0, 0.72, 0.0])
        lines.points = np.stack([smaller.centres, np.tile(middle, (len(lines), 1))], axis=1)
        lines.points = lines.points.reshape(-1, 3)
        self.play(
            Transform(self.pixels, smaller),
            Transform(self.lines, lines),
            one.animate.move_to(middle),
            self.count.animate.next_to(smaller, DOWN, buff=0.25),
            FadeIn(self.weight_image.frame),
            run_time=1.2,
        )
        self.play(WeightsBecomeImage(self.lines, self.weight_image, theme=self.theme, run_time=4.0))
        self.scale_key = WeightKey.of(self.weight_image, theme=self.theme, width=3.6)
        self.play(FadeIn(self.weight_image), FadeOut(self.lines), run_time=0.7)
        self.name.next_to(one, DOWN, buff=0.3)
        self.play(FadeIn(self.scale_key, shift=0.1 * UP), FadeIn(self.name), run_time=0.6)
        self.note("scale", self.weight_image.scale_value)
        self.note("gamma", self.weight_image.gamma)
        self.rest()

    def read_the_image(self) -> None:
        """Tie a pixel to its weight once more, and say what the image means."""
        self.next_section("What the neuron looks for")
        index = self.strongest[0]
        here = Square(0.26, stroke_color=self.theme.accent, stroke_width=4.0)
        here.move_to(self.pixels.centres[index])
        there = self.weight_image.pixel_box(index, color=self.theme.accent, room=0.07)
        self.say("Same place, same pixel. This neuron wants light on blue and none on red.")
        reading = self.alone.forward(self.forward_pass.inputs)
        self.play(FeedInput(self.drawn, reading, run_time=0.8))
        self.play(LightUp(self.drawn, 1, reading, run_time=0.8))
        self.note("activation", reading.outputs[0])
        self.play(Create(here), Create(there), run_time=0.9)
        self.describe(
            f"Left, 784 input neurons as a square; right, the weights of one neuron of the first "
            f"hidden layer as an image of 28 by 28: blue where light raises the neuron, up to "
            f"{self.weights.max():+.2f}, red where it lowers it, down to {self.weights.min():+.2f}."
        )
        self.rest(2.0)


class WeightedSum(NetworkScene):
    """Pixels times weights, added up: the sum of one neuron, term by term."""

    title = "The weighted sum"
    teaches = "A neuron multiplies each pixel by its weight, adds everything up, and its bias."

    def construct(self) -> None:
        """Multiply two images, then write the sum."""
        self.neuron = most_driven(self.forward_pass)
        self.weights = self.network.layers[0].weights[self.neuron]
        self.terms = WeightedTerms.of(self.forward_pass, neuron=self.neuron)
        self.multiply()
        self.write_the_largest()
        self.add_the_rest()

    def multiply(self) -> None:
        """Show the pixels, the weights and their products as images."""
        self.next_section("Pixel times weight")
        products = self.forward_pass.contributions(0)[self.neuron]
        pictures = [
            DigitImage(self.image, height=2.3, theme=self.theme),
            WeightImage(self.weights, height=2.3, theme=self.theme),
            WeightImage(products, height=2.3, theme=self.theme),
        ]
        self.row = PictureEquation(
            pictures, "×=", captions=["pixels", "weights", "products"], theme=self.theme
        )
        self.row.move_to((0.0, 0.5, 0.0)).align_to((-6.7, 0.0, 0.0), LEFT)
        key = SignKey(theme=self.theme).next_to(self.row, DOWN, buff=0.5)
        self.say("A neuron multiplies each pixel by the weight of its connection.")
        digit, weights, product = self.row.pictures
        self.play(FadeIn(digit, self.row.captions[0]), run_time=0.6)
        self.play(FadeIn(weights, self.row.captions[1], self.row.signs[0], key), run_time=0.6)
        self.play(
            FadeIn(product, target_position=weights),
            FadeIn(self.row.captions[2], self.row.signs[1]),
            run_time=1.2,
        )
        self.note("neuron", self.neuron)
        self.note("inputs", self.forward_pass.inputs)
        self.note("weights", self.weights)
        self.note("products", products)
        self.rest()

    def write_the_largest(self) -> None:
        """Write the largest terms one by one, and box their pixels."""
        self.next_section("The largest terms")
        self.sum = TermSum(self.terms, theme=self.theme)
        self.note("shown", self.terms.shown)
        self.note("decimals", self.terms.decimals)
        self.sum.move_to((0.0, 0.25, 0.0)).align_to((6.6, 0.0, 0.0), RIGHT)
        self.say("Here are the largest products, with the pixels that they come from.")
        self.play(FadeIn(self.sum.header), run_time=0.5)
        boxes: VGroup | None = None
        for index, row in zip(self.terms.shown, self.sum.term_rows, strict=True):
            here = self.boxes(int(index))
            moved = FadeIn(here) if boxes is None else ReplacementTransform(boxes, here)
            self.play(moved, FadeIn(row, shift=0.15 * RIGHT), run_time=0.8)
            boxes = here
        self.rest()
        if boxes is not None:
            self.play(FadeOut(boxes), run_time=0.4)

    def boxes(self, index: int) -> VGroup:
        """Return a box around one pixel in each of the three images."""
        pictures = [p for p in self.row.pictures if isinstance(p, DigitImage | WeightImage)]
        side = pictures[0].pixel_pitch + 0.12
        return VGroup(
            *[
                Square(side, stroke_color=self.theme.accent, stroke_width=3.5).move_to(
                    picture.pixel_centres()[index]
                )
                for picture in pictures
            ]
        )

    def add_the_rest(self) -> None:
        """Add what is not written out, the bias, and draw the line."""
        self.next_section("The sum")
        self.say("All the others, added up. Dark pixels add nothing. And the bias.")
        for row in self.sum.other_rows:
            self.play(FadeIn(row, shift=0.15 * RIGHT), run_time=0.7)
        self.rest()
        self.say(f"Together: the weighted sum z of this neuron, {self.terms.pre_activation:+.2f}.")
        self.play(FadeIn(self.sum.total_row, shift=0.1 * UP), run_time=0.8)
        self.note("bias", self.terms.bias)
        self.note("rest", self.terms.rest)
        self.note("more", self.terms.n_rest)
        self.note("dark", self.terms.n_dark)
        self.note("pre_activation", self.terms.pre_activation)
        self.describe(
            f"The pixels of a digit times the weights of one neuron give the products, all three "
            f"as images. Beside them the sum: the {len(self.terms.shown)} largest terms, "
            f"{self.terms.n_rest} more, {self.terms.n_dark} dark pixels and the bias "
            f"{self.terms.bias:+.2f} add up to z = {self.terms.pre_activation:+.2f}."
        )
        self.rest(2.0)


class EdgeDetector(NetworkScene):
    """A neuron that finds an edge, its weights set by hand, and what else it falls for."""

    title = "An edge detector, set by hand"
    teaches = "Positive weights find light; negative ones around them make sure that it is an edge."
    needs_digits = False

    def construct(self) -> None:
        """Set the weights twice, and compute what each neuron says to four images."""
        plain, guarded = np.zeros((28, 28)), np.zeros((28, 28))
        plain[11:17, 9:19] = edge_weights(10, around=0.0)
        guarded[11:17, 9:19] = edge_weights(10, around=-1.0)
        blob = np.zeros((28, 28))
        blob[9:19, 9:19] = 1.0
        self.images = {
            "an edge": plain,
            "a blob": blob,
            "nothing": np.zeros((28, 28)),
            "the inverse": 1.0 - plain,
        }
        self.detectors = [plain, guarded]
        network = Network([DenseLayer(np.stack([d.ravel() for d in self.detectors]), [0.0, 0.0])])
        inputs = np.stack([as_vector(image) for image in self.images.values()])
        self.sums = network.forward(inputs).layers[0].pre_activations
        self.note("pre_activations", self.sums)
        self.show_the_images()
        self.set_a_region()
        self.set_a_surround()

    def show_the_images(self) -> None:
        """Stand four test images above the columns of a table."""
        self.next_section("Four images")
        self.columns = Group()
        for index, (name, image) in enumerate(self.images.items()):
            picture = DigitImage(image, height=1.6, theme=self.theme)
            picture.move_to((-1.4 + 2.4 * index, 2.35, 0.0))
            words = self.words(name, color=self.theme.muted, font_size=MIN_FONT_SIZE)
            self.columns.add(Group(picture, words.next_to(picture, DOWN, buff=0.15)))
        self.say("Four images: an edge, a blob, nothing at all, and the edge turned inside out.")
        self.play(LaggedStart(*[FadeIn(one) for one in self.columns], lag_ratio=0.3), run_time=1.6)
        self.rest()

    def set_a_region(self) -> None:
        """Set weights that are 0 but for the region, and see the blob fool them."""
        self.next_section("A region of positive weights")
        note = self.words("weights,\nset by hand", color=self.theme.accent, align="left")
        note.move_to((-5.0, 2.5, 0.0))
        self.say("Set the weights by hand: zero everywhere, positive in a small region.")
        self.play(FadeIn(note), run_time=0.5)
        self.answers(0, -0.25)
        self.say("The edge is found. But a blob pleases this neuron just as much.")
        self.rest()

    def set_a_surround(self) -> None:
        """Add negative weights around the region."""
        self.next_section("Negative weights around it")
        self.say("So let light around the region count against it.")
        numbers = self.answers(1, -2.5)
        best = int(np.argmax(self.sums[:, 1]))
        box = SurroundingRectangle(
            numbers[best], color=self.theme.accent, buff=0.25, corner_radius=0.08, stroke_width=4.0
        )
        self.say("Now only the edge gives a positive sum.")
        self.play(Create(box), run_time=0.7)
        said = ", ".join(
            f"{name} {before:+.0f} and {after:+.0f}"
            for name, (before, after) in zip(self.images, self.sums, strict=True)
        )
        self.describe(
            f"Two neurons with weights set by hand: the first positive in a small level bar, the "
            f"second negative around it as well. Their weighted sums: {said}."
        )
        self.rest(2.0)

    def answers(self, detector: int, y: float) -> VGroup:
        """Show a detector at the left of its row, then its sums; return these."""
        weights = WeightImage(self.detectors[detector], height=1.9, scale=1.0, theme=self.theme)
        weights.move_to((-5.0, y, 0.0))
        earlier = self.detectors[detector - 1] if detector else np.zeros((28, 28))
        before = WeightImage(earlier, height=1.9, scale=1.0, theme=self.theme)
        if detector:
            # The second neuron begins as a copy of the first one.
            before.move_to((-5.0, -0.25, 0.0))
            self.play(before.animate.move_to(weights), run_time=0.9)
        else:
            self.play(FadeIn(before.move_to(weights)), run_time=0.6)
        self.play(FadeIn(weights), run_time=0.8)
        self.remove(before)
        self.rest()
        equals = Maths("z =", font_size=48, theme=self.theme).move_to((-3.1, y, 0.0))
        numbers = VGroup()
        for value, column in zip(self.sums[:, detector], self.columns, strict=True):
            color = self.theme.negative if value < 0.0 else self.theme.positive
            label = NumberLabel(
                float(value),
                decimals=0,
                signed=bool(value),
                font_size=54,
                weight="semibold",
                color=color if value else self.theme.muted,
                theme=self.theme,
            )
            numbers.add(label.move_to((float(column.get_x()), y, 0.0)))
        self.play(
            FadeIn(equals, run_time=0.4),
            LaggedStart(*[FadeIn(one, shift=0.2 * DOWN) for one in numbers], lag_ratio=0.4),
            run_time=1.8,
        )
        return numbers


class RankImages(NetworkScene):
    """Which of four images raises a real neuron most? Look at its weights, then compute."""

    title = "Rank four images"
    teaches = "The image that lies on the blue and keeps off the red raises a neuron most."

    def construct(self) -> None:
        """Ask, wait, and compute the answer."""
        self.neuron = most_driven(self.forward_pass)
        self.choose_images()
        self.ask()
        self.compute()
        self.rank()

    def choose_images(self) -> None:
        """Take unseen digits from the lowest to the highest sum, in the order of their indices."""
        digits = load_digits().subset(slice(HELD_OUT.start, HELD_OUT.start + 400))
        vectors = np.stack([as_vector(digits.image(i)) for i in range(len(digits))])
        sums = self.network.forward(vectors).layers[0].pre_activations[:, self.neuron]
        order = np.argsort(sums)
        self.chosen = np.sort(order[np.linspace(0, len(order) - 1, 4).astype(int)])
        self.sums = sums[self.chosen]
        self.pictures = [
            DigitImage(digits.image(int(i)), height=1.75, theme=self.theme) for i in self.chosen
        ]
        self.note("neuron", self.neuron)
        self.note("digits", self.chosen + HELD_OUT.start)
        self.note("pre_activations", self.sums)

    def ask(self) -> None:
        """Show the weights and the four images, and give time to think."""
        self.next_section("The question")
        weights = self.network.layers[0].weights[self.neuron]
        image = WeightImage(weights, height=3.5, theme=self.theme).move_to((-4.6, 0.4, 0.0))
        title = self.words("one neuron's weights", color=self.theme.muted)
        key = SignKey(theme=self.theme).next_to(image, DOWN, buff=0.35)
        self.card = QuestionCard(
            "Which raises this neuron most?", self.pictures, gap=0.45, theme=self.theme
        )
        self.card.move_to((2.35, 0.9, 0.0))
        self.say("One real neuron, and four digits. Which of them raises it most?")
        self.play(
            FadeIn(image), FadeIn(title.next_to(image, UP, buff=0.3)), FadeIn(key), run_time=0.8
        )
        self.play(
            FadeIn(self.card.question),
            LaggedStart(*[FadeIn(one) for one in self.card.choices], lag_ratio=0.2),
            FadeIn(self.card.letters),
            run_time=1.5,
        )
        self.rest(4.0)

    def compute(self) -> None:
        """Write each image's weighted sum below it."""
        self.next_section("The sums")
        self.numbers = VGroup()
        for value, letter in zip(self.sums, self.card.letters, strict=True):
            label = NumberLabel(
                float(value),
                signed=True,
                font_size=40,
                weight="semibold",
                color=self.theme.negative if value < 0.0 else self.theme.positive,
                theme=self.theme,
            )
            self.numbers.add(label.next_to(letter, DOWN, buff=0.3))
        name = self.words("weighted sums", color=self.theme.muted)
        name.next_to(self.numbers, DOWN, buff=0.3)
        self.say("The weighted sums, pixel times weight and the bias, say it.")
        self.play(
            LaggedStart(*[FadeIn(one, shift=0.15 * DOWN) for one in self.numbers], lag_ratio=0.4),
            FadeIn(name),
            run_time=1.8,
        )
        self.rest()

    def rank(self) -> None:
        """Move the images into the order of their sums, and mark the first."""
        self.next_section("The order")
        order = np.argsort(-self.sums)
        slots = [float(choice.get_x()) for choice in self.card.choices]
        moves = []
        for slot, index in zip(slots, order, strict=True):
            parts = (self.card.choices[index], self.card.letters[index], self.numbers[index])
            moves += [part.animate.set_x(slot) for part in parts]
        winner = int(order[0])
        letters = ", ".join("ABCD"[int(index)] for index in order)
        self.say(f"From the highest to the lowest: {letters}.")
        self.play(*moves, run_time=1.6)
        self.play(Create(self.card.mark(winner)), run_time=0.9)
        self.describe(
            f"The weights of one neuron as an image, and four digits ranked by their weighted "
            f"sums: {', '.join(f'{self.sums[i]:+.2f}' for i in order)}. The first is marked."
        )
        self.rest(2.0)
