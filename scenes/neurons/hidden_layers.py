"""The hidden layers."""

from manim import LEFT, UP, FadeIn, FadeOut, Group, LaggedStart, RoundedRectangle

from nnviz.mobjects import NetworkMobject
from nnviz.stage import NetworkScene
from nnviz.view import NetworkLayout, rgb


class HiddenLayers(NetworkScene):
    """What stands between the pixels and the answer."""

    title = "The hidden layers"
    teaches = "Between input and output stand hidden layers, whose sizes somebody has to choose."
    shapes = ("16:9", "1:1", "9:16")
    needs_hidden_layers = 1

    def construct(self) -> None:
        """Show both ends, ask what is between them, and show it."""
        sizes = self.network.sizes
        layout = NetworkLayout.for_sizes(
            sizes,
            input_style="grid",
            width=self.by_shape(12.3, tall=None, square=6.7),
            height=self.by_shape(6.0, tall=12.4),
            frame=self.frame_shape,
        )
        aside = self.by_shape(
            0.2 * LEFT + 0.35 * UP, tall=0.25 * UP, square=0.25 * LEFT + 0.35 * UP
        )
        self.drawn = self.make(NetworkMobject, layout).shift(aside)
        self.counts = self.drawn.layer_counts(font_size=36)
        self.note("sizes", sizes)
        self.both_ends()
        self.ask_what_is_between()
        self.hidden_layers()
        self.connect_them()

    def both_ends(self) -> None:
        """Show the image at the input, and outputs that have no answer yet."""
        self.next_section("Both ends")
        self.drawn.show_layer(0, self.forward_pass)
        inputs, outputs = self.drawn.neurons[0], self.drawn.neurons[-1]
        self.say(f"{self.network.n_inputs} neurons for the pixels, ten for the answer.")
        self.play(FadeIn(inputs, scale=0.96), FadeIn(self.counts[0], shift=0.1 * UP))
        self.play(
            FadeIn(outputs, self.drawn.labels, shift=0.2 * LEFT),
            FadeIn(self.counts[-1], shift=0.1 * UP),
        )
        self.rest()

    def ask_what_is_between(self) -> None:
        """Put a question mark where the work is done."""
        self.next_section("What is between?")
        hidden = self.drawn.neurons[1:-1]
        around = Group(*hidden, *self.counts[1:-1])
        self.panel = RoundedRectangle(
            corner_radius=0.2,
            width=around.width + self.by_shape(1.2, tall=0.3, square=0.3),
            height=around.height + self.by_shape(0.4, tall=0.8),
            fill_color=self.theme.panel,
            fill_opacity=1.0,
            stroke_color=self.theme.faint,
        ).move_to(around)
        self.mark = self.words("?", font_size=120, weight="semibold").move_to(self.panel)
        self.say("Whatever recognises the digit must happen between them. But what?")
        self.until("between")
        self.play(FadeIn(self.panel, self.mark, scale=0.95))
        self.rest()

    def hidden_layers(self) -> None:
        """Let the question mark give way to the hidden layers."""
        self.next_section("Hidden layers")
        sizes = self.network.sizes[1:-1]
        named = " and ".join(map(str, sizes))
        layers = "layer" if len(sizes) == 1 else "layers"
        self.say(f"In this network: hidden {layers} of {named} neurons. The sizes were a choice.")
        columns = [
            FadeIn(neurons, target_position=self.mark, scale=0.2)
            for neurons in self.drawn.neurons[1:-1]
        ]
        self.play(FadeOut(self.mark, scale=0.4), LaggedStart(*columns, lag_ratio=0.3), run_time=1.6)
        self.play(FadeIn(self.counts[1:-1], shift=0.1 * UP), run_time=0.6)
        self.rest()

    def connect_them(self) -> None:
        """Connect every layer with the next, by the real weights."""
        self.next_section("-".join(map(str, self.network.sizes)))
        name = " → ".join(map(str, self.network.sizes))
        self.say(f"Every neuron is connected with all of the layer before. {name}.")
        for connections in self.drawn.connections:
            # What the connections carry comes later: here they are only there.
            level = 0.012 if len(connections) > 2000 else 0.2
            connections.set_style(colors=rgb(self.theme.muted), opacities=level)
        self.play(FadeOut(self.panel), run_time=0.5)
        lines = [FadeIn(connections) for connections in self.drawn.connections]
        self.bring_to_back(*self.drawn.connections)
        self.play(LaggedStart(*lines, lag_ratio=0.4), run_time=2.0)
        self.describe(
            f"A network of {'-'.join(map(str, self.network.sizes))} neurons, every layer fully "
            f"connected with the next; the digit stands lit at the input, and all that follows is "
            f"dark: nothing has been computed yet."
        )
        self.rest(2.0)
