import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.view import calibration_figure, worth_figure
from nnviz.view.figures_reading import _groups


def test_groups_are_of_like_chance_and_the_error_is_the_mean_distance():
    said = np.array([0.05, 0.07, 0.55, 0.95, 0.97, 1.0])
    right = np.array([False, True, True, True, True, False])
    groups, error = _groups(said, right, 10)
    assert [(count, round(part, 3)) for _, part, count in groups] == [(2, 0.5), (1, 1), (3, 0.667)]
    by_hand = (2 * abs(0.06 - 0.5) + abs(0.55 - 1) + 3 * abs(said[3:].mean() - 2 / 3)) / 6
    assert error == pytest.approx(by_hand)


def test_a_group_of_few_is_left_out_and_counted():
    said = np.concatenate([np.full(40, 0.95), np.full(3, 0.15)])
    svg = calibration_figure(said, said > 0.5, data="a test").to_svg()
    assert svg.count("<circle") == 1
    assert "3 answers, in groups of fewer than 5, are not drawn" in svg
    assert "a test: 43 answers, off by 5.7 % on average" in svg


def test_the_worth_of_each_pixel_is_drawn_beside_the_image():
    image = np.eye(4)
    figure = worth_figure(image, image - 0.5 * np.fliplr(image), answer="1", caption="by hand")
    svg = figure.to_svg()
    assert "4 pixels spoke for the 1 and 4 against it; one pixel did at most 1.00." in svg
    assert "what each pixel did for the 1" in svg
    assert "by hand" in svg


def test_what_does_not_fit_is_refused():
    for image, worth in ((np.zeros(4), np.zeros(4)), (np.zeros((2, 2)), np.zeros((2, 3)))):
        with pytest.raises(NNVizError, match="one shape"):
            worth_figure(image, worth, answer="0")
    for said, right in (([], []), ([0.5], [True, False])):
        with pytest.raises(NNVizError, match="one chance for each"):
            calibration_figure(said, right)
