"""Counting the weights and biases."""

from manim import (
    DOWN,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    AnimationGroup,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    Transform,
    VGroup,
    linear,
    smooth,
    squish_rate_func,
)

from knob_wall import KnobWall, TurnKnobs
from nnviz.mobjects import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout


class ParameterCount(NetworkScene):
    """How many numbers make up this network, and every one of them as a knob."""

    title = "Counting the weights and biases"
    teaches = "A network is thousands of numbers, weights and biases, each of which can be turned."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Count layer by layer, then show the knobs."""
        sizes = self.network.sizes
        layout = NetworkLayout.for_sizes(
            sizes,
            width=self.by_shape(7.2, tall=None),
            # Below many layers their counts stand in several rows.
            height=self.by_shape(6.0 if len(sizes) < 6 else 4.8, tall=7.2),
            frame=self.frame_shape,
        )
        # Where the rows of the sum begin and end.
        self.left, self.right = self.by_shape((1.75, 6.6), tall=(-3.4, 3.4))
        self.drawn = self.make(NetworkMobject, layout).shift(
            self.by_shape((-2.9, 0.35, 0.0), tall=(0.0, 2.9, 0.0))
        )
        self.rows = VGroup()
        self.show_the_network()
        self.count_weights()
        self.count_biases()
        self.add_up()
        self.turn_the_knobs()

    def show_the_network(self) -> None:
        """Begin with the neurons alone."""
        self.next_section("The network")
        sizes = "-".join(map(str, self.network.sizes))
        self.counts = self.drawn.layer_counts()
        self.say(f"A network of {sizes} neurons. How many numbers make it what it is?")
        columns = [
            AnimationGroup(FadeIn(neurons), FadeIn(count))
            for neurons, count in zip(self.drawn.neurons, self.counts, strict=True)
        ]
        self.play(LaggedStart(*columns, lag_ratio=0.3), FadeIn(self.drawn.elisions), run_time=1.6)
        self.play(FadeIn(self.drawn.labels), run_time=0.4)
        self.add(self.drawn, self.counts)
        self.rest()

    def count_weights(self) -> None:
        """Light each layer's connections by its real weights, and count them."""
        self.next_section("The weights")
        self.say("Every connection has a weight: neurons before, times neurons after.")
        for index, layer in enumerate(self.network.layers):
            lines = self.drawn.connections[index]
            self.drawn.show_values(index, layer.weights)
            lines.set_window(0.0, ahead=0.0, behind=0.9)
            row = self.row(f"{layer.n_in:,} × {layer.n_out:,} weights", layer.weights.size)
            self.note(f"weights_{index + 1}", layer.weights.size)
            self.play(
                lines.animate.set_window(1.25, ahead=0.0, behind=0.9),
                FadeIn(row, shift=0.15 * RIGHT),
                run_time=1.4,
                rate_func=linear,
            )
        self.rest()

    def count_biases(self) -> None:
        """Mark every neuron that has a bias, and count them."""
        self.next_section("The biases")
        counts = [layer.biases.size for layer in self.network.layers]
        self.say("Every neuron after the input has a bias, a number of its own.")
        terms = [f"{count:,}" for count in counts]
        if len(terms) > 4:
            terms[1:-1] = ["…"]
        row = self.row(" + ".join(terms) + " biases", sum(counts))
        self.note("biases", sum(counts))
        self.play(
            *[
                neurons.animate.set_ring(color=self.theme.accent)
                for neurons in self.drawn.neurons[1:]
            ],
            FadeIn(row, shift=0.15 * RIGHT),
            run_time=1.0,
        )
        self.rest()

    def add_up(self) -> None:
        """Draw the line and write the total."""
        self.next_section("Together")
        total = self.network.parameter_count
        y = float(self.rows.get_bottom()[1]) - 0.3
        rule = Line((self.left, y, 0.0), (self.right, y, 0.0), stroke_width=2.0)
        rule.set_color(self.theme.muted)
        self.total = self.number(
            total,
            decimals=0,
            grouped=True,
            font_size=64,
            weight="semibold",
            color=self.theme.accent,
        )
        self.total.next_to(rule, DOWN, buff=0.35).align_to((self.right, 0.0, 0.0), RIGHT)
        self.say(f"Together they are {total:,} numbers. They are the whole network.")
        self.play(FadeIn(rule), FadeIn(self.total, shift=0.15 * UP), run_time=0.9)
        self.note("parameters", total)
        self.rest(1.5)
        self.poster_here()
        self.play(
            FadeOut(self.drawn, self.counts, self.rows, rule),
            self.total.animate.move_to((0.0, self.by_shape(3.35, tall=6.45), 0.0)).scale(0.8),
            run_time=1.2,
        )

    def turn_the_knobs(self) -> None:
        """Show every number as a knob; go close, then turn them all."""
        self.next_section("Every knob")
        self.wall = self.make(
            KnobWall.of,
            self.network,
            width=self.by_shape(13.0, tall=7.3),
            aspect=self.by_shape(2.15, tall=0.6),
            turned=0.0,
        )
        self.wall.move_to((0.0, -0.35, 0.0))
        self.say("Think of each one as a knob that can be turned.")
        self.play(FadeIn(self.wall), run_time=0.8)
        whole = float(self.frame.width)
        corner = self.wall.get_corner(UP + LEFT)
        zoomed, right, down = self.by_shape((2.2, 1.0, 0.56), tall=(1.24, 0.56, 1.0))
        near = (float(corner[0]) + right, float(corner[1]) - down, 0.0)
        self.play(self.frame.animate.set(width=zoomed).move_to(near), run_time=2.0)
        self.rest(0.6)
        self.say("Training turns them all, until the answers are right. These are real values.")
        back = self.frame.copy().set(width=whole).move_to(ORIGIN)
        later = squish_rate_func(smooth, 0.35, 1.0)
        self.play(
            TurnKnobs(self.wall, run_time=5.0),
            Transform(self.frame, back, run_time=5.0, rate_func=later),
        )
        layers = self.network.layers
        weights = ", ".join(f"{layer.n_in:,} times {layer.n_out:,}" for layer in layers)
        biases = sum(layer.biases.size for layer in layers)
        self.describe(
            f"{self.network.parameter_count:,} small knobs, one for each number of the network: "
            f"{weights} weights and {biases:,} biases. Each is turned by its real value, to the "
            f"right and blue for plus, to the left and red for minus."
        )
        self.rest(2.0)

    def row(self, text: str, count: int) -> VGroup:
        """Return the next row of the sum: what is counted, and how many there are."""
        y = self.by_shape(2.3, tall=-2.2) - 0.75 * len(self.rows)
        words = self.words(text, font_size=34, color=self.theme.muted)
        number = self.number(count, decimals=0, grouped=True, font_size=40, weight="semibold")
        if words.width + number.width > self.right - self.left - 0.3:
            # Of large layers only the sizes fit; the caption says what is counted.
            words = self.words(text.rpartition(" ")[0], font_size=34, color=self.theme.muted)
        words.align_to((self.left, 0.0, 0.0), LEFT).set_y(y)
        number.align_to((self.right, 0.0, 0.0), RIGHT).set_y(y)
        row = VGroup(words, number)
        self.rows.add(row)
        return row
