"""The neuron that tells digits apart: alone, it answers as it does in its network."""

import numpy as np
import pytest

from nnviz.data import as_vector, load_digits, load_network
from telling_neuron import telling_neuron


def test_alone_it_answers_as_in_its_network_from_the_least_to_the_most():
    network, image = load_network(), load_digits().image(8700)
    chosen = telling_neuron(network, image)
    assert chosen.alone.sizes == (16, 1)
    assert np.array_equal(chosen.images[0], image)
    within = [network.forward(as_vector(one)).activations[2][chosen.index] for one in chosen.images]
    assert [float(each.outputs[0]) for each in chosen.passes] == pytest.approx(within)
    assert max(within) - min(within) > 0.9
