"""Not perfect."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, FadeIn, FadeOut, Group

from answer_field import AnswerField
from nnviz.animations import ChangeOutputs
from nnviz.data import HELD_OUT, Answers, as_vector, load_digits
from nnviz.mobjects import ImageStrip, OutputBars
from nnviz.stage import NetworkScene
from nnviz.view import activation_scale

NOISE_SEED = 1
"""Of the random pixels that the network is asked about."""


class NotPerfect(NetworkScene):
    """Where the network is wrong, how sure it is of it, and what it makes of noise."""

    title = "Not perfect"
    teaches = "The network makes mistakes, is sometimes sure of them, and cannot say: no digit."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Count the mistakes, look at the surest ones, then show noise."""
        self.answers = Answers(self.network, load_digits().subset(HELD_OUT))
        self.noise = np.random.default_rng(NOISE_SEED).random((1000, 28, 28))
        self.noise_outputs = self.network.forward(as_vector(self.noise)).outputs
        self.count_mistakes()
        self.show_the_surest()
        self.look_inside()
        self.feed_noise()

    def count_mistakes(self) -> None:
        """Draw a dot for each held-out digit."""
        self.next_section("How often")
        total, right = len(self.answers.digits), self.answers.n_right
        self.note("right", right)
        self.note("accuracy", self.answers.accuracy)
        self.field = self.make(
            AnswerField,
            self.answers,
            columns=self.by_shape(60, tall=30, square=50),
            width=self.by_shape(12.4, tall=6.8, square=7.2),
            revealed=False,
        )
        self.field.shift(0.4 * UP)
        self.total = self.words(
            f"{right:,} of {total:,} right, {total - right} wrong", color=self.theme.muted
        ).next_to(self.field, DOWN, buff=0.45)
        self.say(f"{total:,} digits that training has never seen. Each is one dot.")
        self.play(FadeIn(self.field), run_time=1.0)
        self.rest()
        self.say(f"{self.answers.accuracy:.1%} are read as what they are. The large dots are not.")
        self.play(self.field.animate.reveal(), FadeIn(self.total, shift=0.1 * UP), run_time=1.2)
        self.rest()

    def show_the_surest(self) -> None:
        """Let the surest mistakes come forward."""
        self.next_section("The surest mistakes")
        worst = self.answers.surest_mistakes[: self.by_shape(5, tall=6, square=4)]
        self.note("surest_mistakes", [HELD_OUT.start + int(index) for index in worst])
        digits, read, sure = self.answers.digits, self.answers.predictions, self.answers.confidences
        self.note("labels_of_surest_mistakes", digits.labels[worst])
        self.note("answers_to_surest_mistakes", read[worst])
        self.note("certainties_of_surest_mistakes", sure[worst])
        self.strip = self.make(
            ImageStrip,
            [digits.image(index) for index in worst],
            [f"meant {digits.label(i)}\nread {read[i]}, {sure[i]:.2f}" for i in worst],
            columns=self.by_shape(5, tall=2, square=2),
            height=self.by_shape(2.1, tall=2.7, square=2.2),
            gap=self.by_shape((0.45, 0.0), tall=(0.9, 0.5), square=(1.0, 0.6)),
        ).shift(self.by_shape(0.3, tall=0.0, square=0.0) * UP)
        self.say("These are the mistakes it was surest of. Some of them are hard for us too.")
        out = [FadeOut(self.field, run_time=0.8), FadeOut(self.total, run_time=0.5)]
        comes = [
            FadeIn(picture, target_position=self.field.centre(index), scale=0.08)
            for picture, index in zip(self.strip.pictures, worst, strict=True)
        ]
        self.play(*out, *comes, run_time=1.6)
        self.play(FadeIn(self.strip.captions, shift=0.1 * UP), run_time=0.6)
        self.rest(2.0)

    def look_inside(self) -> None:
        """Show all ten outputs for the surest mistake."""
        self.next_section("One of them")
        worst = int(self.answers.surest_mistakes[0])
        label, outputs = self.answers.digits.label(worst), self.answers.outputs[worst]
        self.note("outputs_of_surest_mistake", outputs)
        self.picture, *others = self.strip.pictures
        scale = activation_scale([*outputs, *self.noise_outputs[0]])
        self.bars = self.make(
            OutputBars,
            outputs,
            mark_winner=True,
            length=self.by_shape(3.6, tall=3.6, square=1.6),
            scale=scale,
        )
        self.bars.move_to(self.by_shape(3.1 * RIGHT, tall=2.95 * DOWN, square=2.0 * RIGHT))
        self.large = self.by_shape(4.7, tall=5.6, square=3.3)
        aside = self.by_shape(3.3 * LEFT + 0.25 * UP, tall=3.8 * UP, square=2.0 * LEFT)
        self.say(
            f"Its writer meant {label}. But {outputs.argmax()} has {outputs.max():.2f}, "
            f"and {label} only {outputs[label]:.2f}."
        )
        self.play(
            FadeOut(Group(*others), self.strip.captions, run_time=0.5),
            self.picture.animate.scale_to_fit_height(self.large).move_to(aside),
        )
        self.what = self.words(f"meant as {label}", color=self.theme.muted)
        self.what.next_to(self.picture, DOWN, buff=0.3)
        self.play(FadeIn(self.bars, shift=0.2 * RIGHT), FadeIn(self.what), run_time=0.7)
        self.rest(1.5)

    def feed_noise(self) -> None:
        """Answer pixels from nowhere, once in full and a thousand times in figures."""
        self.next_section("Noise")
        outputs = self.noise_outputs
        sure = int(np.count_nonzero(outputs.max(axis=1) > 0.5))
        self.note("noise_outputs", outputs[0])
        self.note("noise_above_half", sure)
        picture = self.image(self.noise[0], height=self.large)
        picture.move_to(self.picture)
        what = self.words("random numbers", color=self.theme.muted).move_to(self.what)
        lines = (f"{sure:,} of 1,000 such images", "an output above 0.5")
        said = self.by_shape(": ", tall="\n", square="\n").join(lines)
        count = self.words(said).to_edge(DOWN, buff=self.by_shape(0.4, tall=0.25))
        self.say("Now noise: 784 numbers drawn at random. No digit at all.")
        self.play(FadeOut(self.picture, self.what), ChangeOutputs(self.bars, None), run_time=0.5)
        self.play(FadeIn(picture, what), run_time=0.5)
        self.play(ChangeOutputs(self.bars, outputs[0]), run_time=1.2)
        self.rest()
        self.say(f"And of 1,000 such images, {sure:,} get an output above 0.5: an answer.")
        self.play(FadeIn(count, shift=0.1 * UP))
        self.rest()
        self.say("It has no output for: this is no digit.")
        self.describe(
            f"An image of random noise beside the ten outputs of the network: "
            f"{outputs[0].argmax()} is the largest at {outputs[0].max():.2f}. The network has read "
            f"{self.answers.n_right:,} of {len(self.answers.digits):,} held-out digits right."
        )
        self.rest(2.0)
