import itertools

import numpy as np
import pytest

from nnviz.core import Network
from nnviz.mobjects import TermSum
from nnviz.view import WeightedTerms


@pytest.fixture
def terms():
    pixels = np.random.default_rng(4).random(100)
    pixels[:30] = 0.0
    record = Network.random((100, 2), seed=8).forward(pixels)
    return WeightedTerms.of(record, neuron=1)


def number(text):
    return float(text.replace("−", "-"))


def test_what_is_written_is_the_sum(terms):
    written = TermSum(terms).written()
    assert terms.adds_up_as_written
    assert sum(map(number, written[:-1])) == pytest.approx(number(written[-1]), abs=1e-9)
    assert number(written[-1]) == pytest.approx(
        terms.pre_activation, abs=0.51 * 10**-terms.decimals
    )


def test_each_row_says_what_it_multiplies(terms):
    for index, row in zip(terms.shown, TermSum(terms).term_rows, strict=True):
        weight, _, value, _, product = row
        assert weight.value == terms.weights[index]
        assert value.value == terms.activations[index]
        assert product.value == terms.weights[index] * terms.activations[index]


def test_numbers_stand_under_numbers(terms):
    drawn = TermSum(terms)
    rows = [*drawn.term_rows, *drawn.other_rows, drawn.total_row]
    assert np.ptp([row[-1].get_right()[0] for row in rows]) < 0.01
    heights = [row[-1].get_baseline()[1] for row in rows]
    assert all(high - low > 0.4 for high, low in itertools.pairwise(heights))


def test_inputs_that_are_not_written_are_counted(terms):
    words = [row[0].text for row in TermSum(terms, input_word="neuron").other_rows]
    assert words[0] == f"+ {70 - len(terms.shown)} more neurons"
    assert words[1:] == ["+ 30 dark neurons", "+ bias"]
