"""What stands still is not drawn again, and the pictures are the same to the byte."""

from typing import Any

import numpy as np
import pytest
from manim import RIGHT, UP, Circle, Dot, MovingCamera, Scene, Square, VGroup, Wait, tempconfig
from manim.utils.hashing import get_hash_from_play_call

from nnviz.mobjects import Words
from nnviz.stage import NetworkCamera

SIZE: dict[str, Any] = {"pixel_width": 320, "pixel_height": 180}


def drawn(camera, *mobjects):
    camera.reset()
    camera.capture_mobjects(mobjects)
    return camera.pixel_array.copy()


@pytest.fixture
def words():
    return VGroup(*(Words(text, font_size=40) for text in "abc")).arrange(RIGHT).shift(UP)


def move_away(moving, words, camera):
    moving.shift(0.2 * RIGHT)


def move_below(moving, words, camera):
    moving.move_to(words)


def colour_words(moving, words, camera):
    words[1].set_color("#FF0000")


def fade_words(moving, words, camera):
    words.set_opacity(0.5)


def outline_words(moving, words, camera):
    words.set_stroke("#00FF00", width=3)


def shift_words(moving, words, camera):
    words[2].shift(0.1 * UP)


def move_camera(moving, words, camera):
    camera.frame.shift(0.3 * RIGHT)


def zoom_camera(moving, words, camera):
    camera.frame.scale(0.8)


def nothing(moving, words, camera):
    pass


CHANGES = [
    nothing,
    move_away,
    colour_words,
    fade_words,
    move_below,
    outline_words,
    shift_words,
    move_camera,
    zoom_camera,
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_frame_is_that_of_a_moving_camera(change, words):
    moving = Circle(0.7, fill_opacity=0.6, fill_color="#3366FF")
    camera = NetworkCamera(**SIZE)
    for frame in range(8):
        if frame in (3, 5):
            change(moving, words, camera)
        plain = MovingCamera(frame=camera.frame, **SIZE)
        assert np.array_equal(drawn(camera, moving, words), drawn(plain, moving, words)), frame


def test_words_that_stand_still_are_not_drawn_again(words, monkeypatch):
    moving = Dot(radius=0.5).shift(2 * RIGHT)
    camera = NetworkCamera(**SIZE)
    drawn_again = []
    draw = MovingCamera.display_vectorized

    def display_vectorized(self, mobject, context):
        drawn_again.append(mobject)
        return draw(self, mobject, context)

    monkeypatch.setattr(MovingCamera, "display_vectorized", display_vectorized)
    image = Square(fill_opacity=1).set_z_index(1)
    counts = []
    for _ in range(6):
        drawn_again.clear()
        moving.shift(0.01 * RIGHT)
        drawn(camera, words, image)
        counts.append(len(drawn_again))
    family = len([one for one in VGroup(*words, image).get_family() if len(one.points)])
    # Once; then once more, and once on nothing, to see how far it reaches; then never again.
    assert counts == [family, 2 * family, 0, 0, 0, 0]


def test_what_was_drawn_does_not_change_the_key_of_a_clip(words):
    def key(scene):
        return get_hash_from_play_call(
            scene,
            scene.camera,
            [Wait()],
            [words],
            backend="cairo",
            encoder_fingerprint="x",
            renderer_state=(),
        )

    with tempconfig({"dry_run": True}):
        scene = Scene(camera_class=NetworkCamera)
        # The first drawing also sets what any camera of Manim's keeps.
        drawn(scene.camera, words)
        before = key(scene)
        for _ in range(3):
            drawn(scene.camera, words)
        assert key(scene) == before
