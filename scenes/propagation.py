"""Propagation: a real digit goes through a real network, number by number."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    VGroup,
)

from nnviz.animations import (
    ChangeOutputs,
    FeedInput,
    LightUp,
    PixelsBecomeNeurons,
    Propagate,
    SendSignals,
)
from nnviz.animations.darken import Darken
from nnviz.core import ForwardPass
from nnviz.data import HELD_OUT, as_vector, load_digits
from nnviz.data.answers import Answers
from nnviz.mobjects.answer_field import AnswerField
from nnviz.mobjects.digit import DigitImage
from nnviz.mobjects.image_strip import ImageStrip
from nnviz.mobjects.network import NetworkMobject
from nnviz.mobjects.output_bars import OutputBars
from nnviz.mobjects.sign_key import SignKey
from nnviz.stage import NetworkScene
from nnviz.view.encoding import activation_scale
from nnviz.view.layout import NetworkLayout

INPUT_STYLE = "grid"
"""How the 784 inputs stand: "grid", all of them as a square, or "column", 8 + dots + 8."""


NOISE_SEED = 1
"""Of the random pixels that the network is asked about in `NotPerfect`."""


class Propagation(NetworkScene):
    """The flagship: an image in, an answer out, and everything in between."""

    title = "A digit goes through the network"
    teaches = "How the activations of one layer bring about those of the next, up to an answer."

    def construct(self) -> None:
        """Tell the story in five beats."""
        layout = NetworkLayout.for_sizes(
            self.network.sizes, input_style=INPUT_STYLE, width=12.1, height=6.2
        )
        self.drawn = NetworkMobject(layout, theme=self.theme).shift(0.5 * LEFT + 0.28 * UP)
        self.counts = self.drawn.layer_counts()
        self.show_the_image()
        self.pixels_become_neurons()
        self.unfold_the_layers()
        self.send_the_signals()
        self.name_the_winner()

    def show_the_image(self) -> None:
        """Begin with the digit alone, as large as it can be."""
        self.next_section("The image")
        self.digit = DigitImage(self.image, height=5.0, theme=self.theme).shift(0.3 * UP)
        size = self.words("28 × 28 pixels", color=self.theme.muted)
        self.size = size.next_to(self.digit, DOWN, buff=0.35)
        self.say("A handwritten digit, 28 pixels by 28. Each pixel is a number from 0 to 1.")
        self.play(FadeIn(self.digit, scale=0.94), FadeIn(self.size, shift=0.15 * UP))
        self.rest()

    def pixels_become_neurons(self) -> None:
        """Let the pixels fly apart into the neurons of the first layer."""
        self.next_section("Pixels become neurons")
        inputs = self.drawn.neurons[0]
        self.drawn.show_layer(0, self.forward_pass)
        self.say("Those 784 numbers are the first layer: one neuron for each pixel.")
        indices = self.drawn.layout.layers[0].selection.indices
        self.play(
            FadeOut(self.digit, run_time=0.4),
            FadeOut(self.size, shift=0.15 * DOWN, run_time=0.4),
            PixelsBecomeNeurons(self.digit, inputs, indices=indices, run_time=2.2),
        )
        self.play(FadeIn(self.counts[0], shift=0.1 * UP), run_time=0.5)
        self.note("inputs", self.forward_pass.inputs)
        self.rest()

    def unfold_the_layers(self) -> None:
        """Bring in the empty layers that the signals will fill."""
        self.next_section("The layers")
        self.say("Hidden layers of neurons follow, then one output for each digit.")
        columns = [
            AnimationGroup(FadeIn(neurons, shift=0.25 * RIGHT), FadeIn(count, shift=0.1 * UP))
            for neurons, count in zip(self.drawn.neurons[1:], self.counts[1:], strict=True)
        ]
        self.play(LaggedStart(*columns, lag_ratio=0.35), run_time=1.6)
        self.play(FadeIn(self.drawn.labels, shift=0.1 * RIGHT), run_time=0.6)
        # From here on the whole network is one thing, connections behind neurons.
        self.add(self.drawn, self.counts)
        self.rest()

    def send_the_signals(self) -> None:
        """Send every signal, w times a, one layer after the other."""
        self.next_section("The signals")
        self.key = SignKey(theme=self.theme).to_edge(UP, buff=0.2).to_edge(RIGHT, buff=0.45)
        said = [
            "Along every connection travels pixel times weight. Blue raises, red lowers.",
            "Each neuron adds up what arrives and squashes the sum to between 0 and 1.",
            "The same again, from layer to layer, with no number left out.",
        ]
        self.note("activations", list(self.forward_pass.activations[1:]))
        for layer in range(len(self.drawn.connections)):
            self.say(said[min(layer, len(said) - 1)])
            extra = [FadeIn(self.key, run_time=0.6)] if layer == 0 else []
            self.play(
                SendSignals(self.drawn, layer, self.forward_pass, run_time=3.0 - 0.5 * layer),
                *extra,
            )
            self.play(LightUp(self.drawn, layer + 1, self.forward_pass, run_time=0.8))
            self.rest(0.5)

    def name_the_winner(self) -> None:
        """Box the brightest output and say how sure the network is."""
        self.next_section("The answer")
        answer, sure = self.forward_pass.prediction, self.forward_pass.confidence
        box, value = self.drawn.winner_box(self.forward_pass)
        self.say(f"The brightest output wins. The network reads a {answer}, at {sure:.2f} of 1.")
        self.play(Create(box), FadeIn(value, shift=0.1 * RIGHT), run_time=0.9)
        self.note("prediction", answer)
        self.note("confidence", sure)
        self.note("outputs", self.forward_pass.outputs)
        self.describe(
            f"A network of {'-'.join(map(str, self.network.sizes))} neurons reads a handwritten "
            f"digit. Blue and red connections lead from the lit pixels through the hidden layers; "
            f"the output for {answer} is the brightest at {sure:.2f} and is boxed."
        )
        self.rest(2.5)


class ManyDigits(NetworkScene):
    """Ten images in turn, one of each digit, through one and the same network."""

    title = "Ten digits, one network"
    teaches = "The same weights read every digit; only the activations change."

    def construct(self) -> None:
        """Show the ten images, run them one by one, and count."""
        digits = load_digits().subset(HELD_OUT)
        chosen = [digits.first(digit) for digit in range(10)]
        self.images = [digits.image(index) for index in chosen]
        self.passes = [self.network.forward(as_vector(image)) for image in self.images]
        self.note("shipped_digits", [HELD_OUT.start + index for index in chosen])
        self.note("outputs", [record.outputs for record in self.passes])
        layout = NetworkLayout.for_sizes(
            self.network.sizes, input_style=INPUT_STYLE, width=11.4, height=5.15
        )
        self.drawn = NetworkMobject(layout, theme=self.theme).shift(0.4 * LEFT + 1.1 * UP)
        self.show_the_images()
        self.run_them_all()
        self.count()

    def show_the_images(self) -> None:
        """Lay out the ten images below the empty network."""
        self.next_section("Ten images")
        self.strip = ImageStrip(self.images, height=0.92, gap=(0.38, 0.0), theme=self.theme)
        self.strip.move_to(2.33 * DOWN)
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
                color=self.theme.ink if record.prediction == digit else self.theme.negative,
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
            f"A network under which ten handwritten digits from 0 to 9 stand in a row. Its answers "
            f"are written below them: {answers}; {right} of 10 are right."
        )
        self.rest(2.0)


class NotPerfect(NetworkScene):
    """Where the network is wrong, how sure it is of it, and what it makes of noise."""

    title = "Not perfect"
    teaches = "The network makes mistakes, is sometimes sure of them, and cannot say: no digit."

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
        self.field = AnswerField(self.answers, width=12.4, revealed=False, theme=self.theme)
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
        worst = self.answers.surest_mistakes[:5]
        self.note("surest_mistakes", [HELD_OUT.start + int(index) for index in worst])
        digits, read, sure = self.answers.digits, self.answers.predictions, self.answers.confidences
        self.note("labels_of_surest_mistakes", digits.labels[worst])
        self.note("answers_to_surest_mistakes", read[worst])
        self.note("certainties_of_surest_mistakes", sure[worst])
        self.strip = ImageStrip(
            [digits.image(index) for index in worst],
            [f"is {digits.label(i)}, read {read[i]}\nat {sure[i]:.2f}" for i in worst],
            height=2.1,
            gap=(0.45, 0.0),
            theme=self.theme,
        ).shift(0.3 * UP)
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
        self.bars = OutputBars(outputs, mark_winner=True, length=3.6, scale=scale, theme=self.theme)
        self.bars.move_to(3.1 * RIGHT)
        self.say(
            f"It is a {label}. The {outputs.argmax()} has {outputs.max():.2f}, "
            f"the {label} only {outputs[label]:.2f}."
        )
        self.play(
            FadeOut(Group(*others), self.strip.captions, run_time=0.5),
            self.picture.animate.scale_to_fit_height(4.7).move_to(3.3 * LEFT + 0.25 * UP),
        )
        self.what = self.words(f"a {label}", color=self.theme.muted)
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
        picture = DigitImage(self.noise[0], height=4.7, theme=self.theme).move_to(self.picture)
        what = self.words("random numbers", color=self.theme.muted).move_to(self.what)
        self.say("Now noise: 784 numbers drawn at random. No digit at all.")
        self.play(FadeOut(self.picture, self.what), FadeIn(picture, what), run_time=0.8)
        self.play(ChangeOutputs(self.bars, outputs[0]), run_time=1.2)
        self.rest()
        self.say(f"{sure:,} of 1,000 such images get an output above 0.5. It cannot say: none.")
        self.describe(
            f"An image of random noise beside the ten outputs of the network: "
            f"{outputs[0].argmax()} is the largest at {outputs[0].max():.2f}. The network has read "
            f"{self.answers.n_right:,} of {len(self.answers.digits):,} held-out digits right."
        )
        self.rest(2.0)
