import numpy as np
import pytest

from knob_wall import KnobWall, TurnKnobs
from nnviz.core import Network, NNVizError
from nnviz.view import STYLE


def test_every_number_of_the_network_is_a_knob_in_order():
    network = Network.random((5, 4, 3), seed=2)
    wall = KnobWall.of(network)
    assert len(wall.rings) == len(wall.hands) == network.parameter_count == 39
    first, second = network.layers
    expected = [first.weights.ravel(), first.biases, second.weights.ravel(), second.biases]
    assert np.array_equal(wall.values, np.concatenate(expected))
    turned = np.abs(wall.displayed_angles()) / np.radians(135.0)
    assert turned[:20].max() == pytest.approx(1.0)
    assert turned[24:36].max() == pytest.approx(1.0)


def test_values_can_be_read_back_from_the_hands_and_the_light():
    values = np.array([-3.0, -0.2, 0.0, 0.7, 2.5])
    wall = KnobWall(values)
    share = wall.displayed_angles() / np.radians(135.0)
    back = np.sign(share) * np.abs(share) ** (1.0 / STYLE.turn_gamma) * 3.0
    assert np.allclose(back, values, atol=1e-9)
    assert np.allclose(wall.rings.fill_opacities, 0.8 * np.abs(share))


def test_knobs_turn_from_the_top_to_their_values():
    wall = KnobWall(np.linspace(-1.0, 1.0, 11), turned=0.0)
    turning = TurnKnobs(wall, lag=0.5)
    turning.begin()
    assert np.allclose(wall.displayed_angles(), 0.0)
    turning.interpolate(0.5)
    assert wall.displayed_angles()[0] == pytest.approx(wall.angles()[0])
    assert wall.displayed_angles()[-1] == pytest.approx(0.0)
    turning.interpolate(1.0)
    assert np.allclose(wall.displayed_angles(), wall.angles())


def test_a_scale_below_its_value_is_refused():
    with pytest.raises(NNVizError, match="not below the values"):
        KnobWall([1.0, 2.0], scales=[1.0, 1.5])
    with pytest.raises(NNVizError, match="got none"):
        KnobWall([])
