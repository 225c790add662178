import numpy as np
import pytest

from nnviz.core import DenseLayer, Network, NNVizError
from nnviz.core.flips import blend, find_flips

COMPARE = Network([DenseLayer(np.eye(3), np.zeros(3), "identity")])


def test_each_change_is_found_exactly_and_in_order():
    flips = find_flips(COMPARE, lambda t: [1.0 - t, 0.7, 2.0 * t - 0.6])
    assert [(flip.before, flip.after) for flip in flips] == [(0, 1), (1, 2)]
    assert [flip.at for flip in flips] == pytest.approx([0.3, 0.65], abs=1e-9)


def test_the_answer_is_the_old_one_before_a_flip_and_the_new_one_at_it():
    first, second = np.random.default_rng(3).normal(scale=5.0, size=(2, 12))
    network = Network.random((12, 8, 4), seed=3)
    seen = [find_flips(network, lambda t: blend(first, second, t)) for _ in range(2)]
    assert seen[0] == seen[1]
    flips = seen[0]
    assert flips
    for flip in flips:
        assert network.forward(blend(first, second, flip.at)).prediction == flip.after
        assert network.forward(blend(first, second, flip.at - 1e-9)).prediction == flip.before


def test_a_path_without_a_change_has_no_flips():
    assert find_flips(COMPARE, lambda t: [1.0, t * 0.5, 0.0]) == ()


def test_shares_and_shapes_are_checked():
    with pytest.raises(NNVizError, match="share in"):
        blend([0.0], [1.0], 1.5)
    with pytest.raises(NNVizError, match="of one shape"):
        blend([0.0], [1.0, 2.0], 0.5)
