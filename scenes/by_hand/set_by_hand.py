"""Set by hand."""

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    Group,
    LaggedStart,
    MoveToTarget,
)

from bias_slider import BiasSlider
from by_hand_network import DIGITS, PARTS, SIDE, by_hand_network, perfect_digit, with_bias
from flaw_test import FlawTest
from flawed_digits import flawed_digits
from hand_set_network import HandSetNetwork
from nnviz.animations import Darken, FeedInput, LightUp, PixelsBecomeNeurons, SendSignals, Vary
from nnviz.core import ForwardPass
from nnviz.mobjects import DigitImage, ImageStrip, SignKey, WeightImage
from nnviz.stage import NetworkScene


class SetByHand(NetworkScene):
    """A network that nobody trained: strokes, then loops and lines, then the digit."""

    title = "Set by hand"
    teaches = "In a world that is small enough, the weights can be chosen by hand, and it works."
    shapes = ("16:9", "9:16")
    needs_digits = False

    knob = (1, 0)
    """The knob that is turned: layer 1 (the parts), neuron 0 (the upper loop), its bias."""

    knob_end = -18.0
    """How far it is turned."""

    def construct(self) -> None:
        """Build it layer by layer, run it, test it, and break it."""
        self.small = self.uses(by_hand_network())
        self.flawed = flawed_digits(1)
        self.tiny_world()
        self.strokes()
        self.parts()
        self.digits()
        self.every_flaw()
        self.turn_a_knob()

    def tiny_world(self) -> None:
        """Show the five digits, and take the 9 as the first input."""
        self.next_section("A tiny world")
        images = [perfect_digit(digit) for digit in DIGITS]
        names = [str(digit) for digit in DIGITS]
        columns, height = self.by_shape((len(DIGITS), 2.2), tall=(2, 2.8))
        gap = self.by_shape((0.35, 0.35), tall=(0.8, 0.5))
        strip = self.make(ImageStrip, images, names, columns=columns, height=height, gap=gap)
        self.say(f"A tiny world: {len(DIGITS)} digits, {SIDE} by {SIDE} pixels each.")
        self.play(FadeIn(strip, shift=0.2 * UP), run_time=0.7)
        self.rest()
        self.drawn = self.make(HandSetNetwork, self.small, frame=self.frame_shape)
        self.drawn.shift(self.by_shape(0.4 * LEFT + 0.05 * DOWN, tall=0.1 * UP))
        self.counts = self.drawn.layer_counts()
        self.drawn.show_layer(0, self.pass_of(9))
        nine = strip.pictures[list(DIGITS).index(9)]
        self.say("For these, a network can be set by hand. Nobody trains it.")
        self.note("parameters", self.small.parameter_count)
        hand = self.words("set by hand", weight="semibold")
        self.hand = hand.to_edge(UP, buff=0.35).to_edge(LEFT, buff=0.5)
        self.play(
            FadeOut(strip, run_time=0.6),
            PixelsBecomeNeurons(nine, self.drawn.neurons[0], run_time=1.3),
            FadeIn(self.hand),
        )
        self.play(FadeIn(self.counts[0]), run_time=0.4)
        self.rest()

    def pass_of(self, digit: int) -> ForwardPass:
        """Return the forward pass of a digit without a flaw."""
        return self.small.forward(perfect_digit(digit).ravel())

    def strokes(self) -> None:
        """Give the first layer its weights: one neuron for each stroke."""
        self.next_section("Strokes")
        self.note("stroke_weights", self.small.layers[0].weights)
        self.key = self.make(SignKey).to_edge(UP, buff=0.35).to_edge(RIGHT, buff=0.5)
        self.say("First hidden layer: one neuron for each stroke. Plus on it, minus beside it.")
        self.add(self.key)
        self.bring_in(1, self.drawn.pictures_of_strokes())
        self.rest()

    def bring_in(self, layer: int, images: list[WeightImage] | list[DigitImage]) -> None:
        """Show what each neuron of a layer looks for, large, and put it beside the neuron."""
        self.drawn.lay_out_beside(layer, images)
        onwards = self.by_shape(0.2 * RIGHT, tall=0.2 * DOWN)
        self.play(
            FadeIn(self.drawn.neurons[layer], shift=onwards),
            LaggedStart(*[FadeIn(image, scale=0.9) for image in images], lag_ratio=0.15),
            run_time=1.2,
        )
        self.wait(0.8)
        self.drawn.aim_beside(layer, images)
        self.play(
            LaggedStart(*[MoveToTarget(image) for image in images], lag_ratio=0.08),
            FadeIn(self.counts[layer]),
            run_time=1.0,
        )

    def parts(self) -> None:
        """Give the second layer its weights: loops and lines, joined from strokes."""
        self.next_section("Parts")
        self.say("Second layer: strokes joined into an upper loop, a lower loop and two lines.")
        self.bring_in(2, self.drawn.pictures_of_parts())
        self.rest()

    def digits(self) -> None:
        """Add the outputs, and run two digits."""
        self.next_section("Digits")
        self.say("The outputs: loop and line make a 9, two loops an 8.")
        self.play(
            FadeIn(self.drawn.neurons[3], shift=self.by_shape(0.2 * RIGHT, tall=0.2 * DOWN)),
            FadeIn(self.drawn.labels),
            FadeIn(self.counts[3]),
            run_time=0.6,
        )
        self.run(9, step_time=0.9)
        self.say("An upper loop and a right line: a 9. And the 6?")
        self.rest(0.4)
        self.play(
            FadeOut(self.box),
            Darken(self.drawn),
            FeedInput(self.drawn, self.pass_of(6)),
            run_time=0.8,
        )
        self.run(6, step_time=0.6)
        self.rest(0.5)

    def run(self, digit: int, *, step_time: float) -> None:
        """Send a digit through the network and box the answer."""
        record = self.pass_of(digit)
        # Connections lie behind the neurons and their pictures.
        self.bring_to_back(*self.drawn.connections)
        self.note(f"outputs_of_{digit}", record.outputs)
        for layer in range(3):
            self.play(
                SendSignals(self.drawn, layer, record, run_time=step_time),
                LightUp(self.drawn, layer + 1, record, run_time=step_time),
            )
        self.box = self.drawn.winner_box(record)
        self.play(Create(self.box[0]), FadeIn(self.box[1]), run_time=0.5)

    def every_flaw(self) -> None:
        """Test it on every image with at most one wrong pixel."""
        self.next_section("Every flaw")
        columns, width = self.by_shape((41, 13.0), tall=(20, 7.2))
        self.test = self.make(FlawTest, self.flawed, self.small, columns=columns, width=width)
        below = self.by_shape(3.6 * LEFT + 2.2 * DOWN, tall=1.0 * LEFT + 2.7 * DOWN)
        self.test.place(self.by_shape(0.75, tall=2.1) * UP, below)
        self.note("images", len(self.flawed))
        self.note("right", self.test.n_right)
        self.note("right_of_two_flaws", float(flawed_digits(2).right(self.small).mean()))
        self.say(f"Test it on all {len(self.flawed)} images that have at most one wrong pixel.")
        self.play(*[FadeOut(one) for one in self.mobjects if one is not self.hand], run_time=0.6)
        self.play(FadeIn(self.test.mosaic), FadeIn(self.test.row, shift=0.2 * UP))
        self.rest()

    def turn_a_knob(self) -> None:
        """Turn one bias and read every image again, in every frame."""
        self.next_section("One knob")
        layer, neuron = self.knob
        start = float(self.small.layers[layer].biases[neuron])
        slider = self.make(BiasSlider, start, self.knob_end, name=list(PARTS)[neuron])
        slider.stand_at(self.by_shape(3.4 * RIGHT + 2.5 * DOWN, tall=5.6 * DOWN))

        def turn(bias: float) -> None:
            slider.set_bias(bias)
            self.test.read(with_bias(self.small, layer, neuron, bias))

        wrong = self.words("outlined: read wrong", color=self.theme.muted, font_size=32)
        wrong.next_to(self.test.row, DOWN, buff=0.3).align_to(self.test.row, LEFT)
        moved = Group(self.test.mosaic, self.test.count, slider)
        total = self.small.parameter_count
        self.say(f"Now turn one of its {total} knobs, until three strokes pass for a loop.")
        self.play(FadeIn(slider, wrong))
        self.play(Vary(moved, turn, start=start, stop=self.knob_end, run_time=2.4))
        broken = self.test.n_right
        self.note("right_after_turning", broken)
        self.note("bias", start)
        self.note("bias_after_turning", self.knob_end)
        self.rest(0.5)
        knobs = self.network.parameter_count
        self.say(f"The network of this film has {knobs:,}. Who could set those by hand?")
        self.describe(
            f"A mosaic of {len(self.flawed)} images of nine by nine pixels. With one bias turned "
            f"from {start:g} to {self.knob_end:g}, only {broken} of them are read right; the "
            "others are outlined."
        )
        self.rest(1.0)
