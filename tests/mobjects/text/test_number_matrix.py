"""NumberMatrix: what is drawn is what was given, and what is left out is marked."""

import numpy as np
import pytest
from manim import RIGHT

from nnviz.core import NNVizError
from nnviz.mobjects import NumberMatrix
from nnviz.view import NeuronSelection

VALUES = np.random.default_rng(4).normal(size=(16, 784))


def test_shows_the_numbers_at_their_true_indices() -> None:
    rows, columns = NeuronSelection.ends(16, 4), NeuronSelection(784, [3, 90, 600], gap_after=2)
    drawn = NumberMatrix(VALUES, rows=rows, columns=columns)
    expected = VALUES[np.ix_(rows.indices, columns.indices)]
    np.testing.assert_array_equal(drawn.displayed_values(), expected)
    assert drawn.label(15, 600).value == VALUES[15, 600]
    assert [label.value for label in drawn.column(90)] == VALUES[rows.indices, 90].tolist()
    assert [label.value for label in drawn.row(14)] == VALUES[14, columns.indices].tolist()


def test_dots_stand_in_the_gap_of_rows_and_columns() -> None:
    rows = NeuronSelection.ends(16, 4)
    drawn = NumberMatrix(VALUES[:, :3], rows=rows)
    heights = {round(float(mark.get_y()), 4) for mark in drawn.dots}
    assert len(drawn.dots) == 3
    assert len(heights) == 1
    gap = heights.pop()
    assert drawn.label(1, 0).get_y() > gap > drawn.label(14, 0).get_y()
    assert len(NumberMatrix(VALUES[:3, :2]).dots) == 0


def test_numbers_of_a_column_are_aligned_and_do_not_touch() -> None:
    drawn = NumberMatrix([[1.0, -22.5], [-310.25, 4.0]])
    for column in (0, 1):
        ends = [label.get_right()[0] for label in drawn.column(column)]
        assert max(ends) - min(ends) < 0.06
    assert drawn.label(1, 0).get_right()[0] < drawn.label(0, 1).get_left()[0]
    assert drawn.label(0, 0).get_bottom()[1] > drawn.label(1, 0).get_top()[1]
    left, right = drawn.brackets
    assert left.get_right()[0] - 0.14 < drawn.label(1, 0).get_left()[0]
    assert right.get_left()[0] + 0.14 > drawn.label(0, 1).get_right()[0]


def test_indices_are_the_true_ones_and_stay_outside() -> None:
    columns = NeuronSelection(784, [3, 90, 600], gap_after=2)
    drawn = NumberMatrix(VALUES, rows=NeuronSelection.ends(16, 2), columns=columns).with_indices()
    assert [name.text for name in drawn.column_indices] == ["3", "90", "600"]
    assert [name.text for name in drawn.row_indices] == ["0", "15"]
    assert drawn.column_indices.get_bottom()[1] > drawn.brackets.get_top()[1]
    assert drawn.row_indices.get_right()[0] < drawn.brackets.get_left()[0]
    before = len(drawn.submobjects)
    assert len(drawn.with_indices().submobjects) == before


def test_moves_as_one() -> None:
    drawn = NumberMatrix([1.0, 2.0]).shift(3.0 * RIGHT)
    assert drawn.brackets.get_x() == pytest.approx(3.0, abs=1e-6)
    assert drawn.displayed_values().tolist() == [[1.0], [2.0]]


@pytest.mark.parametrize("values", [np.zeros((0, 3)), np.zeros((2, 2, 2))])
def test_refuses_what_is_no_matrix(values: np.ndarray) -> None:
    with pytest.raises(NNVizError, match="matrix"):
        NumberMatrix(values)


def test_refuses_a_selection_or_an_index_that_does_not_fit() -> None:
    with pytest.raises(NNVizError, match="784"):
        NumberMatrix(VALUES, columns=NeuronSelection.all_of(3))
    with pytest.raises(NNVizError, match="row 7"):
        NumberMatrix(VALUES[:, :2], rows=NeuronSelection.ends(16, 4)).row(7)
