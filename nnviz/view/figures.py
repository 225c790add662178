"""Figures of a network, of a forward pass and of an image, drawn by the rules of the films."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, ForwardPass, Network, NNVizError
from nnviz.view.color import rgb
from nnviz.view.encoding import (
    activation_opacity,
    activation_scale,
    neuron_colors,
    relative_size,
    sign_colors,
    text_on_opacity,
)
from nnviz.view.figures_names import (
    box_winner,
    label_inputs,
    label_outputs,
    output_names_of,
    reach_of,
)
from nnviz.view.figures_parts import blank_figure, sign_key, write
from nnviz.view.frame import WIDE
from nnviz.view.layout import LayerLayout, NetworkLayout
from nnviz.view.selection import NeuronSelection
from nnviz.view.style import STYLE
from nnviz.view.theme import DARK, Theme
from nnviz.view.vector import VectorFigure

__all__ = ["digit_figure", "forward_figure", "network_figure"]

_WIDTH, _HEIGHT = WIDE.width, WIDE.height
_MOST_SHOWN = 16


def network_figure(
    network: Network, *, theme: Theme = DARK, layout: NetworkLayout | None = None
) -> VectorFigure:
    """Draw a network: every neuron, and every connection in the colour and light of its weight.

    Parameters
    ----------
    network : Network
    theme : Theme
    layout : NetworkLayout, optional
        Where everything stands, and what is left out.

    Returns
    -------
    VectorFigure
        Of 128/9 x 8 scene units.

    Examples
    --------
    >>> figure = network_figure(Network.random((4, 3, 2), seed=1))
    >>> figure.title
    'A network 4-3-2'
    """
    places = _fitting(layout, network)
    sizes = "-".join(str(size) for size in network.sizes)
    figure = blank_figure(
        f"A network {sizes}",
        f"A network of the sizes {sizes} with {network.parameter_count:,} parameters. "
        "Each connection has the colour of its weight's sign and the light of its size.",
        theme,
    )
    for index, layer in enumerate(network.layers):
        _connect(figure, places, index, layer.weights, theme)
    for index, layer_places in enumerate(places.layers):
        count = len(layer_places.selection)
        _neurons(figure, layer_places, np.zeros(count), theme.lit, theme)
        _under(figure, places, index, theme)
    dark = np.zeros(len(places.layers[-1].selection))
    label_outputs(figure, places.layers[-1], dark, theme, network)
    label_inputs(figure, places.layers[0], theme, network)
    sign_key(figure, _WIDTH / 2 - 0.3, _HEIGHT / 2 - 0.3, theme, ("positive", "negative"))
    return figure


def forward_figure(
    forward_pass: ForwardPass,
    *,
    theme: Theme = DARK,
    layout: NetworkLayout | None = None,
    source: str = "an image",
) -> VectorFigure:
    """Draw a forward pass: neurons by activation, connections by w * a, the answer in a box.

    Parameters
    ----------
    forward_pass : ForwardPass
        Of one input.
    theme : Theme
    layout : NetworkLayout, optional
    source : str
        What the input is, in words; for the description.

    Returns
    -------
    VectorFigure
        Of 128/9 x 8 scene units.

    Raises
    ------
    NNVizError
        If the pass is of a batch, or the layout is of another network.

    Examples
    --------
    >>> from nnviz import Network
    >>> figure = forward_figure(Network.random((3, 4, 2), seed=1).forward([0.2, 0.9, 0.5]))
    >>> figure.to_svg().count("<circle") >= 9
    True
    """
    forward_pass.single()
    network = forward_pass.network
    places = _fitting(layout, network, forward_pass.prediction)
    name = network.meaning.answer(forward_pass.outputs)
    answer = f"{name} at {forward_pass.confidence:.2f}"
    named = zip(network.output_names[:20], forward_pass.outputs, strict=False)
    outputs = ", ".join(f"{name}: {value:.2f}" for name, value in named)
    figure = blank_figure(
        f"A network reads {source}: {answer}",
        f"The {network.n_inputs} inputs of {source}, the neurons of every layer as "
        f"light as they are active, and the signals w a between them. The largest output is "
        f"{answer}. The outputs are {outputs}.",
        theme,
    )
    for index in range(len(network.layers)):
        _connect(figure, places, index, forward_pass.contributions(index), theme)
    for index, layer_places in enumerate(places.layers):
        everything = forward_pass.activations[index]
        shown = everything[layer_places.selection.indices]
        opacities = activation_opacity(shown, scale=activation_scale(everything))
        _neurons(figure, layer_places, opacities, neuron_colors(shown, theme), theme)
        _under(figure, places, index, theme)
    label_outputs(figure, places.layers[-1], opacities, theme, network)
    label_inputs(figure, places.layers[0], theme, network)
    box_winner(figure, places.layers[-1], forward_pass, theme)
    sign_key(figure, _WIDTH / 2 - 0.3, _HEIGHT / 2 - 0.3, theme, ("raises", "lowers"))
    return figure


def digit_figure(
    image: ArrayLike, *, theme: Theme = DARK, caption: str = "", values: bool = False
) -> VectorFigure:
    """Draw an image as the network gets it: squares, each as light as its number.

    Parameters
    ----------
    image : array_like, shape (rows, columns)
        Values in [0, 1].
    theme : Theme
    caption : str
        A line below it.
    values : bool
        Write the number into each pixel that is not 0.

    Returns
    -------
    VectorFigure
        Of 8 x 8 scene units, and a line more with a caption.

    Raises
    ------
    NNVizError
        If it has not two axes, or values out of range.

    Examples
    --------
    >>> digit_figure([[0.0, 0.5], [1.0, 0.25]], values=True).to_svg().count("<text")
    3
    """
    pixels: FloatArray = np.asarray(image, dtype=np.float64)
    if pixels.ndim != 2 or not pixels.size or pixels.min() < 0 or pixels.max() > 1:
        raise NNVizError(
            f"expected an image of rows and columns in [0, 1]; got shape {pixels.shape}"
        )
    rows, columns = pixels.shape
    height = 8.6 if caption else 8.0
    figure = VectorFigure(
        8.0,
        height,
        background=theme.background,
        font=theme.font,
        title=caption or "An image in numbers",
        description=f"{rows} by {columns} pixels, {int((pixels > 0).sum())} of them not 0; "
        f"the largest is {pixels.max():.2f}.",
    )
    pitch = 7.4 / max(rows, columns)
    left, top = -columns * pitch / 2, rows * pitch / 2 + (height - 8.0) / 2
    low, high = (left, top - rows * pitch), (-left, top)
    ink = pixels[..., None]
    shades = rgb(theme.hollow) * (1.0 - ink) + rgb(theme.lit) * ink
    figure.image(np.clip(shades, 0.0, 1.0), low, high)
    across = np.arange(rows + 1) * pitch
    down = np.arange(columns + 1) * pitch
    lines_from = [(left, top - y) for y in across] + [(left + x, top) for x in down]
    lines_to = [(-left, top - y) for y in across] + [(left + x, low[1]) for x in down]
    figure.lines(lines_from, lines_to, colors=theme.faint, opacities=0.5, widths=0.7)
    if values:
        for row, column in zip(*np.nonzero(pixels), strict=True):
            value = float(pixels[row, column])
            words = f"{value:.2f}".lstrip("0") if value < 0.995 else "1"
            at = (left + (column + 0.5) * pitch, top - (row + 0.5) * pitch)
            color = text_on_opacity(value, theme)
            write(figure, at, words, size=0.42 * pitch, color=color)
    if caption:
        write(figure, (0.0, -height / 2 + 0.35), caption, color=theme.ink)
    return figure


def _fitting(
    layout: NetworkLayout | None, network: Network, winner: int | None = None
) -> NetworkLayout:
    if layout is None:
        # Room on the right for the words beside the outputs, and on the left for the inputs' names.
        left = max((reach_of(feature.label) for feature in network.meaning.features), default=0.0)
        right = max((reach_of(name) for name in output_names_of(network)), default=0.0)
        more = max(right - reach_of("0"), 0.0)
        last = len(network.layers)
        shown = NeuronSelection.ends(network.n_outputs, _MOST_SHOWN)
        centred = NetworkLayout.for_sizes(
            network.sizes,
            width=12.0 - left - more,
            height=6.5,
            selections={} if winner is None else {last: shown.including(winner)},
        )
        by = [(left - more) / 2 - 0.55, 0.0]
        return NetworkLayout(
            tuple(replace(one, centres=one.centres + by) for one in centred.layers)
        )
    if layout.sizes != network.sizes:
        raise NNVizError(f"expected a layout of {network.sizes}; got one of {layout.sizes}")
    if layout.direction != "right":
        raise NNVizError("expected a layout from left to right for a figure; got one downwards")
    return layout


def _connect(
    figure: VectorFigure, places: NetworkLayout, index: int, values: ArrayLike, theme: Theme
) -> None:
    """Add the connections into a layer, each as its number says; the strongest lie on top."""
    table = np.asarray(values, dtype=np.float64)
    edges = places.edges(index)
    shown = table[edges.outputs, edges.inputs]
    scale = float(np.abs(table).max(initial=0.0))
    light = relative_size(shown, scale=scale, gamma=STYLE.signal_gamma)
    order = np.argsort(light, kind="stable")
    figure.connections(
        edges.starts[order],
        edges.ends[order],
        colors=sign_colors(shown, theme)[order],
        opacities=light[order],
        widths=STYLE.width_of(len(edges)),
    )


def _neurons(
    figure: VectorFigure, layer: LayerLayout, opacities: ArrayLike, colors: Any, theme: Theme
) -> None:
    figure.circles(
        layer.centres,
        layer.radius,
        fill_opacities=opacities,
        fill_color=colors,
        hollow_color=theme.hollow,
        ring_color=theme.lit,
        ring_opacities=STYLE.grid_ring_opacity if layer.is_grid else STYLE.ring_opacity,
        ring_width=STYLE.grid_ring_width if layer.is_grid else STYLE.ring_width,
    )
    if layer.gap_centre is not None:
        x, y = layer.gap_centre
        step = STYLE.dot_pitch * layer.radius
        dots = [(x, y + k * step) for k in (-1, 0, 1)]
        figure.circles(dots, STYLE.dot_radius, fill_color=theme.muted, ring_width=0.0)


def _under(figure: VectorFigure, places: NetworkLayout, index: int, theme: Theme) -> None:
    bottom = min(layer.box[1] for layer in places.layers)
    left, _, right, _ = places.layers[index].box
    words = places.layers[index].selection.label
    at = ((left + right) / 2, bottom - 0.4)
    write(figure, at, words, color=theme.muted)
