import numpy as np
import pytest

from image_mosaic import ImageMosaic
from nnviz.core import NNVizError
from nnviz.view import DARK, rgb


def test_each_image_stands_in_its_cell_pixel_for_pixel():
    images = np.random.default_rng(2).integers(0, 2, (5, 9, 9)).astype(float)
    mosaic = ImageMosaic(images, columns=3, width=6.0)
    drawn = mosaic.picture.pixel_array
    assert drawn.shape[:2] == (2 * 13, 3 * 13)
    fourth = drawn[13 + 2 : 26 - 2, 2:11, 0]
    assert ((fourth > 128) == (images[3] > 0.5)).all()


def test_only_the_wrong_ones_have_a_border():
    mosaic = ImageMosaic(np.ones((4, 9, 9)), columns=2).set_right([True, False, True, True])
    border = mosaic.picture.pixel_array[1, ::13, :3][:2], mosaic.picture.pixel_array[1, 1::13, :3]
    assert np.allclose(border[1][1] / 255.0, rgb(DARK.accent), atol=0.01)
    assert np.allclose(border[1][0] / 255.0, rgb(DARK.background), atol=0.01)
    assert mosaic.wrong_count == 1
    assert mosaic.set_right([True] * 4).wrong_count == 0


def test_as_many_answers_as_images():
    with pytest.raises(NNVizError, match="each of 4 images"):
        ImageMosaic(np.ones((4, 9, 9)), columns=2).set_right([True])
