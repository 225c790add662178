import numpy as np
import pytest

from nnviz.core import DenseLayer, Network, NNVizError
from nnviz.data import as_vector, explain_answer


def z_of(network, image, digit):
    """The answer's z, by hand."""
    values = as_vector(image)
    for layer in network.layers:
        z = layer.weights @ values + layer.biases
        values = 1 / (1 + np.exp(-z))
    return z[digit]


def test_a_pixel_s_worth_is_what_z_loses_without_it(network, digits):
    image = digits.image(8700)
    found = explain_answer(network, image)
    assert found.digit == 3
    assert found.z == pytest.approx(z_of(network, image, 3), rel=1e-9)
    rows, columns = np.nonzero(image)
    for k in range(0, len(rows), 9):
        without = image.copy()
        without[rows[k], columns[k]] = 0.0
        want = found.z - z_of(network, without, 3)
        assert found.worth[rows[k], columns[k]] == pytest.approx(want, abs=1e-9)
    assert not found.worth[image == 0].any()


def test_the_places_are_thirds_of_the_ink_s_box_and_add_up(network, digits):
    found = explain_answer(network, digits.image(8700))
    places = dict(found.places)
    assert len(places) == 9
    assert sum(places.values()) == pytest.approx(found.worth.sum())
    best = max(places, key=lambda name: places[name])
    assert f"{best} ({places[best]:+.1f})" in found.words.split("against")[0]


def test_of_a_network_of_one_layer_the_worth_is_weight_times_pixel():
    weights = np.zeros((10, 784))
    weights[4] = np.linspace(-1, 1, 784)
    network = Network([DenseLayer(weights, np.zeros(10))])
    image = np.zeros((28, 28))
    image[20:24, 3:9] = 0.5
    found = explain_answer(network, image)
    np.testing.assert_allclose(found.worth, weights[4].reshape(28, 28) * image, atol=1e-12)
    assert found.digit == 4
    assert "against it, nothing of note" in found.words


def test_an_empty_image_has_no_places(network):
    found = explain_answer(network, np.zeros((28, 28)))
    assert found.places == []
    assert "nowhere" in found.words
    assert not found.worth.any()


def test_a_network_of_other_inputs_is_refused():
    with pytest.raises(NNVizError, match="28 x 28 pixels"):
        explain_answer(Network.random((4, 3), seed=1), np.zeros((28, 28)))
