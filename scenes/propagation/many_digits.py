"""Ten digits, one network."""

from manim import DOWN, LEFT, UP, Create, FadeIn, FadeOut, VGroup

from nnviz.animations import Darken, FeedInput, Propagate
from nnviz.core import ForwardPass
from nnviz.data import HELD_OUT, as_vector, load_digits
from nnviz.mobjects import DigitImage, ImageStrip, NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout


class ManyDigits(NetworkScene):
    """Ten images in turn, one of each digit, through one and the same network."""

    title = "Ten digits, one network"
    teaches = "The same weights read every digit; only the activations change."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Show the ten images, run them one by one, and count."""
        digits = load_digits().subset(HELD_OUT)
        chosen = [digits.first(digit) for digit in range(10)]
        self.images = [digits.image(index) for index in chosen]
        self.passes = [self.network.forward(as_vector(image)) for image in self.images]
        self.note("shipped_digits", [HELD_OUT.start + index for index in chosen])
        self.note("outputs", [record.outputs for record in self.passes])
        layout = NetworkLayout.for_sizes(
            self.network.sizes,
            input_style="grid",
            width=self.by_shape(11.4, tall=None),
            height=self.by_shape(5.15, tall=8.6),
            frame=self.frame_shape,
        )
        aside = self.by_shape(0.4 * LEFT + 1.1 * UP, tall=2.45 * UP)
        self.drawn = self.make(NetworkMobject, layout).shift(aside)
        self.show_the_images()
        self.run_them_all()
        self.count()

    def show_the_images(self) -> None:
        """Lay out the ten images below the empty network."""
        self.next_section("Ten images")
        self.strip = self.make(
            ImageStrip,
            self.images,
            columns=self.by_shape(10, tall=5),
            height=self.by_shape(0.92, tall=1.05),
            gap=self.by_shape((0.38, 0.0), tall=(0.45, 0.65)),
        )
        self.strip.move_to(self.by_shape(2.33, tall=4.8) * DOWN)
        self.say("Ten handwritten digits, one of each. They will go through the same network.")
        self.play(FadeIn(self.drawn), FadeIn(self.strip, shift=0.2 * UP), run_time=1.0)
        self.rest()

    def run_them_all(self) -> None:
        """Send each image through, the later ones faster, and write down each answer."""
        said = {
            0: "The pixels light up, the signals run, one output is the brightest.",
            2: "No weight changes. Only what comes in is different.",
            6: "Other signals, other lights in the middle, another answer.",
        }
        self.marker = self.strip.pictures[0].frame.copy()
        self.marker.set_stroke(self.theme.accent, width=4.0)
        self.answers = VGroup()
        for digit, (picture, record) in enumerate(
            zip(self.strip.pictures, self.passes, strict=True)
        ):
            self.next_section(f"The digit {digit}")
            if digit in said:
                self.say(said[digit])
            first = digit == 0
            self.feed(picture, record)
            self.play(
                Propagate(self.drawn, record, feed_time=0.0, step_time=1.0 if first else 0.42)
            )
            self.box = self.drawn.winner_box(record)
            answer = self.words(
                str(record.prediction),
                weight="semibold",
                color=self.theme.ink if record.prediction == digit else self.theme.accent,
            )
            self.answers.add(answer.next_to(picture, DOWN, buff=0.16))
            self.play(FadeIn(self.box), FadeIn(answer, shift=0.15 * DOWN), run_time=0.3)
            # The captions run on over several digits: only the first one waits to be read.
            self.wait(0.9 if first else 0.3)

    def feed(self, picture: DigitImage, record: ForwardPass) -> None:
        """Let a copy of the image rise into the input neurons, while the old lights go out."""
        before = [FadeOut(self.box)] if len(self.answers) else []
        mark = self.marker.animate.move_to(picture) if before else Create(self.marker)
        self.play(
            FadeOut(picture.copy(), target_position=self.drawn.neurons[0], scale=5.0),
            FeedInput(self.drawn, record),
            *before,
            Darken(self.drawn),
            mark,
            run_time=0.7,
        )

    def count(self) -> None:
        """Say how many were read as what they are."""
        self.next_section("The count")
        right = sum(record.prediction == digit for digit, record in enumerate(self.passes))
        self.note("right", right)
        self.say(f"{right} of 10 read as what they are. The rule was never written by hand.")
        self.play(FadeOut(self.marker), run_time=0.5)
        answers = ", ".join(str(record.prediction) for record in self.passes)
        self.describe(
            f"A network under which ten handwritten digits stand, from 0 to 9. Its answers "
            f"are written below them: {answers}; {right} of 10 are right."
        )
        self.rest(2.0)
