"""Picture: pixels as they are, where they are said to be."""

import numpy as np
import pytest

from framed_picture import Picture
from nnviz.core import NNVizError
from nnviz.stage import NetworkCamera


# Manim 0.22 asks Pillow for a mode in a way that Pillow 13 takes away.
@pytest.mark.filterwarnings("ignore:.*'mode' parameter:DeprecationWarning")
def test_each_pixel_is_drawn_where_pixel_centre_says() -> None:
    values = np.random.default_rng(3).random((6, 8))
    picture = Picture(values, height=6.0, smooth=False)
    camera = NetworkCamera(pixel_width=256, pixel_height=144, frame_width=14.0, frame_height=7.875)
    camera.capture_mobjects([picture.picture])
    for row, column in ((0, 0), (2, 5), (5, 7)):
        x, y, _ = picture.pixel_centre(row, column)
        pixel = camera.pixel_array[
            round((7.875 / 2 - y) / 7.875 * 144), round((x + 7.0) / 14.0 * 256)
        ]
        assert abs(int(pixel[0]) - values[row, column] * 255) <= 2


def test_colours_stay_colours() -> None:
    picture = Picture(np.full((2, 2, 3), [1.0, 0.0, 0.5]))
    assert picture.picture.pixel_array[0, 0].tolist()[:3] == [255, 0, 128]


@pytest.mark.parametrize("values", [[[2.0]], [[np.nan]], [1.0], np.zeros((2, 2, 4)), [[]]])
def test_refuses_what_is_no_picture(values: object) -> None:
    with pytest.raises(NNVizError, match="expected values"):
        Picture(values)
