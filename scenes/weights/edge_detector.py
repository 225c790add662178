"""An edge detector, set by hand."""

import numpy as np
from manim import DOWN, Create, FadeIn, Group, LaggedStart, SurroundingRectangle, VGroup

from edge_pattern import edge_weights
from nnviz.core import DenseLayer, Network
from nnviz.data import as_vector
from nnviz.mobjects import MIN_FONT_SIZE, WeightImage
from nnviz.stage import NetworkScene


class EdgeDetector(NetworkScene):
    """A neuron that finds an edge, its weights set by hand, and what else it falls for."""

    title = "An edge detector, set by hand"
    teaches = "Positive weights find light; negative ones around them make sure that it is an edge."
    needs_digits = False
    shapes = ("16:9", "9:16")

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
            picture = self.image(image, height=1.6)
            picture.move_to(
                self.by_shape((-1.4 + 2.4 * index, 2.35, 0.0), tall=(-2.4, 2.6 - 2.45 * index, 0.0))
            )
            words = self.words(name, color=self.theme.muted, font_size=MIN_FONT_SIZE)
            self.columns.add(Group(picture, words.next_to(picture, DOWN, buff=0.15)))
        self.say("Four images: an edge, a blob, nothing at all, and the edge turned inside out.")
        self.play(LaggedStart(*[FadeIn(one) for one in self.columns], lag_ratio=0.3), run_time=1.6)
        self.rest()

    def set_a_region(self) -> None:
        """Set weights that are 0 but for the region, and see the blob fool them."""
        self.next_section("A region of positive weights")
        note = self.words("weights,\nset by hand", color=self.theme.muted, align="left")
        note.move_to(self.by_shape((-5.0, 2.5, 0.0), tall=(-2.4, 5.6, 0.0)))
        self.say("Set the weights by hand: zero everywhere, positive in a small region.")
        self.play(FadeIn(note), run_time=0.5)
        self.answers(0)
        self.say("The edge is found. But a blob pleases this neuron just as much.")
        self.rest()

    def set_a_surround(self) -> None:
        """Add negative weights around the region."""
        self.next_section("Negative weights around it")
        self.say("So let light around the region count against it.")
        numbers = self.answers(1)
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

    def answers(self, detector: int) -> VGroup:
        """Show a detector at the left of its row, or above its column, then its sums."""
        y = -0.25 - 2.25 * detector
        x = 0.3 + 2.5 * detector
        place = self.by_shape((-5.0, y, 0.0), tall=(x, 5.6, 0.0))
        weights = self.make(WeightImage, self.detectors[detector], height=1.9, scale=1.0)
        weights.move_to(place)
        earlier = self.detectors[detector - 1] if detector else np.zeros((28, 28))
        before = self.make(WeightImage, earlier, height=1.9, scale=1.0)
        if detector:
            # The second neuron begins as a copy of the first one.
            before.move_to(self.by_shape((-5.0, -0.25, 0.0), tall=(0.3, 5.6, 0.0)))
            self.play(before.animate.move_to(weights), run_time=0.9)
        else:
            self.play(FadeIn(before.move_to(weights)), run_time=0.6)
        self.play(FadeIn(weights), run_time=0.8)
        self.remove(before)
        self.rest()
        equals = self.maths("z =", font_size=48).move_to(
            self.by_shape((-3.1, y, 0.0), tall=(x, 4.1, 0.0))
        )
        numbers = VGroup()
        for value, column in zip(self.sums[:, detector], self.columns, strict=True):
            color = self.theme.negative if value < 0.0 else self.theme.positive
            label = self.number(
                float(value),
                decimals=0,
                signed=bool(value),
                font_size=54,
                weight="semibold",
                color=color if value else self.theme.muted,
            )
            picture = column[0]
            numbers.add(
                label.move_to(
                    self.by_shape((picture.get_x(), y, 0.0), tall=(x, picture.get_y(), 0.0))
                )
            )
        self.play(
            FadeIn(equals, run_time=0.4),
            LaggedStart(*[FadeIn(one, shift=0.2 * DOWN) for one in numbers], lag_ratio=0.4),
            run_time=1.8,
        )
        return numbers
