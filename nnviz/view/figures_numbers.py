"""Figures of the numbers inside: weights as images, a neuron on its activation function."""

from math import ceil, isqrt

import numpy as np

from nnviz.core import FloatArray, ForwardPass, Layer, Network, NNVizError
from nnviz.view.encoding import weight_image
from nnviz.view.figures_parts import NOTE, blank_figure, shade_key, signed, write
from nnviz.view.frame import WIDE
from nnviz.view.theme import DARK, Theme
from nnviz.view.ticks import nice_ticks, round_reach
from nnviz.view.vector import VectorFigure

__all__ = ["sigmoid_figure", "weights_figure"]

_WIDTH, _HEIGHT = WIDE.width, WIDE.height


def weights_figure(
    network: Network, *, layer: int = 0, neuron: int | None = None, theme: Theme = DARK
) -> VectorFigure:
    """Draw the weights of a layer: one image a neuron, or a table where inputs are no image.

    The images of a layer share one scale, which the key states.

    Parameters
    ----------
    network : Network
    layer : int
        0 is the first after the input.
    neuron : int, optional
        Only this one.
    theme : Theme

    Returns
    -------
    VectorFigure
        Of 128/9 x 8 scene units.

    Raises
    ------
    NNVizError
        If there is no such layer or neuron, or more than 100 neurons would be drawn.

    Examples
    --------
    >>> weights_figure(Network.random((784, 16, 10), seed=1)).to_svg().count("<image")
    17
    """
    weights = _layer_of(network, layer).weights
    chosen = list(range(len(weights))) if neuron is None else [_checked(neuron, len(weights))]
    scale = float(np.abs(weights[chosen]).max(initial=0.0)) or 1.0
    side = isqrt(weights.shape[1])
    as_images = layer == 0 and side * side == weights.shape[1] and side > 2
    what = f"neuron {neuron} of layer {layer + 1}" if neuron is not None else f"layer {layer + 1}"
    figure = blank_figure(
        f"The weights of {what}",
        f"The {weights.shape[1]} weights into each of {len(chosen)} neuron(s) of layer "
        f"{layer + 1}, from {signed(float(weights[chosen].min()))} to "
        f"{signed(float(weights[chosen].max()))}.",
        theme,
    )
    heading = figure.title if as_images else f"{figure.title}: a row a neuron, a column an input"
    write(figure, (0.0, _HEIGHT / 2 - 0.45), heading, color=theme.ink)
    if as_images:
        if len(chosen) > 100:
            raise NNVizError(f"{len(chosen)} images are too many for a figure; name one neuron")
        _images(figure, weights.reshape(-1, side, side), chosen, scale, theme)
    else:
        _table(figure, weights[chosen], chosen, scale, theme)
    shade_key(figure, (0.0, -_HEIGHT / 2 + 1.0), scale, theme)
    return figure


def sigmoid_figure(
    forward_pass: ForwardPass,
    *,
    layer: int | None = None,
    neuron: int | None = None,
    theme: Theme = DARK,
) -> VectorFigure:
    """Draw a neuron's place (z, a) on the curve of its activation function.

    Parameters
    ----------
    forward_pass : ForwardPass
        Of one input.
    layer : int, optional
        0 is the first after the input; the last unless given.
    neuron : int, optional
        The most active one of the layer unless given.
    theme : Theme

    Returns
    -------
    VectorFigure
        Of 128/9 x 8 scene units.

    Raises
    ------
    NNVizError
        If there is no such layer or neuron, the pass is of a batch, or the activation of a neuron
        depends on its neighbours.

    Examples
    --------
    >>> from nnviz import Network
    >>> record = Network.random((3, 4, 2), seed=1).forward([0.2, 0.9, 0.5])
    >>> sigmoid_figure(record, layer=0, neuron=2).to_svg().startswith("<svg")
    True
    """
    forward_pass.single()
    network = forward_pass.network
    index = len(network.layers) - 1 if layer is None else layer
    function = _layer_of(network, index).activation
    trace = forward_pass.layers[index]
    if function.name == "softmax":
        raise NNVizError("softmax has no curve of one neuron: its outputs depend on one another")
    place = int(np.argmax(trace.activations)) if neuron is None else neuron
    place = _checked(place, trace.activations.size)
    z, a = float(trace.pre_activations[place]), float(trace.activations[place])
    reach = round_reach(max(abs(z) * 1.05, 6.0))
    xs: FloatArray = np.union1d(np.linspace(-reach, reach, 601), [0.0])
    ys: FloatArray = np.asarray(function(xs), dtype=np.float64)
    low, high = min(0.0, float(ys.min())), max(1.0, float(ys.max()))
    low = -1.0 if low < -0.5 and high <= 1.0 else low
    figure = blank_figure(
        f"Neuron {place} of layer {index + 1} on the {function.name} curve",
        f"The curve a = {function.name}(z) from z = {-reach:g} to {reach:g}, and the "
        f"neuron's place on it: z = {signed(z)} gives a = {a:.3f}.",
        theme,
    )

    def at(x: float, y: float) -> tuple[float, float]:
        return x / reach * 5.9, -2.6 + (y - low) / (high - low) * 5.4

    ticks = {"x": nice_ticks(-reach, reach, most=9), "y": nice_ticks(low, high, most=6)}
    for y in ticks["y"]:
        figure.lines([at(-reach, y)], [at(reach, y)], colors=theme.faint, opacities=0.5)
        where = (at(-reach, y)[0] - 0.15, at(0, y)[1])
        write(figure, where, _number(y), size=NOTE, color=theme.muted, anchor="end")
    for x in ticks["x"]:
        where = (at(x, low)[0], at(x, low)[1] - 0.3)
        write(figure, where, _number(x), size=NOTE, color=theme.muted)
    figure.lines([at(0, low), at(-reach, 0)], [at(0, high), at(reach, 0)], colors=theme.faint)
    figure.curve([at(x, y) for x, y in zip(xs, ys, strict=True)], color=theme.positive, width=5)
    guides = ([at(z, min(a, 0.0) if low < 0 else low), at(-reach, a)], [at(z, a), at(z, a)])
    figure.lines(*guides, colors=theme.accent, opacities=0.7, widths=1.5)
    figure.circles([at(z, a)], 0.12, fill_color=theme.accent, ring_width=0.0)
    write(figure, (at(0, low)[0], at(0, low)[1] - 0.75), "z = W a + b", color=theme.muted)
    said = f"z = {signed(z)}   a = {a:.3f}"
    x, y = at(z, a)
    # Above and left of a rising curve nothing is drawn.
    room = x > -2.6
    where = (x - 0.2, y + 0.32) if room else (x, y + 0.38)
    anchor = "end" if room else "start"
    write(figure, where, said, color=theme.accent, anchor=anchor, weight="semibold")
    heading = f"layer {index + 1}, neuron {place}: a = {function.name}(z)"
    write(figure, (0.0, _HEIGHT / 2 - 0.45), heading, color=theme.ink)
    return figure


