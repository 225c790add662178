"""KernelStep, against scipy: the number on screen is the correlation at that place."""

import numpy as np
import pytest
from scipy import ndimage

from framed_picture import Picture
from kernel_step import KernelStep, SlideKernel
from nnviz.core import NNVizError
from nnviz.mobjects import NumberLabel

PHOTO = np.random.default_rng(2).random((12, 16))
KERNEL = np.array([[-1.0, 0.5, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.25, 1.0]])


def numbers_of(step: KernelStep) -> list[NumberLabel]:
    return [label for label in step.numbers if isinstance(label, NumberLabel)]


def test_every_place_gives_the_correlation() -> None:
    expected = ndimage.correlate(PHOTO, KERNEL, mode="nearest")
    step = KernelStep(Picture(PHOTO), KERNEL, centre=(1, 1))
    for row, column in ((1, 1), (5, 9), (10, 14)):
        step.slide_to(row, column)
        assert step.total.value == pytest.approx(expected[row, column], abs=1e-12)
        shown = [float(label.value) for label in numbers_of(step)]
        np.testing.assert_array_equal(
            np.reshape(shown, (3, 3)), PHOTO[row - 1 : row + 2, column - 1 : column + 2]
        )


def test_the_box_stands_on_the_pixel_and_the_window_shows_its_greys() -> None:
    picture = Picture(PHOTO).shift(np.array([-3.0, 0.5, 0.0]))
    step = KernelStep(picture, KERNEL, centre=(4, 7))
    np.testing.assert_allclose(step.box.get_center(), picture.pixel_centre(4, 7), atol=1e-9)
    greys = step.window.picture.pixel_array[..., 0]
    np.testing.assert_array_equal(greys, np.rint(PHOTO[3:6, 6:9] * 255.0))
    for label in numbers_of(step):
        light = label.value > 0.455
        assert label[-1].get_fill_color().to_hex() == ("#000000" if light else "#FFFFFF")


def test_sliding_ends_exactly_where_it_should() -> None:
    step = KernelStep(Picture(PHOTO), KERNEL, centre=(4, 2))
    slide = SlideKernel(step, 4, 12)
    slide.begin()
    slide.interpolate(0.5)
    assert step.centre == (4, 7)
    slide.interpolate(1.0)
    assert step.centre == (4, 12)


def test_refuses_an_even_kernel_and_a_place_at_the_edge() -> None:
    with pytest.raises(NNVizError, match="odd side"):
        KernelStep(Picture(PHOTO), np.eye(2), centre=(3, 3))
    with pytest.raises(NNVizError, match="at least 1 from the edge"):
        KernelStep(Picture(PHOTO), KERNEL, centre=(0, 3))
