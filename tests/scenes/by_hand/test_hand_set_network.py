"""The network set by hand, drawn: its pictures stand beside their neurons and show its weights."""

import numpy as np
import pytest

from bias_slider import BiasSlider
from by_hand_network import SIDE, by_hand_network, with_bias
from flaw_test import FlawTest
from flawed_digits import flawed_digits
from hand_set_network import HandSetNetwork
from nnviz.view import TALL, WIDE


@pytest.mark.parametrize("frame", [WIDE, TALL], ids=lambda frame: frame.name)
def test_small_pictures_stand_beside_their_neurons_and_do_not_touch(frame):
    drawn = HandSetNetwork(by_hand_network(), frame=frame)
    pictures = drawn.pictures_of_strokes()
    drawn.lay_out_beside(1, pictures)
    drawn.aim_beside(1, pictures)
    along = 0 if frame.is_tall else 1
    places = [picture.target.get_center()[along] for picture in pictures]
    assert places == pytest.approx(list(drawn.neurons[1].centres[:, along]), abs=1e-6)
    gaps = np.abs(np.diff(places)) - pictures[0].target.height
    assert gaps.min() > 0.0


def test_a_picture_of_a_part_is_joined_from_the_strokes_that_raise_it():
    network = by_hand_network()
    picture = HandSetNetwork(network).pictures_of_parts()[0]
    strokes = network.layers[0].weights.reshape(-1, SIDE, SIDE) > 0.0
    wanted = strokes[network.layers[1].weights[0] > 0.0].any(axis=0)
    assert np.array_equal(picture.values > 0.0, wanted)


def test_turning_a_bias_spoils_answers_and_shows_it():
    network, flawed = by_hand_network(), flawed_digits(1)
    test = FlawTest(flawed, network, columns=41, width=13.0)
    assert test.n_right == len(flawed) == 410
    turned = with_bias(network, 1, 0, -18.0)
    assert test.read(turned).n_right == int(flawed.right(turned).sum()) < 410
    assert test.mosaic.wrong_count == 410 - test.n_right
    assert network.layers[1].biases[0] != -18.0


def test_the_handle_stands_at_its_bias():
    slider = BiasSlider(-30.0, -18.0, name="upper loop").stand_at(np.array([1.0, 2.0, 0.0]))
    assert slider.axis.line.get_center() == pytest.approx([1.0, 2.0, 0.0])
    assert slider.set_bias(-24.0).handle.get_center() == pytest.approx([1.0, 2.0, 0.0])
