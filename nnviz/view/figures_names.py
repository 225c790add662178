"""The names of inputs and outputs in a figure of a network, and the box around the winner."""

import numpy as np

from nnviz.core import FloatArray, ForwardPass, Network
from nnviz.view.color import mix
from nnviz.view.figures_parts import WORDS, write
from nnviz.view.layout import LayerLayout
from nnviz.view.style import STYLE
from nnviz.view.theme import Theme
from nnviz.view.vector import VectorFigure

__all__ = ["box_winner", "label_inputs", "label_outputs", "output_names_of", "reach_of"]

_LONGEST_NAME = 22


def output_names_of(network: Network) -> tuple[str, ...]:
    """Return what is written beside the outputs, cut where it is long; nothing if they are bare."""
    if network.n_outputs != 10 and not network.meaning.classes:
        return ()
    return tuple(_short(name) for name in network.output_names)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def reach_of(name: str) -> float:
    """Return how far a name reaches, in scene units; no letter but the widest is wider."""
    return 0.62 * WORDS * len(_short(name))


def label_outputs(
    figure: VectorFigure, layer: LayerLayout, opacities: FloatArray, theme: Theme, network: Network
) -> None:
    """Write beside each output what it stands for, as bright as it is active."""
    names = output_names_of(network)
    if not names:
        return
    for index, (x, y), opacity in zip(
        layer.selection.indices, layer.centres, opacities, strict=True
    ):
        color = mix(theme.muted, theme.ink, float(opacity))
        at = (float(x) + layer.radius + STYLE.label_gap, float(y))
        write(figure, at, names[index], color=color, anchor="start")


def label_inputs(figure: VectorFigure, layer: LayerLayout, theme: Theme, network: Network) -> None:
    """Write beside each input that is no pixel what it is."""
    if not network.meaning.features:
        return
    for index, (x, y) in zip(layer.selection.indices, layer.centres, strict=True):
        name = _short(network.meaning.features[index].label)
        at = (float(x) - layer.radius - STYLE.label_gap, float(y))
        write(figure, at, name, color=theme.muted, anchor="end")


def box_winner(
    figure: VectorFigure, layer: LayerLayout, forward_pass: ForwardPass, theme: Theme
) -> None:
    """Draw a box around the largest output and its name, and write its value."""
    found = np.flatnonzero(layer.selection.indices == forward_pass.prediction)
    if not found.size:
        return
    x, y = (float(value) for value in layer.centres[found[0]])
    names = output_names_of(forward_pass.network)
    name = names[forward_pass.prediction] if names else ""
    right = x + layer.radius + (STYLE.label_gap + reach_of(name) if name else 0.0)
    half = layer.radius + 0.055
    figure.rectangle(
        (x - layer.radius - 0.12, y - half),
        (right + 0.12, y + half),
        stroke_color=theme.accent,
        stroke_width=STYLE.box_width,
        corner=STYLE.box_corner,
    )
    value = f"{forward_pass.confidence:.2f}"
    at = (right + 0.26, y)
    write(figure, at, value, color=theme.accent, anchor="start", weight="semibold")
