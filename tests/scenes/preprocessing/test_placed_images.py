"""Digits put elsewhere, and onto paper: against what a plain loop and the way back give."""

import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.data import load_digits, preprocess
from placed_images import on_paper, placed

IMAGE = load_digits().image(8537)


@pytest.mark.parametrize(("right", "down"), [(0, 0), (3, 0), (0, -2), (-4, 5)])
def test_whole_pixels_move_without_a_change(right, down):
    expected = np.zeros((28, 28))
    for row in range(28):
        for column in range(28):
            if 0 <= row - down < 28 and 0 <= column - right < 28:
                expected[row, column] = IMAGE[row - down, column - right]
    assert np.allclose(placed(IMAGE, right=right, down=down), expected, atol=1e-12)


def test_half_a_pixel_is_the_mean_of_two():
    expected = (IMAGE[:, :-1] + IMAGE[:, 1:]) / 2
    assert np.allclose(placed(IMAGE, right=0.5)[:, 1:], expected)


def test_size_scales_the_light_about_the_middle():
    block = np.zeros((28, 28))
    block[10:18, 10:18] = 1.0
    half = placed(block, size=0.5)
    assert half.sum() == pytest.approx(block.sum() / 4, rel=0.02)
    assert np.allclose(half, half[::-1, ::-1])
    with pytest.raises(NNVizError, match="above 0"):
        placed(block, size=0.0)


@pytest.mark.parametrize("index", [8537, 9002, 8601, 8888])
def test_preprocessing_brings_a_digit_back_from_its_paper(index):
    image = load_digits().image(index)
    back = preprocess(on_paper(image, turned=0.0)).image
    # A centre of mass near the middle of two pixels may be rounded to the other one.
    shifts = [np.roll(back, (down, right), (0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    assert max(np.corrcoef(each.ravel(), image.ravel())[0, 1] for each in shifts) > 0.9


def test_the_paper_is_the_same_every_time():
    assert np.array_equal(on_paper(IMAGE), on_paper(IMAGE))
    assert not np.array_equal(on_paper(IMAGE), on_paper(IMAGE, seed=2))
