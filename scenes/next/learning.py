"""How the numbers are found."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Create, Dot, FadeIn, FadeOut, Group, LaggedStart, linear

from nnviz.animations import Vary
from nnviz.core import FloatArray, Network, gradient_descent, one_hot
from nnviz.data import HELD_OUT, TRAINING, Answers, load_digits
from nnviz.mobjects import ImageStrip, NetworkMobject, PlotAxes, SignKey, WeightKey
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout, NeuronSelection
from weight_wall import WeightWall

SEED = 1
"""Of the numbers that the training starts from."""

EPOCHS = 12
"""How often the training looks at every example."""


class Learning(NetworkScene):
    """From random numbers to a network that reads: weights and accuracy, epoch by epoch."""

    title = "How the numbers are found"
    teaches = "Nobody writes the weights: they are found by small steps on many examples."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Train once, then tell it: numbers from nowhere, examples, steps, what is left."""
        self.train()
        self.begin_with_chance()
        self.bring_in_examples()
        self.look_at_the_weights()
        self.take_steps()
        self.say_what_is_left()

    def train(self) -> None:
        """Train a network of these sizes by plain gradient descent, and measure each epoch."""
        digits = load_digits()
        self.examples = digits.subset(TRAINING)
        steps = gradient_descent(
            Network.random(self.network.sizes, seed=SEED),
            self.examples.vectors(),
            one_hot(self.examples.labels),
            epochs=EPOCHS,
            learning_rate=0.6,
            batch_size=100,
        )
        self.networks = list(steps)
        self.uses(self.networks[0])
        held_out = digits.subset(HELD_OUT)
        self.accuracies = [Answers(network, held_out).accuracy for network in self.networks]
        self.note("accuracies", self.accuracies)
        self.note("examples", len(self.examples))

    def begin_with_chance(self) -> None:
        """Show the network with random weights."""
        self.next_section("Numbers from nowhere")
        layout = NetworkLayout.for_sizes(
            self.network.sizes,
            input_style="column",
            selections={0: NeuronSelection.spread(self.network.n_inputs, 16)},
            width=self.by_shape(4.9, tall=6.0),
            height=5.6,
        )
        self.drawn = self.make(NetworkMobject, layout).show_weights(self.networks[0])
        self.drawn.shift(self.by_shape(3.1 * LEFT + 0.4 * UP, tall=0.5 * RIGHT + 3.9 * UP))
        key = self.make(SignKey, positive="weight above 0", negative="below 0")
        self.key = key.move_to(self.by_shape((-3.2, -3.3, 0.0), tall=(0.0, 0.4, 0.0)))
        count = self.network.parameter_count
        self.chance = self.words(f"{self.accuracies[0]:.1%} read right", font_size=56.0)
        self.chance.move_to(self.by_shape(3.6 * RIGHT + 0.4 * UP, tall=3.5 * DOWN))
        self.say(f"A new network: {count:,} numbers at random. What it answers is chance.")
        self.play(FadeIn(self.drawn, self.key), run_time=1.2)
        self.play(FadeIn(self.chance, shift=0.1 * UP))
        self.rest()

    def bring_in_examples(self) -> None:
        """Show a few of the training digits with their labels, and feed them in."""
        self.next_section("Examples")
        labels = self.examples.labels[:9]
        strip = self.make(
            ImageStrip,
            [self.examples.image(index) for index in range(len(labels))],
            [str(label) for label in labels],
            columns=3,
            height=1.15,
            gap=(0.7, 0.45),
        ).move_to(self.chance)
        self.say(f"It is shown {len(self.examples):,} digits, each with its right answer.")
        self.play(
            FadeOut(self.chance, run_time=0.4),
            FadeIn(strip, shift=self.by_shape(0.2 * LEFT, tall=0.2 * UP)),
        )
        self.rest()
        self.say("After every few, each weight moves a little, so that the error gets smaller.")
        # The examples go in where images do: at the pixels.
        entrance = self.drawn.neurons[0].get_center()
        flights = [
            FadeOut(strip.item(index), target_position=entrance, scale=0.2)
            for index in range(len(labels))
        ]
        self.play(LaggedStart(*flights, lag_ratio=0.15), run_time=3.4)
        self.rest()

    def look_at_the_weights(self) -> None:
        """Turn the network into the weight images of its first layer, which are noise yet."""
        self.next_section("Images of weights")
        rows = self.first_weights(0.0)
        # One scale for the whole run, so that what grows is seen to grow.
        full = float(np.quantile(np.abs(self.networks[-1].layers[0].weights), 0.99))
        self.note("drawn_full_from", full)
        self.wall = self.make(WeightWall, rows, height=5.4, scale=full)
        self.wall.move_to(self.by_shape((-3.2, 0.75, 0.0), tall=(0.0, 4.0, 0.0)))
        total = self.network.sizes[1]
        shown = f"{len(rows)} neurons" if len(rows) == total else f"{len(rows)} of {total} neurons"
        self.say(f"The weights of {shown} of the first hidden layer, as images: nothing but noise.")
        key = self.make(WeightKey, full)
        key.move_to(self.by_shape((-3.2, -3.05, 0.0), tall=(0.0, 0.55, 0.0)))
        self.play(FadeOut(self.drawn, self.key, run_time=0.7), FadeIn(self.wall, key), run_time=1.3)
        self.rest()

    def take_steps(self) -> None:
        """Let the weights and the accuracy run through the epochs of the real training."""
        self.next_section("Step by step")
        self.axes = self.make(
            PlotAxes,
            (0, EPOCHS),
            (0, 100),
            width=self.by_shape(4.9, tall=5.6),
            height=self.by_shape(4.3, tall=4.2),
            x_ticks=(0, 3, 6, 9, 12),
            y_ticks=(0, 25, 50, 75, 100),
            y_suffix="%",
            y_grid=True,
        ).move_to(self.by_shape(3.5 * RIGHT + 0.3 * UP, tall=3.7 * DOWN))
        below = self.words("times through all examples", color=self.theme.muted)
        below.next_to(self.axes, DOWN, buff=0.25)
        above = self.words("right, of digits never shown", color=self.theme.muted)
        above.next_to(self.axes, UP, buff=0.3)
        percent = 100.0 * np.array(self.accuracies)
        curve = self.axes.polyline([0.0, 1e-6], percent[[0, 0]], stroke_width=6.0)
        dot = Dot(self.axes.point(0.0, percent[0]), radius=0.1, color=self.theme.accent)
        value = self.number(
            percent[0],
            decimals=1,
            suffix="%",
            font_size=56.0,
            weight="semibold",
            color=self.theme.accent,
        ).move_to(self.axes.point(0.62 * EPOCHS, 37.5))

        def show(epoch: float) -> None:
            self.wall.set_weights(self.first_weights(epoch))
            done = int(epoch)
            xs = np.append(np.arange(done + 1.0), done + 1e-6)
            curve.set_numbers(self.axes, xs, np.append(percent[: done + 1], percent[done]))
            dot.move_to(self.axes.point(done, percent[done]))
            # Between two epochs none was measured: dot and number stay at the last one.
            value.set_value(percent[done])

        self.say("Step by step the noise takes shape. What counts are digits never shown.")
        self.play(FadeIn(self.axes, above, below), run_time=0.8)
        self.play(FadeIn(curve, dot, value), run_time=0.4)
        everything = Group(self.wall, curve, dot, value)
        steps = Vary(everything, show, start=0.0, stop=float(EPOCHS), rate_func=linear)
        self.play(steps, run_time=9.0)
        self.rest()

    def first_weights(self, epoch: float) -> FloatArray:
        """Return the weights of the first neurons, between two epochs on the straight way."""
        done = min(int(epoch), EPOCHS - 1)
        before, after = (self.networks[done + i].layers[0].weights[:16] for i in (0, 1))
        return before + (epoch - done) * (after - before)

    def say_what_is_left(self) -> None:
        """End with the question that this film leaves open."""
        self.next_section("What is left")
        last = self.accuracies[-1]
        self.note("last_accuracy", last)
        film = Answers(self.network, load_digits().subset(HELD_OUT)).accuracy
        self.note("accuracy_of_the_film", film)
        level = self.axes.polyline([0.0, EPOCHS], [100.0 * film, 100.0 * film], stroke_width=3.0)
        level.set_stroke(self.theme.muted)
        self.say(f"{last:.1%} now. The network of this film has {film:.1%}: it was trained longer.")
        self.play(Create(level))
        self.rest()
        self.say("Nobody wrote a single weight. How each step is found comes next.")
        self.describe(
            f"Weight images of the first hidden layer, beside a curve: the "
            f"share of unseen digits read right rises from {self.accuracies[0]:.1%} to {last:.1%} "
            f"in {EPOCHS} epochs of gradient descent."
        )
        self.rest(2.5)
