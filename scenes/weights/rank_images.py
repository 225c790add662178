"""Rank four images."""

import numpy as np
from manim import DOWN, UP, Create, FadeIn, LaggedStart, VGroup

from driven_neuron import most_driven
from nnviz.data import HELD_OUT, as_vector, load_digits
from nnviz.mobjects import QuestionCard, SignKey, WeightImage
from nnviz.stage import NetworkScene


class RankImages(NetworkScene):
    """Which of four images raises a real neuron most? Look at its weights, then compute."""

    title = "Rank four images"
    teaches = "The image that lies on the blue and keeps off the red raises a neuron most."
    shapes = ("16:9", "1:1", "9:16")

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
            self.image(digits.image(int(i)), height=self.by_shape(1.75, tall=1.5, square=1.4))
            for i in self.chosen
        ]
        self.note("neuron", self.neuron)
        self.note("digits", self.chosen + HELD_OUT.start)
        self.note("pre_activations", self.sums)

    def ask(self) -> None:
        """Show the weights and the four images, and give time to think."""
        self.next_section("The question")
        weights = self.network.layers[0].weights[self.neuron]
        image = self.make(WeightImage, weights, height=self.by_shape(3.5, tall=5.4, square=1.9))
        image.move_to(self.by_shape((-4.6, 0.4, 0), tall=(0, 3.5, 0), square=(0, 2.2, 0)))
        title = self.words("one neuron's weights", color=self.theme.muted)
        key = self.make(SignKey).next_to(image, DOWN, buff=0.35)
        self.card = self.make(
            QuestionCard,
            "Which raises this neuron most?",
            self.pictures,
            gap=self.by_shape(0.45, tall=0.35, square=0.35),
            font_size=self.by_shape(42.0, tall=38.0, square=38.0),
        )
        self.card.move_to(self.by_shape((2.35, 0.9, 0), tall=(0, -2.7, 0), square=(0, -1.3, 0)))
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
            label = self.number(
                float(value),
                signed=True,
                font_size=40,
                weight="semibold",
                color=self.theme.negative if value < 0.0 else self.theme.positive,
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
