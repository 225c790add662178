"""WeightWall: each image is where its neuron's place is, in the colours of the encoding."""

import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.view import LIGHT, rgb, weight_image
from weight_wall import WeightWall

WEIGHTS = np.random.default_rng(6).normal(size=(10, 784))


def test_each_image_is_that_of_its_row_of_weights() -> None:
    wall = WeightWall(WEIGHTS, columns=4, scale=2.0, theme=LIGHT)
    pixels = wall.picture.pixel_array[..., :3]
    assert pixels.shape[:2] == (3 * 28 + 2 * 3, 4 * 28 + 3 * 3)
    for index in (0, 5, 9):
        row, column = divmod(index, 4)
        drawn = pixels[row * 31 : row * 31 + 28, column * 31 : column * 31 + 28]
        expected = weight_image(WEIGHTS[index].reshape(28, 28), LIGHT, scale=2.0)
        np.testing.assert_array_equal(drawn, expected)
    ground = np.rint(255.0 * rgb(LIGHT.background))
    assert (pixels[28:31] == ground).all()
    assert (pixels[62:, 62:] == ground).all()


def test_other_weights_keep_the_scale_and_are_seen_by_the_cache() -> None:
    wall = WeightWall(WEIGHTS)
    scale = wall.scale_value
    wall.set_weights(0.5 * WEIGHTS)
    assert wall.scale_value == scale == np.abs(WEIGHTS).max()
    np.testing.assert_array_equal(wall.weights, 0.5 * WEIGHTS)
    expected = weight_image(0.5 * WEIGHTS[0].reshape(28, 28), scale=scale)
    np.testing.assert_array_equal(wall.picture.pixel_array[:28, :28, :3], expected)


def test_refuses_weights_of_other_inputs_or_of_other_neurons() -> None:
    with pytest.raises(NNVizError, match="784"):
        WeightWall(WEIGHTS[:, :10])
    with pytest.raises(NNVizError, match="10"):
        WeightWall(WEIGHTS).set_weights(WEIGHTS[:3])
