"""A whole network on screen: neurons, connections, labels, and what they show."""

from collections.abc import Sequence
from typing import Self

import numpy as np
from manim import DOWN, RIGHT, Group, VGroup
from manim.typing import Point3D
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, ForwardPass, Network, NNVizError
from nnviz.mobjects.batch import ConnectionBatch, NeuronBatch
from nnviz.mobjects.network.marks import box_around, count_words, elision_marks, output_words
from nnviz.mobjects.text import MIN_FONT_SIZE, NumberLabel
from nnviz.view import (
    DARK,
    STYLE,
    LayerLayout,
    NetworkLayout,
    Theme,
    activation_opacity,
    activation_scale,
    mix,
    neuron_colors,
    relative_size,
    sign_colors,
)

__all__ = ["NetworkMobject"]


class NetworkMobject(Group):
    """A network of which every drawn neuron and connection can show a number.

    It is finished on construction: hollow neurons and dark connections. `show` sets it to a
    forward pass; `displayed_activations` and `displayed_signals` read back from what is drawn.

    Parameters
    ----------
    layout : NetworkLayout
        Where everything stands; it may leave neurons out, by their true indices.
    theme : Theme
    output_labels : sequence of str, optional
        One for each output; the digits 0 to 9 for ten outputs unless given.
    ring_opacity : float
        Of the rings of a square of input neurons, which would else drown what they show.

    Attributes
    ----------
    connections : list of ConnectionBatch
        ``connections[i]`` lead into layer i (0 is the first after the input).
    neurons : list of NeuronBatch
        ``neurons[0]`` are the inputs.
    labels : VGroup of Words
        The words beside the outputs.

    Examples
    --------
    >>> from nnviz.core import Network
    >>> network = Network.random((3, 2, 2), seed=1)
    >>> drawn = NetworkMobject(NetworkLayout.for_sizes(network.sizes))
    >>> record = network.forward([0.5, 0.0, 1.0])
    >>> bool(np.array_equal(drawn.show(record).displayed_activations()[0], record.inputs))
    True
    """

    def __init__(
        self,
        layout: NetworkLayout,
        *,
        theme: Theme = DARK,
        output_labels: Sequence[str] | None = None,
        ring_opacity: float = STYLE.grid_ring_opacity,
    ) -> None:
        self.layout = layout
        self.theme = theme
        self.connections = [self._connections(i) for i in range(len(layout.layers) - 1)]
        self.neurons = [self._neurons(layer, ring_opacity) for layer in layout.layers]
        self.labels = output_words(
            layout.layers[-1], output_labels, theme, below=layout.direction == "down"
        )
        self.elisions = elision_marks(layout, theme)
        self.activation_scales = [1.0] * len(self.neurons)
        self.signal_scales = [1.0] * len(self.connections)
        super().__init__(*self.connections, *self.neurons, self.elisions, self.labels)

    # Manim's own show() opens an image viewer; ours is what the word means here.
    def show(self, forward_pass: ForwardPass) -> Self:  # type: ignore[override]
        """Set every neuron to its activation and every connection to its signal w * a.

        Raises
        ------
        NNVizError
            If the pass is of a network of other sizes, or of a batch.
        """
        self.check(forward_pass)
        for index in range(len(self.neurons)):
            self.show_layer(index, forward_pass)
        for index in range(len(self.connections)):
            self.show_signals(index, forward_pass)
        return self

    def show_layer(self, index: int, forward_pass: ForwardPass) -> Self:
        """Set the neurons of one layer (0 is the input) to their activations."""
        opacities, colors, scale = self.layer_light(index, forward_pass)
        self.activation_scales[index] = scale
        neurons = self.neurons[index]
        neurons.set_fill_opacities(opacities)
        neurons.set_fill_colors(colors)
        if index == len(self.neurons) - 1:
            self.set_label_light(opacities)
        return self

    def layer_light(
        self, index: int, forward_pass: ForwardPass
    ) -> tuple[FloatArray, FloatArray, float]:
        """Return how a layer is to be lit: opacities (n,), colours (n, 3) and the scale."""
        everything = forward_pass.activations[index]
        scale = activation_scale(everything)
        shown = everything[self.layout.layers[index].selection.indices]
        return activation_opacity(shown, scale=scale), neuron_colors(shown, self.theme), scale

    def show_signals(self, layer: int, forward_pass: ForwardPass) -> Self:
        """Set the connections into one layer to w * a, at rest."""
        return self.show_values(layer, forward_pass.contributions(layer))

    def show_weights(self, network: Network) -> Self:
        """Set every connection to its weight."""
        for index, layer in enumerate(network.layers):
            self.show_values(index, layer.weights)
        return self

    def show_values(self, layer: int, values: ArrayLike) -> Self:
        """Set the connections into one layer to numbers of shape (n_out, n_in).

        The colour is the sign, the opacity (|value| / the largest |value|) ** `Style.signal_gamma`.
        """
        table = np.asarray(values, dtype=np.float64)
        self.signal_scales[layer] = float(np.abs(table).max(initial=0.0)) or 1.0
        edges = self.layout.edges(layer)
        shown = table[edges.outputs, edges.inputs]
        self.connections[layer].set_style(
            colors=sign_colors(shown, self.theme),
            opacities=relative_size(
                shown, scale=self.signal_scales[layer], gamma=STYLE.signal_gamma
            ),
        )
        return self.set_pulse(layer, 1.0 + STYLE.pulse_length)

    def set_pulse(self, layer: int, front: float) -> Self:
        """Put the head of a pulse at `front`: 0 leaves, 1 arrives, then its tail leaves too."""
        self.connections[layer].set_window(
            float(front), length=STYLE.pulse_length, ahead=0.0, behind=STYLE.rest_level, peak=1.0
        )
        return self

    def clear(self) -> Self:
        """Empty every neuron and darken every connection."""
        for index, neurons in enumerate(self.neurons):
            neurons.set_fill_opacities(np.zeros(len(neurons)))
            self.activation_scales[index] = 1.0
        for index, connections in enumerate(self.connections):
            connections.set_style(opacities=np.zeros(len(connections)))
            self.signal_scales[index] = 1.0
        return self.set_label_light(np.zeros(len(self.labels)))

    def set_label_light(self, opacities: ArrayLike) -> Self:
        """Light the output labels with their neurons; the darkest can still be read."""
        for label, opacity in zip(self.labels, np.asarray(opacities), strict=False):
            label.set_color(mix(self.theme.muted, self.theme.ink, float(opacity)))
        return self

    def displayed_activations(self) -> tuple[FloatArray, ...]:
        """Return the activations read back from the neurons as they are drawn, layer by layer."""
        return tuple(
            neurons.fill_opacities * scale * self._signs(neurons.fill_colors)
            for neurons, scale in zip(self.neurons, self.activation_scales, strict=True)
        )

    def displayed_signals(self, layer: int) -> FloatArray:
        """Return the numbers read back from the connections into a layer, in the layout's order."""
        drawn = self.connections[layer]
        sizes = drawn.opacities ** (1.0 / STYLE.signal_gamma) * self.signal_scales[layer]
        return np.asarray(sizes * self._signs(drawn.colors))

    def _signs(self, colors: FloatArray) -> FloatArray:
        negative = np.array(sign_colors([-1.0], self.theme))
        return np.where(np.isclose(colors, negative, atol=1e-9).all(axis=-1), -1.0, 1.0)

    def check(self, forward_pass: ForwardPass) -> None:
        """Check that a forward pass can be shown.

        Raises
        ------
        NNVizError
            If it is of a network of other sizes, or of a batch.
        """
        forward_pass.single()
        if forward_pass.network.sizes != self.layout.sizes:
            raise NNVizError(
                f"expected a forward pass of a network {self.layout.sizes}, as drawn; "
                f"got one of {forward_pass.network.sizes}"
            )

    def place(self, layer: int, neuron: int) -> int:
        """Return where in the drawn neurons of a layer the neuron of this true index is.

        Raises
        ------
        NNVizError
            If that neuron is not drawn.
        """
        found = np.flatnonzero(self.layout.layers[layer].selection.indices == neuron)
        if not found.size:
            raise NNVizError(f"neuron {neuron} of layer {layer} is not among those drawn")
        return int(found[0])

    def neuron_centre(self, layer: int, neuron: int) -> Point3D:
        """Return where the neuron of this true index stands now."""
        centre: FloatArray = np.array(self.neurons[layer].centres[self.place(layer, neuron)])
        return centre

    def layer_counts(self, *, font_size: float = MIN_FONT_SIZE) -> VGroup:
        """Return the number of neurons of each layer: below columns, to the right of rows."""
        return count_words(self.layout, self.neurons, font_size=font_size, theme=self.theme)

    def winner_box(self, forward_pass: ForwardPass, *, with_value: bool = True) -> VGroup:
        """Return the box around the winning output and its label, and the output's value."""
        self.check(forward_pass)
        place = self.place(len(self.neurons) - 1, forward_pass.prediction)
        outputs = self.neurons[-1]
        below = self.layout.direction == "down"
        parts = VGroup(
            box_around(
                outputs.centres[place],
                float(outputs.radii[place]),
                self.labels[place] if len(self.labels) else None,
                self.theme,
                below=below,
            )
        )
        if with_value:
            value = NumberLabel(
                forward_pass.confidence,
                font_size=MIN_FONT_SIZE,
                color=self.theme.accent,
                weight="semibold",
                theme=self.theme,
            )
            parts.add(value.next_to(parts[0], DOWN if below else RIGHT, buff=STYLE.label_gap))
        return parts

    def _connections(self, index: int) -> ConnectionBatch:
        edges = self.layout.edges(index)
        return ConnectionBatch(
            edges.starts,
            edges.ends,
            colors=sign_colors(np.zeros(len(edges)), self.theme),
            opacities=np.zeros(len(edges)),
            widths=STYLE.width_of(len(edges)),
        )

    def _neurons(self, layer: LayerLayout, ring_opacity: float) -> NeuronBatch:
        return NeuronBatch(
            layer.centres,
            layer.radius,
            fill_color=self.theme.lit,
            hollow_color=self.theme.hollow,
            ring_color=self.theme.lit,
            ring_opacities=ring_opacity if layer.is_grid else STYLE.ring_opacity,
            ring_width=STYLE.grid_ring_width if layer.is_grid else STYLE.ring_width,
        )
