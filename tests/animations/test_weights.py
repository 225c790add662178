import numpy as np
import pytest

from nnviz.animations import TakeWeights, WeightsBecomeImage
from nnviz.core import NNVizError
from nnviz.mobjects import ConnectionBatch, WeightImage
from nnviz.view import DARK, rgb

WEIGHTS = np.random.default_rng(6).normal(size=49)


@pytest.fixture
def lines():
    rows, columns = np.divmod(np.arange(49), 7)
    starts = np.stack([columns, -rows], axis=1)
    return ConnectionBatch(
        starts, np.tile([12.0, 0.0], (49, 1)), colors=(0.5, 0.5, 0.5), opacities=0.2
    )


def played(animation, *alphas):
    animation.begin()
    for alpha in alphas:
        animation.interpolate(alpha)
    return animation


def test_connections_end_with_their_weights(lines):
    played(TakeWeights(lines, WEIGHTS, widest=5.0, thinnest=1.0), 0.3, 1.0)
    sizes = np.abs(WEIGHTS) / np.abs(WEIGHTS).max()
    assert np.allclose(lines.opacities, sizes)
    assert np.allclose(lines.widths, 1.0 + 4.0 * sizes)
    assert np.allclose(lines.colors[WEIGHTS < 0], rgb(DARK.negative))
    assert np.allclose(lines.colors[WEIGHTS > 0], rgb(DARK.positive))


def test_the_first_connections_change_first(lines):
    played(TakeWeights(lines, WEIGHTS), 0.4)
    sizes = np.abs(WEIGHTS) / np.abs(WEIGHTS).max()
    assert np.allclose(lines.opacities[:5], sizes[:5])
    assert np.allclose(lines.opacities[-5:], 0.2)


def test_connections_end_as_the_pixels_of_the_image(lines):
    image = WeightImage(WEIGHTS, height=3.5).shift((2.0, 1.0, 0.0))
    played(WeightsBecomeImage(lines, image), 0.5, 1.0)
    assert np.allclose((lines.starts + lines.ends) / 2.0, image.pixel_centres())
    assert np.allclose(lines.ends - lines.starts, [0.5, 0.0, 0.0])
    assert np.allclose(lines.widths, 50.0)
    shade = (np.abs(WEIGHTS) / image.scale_value) ** image.gamma
    drawn = 1.0 - np.exp(-2.0 * lines.opacities)
    assert np.allclose(drawn, np.minimum(shade, 0.86))


def test_as_many_weights_as_connections(lines):
    with pytest.raises(NNVizError, match="each of 49 connections"):
        TakeWeights(lines, WEIGHTS[:48])
    with pytest.raises(NNVizError, match="each of 49 connections; got 36"):
        WeightsBecomeImage(lines, WeightImage(WEIGHTS[:36]))
