import numpy as np
import pytest
from PIL import Image, ImageDraw

from nnviz.data import HELD_OUT, load_digits, preprocess
from nnviz.data.doubt import WARNINGS, doubts


def sheet(draw) -> np.ndarray:
    image = Image.new("L", (240, 200), 255)
    draw(ImageDraw.Draw(image))
    return preprocess(np.asarray(image) / 255.0).image


def one_and_seven(brush: ImageDraw.ImageDraw) -> None:
    brush.line([(70, 40), (66, 160)], fill=0, width=10)
    brush.line([(110, 44), (180, 42), (130, 160)], fill=0, width=10)


def smiley(brush: ImageDraw.ImageDraw) -> None:
    brush.ellipse((40, 20, 200, 180), outline=0, width=9)
    brush.ellipse((85, 70, 101, 86), fill=0)
    brush.ellipse((140, 70, 156, 86), fill=0)
    brush.arc((85, 80, 155, 145), 20, 160, fill=0, width=9)


def letter_w(brush: ImageDraw.ImageDraw) -> None:
    brush.line([(50, 40), (85, 160), (120, 60), (155, 160), (190, 40)], fill=0, width=12)


@pytest.mark.parametrize(
    ("draw", "warning"),
    [
        (one_and_seven, "several"),
        (smiley, "no digit"),
        (letter_w, "no digit"),
    ],
)
def test_what_is_no_single_digit_is_warned_of(network, draw, warning):
    assert doubts(network, [sheet(draw)])[0].warnings == (warning,)
    assert WARNINGS[warning]


def test_most_digits_upside_down_are_warned_of(network):
    held_out = load_digits().subset(HELD_OUT)
    turned = [
        held_out.image(index)[::-1, ::-1]
        for index in range(300)
        if held_out.labels[index] in (2, 3, 4, 7)
    ]
    found = doubts(network, turned)
    assert len(turned) > 80
    assert sum(each.warnings == ("upside down",) for each in found) > 0.65 * len(turned)


def test_held_out_digits_raise_no_false_alarm(network):
    held_out = load_digits().subset(HELD_OUT)
    found = doubts(network, [held_out.image(index) for index in range(1500)])
    assert sum(bool(each.warnings) for each in found) < 15


def test_the_chance_keeps_what_it_promises(network):
    held_out = load_digits().subset(HELD_OUT)
    found = doubts(network, [held_out.image(index) for index in range(1500)])
    right = network.forward(held_out.vectors()).predictions == held_out.labels
    chance = np.array([each.chance for each in found])
    assert abs(chance.mean() - right.mean()) < 0.02
    assert right[chance > 0.98].mean() >= 0.98
    assert 0.5 < right[chance < 0.9].mean() < 0.95
    assert doubts(network, []) == []
