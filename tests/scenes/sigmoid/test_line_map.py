import numpy as np

from line_map import LineMap
from nnviz.core import sigmoid
from nnviz.mobjects import NumberAxis

MARKS, SUMS = np.arange(-10.0, 11.0), np.array([-6.0, 0.0, 2.5])


def line_map():
    source = NumberAxis(-10, 10, length=12.0).shift((0.0, 2.0, 0.0))
    target = NumberAxis(0, 1, length=6.0).shift((0.0, -1.0, 0.0))
    return source, target, LineMap(source, target, sigmoid, MARKS, SUMS)


def test_it_begins_on_the_source_and_dark():
    source, _, squash = line_map()
    assert np.allclose(squash.neurons.centres, source.points_at(SUMS))
    assert np.allclose(squash.threads.ends, squash.threads.starts)
    assert not squash.neurons.fill_opacities.any()


def test_it_ends_on_the_images_and_lit_by_them():
    source, target, squash = line_map()
    squash.set_share(0.3).set_share(1.0)
    assert np.allclose(squash.neurons.centres, target.points_at(sigmoid(SUMS)))
    assert np.allclose(squash.neurons.fill_opacities, sigmoid(SUMS))
    assert np.allclose(squash.threads.starts, source.points_at(MARKS))
    assert np.allclose(squash.threads.ends, target.points_at(sigmoid(MARKS)))
    assert np.allclose(squash.line.get_start(), target.point(float(sigmoid(-10.0))))
    assert np.allclose(squash.neurons.radii, 0.14)
