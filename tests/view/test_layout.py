"""Layouts keep true indices, stay in their box, and leave neurons apart."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.core import NNVizError
from nnviz.view.layout import NetworkLayout
from nnviz.view.selection import NeuronSelection

sizes = st.lists(st.integers(1, 60), min_size=2, max_size=5)


def distance_between_neighbours(centres):
    gaps = np.linalg.norm(centres[:, None] - centres[None], axis=-1)
    np.fill_diagonal(gaps, np.inf)
    return gaps.min()


@settings(max_examples=60, deadline=None)
@given(sizes, st.floats(6.0, 13.0), st.floats(3.0, 7.0))
def test_a_layout_fits_its_box_and_no_two_neurons_touch(counts, width, height):
    layout = NetworkLayout.for_sizes(counts, width=width, height=height)
    for layer in layout.layers:
        left, bottom, right, top = layer.box
        assert left >= -width / 2 - 1e-9
        assert right <= width / 2 + 1e-9
        assert bottom >= -height / 2 - 1e-9
        assert top <= height / 2 + 1e-9
        if len(layer.centres) > 1:
            assert distance_between_neighbours(layer.centres) > 2 * layer.radius
    columns = [layer.centres[:, 0].mean() for layer in layout.layers]
    assert (np.diff(columns) > 0).all()


@settings(max_examples=40, deadline=None)
@given(sizes)
def test_every_connection_leads_from_its_input_to_its_output(counts):
    layout = NetworkLayout.for_sizes(counts)
    for index, (before, after) in enumerate(zip(layout.layers, layout.layers[1:], strict=False)):
        edges = layout.edges(index)
        assert len(edges) == len(before.selection) * len(after.selection)
        start_of = dict(zip(before.selection.indices.tolist(), before.centres, strict=True))
        end_of = dict(zip(after.selection.indices.tolist(), after.centres, strict=True))
        for place in range(0, len(edges), max(1, len(edges) // 7)):
            np.testing.assert_array_equal(edges.starts[place], start_of[edges.inputs[place]])
            np.testing.assert_array_equal(edges.ends[place], end_of[edges.outputs[place]])


def test_the_whole_network_has_its_12960_connections_in_the_order_of_the_weights():
    layout = NetworkLayout.for_sizes((784, 16, 16, 10))
    assert [len(layout.edges(i)) for i in range(3)] == [12544, 256, 160]
    edges = layout.edges(0)
    np.testing.assert_array_equal(edges.outputs * 784 + edges.inputs, np.arange(12544))


def test_the_square_stands_row_by_row_from_the_top_left():
    square = NetworkLayout.for_sizes((784, 16, 16, 10)).layers[0]
    assert square.is_grid
    grid = square.centres.reshape(28, 28, 2)
    assert (np.diff(grid[0, :, 0]) > 0).all()
    assert (np.diff(grid[:, 0, 1]) < 0).all()


def test_a_long_column_shows_its_ends_with_dots_between():
    column = NetworkLayout.for_sizes((784, 10), input_style="column").layers[0]
    assert column.selection.label == "16 of 784"
    assert column.gap_centre is not None
    assert column.centres[7, 1] > column.gap_centre[1] > column.centres[8, 1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"sizes": (5,)}, "two or more sizes"),
        ({"sizes": (5, 0)}, "at least 1"),
        ({"sizes": (5, 2), "input_style": "grid"}, "square number"),
        ({"sizes": (5, 2), "input_style": "round"}, "auto, grid or column"),
        ({"sizes": (5, 2), "selections": {0: NeuronSelection.all_of(4)}}, "does not fit"),
        ({"sizes": (5, 2), "selections": {7: NeuronSelection.all_of(5)}}, "does not fit"),
    ],
)
def test_what_does_not_fit_is_refused(arguments, message):
    with pytest.raises(NNVizError, match=message):
        NetworkLayout.for_sizes(**arguments)


@given(st.integers(1, 900), st.integers(1, 40))
def test_selections_hold_different_true_indices(total, shown):
    for selection in (
        NeuronSelection.ends(total, shown),
        NeuronSelection.spread(total, shown),
        NeuronSelection.largest(np.linspace(-1, 1, total), shown),
    ):
        assert len(selection) == min(total, shown)
        assert (np.diff(selection.indices) > 0).all()
        assert selection.is_everything == (total <= shown)


@pytest.mark.parametrize("indices", [[], [0, 0], [-1], [4], [[1]]])
def test_indices_that_are_not_neurons_are_refused(indices):
    with pytest.raises(NNVizError):
        NeuronSelection(4, indices)
