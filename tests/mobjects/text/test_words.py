"""Words are set as given, numbers stand where they stood."""

from dataclasses import replace

import numpy as np
import pytest
from manim import RIGHT, UP, tempconfig

from nnviz.core import NNVizError
from nnviz.mobjects import MIN_FONT_SIZE, CodeListing, Maths, NumberLabel, Words
from nnviz.view import DARK


def test_nothing_in_words_is_markup():
    plain = Words('#x $y$ *z* "q" \\ <a> {{b}}')
    assert len(plain.submobjects) == len('#x$y$*z*"q"\\<a>{{b}}')


def test_an_em_of_the_smallest_size_is_twenty_pixels_at_480_lines():
    digit = Words("H", font_size=MIN_FONT_SIZE)
    cap_height_of_inter = 0.727
    assert digit.height * 60 / cap_height_of_inter == pytest.approx(20.0, rel=0.02)


def test_lines_stand_below_one_another():
    one, two = Words("line"), Words("line\nline")
    assert two.height > 2 * one.height
    assert two.width == pytest.approx(one.width, rel=1e-6)


@pytest.mark.parametrize("make", [lambda: Words("  "), lambda: Words("x", font_size=20)])
def test_words_that_nobody_can_read_are_refused(make):
    with pytest.raises(NNVizError):
        make()


@pytest.mark.parametrize(
    ("value", "options", "text"),
    [
        (0.125, {}, "0.12"),
        (-0.001, {}, "0.00"),
        (-1.5, {"decimals": 1}, "−1.5"),
        (2.0, {"signed": True}, "+2.00"),
        (13002, {"decimals": 0, "grouped": True}, "13,002"),
        (98.4, {"decimals": 1, "suffix": " %"}, "98.4 %"),
    ],
)
def test_a_number_is_written_as_asked(value, options, text):
    label = NumberLabel(value, **options)
    assert label.text == text
    assert len(label.submobjects) == 1 + len(text.replace(" ", "")) + text.count("%") * 0


def test_a_label_keeps_its_place_size_and_colour_when_the_value_changes():
    label = NumberLabel(1.0, edge="left").scale(1.7).shift(2 * RIGHT + UP).set_color("#FF0000")
    before, size = label.get_baseline(), label.font_size
    label.set_value(1234.5)
    np.testing.assert_allclose(label.get_baseline(), before)
    assert label.font_size == pytest.approx(size)
    assert label[1].get_fill_color().to_hex() == "#FF0000"
    label.set_value(1.0)
    assert label.get_left()[0] == pytest.approx(before[0], abs=0.1)


def test_digits_have_equal_widths():
    ones, eights = NumberLabel(1111, decimals=0), NumberLabel(8888, decimals=0)
    centres = [[glyph.get_center()[0] for glyph in label[1:]] for label in (ones, eights)]
    np.testing.assert_allclose(np.diff(centres[0]), np.diff(centres[1]), atol=0.03)


def test_a_part_of_a_formula_can_be_taken_by_its_label():
    formula = Maths("{{ a^((1)) : left }} = sigma(z)")
    assert len(formula.select("left").submobjects) == 4


def test_the_bar_of_a_fraction_is_as_thick_the_second_time_and_at_any_resolution():
    def bar(font_size, lines):
        with tempconfig({"pixel_width": lines * 16 // 9, "pixel_height": lines}):
            formula = Maths("a / b", font_size=font_size)
        return max(part.get_stroke_width() for part in formula.family_members_with_points())

    first = bar(48, 1080)
    assert 1.5 < first < 3.0
    assert [bar(48, 1080), bar(48, 90), bar(96, 90)] == pytest.approx([first, first, 2 * first])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Привет", "'П' (U+041F)"),
        ("数字 8", "'数' (U+6570), '字' (U+5B57)"),
        ("رقم", "'ر' (U+0631)"),
        ("a 🙂", "U+1F642"),
    ],
)
def test_a_character_that_the_type_lacks_is_an_error_that_names_it(text, named):
    with pytest.raises(NNVizError) as caught:
        Words(text)
    assert named in str(caught.value)
    assert 'font="NNViz Sans, ' in str(caught.value)


def test_another_font_can_be_named_for_some_words_and_for_a_theme():
    font = "NNViz Sans, Libertinus Serif"
    assert len(Words("Привет", font=font).submobjects) == 6
    theme = replace(DARK, font=font)
    assert len(Words("784 да", theme=theme).submobjects) == 5
    assert Words("784", theme=theme).width == pytest.approx(Words("784").width)
    serif = replace(DARK, font="Libertinus Serif")
    assert Words("784", theme=serif).width < 0.95 * Words("784").width
    number = NumberLabel(-0.5, theme=serif)
    assert number.text == "−0.50"
    assert number.width < 0.95 * NumberLabel(-0.5).width


def test_a_font_that_is_not_there_is_refused_and_a_near_one_offered():
    with pytest.raises(
        NNVizError, match=r"installed; got 'Libertinus Serf'\. Did you mean Libertin"
    ):
        Words("a", font="Libertinus Serf")


def test_formulas_and_code_name_what_they_cannot_draw():
    assert len(Maths('σ(z) "Größe"').submobjects) == 9
    with pytest.raises(NNVizError, match="'数'"):
        Maths('"数" = 1')
    with pytest.raises(NNVizError, match="'数'"):
        CodeListing("数 = 1")
