"""One neuron, written down."""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    AnimationGroup,
    Create,
    FadeIn,
    GrowFromCenter,
    LaggedStart,
    TransformFromCopy,
    VGroup,
    Write,
)

from neuron_equation import NeuronEquation
from neuron_wiring import NeuronWiring
from nnviz.animations import ChangeActivation
from nnviz.stage import NetworkScene
from spoken import spoken_function


class OneNeuron(NetworkScene):
    """The formula of one neuron, each symbol coming out of what it stands for."""

    title = "One neuron, written down"
    teaches = "What every symbol of a = sigma(w a + ... + b) stands for, with its real number."
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Name the neurons, the weights, the sum, and put in the numbers."""
        first = self.forward_pass.layers[0]
        # The most undecided neuron: neither dark nor fully lit.
        self.index = int(np.argmin(np.abs(first.activations - 0.5)))
        # The two pixels that raise it most, and the one that lowers it most.
        order = np.argsort(self.forward_pass.contributions(0)[self.index])
        self.shown = sorted(int(k) for k in (order[-1], order[-2], order[0]))
        self.equation = self.make(
            NeuronEquation,
            self.forward_pass,
            layer=0,
            neuron=self.index,
            shown=self.shown,
            narrow=self.frame_shape.is_tall,
        ).move_to(self.by_shape(2.5, tall=2.9) * DOWN)
        self.picture = self.make(
            NeuronWiring,
            self.forward_pass,
            layer=0,
            neuron=self.index,
            shown=self.shown,
            reach=self.by_shape(2.7, tall=1.8),
        ).move_to(self.by_shape(1.28 * UP + 0.9 * LEFT, tall=4.2 * UP))
        self.name_the_neurons()
        self.name_the_weights()
        self.write_the_sum()
        self.put_in_the_numbers()

    def name_the_neurons(self) -> None:
        """Show three of the pixels and the neuron that they lead to."""
        self.next_section("The neurons")
        picture = self.picture
        where = VGroup(self.words("layer 1"), self.words(f"neuron {self.index}"))
        where.set_color(self.theme.muted).arrange(DOWN, buff=0.25, aligned_edge=LEFT)
        where.next_to(picture.neuron_name, RIGHT, buff=0.35)
        if self.frame_shape.is_tall:
            where.next_to(picture.neuron, DOWN, buff=0.35)
        self.say("An activation is written a: above it the layer, below it which neuron.")
        self.play(
            LaggedStart(*(FadeIn(neuron) for neuron in picture.inputs), lag_ratio=0.2),
            FadeIn(picture.dots, picture.neuron),
        )
        names = FadeIn(picture.input_names, shift=0.1 * LEFT)
        self.play(names, FadeIn(picture.neuron_name, where))
        self.note("pixels", {str(k): self.forward_pass.inputs[k] for k in self.shown})
        self.rest()

    def name_the_weights(self) -> None:
        """Draw the connections, each with its weight."""
        self.next_section("The weights")
        weights = self.network.layers[0].weights[self.index]
        self.note("weights", {str(k): weights[k] for k in self.shown})
        self.say(f"A weight is written w: first where it leads, {self.index}, then where from.")
        self.play(LaggedStart(*(Create(line) for line in self.picture.lines), lag_ratio=0.2))
        self.play(FadeIn(self.picture.grounds, self.picture.weight_names))
        self.rest()

    def write_the_sum(self) -> None:
        """Let the symbols come down from the picture into the formula."""
        self.next_section("The formula")
        equation = self.equation
        self.say("Each activation times its weight, all added up, and a bias b.")
        flights = [
            AnimationGroup(
                TransformFromCopy(self.picture.weight_names[i], equation.weights[i]),
                TransformFromCopy(self.picture.input_names[i], equation.inputs[i]),
            )
            for i in range(3)
        ]
        self.play(LaggedStart(*flights, lag_ratio=0.4), run_time=2.4)
        self.play(FadeIn(equation.joints(), equation.dots), FadeIn(equation.bias, scale=1.4))
        self.rest()
        name = spoken_function(self.network)
        self.say(f"The function {name} makes of the sum the neuron's activation.")
        self.play(
            Write(equation.squish),
            TransformFromCopy(self.picture.neuron_name, equation.output),
            run_time=1.2,
        )
        self.rest()

    def put_in_the_numbers(self) -> None:
        """Write the real numbers under the symbols and light the neuron."""
        self.next_section("The numbers")
        first = self.forward_pass.layers[0]
        activation = float(first.activations[self.index])
        self.note("neuron", self.index)
        self.note("bias", self.network.layers[0].biases[self.index])
        self.note("rest", self.equation.rest)
        self.note("pre_activation", first.pre_activations[self.index])
        self.note("activation", activation)
        self.say(f"The real numbers. Under the dots: the {self.network.n_inputs - 3} other terms.")
        values = self.equation.values
        self.play(LaggedStart(*(FadeIn(v, shift=0.1 * DOWN) for v in values[1:]), lag_ratio=0.2))
        self.rest()
        z = self.equation.total[1][1].text
        self.say(f"They add up to {z}, the sum z, and become {activation:.2f}.")
        self.play(GrowFromCenter(self.equation.total[0]), FadeIn(self.equation.total[1]))
        lights = ChangeActivation(self.picture.neuron, activation)
        self.play(FadeIn(values[0]), lights, run_time=1.2)
        self.describe(
            f"Three of {self.network.n_inputs} pixels lead to neuron {self.index} of the first "
            f"layer. Below stands its formula with real numbers: the sum is "
            f"{self.equation.z:.2f}, the activation {activation:.2f}."
        )
        self.rest(2.0)