def _images(
    figure: VectorFigure, images: FloatArray, chosen: list[int], scale: float, theme: Theme
) -> None:
    """Add a grid of images with their neurons' numbers, as large as fits."""
    room_x, room_y, gap, label = _WIDTH - 1.0, _HEIGHT - 3.0, 0.25, 0.4
    count = len(chosen)
    size, columns = max(
        (
            min((room_x + gap) / n - gap, (room_y + gap) / ceil(count / n) - gap - label),
            n,
        )
        for n in range(1, count + 1)
    )
    rows = ceil(count / columns)
    top = _HEIGHT / 2 - 0.9 - (room_y - rows * (size + label + gap) + gap) / 2
    for place, index in enumerate(chosen):
        row, column = divmod(place, columns)
        in_row = min(columns, count - row * columns)
        left = (column - in_row / 2) * (size + gap) + gap / 2
        y = top - row * (size + label + gap)
        colours = weight_image(images[index], theme, scale=scale) / 255.0
        figure.image(colours, (left, y - size), (left + size, y))
        figure.rectangle((left, y - size), (left + size, y), stroke_color=theme.faint)
        at = (left + size / 2, y - size - 0.22)
        write(figure, at, str(index), size=NOTE, color=theme.muted)


def _table(
    figure: VectorFigure, weights: FloatArray, chosen: list[int], scale: float, theme: Theme
) -> None:
    """Add a table of weights: a row a neuron, a column an input."""
    rows, columns = weights.shape
    cell = min((_WIDTH - 3.0) / columns, (_HEIGHT - 3.4) / rows, 0.8)
    left, top = -columns * cell / 2, 0.6 + rows * cell / 2
    low, high = (left, top - rows * cell), (-left, top)
    figure.image(weight_image(weights, theme, scale=scale) / 255.0, low, high)
    figure.rectangle(low, high, stroke_color=theme.faint)
    size = min(NOTE, 0.8 * cell)
    step = max(1, ceil(0.12 / cell))
    for row in range(0, rows, step):
        at = (left - 0.15, top - (row + 0.5) * cell)
        write(figure, at, str(chosen[row]), size=max(size, 0.12), color=theme.muted, anchor="end")
    for column in range(0, columns, max(1, ceil(0.42 / cell))):
        at = (left + (column + 0.5) * cell, low[1] - 0.22)
        write(figure, at, str(column), size=min(NOTE, 0.24), color=theme.muted)


def _layer_of(network: Network, layer: int) -> Layer:
    if not 0 <= layer < len(network.layers):
        raise NNVizError(f"expected a layer from 0 to {len(network.layers) - 1}; got {layer}")
    return network.layers[layer]


def _checked(neuron: int, count: int) -> int:
    if not 0 <= neuron < count:
        raise NNVizError(f"expected a neuron from 0 to {count - 1}; got {neuron}")
    return neuron


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")
