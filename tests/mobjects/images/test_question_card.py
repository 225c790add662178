import numpy as np
import pytest
from manim import Square

from nnviz.core import NNVizError
from nnviz.mobjects import QuestionCard


def test_letters_stand_below_their_choices_and_the_mark_holds_both():
    card = QuestionCard("Which one?", [Square(1.0), Square(2.0), Square(1.0)])
    assert [letter.text for letter in card.letters] == ["A", "B", "C"]
    for letter, choice in zip(card.letters, card.choices, strict=True):
        assert letter.get_x() == pytest.approx(choice.get_x())
        assert letter.get_top()[1] < choice.get_bottom()[1]
    box, tick = card.mark(1)
    for part in (card.choices[1], card.letters[1], tick):
        assert box.get_left()[0] < part.get_left()[0]
        assert box.get_right()[0] > part.get_right()[0]
        assert box.get_bottom()[1] < part.get_bottom()[1]
    assert box.get_left()[0] > card.choices[0].get_right()[0]


def test_worded_choices_have_boxes_of_one_size():
    card = QuestionCard("Which one?", ["a 4", "surely a nine"])
    first, second = (choice[0] for choice in card.choices)
    assert np.isclose(first.width, second.width)
    assert first.width > card.choices[1][1].width


def test_one_choice_is_no_question():
    with pytest.raises(NNVizError, match="2 to 8 choices; got 1"):
        QuestionCard("Really?", ["yes"])
    with pytest.raises(NNVizError, match="choice from 0 to 1; got 2"):
        QuestionCard("Really?", ["yes", "no"]).mark(2)
