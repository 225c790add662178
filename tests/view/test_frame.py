"""A frame of every shape has a shorter side of 8 units, and a picture shows one of them whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnviz.core import NNVizError
from nnviz.view.frame import FRAMES, frame_for, frame_named, frame_shape, pixels_for

pixels = st.integers(16, 4000)
EVERY = tuple(FRAMES)


@given(pixels, pixels, st.lists(st.sampled_from(EVERY), min_size=1, unique=True))
def test_a_picture_shows_the_whole_frame_in_its_own_shape(width, height, shapes):
    frame = frame_for(width, height, shapes)
    seen_width, seen_height = frame_shape(width, height, shapes)
    assert frame.name in shapes
    assert seen_width / seen_height == pytest.approx(width / height)
    assert seen_width >= frame.width - 1e-9
    assert seen_height >= frame.height - 1e-9
    assert seen_width == pytest.approx(frame.width) or seen_height == pytest.approx(frame.height)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("lines", [480, 720, 1080, 1440, 2160])
def test_a_shape_has_its_pixels_and_finds_itself_again(name, lines):
    width, height = pixels_for(name, lines)
    assert min(width, height) == lines
    assert (width % 2, height % 2) == (0, 0)
    assert frame_for(width, height, EVERY) == frame_named(name)
    assert min(frame_shape(width, height, EVERY)) == 8.0


def test_a_scene_of_one_shape_is_shown_with_room_above_as_it_always_was():
    assert frame_shape(1920, 1080) == (8 * 16 / 9, 8.0)
    width, height = frame_shape(480, 854)
    assert (width, height) == (pytest.approx(8 * 16 / 9), pytest.approx(8 * 16 / 9 * 854 / 480))
    assert frame_shape(2100, 900) == (pytest.approx(8 * 21 / 9), 8.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((0, 10), "1 x 1 pixels"),
        ((10, 10, ("4:3",)), "16:9, 1:1, 9:16; got '4:3'"),
        ((10, 10, ()), "got none"),
    ],
)
def test_what_is_no_frame_is_refused(arguments, said):
    with pytest.raises(NNVizError, match=said):
        frame_for(*arguments)
