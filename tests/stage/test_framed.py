"""A scene is laid out for the shape of the picture that is asked for, if it says that it can be."""

from typing import ClassVar

import pytest
from manim import DOWN, Circle, Rectangle, Square, config, tempconfig

from nnviz.core import NNVizError
from nnviz.film.review.checks import review_scene
from nnviz.mobjects.text import MIN_FONT_SIZE
from nnviz.stage import NetworkScene
from nnviz.view import FRAMES, pixels_for

LONG = "These words are far too many to stand in one line of a narrow frame on a telephone."


class Reflowing(NetworkScene):
    shapes: ClassVar[tuple[str, ...]] = ("16:9", "1:1", "9:16")
    needs_digits = False

    def construct(self):
        self.next_section("One")
        self.say("A caption of forty characters and some more, until it needs two lines.")
        self.parts = Square(), Circle(1.0)
        self.pair = self.fit(self.side_by_side(*self.parts), height=0.7 * self.frame_height)
        self.text = self.words(LONG, font_size=MIN_FONT_SIZE).to_edge(DOWN, buff=0.3)
        self.add(self.pair, self.text)
        self.wait(0.2)
        self.rest(3.0)


class OnlyWide(Reflowing):
    shapes = ("16:9",)


def played(scene_class, shape, tmp_path):
    width, height = pixels_for(shape, 90)
    settings = {"pixel_width": width, "pixel_height": height, "dry_run": True, "frame_rate": 2}
    with tempconfig({**settings, "media_dir": str(tmp_path), "verbosity": "ERROR"}):
        scene = scene_class()
        scene.render()
        assert (scene.camera.frame_width, scene.camera.frame_height) == (
            pytest.approx(config.frame_width),
            pytest.approx(config.frame_height),
        )
    return scene


@pytest.mark.parametrize("shape", FRAMES)
def test_a_scene_fills_the_frame_that_it_is_laid_out_for(shape, tmp_path):
    scene = played(Reflowing, shape, tmp_path)
    assert scene.frame_shape == FRAMES[shape]
    assert min(scene.camera.frame_width, scene.camera.frame_height) == pytest.approx(8.0, rel=0.01)
    frame = scene.frame_shape
    square, circle = scene.parts
    below = square.get_y() - circle.get_y()
    across = circle.get_x() - square.get_x()
    assert (below > 1.0) == frame.is_tall
    assert (across > 1.0) == (not frame.is_tall)
    sizes = (scene.pair.width / frame.safe_width, scene.pair.height / (0.7 * frame.height))
    assert max(sizes) == pytest.approx(1.0)
    assert scene.text.width <= frame.safe_width
    assert scene.text.font_size == pytest.approx(MIN_FONT_SIZE)
    lines = scene.record.captions[0].text.split("\n")
    assert max(map(len, lines)) <= (42 if frame.is_wide else 28)
    assert len(lines) == (2 if frame.is_wide else 3)


def test_a_scene_that_cannot_is_shown_whole_with_room_above_and_below(tmp_path):
    scene = played(OnlyWide, "9:16", tmp_path)
    assert scene.frame_shape == FRAMES["16:9"]
    assert scene.camera.frame_width == pytest.approx(FRAMES["16:9"].width)
    assert scene.camera.frame_height == pytest.approx(FRAMES["16:9"].width * 16 / 9, rel=0.01)


def test_the_review_measures_words_by_the_shorter_side_and_how_much_is_covered():
    width, height = pixels_for("9:16", 90)
    review = review_scene(Reflowing, width=width, height=height, frame_rate=2.0)
    assert review.findings == ()
    assert review.covered == (pytest.approx(0.7, abs=0.3),)
    small = review_scene(OnlyWide, width=width, height=height, frame_rate=2.0)
    assert any("too small: size 18.0" in finding.text for finding in small.findings)
    assert small.covered[0] < review.covered[0]


def test_a_value_is_chosen_by_the_shape(tmp_path):
    class Choosing(NetworkScene):
        shapes = ("16:9", "1:1", "9:16")
        needs_digits = False

        def construct(self):
            self.chosen = self.by_shape("w", tall="t"), self.by_shape("w", tall="t", square="s")
            self.wait(0.5)

    found = {shape: played(Choosing, shape, tmp_path).chosen for shape in FRAMES}
    assert found == {"16:9": ("w", "w"), "1:1": ("w", "s"), "9:16": ("t", "t")}


def test_in_a_square_frame_things_stand_as_they_can_be_larger(tmp_path):
    scene = played(Reflowing, "1:1", tmp_path)
    long, high = Rectangle(width=6, height=1), Rectangle(width=1, height=6)
    assert scene.side_by_side(long, long.copy()).height == pytest.approx(2.6)
    assert scene.side_by_side(high, high.copy()).width == pytest.approx(2.6)


def test_a_shape_that_there_is_not_is_refused(tmp_path):
    class Odd(NetworkScene):
        shapes = ("4:3",)

    with pytest.raises(NNVizError, match="got '4:3'"):
        played(Odd, "16:9", tmp_path)
