"""What stands around the neurons of a network: labels, dots, a brace, the winner's box."""

from collections.abc import Sequence

from manim import LEFT, RIGHT, Brace, Dot, Mobject, RoundedRectangle, VGroup
from manim.typing import Point3D

from nnviz.core import NNVizError
from nnviz.mobjects.text import MIN_FONT_SIZE, Words
from nnviz.view.layout import LayerLayout, NetworkLayout
from nnviz.view.style import STYLE
from nnviz.view.theme import Theme

__all__ = ["box_around", "elision_marks", "output_words"]


def output_words(last: LayerLayout, given: Sequence[str] | None, theme: Theme) -> VGroup:
    """Return the words beside the outputs: those given, or the digits of ten outputs.

    Raises
    ------
    NNVizError
        If there are not as many words as outputs.
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
        labels.add(
            label.next_to((float(x + last.radius), float(y), 0.0), RIGHT, buff=STYLE.label_gap)
        )
    return labels


def elision_marks(layout: NetworkLayout, theme: Theme) -> VGroup:
    """Return the dots where neurons are left out, and the brace with the count of the inputs."""
    marks = VGroup()
    for layer in layout.layers:
        if layer.gap_centre is None:
            continue
        x, y = layer.gap_centre
        gap = layer.radius * STYLE.dot_pitch
        dots = [
            Dot((float(x), float(y + k * gap), 0.0), radius=min(STYLE.dot_radius, 0.3 * gap))
            for k in (-1, 0, 1)
        ]
        marks.add(VGroup(*dots).set_color(theme.muted))
        if layer is layout.layers[0]:
            marks.add(_brace(layer, theme))
    return marks


def _brace(layer: LayerLayout, theme: Theme) -> VGroup:
    left, bottom, _, top = layer.box
    side = RoundedRectangle(corner_radius=0.01, width=0.02, height=top - bottom)
    side.move_to((left - 0.05, (top + bottom) / 2.0, 0.0))
    brace = Brace(side, LEFT, buff=0.08, color=theme.muted)
    text = Words(f"{layer.selection.total}", font_size=36, theme=theme)
    return VGroup(brace, text.next_to(brace, LEFT, buff=0.15))


def box_around(
    centre: Point3D, radius: float, label: Mobject | None, theme: Theme
) -> RoundedRectangle:
    """Return the box around a neuron and the label to its right."""
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
