"""What a notebook shows for a network, a forward pass, an image on its way."""

import html
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nnviz.core import ForwardPass, Network
from nnviz.display import painter
from nnviz.view.figures import forward_figure, network_figure
from nnviz.view.figures_parts import NOTE, write
from nnviz.view.layout import NetworkLayout
from nnviz.view.theme import DARK, Theme
from nnviz.view.vector import VectorFigure

__all__ = ["show_forward_pass", "show_network", "show_preprocessed", "steps_figure"]

_BOX = 4.0
_ROW = 5.6
_STEPS_IN_A_ROW = 4
_LAYERS_DRAWN = 8


class _Step(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def array(self) -> NDArray[np.float64]: ...


class _WithSteps(Protocol):
    @property
    def steps(self) -> Sequence[_Step]: ...


def steps_figure(steps: Sequence[_Step], *, theme: Theme = DARK) -> VectorFigure:
    """Draw the images on the way to the network side by side, each with its title.

    Parameters
    ----------
    steps : sequence
        Each with a ``title`` and an ``array`` of rows and columns in [0, 1].
    theme : Theme
    """
    gap = 0.5
    columns_of_steps = min(len(steps), _STEPS_IN_A_ROW)
    rows_of_steps = -(-len(steps) // _STEPS_IN_A_ROW)
    width = columns_of_steps * (_BOX + gap) + gap
    height = rows_of_steps * _ROW + 0.2
    figure = VectorFigure(
        width,
        height,
        background=theme.background,
        font=theme.font,
        title="An image on its way to the network",
        description="; ".join(
            f"{step.title}: {step.array.shape[0]} by {step.array.shape[1]} pixels" for step in steps
        ),
        pixels_per_unit=40.0,
    )
    for place, step in enumerate(steps):
        rows, columns = step.array.shape
        scale = _BOX / max(rows, columns)
        row, column = divmod(place, _STEPS_IN_A_ROW)
        x = -width / 2 + gap + _BOX / 2 + column * (_BOX + gap)
        y = height / 2 - gap - _BOX / 2 - row * _ROW
        half = (columns * scale / 2, rows * scale / 2)
        low, high = (x - half[0], y - half[1]), (x + half[0], y + half[1])
        figure.image(step.array, low, high)
        figure.rectangle(low, high, stroke_color=theme.faint)
        for line, words in enumerate(_lines(step.title)):
            below = (x, y - _BOX / 2 - 0.35 - line * 0.42)
            write(figure, below, words, size=1.4 * NOTE, color=theme.muted)
    return figure


@painter("network")
def show_network(network: Network) -> str:
    """Return a network as HTML: its connections by weight, long layers in part."""
    if len(network.layers) > _LAYERS_DRAWN or not network.is_dense:
        return f"<code>{html.escape(repr(network))}</code>"
    layout = NetworkLayout.for_sizes(network.sizes, input_style="column", width=11.0, height=6.5)
    figure = network_figure(network, layout=layout)
    return _whole(figure, repr(network))


@painter("forward pass")
def show_forward_pass(record: ForwardPass) -> str:
    """Return a forward pass as HTML; of a batch, the table of its answers."""
    if record.is_batch:
        return _answers(record)
    network = record.network
    said = f"answer {network.meaning.answer(record.outputs)}, activation {record.confidence:.3f}"
    if len(network.layers) > _LAYERS_DRAWN or not network.is_dense:
        return f"<code>{html.escape(said)}</code>"
    return _whole(forward_figure(record), said)


@painter("preprocessed")
def show_preprocessed(image: _WithSteps) -> str:
    """Return the steps of an image on its way to the network, as HTML."""
    return _whole(steps_figure(image.steps), f"{len(image.steps)} steps to 28 × 28 pixels")


def _whole(figure: VectorFigure, words: str) -> str:
    svg = figure.to_svg().replace(
        "<svg ", '<svg style="width:100%;max-width:900px;height:auto" ', 1
    )
    return f"<figure style='margin:0'>{svg}<figcaption>{html.escape(words)}</figcaption></figure>"


def _answers(record: ForwardPass, most: int = 10) -> str:
    rows: list[Any] = [
        f"<tr><td>{index}</td><td>{record[index].prediction}</td>"
        f"<td>{record[index].confidence:.3f}</td></tr>"
        for index in range(min(len(record), most))
    ]
    if len(record) > most:
        rows.append(f"<tr><td colspan='3'>and {len(record) - most:,} more</td></tr>")
    head = "<tr><th>input</th><th>answer</th><th>activation</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _lines(title: str, width: int = 24) -> list[str]:
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
