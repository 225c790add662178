import numpy as np
import pytest

from nnviz.core import DenseLayer, Network, NNVizError
from nnviz.core.linear import collapse, without_activation


def test_one_layer_answers_as_two_did():
    random = np.random.default_rng(5)
    two = Network.random((7, 5, 3), seed=5, activation="identity")
    two = two.with_layer(0, DenseLayer(two.layers[0].weights, random.normal(size=5), "identity"))
    one = Network([collapse(*two.layers)])
    inputs = random.normal(size=(20, 7))
    assert one.sizes == (7, 3)
    assert np.allclose(one.forward(inputs).outputs, two.forward(inputs).outputs)


def test_a_layer_that_bends_cannot_be_collapsed():
    first, second = Network.random((4, 3, 2), seed=1).layers
    with pytest.raises(NNVizError, match="without an activation function; got sigmoid"):
        collapse(first, second)
    assert collapse(without_activation(first), without_activation(second)).weights.shape == (2, 4)


def test_layers_that_do_not_fit_are_refused():
    layer = DenseLayer([[1.0, 2.0]], [0.0], "identity")
    with pytest.raises(NNVizError, match="a second layer of 1 inputs"):
        collapse(layer, layer)
