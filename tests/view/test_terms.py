import numpy as np
import pytest

from nnviz.core import DenseLayer, Network, NNVizError
from nnviz.view.terms import WeightedTerms


@pytest.fixture
def record():
    network = Network.random((60, 4, 3), seed=5)
    pixels = np.random.default_rng(2).random(60)
    pixels[::3] = 0.0
    return network.forward(pixels)


def test_every_part_together_is_z(record):
    for neuron in range(4):
        terms = WeightedTerms.of(record, neuron=neuron)
        shown = sum(terms.products[i] for i in terms.shown)
        z = record.layers[0].pre_activations[neuron]
        assert shown + terms.rest + terms.bias == pytest.approx(z, abs=1e-12)
        assert len(terms.shown) + terms.n_rest + terms.n_dark == 60


def test_the_largest_terms_come_first(record):
    terms = WeightedTerms.of(record, neuron=2, shown=[4])
    sizes = np.abs(record.contributions(0)[2])
    assert np.abs(terms.products[terms.shown]).tolist() == sorted(sizes, reverse=True)[:4]


def test_what_is_written_adds_up_in_every_digit():
    rng = np.random.default_rng(11)
    as_written = 0
    for seed in range(60):
        record = Network.random((40, 1), seed=seed).forward(rng.random(40))
        terms = WeightedTerms.of(record)
        written = [*terms.products[terms.shown], terms.rest, terms.bias]
        total = sum(round(float(part), terms.decimals) for part in written)
        z = round(terms.pre_activation, terms.decimals)
        assert terms.adds_up_as_written == (abs(total - z) < 0.1 * 10**-terms.decimals)
        as_written += terms.adds_up_as_written
    assert as_written >= 57


def test_deeper_layers_have_their_own_inputs(record):
    terms = WeightedTerms.of(record, layer=1, neuron=1, shown=[2])
    assert np.array_equal(terms.activations, record.activations[1])
    assert terms.n_dark == 0


def test_terms_of_another_sum_are_refused():
    with pytest.raises(NNVizError, match="add up to z = 9"):
        WeightedTerms(np.ones(2), np.ones(2), 0.0, 9.0, np.array([0]))
    network = Network([DenseLayer([[1.0, 2.0]], [0.0])])
    with pytest.raises(NNVizError, match="neuron from 0 to 0; got 3"):
        WeightedTerms.of(network.forward([1.0, 1.0]), neuron=3)
