"""CodeListing: every character is there, in its line."""

import pytest

from nnviz.core import NNVizError
from nnviz.mobjects import CodeListing
from nnviz.view import LIGHT

SOURCE = "def double(x):\n    y = x + x\n\n    return y"


def test_lines_hold_their_characters_from_top_to_bottom() -> None:
    listing = CodeListing(SOURCE)
    assert [len(line) for line in listing.lines] == [13, 5, 0, 7]
    filled = [line.get_y() for line in listing.lines if len(line)]
    assert filled == sorted(filled, reverse=True)
    for index in (0, 1, 3):
        middle = listing.line_height(index)
        line = listing.lines[index]
        assert line.get_bottom()[1] < middle < line.get_top()[1]


def test_find_gives_the_characters_that_are_asked_for() -> None:
    listing = CodeListing(SOURCE)
    first, second = listing.find("x + x", line=1)[0], listing.find("x + x", line=1)[2]
    assert first.width == pytest.approx(second.width)
    assert first.get_x() < second.get_x()
    with pytest.raises(NNVizError, match="no 'z'"):
        listing.find("z", line=1)


def test_keywords_are_muted_and_names_are_not() -> None:
    listing = CodeListing("for form in inform:", theme=LIGHT)
    colors = [letter.get_fill_color().to_hex() for letter in listing.lines[0]]
    assert colors == [LIGHT.muted] * 3 + [LIGHT.ink] * 4 + [LIGHT.muted] * 2 + [LIGHT.ink] * 7


def test_the_bar_covers_its_line_and_stays_on_the_panel() -> None:
    listing = CodeListing(SOURCE).scale(1.2)
    for index in (0, 1, 3):
        bar, line = listing.line_bar(index), listing.lines[index]
        assert bar.get_left()[0] < line.get_left()[0]
        assert line.get_right()[0] < bar.get_right()[0] < listing.panel.get_right()[0]
        assert bar.get_bottom()[1] < line.get_bottom()[1] < line.get_top()[1] < bar.get_top()[1]


def test_refuses_nothing_small_type_and_a_line_that_is_not_there() -> None:
    with pytest.raises(NNVizError, match="empty"):
        CodeListing("  \n ")
    with pytest.raises(NNVizError, match="at least"):
        CodeListing("x", font_size=12)
    with pytest.raises(NNVizError, match="0 to 3"):
        CodeListing(SOURCE).line_height(4)
