"""AnswerField: a dot for each answer, and exactly the mistakes stand out."""

import numpy as np
import pytest

from answer_field import AnswerField
from nnviz.core import NNVizError
from nnviz.data import Answers, load_digits, load_network
from nnviz.view import LIGHT, rgb


def _answers(stop: int = 8620) -> Answers:
    return Answers(load_network(), load_digits().subset(slice(8500, stop)))


def test_exactly_the_mistakes_are_marked() -> None:
    answers = _answers()
    field = AnswerField(answers, columns=20, theme=LIGHT)
    marked = np.isclose(field.fill_colors, rgb(LIGHT.accent)).all(axis=1)
    np.testing.assert_array_equal(marked, ~answers.is_right)
    assert field.displayed_mistakes() == marked.sum() > 0
    assert field.radii[marked].min() > 1.5 * field.radii[~marked].max()


def test_nothing_stands_out_before_it_is_revealed() -> None:
    field = AnswerField(_answers(), columns=20, revealed=False)
    assert field.displayed_mistakes() == 0
    assert np.ptp(field.radii) == pytest.approx(0.0, abs=1e-9)
    assert field.reveal().displayed_mistakes() == len(_answers().surest_mistakes)


def test_dots_stand_row_by_row_and_do_not_touch() -> None:
    field = AnswerField(_answers(), columns=20, width=10.0)
    assert field.centre(0)[0] < field.centre(1)[0]
    assert field.centre(0)[1] > field.centre(20)[1]
    gaps = np.linalg.norm(field.centres[:, None] - field.centres[None], axis=2)
    np.fill_diagonal(gaps, np.inf)
    assert (gaps > field.radii[:, None] + field.radii[None]).all()


def test_refuses_nothing() -> None:
    with pytest.raises(NNVizError, match="one or more"):
        AnswerField(_answers(8500))
