"""The weighted sum."""

from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, ReplacementTransform, Square, VGroup

from driven_neuron import most_driven
from nnviz.mobjects import DigitImage, PictureEquation, SignKey, TermSum, WeightImage
from nnviz.stage import NetworkScene
from nnviz.view import WeightedTerms


class WeightedSum(NetworkScene):
    """Pixels times weights, added up: the sum of one neuron, term by term."""

    title = "The weighted sum"
    teaches = "A neuron multiplies each pixel by its weight, adds everything up, and its bias."
    shapes = ("16:9", "9:16")

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
        height = self.by_shape(2.3, tall=1.8)
        pictures = [
            self.image(height=height),
            self.make(WeightImage, self.weights, height=height),
            self.make(WeightImage, products, height=height),
        ]
        self.row = self.make(
            PictureEquation, pictures, "×=", captions=["pixels", "weights", "products"]
        )
        if self.frame_shape.is_wide:
            self.row.move_to((0.0, 0.5, 0.0)).align_to((-6.7, 0.0, 0.0), LEFT)
        else:
            self.row.to_edge(UP, buff=0.5)
        key = self.make(SignKey).next_to(self.row, DOWN, buff=0.5)
        self.say("A neuron multiplies each pixel by the weight of its connection.")
        digit, weights, product = self.row.pictures
        self.play(FadeIn(digit, self.row.captions[0]), run_time=0.6)
        self.until("by the weight")
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
        self.sum = self.make(TermSum, self.terms)
        self.note("shown", self.terms.shown)
        self.note("decimals", self.terms.decimals)
        if self.frame_shape.is_wide:
            self.sum.move_to((0.0, 0.25, 0.0)).align_to((6.6, 0.0, 0.0), RIGHT)
        else:
            self.fit(self.sum, height=8.2).to_edge(DOWN, buff=0.5)
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
            f"as images. And the sum: the {len(self.terms.shown)} largest terms, "
            f"{self.terms.n_rest} more, {self.terms.n_dark} dark pixels and the bias "
            f"{self.terms.bias:+.2f} add up to z = {self.terms.pre_activation:+.2f}."
        )
        self.rest(2.0)
