"""A digit goes through the network."""

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Transform,
)

from nnviz.animations import LightUp, PixelsBecomeNeurons, SendSignals
from nnviz.mobjects import NetworkMobject, SignKey
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout


class Propagation(NetworkScene):
    """The flagship: an image in, an answer out, and everything in between."""

    title = "A digit goes through the network"
    teaches = "How the activations of one layer bring about those of the next, up to an answer."
    shapes = ("16:9", "1:1", "9:16")

    def construct(self) -> None:
        """Tell the story in five beats."""
        layout = NetworkLayout.for_sizes(
            self.network.sizes,
            input_style="grid",
            width=self.by_shape(12.1, tall=None, square=6.0),
            height=self.by_shape(6.2, tall=12.0),
            frame=self.frame_shape,
        )
        # Room for the winner's value: beside the outputs, or below them.
        aside = self.by_shape(0.5 * LEFT + 0.28 * UP, tall=0.25 * UP, square=0.7 * LEFT + 0.1 * UP)
        self.drawn = self.make(NetworkMobject, layout).shift(aside)
        self.onwards = self.by_shape(RIGHT, tall=DOWN)
        self.counts = self.drawn.layer_counts()
        self.show_the_image()
        self.pixels_become_neurons()
        self.unfold_the_layers()
        self.send_the_signals()
        self.name_the_winner()

    def show_the_image(self) -> None:
        """Begin with the digit alone, as large as it can be."""
        self.next_section("The image")
        self.digit = self.image(height=self.by_shape(5.6, tall=7.5)).shift(0.3 * UP)
        size = self.words(
            "28 × 28 pixels", font_size=self.by_shape(36.0, tall=60.0), color=self.theme.muted
        )
        self.size = size.next_to(self.digit, DOWN, buff=self.by_shape(0.35, tall=0.6))
        self.say("A handwritten digit, 28 pixels by 28. Each pixel is a number from 0 to 1.")
        self.play(FadeIn(self.digit, scale=0.94), FadeIn(self.size, shift=0.15 * UP))
        self.rest()

    def pixels_become_neurons(self) -> None:
        """Let the pixels fly apart into the neurons of the first layer."""
        self.next_section("Pixels become neurons")
        inputs, count = self.drawn.neurons[0], self.counts[0]
        self.drawn.show_layer(0, self.forward_pass)
        # As large as the image at first; they take their place when the layers come.
        self.places = inputs.copy(), count.get_center()
        inputs.scale(self.digit.height / inputs.height).move_to(self.digit)
        count.move_to(self.size)
        self.say("Those 784 numbers are the input layer: one neuron for each pixel.")
        indices = self.drawn.layout.layers[0].selection.indices
        self.play(
            FadeOut(self.digit, run_time=0.4),
            FadeOut(self.size, shift=0.15 * DOWN, run_time=0.4),
            PixelsBecomeNeurons(self.digit, inputs, indices=indices, run_time=2.2),
        )
        self.play(FadeIn(count, shift=0.1 * UP), run_time=0.5)
        self.note("inputs", self.forward_pass.inputs)
        self.rest()

    def unfold_the_layers(self) -> None:
        """Bring in the empty layers that the signals will fill."""
        self.next_section("The layers")
        self.say("Hidden layers of neurons follow, then one output for each digit.")
        inputs, where = self.places
        self.play(
            Transform(self.drawn.neurons[0], inputs),
            self.counts[0].animate.move_to(where),
            run_time=1.2,
        )
        columns = [
            AnimationGroup(
                FadeIn(neurons, shift=0.25 * self.onwards), FadeIn(count, shift=0.1 * UP)
            )
            for neurons, count in zip(self.drawn.neurons[1:], self.counts[1:], strict=True)
        ]
        self.play(LaggedStart(*columns, lag_ratio=0.35), run_time=1.6)
        self.until("one output")
        self.play(FadeIn(self.drawn.labels, shift=0.1 * self.onwards), run_time=0.6)
        # From here on the whole network is one thing, connections behind neurons.
        self.add(self.drawn, self.counts)
        self.rest()

    def send_the_signals(self) -> None:
        """Send every signal, w times a, one layer after the other."""
        self.next_section("The signals")
        self.key = self.make(SignKey).to_edge(UP, buff=0.2).to_edge(RIGHT, buff=0.45)
        said = [
            "Along every connection travels pixel times weight. Blue raises, red lowers.",
            "Each neuron adds up what arrives and squashes the sum to between 0 and 1.",
            "The same again, from layer to layer, with no number left out.",
        ]
        self.note("activations", list(self.forward_pass.activations[1:]))
        for layer in range(len(self.drawn.connections)):
            self.say(said[min(layer, len(said) - 1)])
            self.play(SendSignals(self.drawn, layer, self.forward_pass, run_time=3.0 - 0.5 * layer))
            if layer == 0:
                self.until("Blue raises")
                self.play(FadeIn(self.key, run_time=0.6))
            elif layer == 1:
                self.until("squashes")
            self.play(LightUp(self.drawn, layer + 1, self.forward_pass, run_time=0.8))
            self.rest(0.5)

    def name_the_winner(self) -> None:
        """Box the brightest output and say how sure the network is."""
        self.next_section("The answer")
        answer, sure = self.forward_pass.prediction, self.forward_pass.confidence
        box, value = self.drawn.winner_box(self.forward_pass)
        self.say(f"The brightest output wins. The network reads {answer}, at {sure:.2f} of 1.")
        self.play(Create(box), until="wins")
        self.until("reads")
        self.play(FadeIn(value, shift=0.1 * self.onwards), run_time=0.5)
        self.note("prediction", answer)
        self.note("confidence", sure)
        self.note("outputs", self.forward_pass.outputs)
        self.describe(
            f"A network of {'-'.join(map(str, self.network.sizes))} neurons reads a handwritten "
            f"digit. Blue and red connections lead from the lit pixels through the hidden layers; "
            f"the output for {answer} is the brightest at {sure:.2f} and is boxed."
        )
        self.rest(2.5)
