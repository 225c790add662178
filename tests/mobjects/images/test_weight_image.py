import numpy as np
import pytest
from manim import DR

from nnviz.core import NNVizError
from nnviz.mobjects import WeightImage, WeightKey
from nnviz.view import COLORBLIND, DARK, LIGHT, STYLE, rgb


@pytest.mark.parametrize("theme", [DARK, LIGHT, COLORBLIND], ids=lambda theme: theme.name)
def test_weights_can_be_read_back_from_the_pixels(theme):
    weights = np.random.default_rng(3).normal(size=(28, 28))
    image = WeightImage(weights, theme=theme)
    drawn = image.picture.pixel_array[..., :3] / 255.0
    hollow = rgb(theme.hollow)
    shades = []
    for sign in (theme.positive, theme.negative):
        way = rgb(sign) - hollow
        along = (drawn - hollow) @ way / (way @ way)
        off = np.abs(drawn - hollow - along[..., None] * way).max(axis=-1)
        shades.append((along, off))
    positive = shades[0][1] <= shades[1][1]
    sizes = np.where(positive, shades[0][0], shades[1][0]).clip(0.0) ** (1.0 / STYLE.weight_gamma)
    back = np.where(positive, 1.0, -1.0) * sizes * image.scale_value
    assert np.abs(back - weights).max() < 0.02 * image.scale_value


def test_pixel_k_stands_in_row_k_over_28():
    image = WeightImage(np.arange(784.0), height=2.8).shift((1.0, 2.0, 0.0))
    centre = image.pixel_centre(28 * 5 + 7)
    left, top = image.picture.get_left()[0], image.picture.get_top()[1]
    assert centre == pytest.approx([left + 0.75, top - 0.55, 0.0])
    last = image.pixel_box(784 - 1, color="#FFFFFF", room=0.0)
    assert last.get_corner(DR) == pytest.approx(image.picture.get_corner(DR))


def test_the_key_names_the_scale_and_the_rule():
    image = WeightImage(np.linspace(-0.5, 2.5, 49), gamma=0.5)
    key = WeightKey.of(image)
    assert [label.text for label in key.numbers] == ["−2.50", "0", "+2.50"]
    assert key.get_top()[1] < image.get_bottom()[1]
    ends = [str(key.bar[0].get_fill_color()), str(key.bar[-1].get_fill_color())]
    assert ends == [DARK.negative, DARK.positive]


def test_what_is_not_a_square_is_refused():
    for shape in [(783,), (2, 8), (0,)]:
        with pytest.raises(NNVizError, match="square"):
            WeightImage(np.zeros(shape))
    with pytest.raises(NNVizError, match="above 0"):
        WeightKey(0.0)
