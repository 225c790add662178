"""What a scene makes is in its theme, and is what the class alone would have made."""

import numpy as np
import pytest
from manim import tempconfig

from nnviz.mobjects import DigitImage, Maths, NumberLabel, SignKey, Words
from nnviz.stage import NetworkScene
from nnviz.view import LIGHT


@pytest.fixture
def scene(tmp_path):
    settings = {"dry_run": True, "media_dir": str(tmp_path), "pixel_width": 160}
    with tempconfig({**settings, "pixel_height": 90}):
        yield NetworkScene(theme="light")


def color(mobject):
    return mobject.family_members_with_points()[-1].get_fill_color().to_hex()


def test_words_numbers_and_formulas_take_the_ink_of_the_theme(scene):
    made = {Words: scene.words("one"), NumberLabel: scene.number(1.5), Maths: scene.maths("z")}
    for kind, mobject in made.items():
        assert type(mobject) is kind
        assert color(mobject) == LIGHT.ink
    label = scene.number(-2.0, decimals=0, color=LIGHT.accent)
    assert (label.text, color(label)) == ("−2", LIGHT.accent)


def test_an_image_is_that_of_the_scene_unless_values_are_given(scene):
    own = scene.image(height=4.0)
    assert type(own) is DigitImage
    assert own.theme is LIGHT
    assert own.height == pytest.approx(4.0, abs=0.1)
    assert np.array_equal(own.values, scene.pixels)
    assert np.array_equal(scene.image(np.eye(5)).values, np.eye(5))


def test_anything_with_a_theme_can_be_made_and_another_theme_be_given(scene):
    assert scene.make(DigitImage, np.eye(3), height=2.0).theme is LIGHT
    assert isinstance(scene.make(SignKey), SignKey)
    dark = NetworkScene(theme="dark").theme
    assert scene.make(DigitImage, np.eye(3), theme=dark).theme is dark
