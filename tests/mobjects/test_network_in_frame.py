"""A default layout, with every word around it, stays inside its frame for networks of any sizes."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nnviz.core import Network
from nnviz.mobjects import NetworkMobject
from nnviz.view import NetworkLayout
from nnviz.view.frame import FRAMES, TALL, WIDE

EDGE = 0.1
SIZES = st.lists(st.integers(1, 1000), min_size=2, max_size=8)


def box(mobject):
    low, high = mobject.get_critical_point((-1, -1, 0)), mobject.get_critical_point((1, 1, 0))
    return np.array([low[0], low[1], high[0], high[1]])


def overlap(first, second):
    return (np.minimum(first[2:], second[2:]) - np.maximum(first[:2], second[:2])).min() > 0.0


def everything(sizes, frame, input_style="auto", max_shown=16):
    """Draw a network with all its words, and return what is drawn and the words alone."""
    layout = NetworkLayout.for_sizes(
        sizes, frame=frame, input_style=input_style, max_shown=max_shown
    )
    drawn = NetworkMobject(layout)
    outputs = layout.layers[-1].selection.indices
    # The winner that stands farthest out: its value is beside it.
    record = Network.random(layout.sizes, seed=1).forward(np.full(sizes[0], 0.5))
    marks = [drawn.elisions, *drawn.labels, *drawn.layer_counts()]
    if record.prediction in outputs:
        marks.append(drawn.winner_box(record))
    return drawn, [mark for mark in marks if mark.family_members_with_points()]


@settings(max_examples=60, deadline=None)
@given(SIZES, st.sampled_from(list(FRAMES.values())), st.sampled_from(["auto", "column"]))
@example([20, 8, 2], WIDE, "column")
@example([784, 16, 16, 10], WIDE, "column")
@example([784, 16, 16, 10], TALL, "auto")
@example([784, 100, 100, 100, 100, 100, 100, 10], FRAMES["1:1"], "auto")
@example([17] * 8, FRAMES["1:1"], "column")
def test_everything_of_a_network_is_inside_its_frame(sizes, frame, input_style):
    drawn, marks = everything(sizes, frame, input_style)
    limit = np.array([frame.width, frame.height]) / 2.0 - EDGE
    for part in [*drawn.neurons, *marks]:
        left, bottom, right, top = box(part)
        assert left >= -limit[0]
        assert bottom >= -limit[1]
        assert right <= limit[0]
        assert top <= limit[1]
    counts = [box(count) for count in drawn.layer_counts()]
    for index, count in enumerate(counts):
        assert not any(overlap(count, other) for other in counts[index + 1 :])
        assert not any(overlap(count, box(neurons)) for neurons in drawn.neurons)


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_layer_of_100_shown_in_part_keeps_its_label_inside(frame):
    _, marks = everything([100, 30, 10], frame, "column", max_shown=8)
    for mark in marks:
        left, bottom, right, top = box(mark)
        assert max(-left, right) <= frame.width / 2.0 - EDGE
        assert max(-bottom, top) <= frame.height / 2.0 - EDGE


def test_a_tall_network_leads_from_the_image_on_top_to_a_row_of_outputs_with_their_digits_below():
    layout = NetworkLayout.for_sizes((784, 16, 16, 10), frame=TALL)
    drawn = NetworkMobject(layout)
    heights = [layer.centres[:, 1].mean() for layer in layout.layers]
    assert (np.diff(heights) < 0).all()
    square = layout.layers[0].centres.reshape(28, 28, 2)
    assert (np.diff(square[0, :, 0]) > 0).all()
    assert (np.diff(square[:, 0, 1]) < 0).all()
    for neuron, label in zip(layout.layers[-1].centres, drawn.labels, strict=True):
        assert label.get_x() == pytest.approx(neuron[0], abs=0.05)
        assert label.get_top()[1] < neuron[1] - layout.layers[-1].radius
    assert (np.diff(layout.layers[-1].centres[:, 0]) > 0).all()
    left, bottom, right, top = box(drawn)
    assert top - bottom > 0.8 * TALL.height
    assert right - left > 0.7 * TALL.width


def test_the_box_of_a_tall_winner_holds_its_neuron_and_its_digit():
    layout = NetworkLayout.for_sizes((784, 16, 16, 10), frame=TALL)
    drawn = NetworkMobject(layout)
    record = Network.random(layout.sizes, seed=3).forward(np.full(784, 0.2))
    around, value = drawn.winner_box(record)
    place = record.prediction
    for part in (drawn.labels[place],):
        assert (box(around)[:2] <= box(part)[:2]).all()
        assert (box(around)[2:] >= box(part)[2:]).all()
    assert value.get_top()[1] < around.get_bottom()[1]
    others = [label for index, label in enumerate(drawn.labels) if index != place]
    assert not any(overlap(box(around), box(label)) for label in others)
