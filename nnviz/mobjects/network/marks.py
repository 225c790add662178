"""What stands around the neurons of a network: labels, dots, a brace, counts, the winner's box."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, Brace, Dot, Mobject, RoundedRectangle, VGroup
from manim.typing import Point3D

from nnviz.core import NNVizError
from nnviz.mobjects.text import MIN_FONT_SIZE, Words
from nnviz.view import STYLE, LayerLayout, NetworkLayout, Theme
from nnviz.view.layout_room import COUNT_GAP, COUNT_LINE, count_rows, in_two_lines

__all__ = ["box_around", "count_words", "elision_marks", "output_words"]


def output_words(
    last: LayerLayout, given: Sequence[str] | None, theme: Theme, *, below: bool = False
) -> VGroup:
    """Return the words beside or below the outputs: those given, or the digits of ten outputs.

    Raises
    ------
    NNVizError
        If there are not as many words as outputs.

    Examples
    --------
    >>> from nnviz.view import DARK, NetworkLayout
    >>> last = NetworkLayout.for_sizes((784, 16, 10)).layers[-1]
    >>> [word.text for word in output_words(last, None, DARK)][:3]
    ['0', '1', '2']
    """
    total = last.selection.total
    texts = list(given) if given is not None else [str(i) for i in range(total)]
    if given is None and total != 10:
        return VGroup()
    if len(texts) != total:
        raise NNVizError(f"expected {total} output labels; got {len(texts)}")
    labels = VGroup()
    for index, (x, y) in zip(last.selection.indices, last.centres, strict=True):
        label = Words(texts[index], font_size=MIN_FONT_SIZE, color=theme.muted, theme=theme)
        side = DOWN if below else RIGHT
        edge = np.array([float(x), float(y), 0.0]) + last.radius * side
        labels.add(label.next_to(edge, side, buff=STYLE.label_gap))
    return labels


def elision_marks(layout: NetworkLayout, theme: Theme) -> VGroup:
    """Return the dots where neurons are left out, and the brace with the count of the inputs."""
    marks = VGroup()
    for layer in layout.layers:
        if layer.gap_centre is None:
            continue
        middle = np.array([*layer.gap_centre, 0.0])
        gap = layer.radius * STYLE.dot_pitch
        along = RIGHT if layout.direction == "down" else UP
        dots = [
            Dot(middle + k * gap * along, radius=min(STYLE.dot_radius, 0.3 * gap))
            for k in (-1, 0, 1)
        ]
        marks.add(VGroup(*dots).set_color(theme.muted))
        if layer is layout.layers[0]:
            marks.add(_brace(layer, layout.direction, theme))
    return marks


def _brace(layer: LayerLayout, direction: str, theme: Theme) -> VGroup:
    left, bottom, right, top = layer.box
    before = UP if direction == "down" else LEFT
    if direction == "down":
        side = RoundedRectangle(corner_radius=0.01, width=right - left, height=0.02)
        side.move_to(((left + right) / 2.0, top + 0.05, 0.0))
    else:
        side = RoundedRectangle(corner_radius=0.01, width=0.02, height=top - bottom)
        side.move_to((left - 0.05, (top + bottom) / 2.0, 0.0))
    brace = Brace(side, before, buff=0.08, color=theme.muted)
    text = Words(f"{layer.selection.total}", font_size=36, theme=theme)
    return VGroup(brace, text.next_to(brace, before, buff=0.15))


def count_words(
    layout: NetworkLayout, neurons: Sequence[Mobject], *, font_size: float, theme: Theme
) -> VGroup:
    """Return the number of neurons of each layer: below columns, or to the right of rows.

    Where they would run into each other they stand in two lines, and below columns, if that is
    not enough, in several rows.
    """
    labels = [layer.selection.label for layer in layout.layers]
    narrow = [in_two_lines(label) for label in labels]

    def written(text: str) -> Words:
        return Words(text, font_size=font_size, color=theme.muted, theme=theme)

    if layout.direction == "down":
        edge = max(float(layer.get_right()[0]) for layer in neurons) + 0.2
        return VGroup(
            *(
                written(text).next_to((edge, layer.get_y(), 0.0), RIGHT, buff=0.0)
                for text, layer in zip(narrow, neurons, strict=True)
            )
        )
    counts = [written(label) for label in labels]
    parted = [
        written(text) if text != label else count
        for text, label, count in zip(narrow, labels, counts, strict=True)
    ]
    places = [float(layer.get_center()[0]) for layer in neurons]
    widths = [(one.width, two.width) for one, two in zip(counts, parted, strict=True)]
    two_lines, rows = count_rows(widths, places)
    lines = 2 if two_lines and narrow != labels else 1
    bottom = min(float(layer.get_bottom()[1]) for layer in neurons) - COUNT_GAP
    placed = VGroup()
    for index, (x, one, two) in enumerate(zip(places, counts, parted, strict=True)):
        first = bottom - (index % rows) * lines * COUNT_LINE
        one.move_to((x, first, 0.0))
        chosen = two.move_to((x, one.get_top()[1], 0.0), aligned_edge=UP) if two_lines else one
        placed.add(chosen)
    return placed


def box_around(
    centre: Point3D, radius: float, label: Mobject | None, theme: Theme, *, below: bool = False
) -> RoundedRectangle:
    """Return the box around a neuron and the label to its right, or below it."""
    if below:
        top = float(centre[1]) + radius + 0.12
        low = float(centre[1]) - radius if label is None else float(label.get_bottom()[1])
        wide = 2.0 * radius if label is None else max(2.0 * radius, label.width)
        return RoundedRectangle(
            corner_radius=STYLE.box_corner,
            width=wide + min(0.11, 0.6 * radius),
            height=top - low + 0.12,
            stroke_color=theme.accent,
            stroke_width=min(STYLE.box_width, 28.0 * radius),
        ).move_to((float(centre[0]), (top + low - 0.12) / 2.0, 0.0))
    left, right, y = float(centre[0]) - radius, float(centre[0]) + radius, float(centre[1])
    if label is not None:
        right = max(right, float(label.get_right()[0]))
    return RoundedRectangle(
        corner_radius=STYLE.box_corner,
        width=right - left + 0.24,
        height=2.0 * radius + min(0.11, 0.6 * radius),
        stroke_color=theme.accent,
        stroke_width=min(STYLE.box_width, 28.0 * radius),
    ).move_to(((left + right) / 2.0, y, 0.0))
