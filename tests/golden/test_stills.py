"""The last frames of five scenes are as they were kept, and something moved does not go unseen.

``.venv/bin/python tests/golden/stills.py`` draws the kept pictures again; see there.
"""

import numpy as np
import pytest
from scipy import ndimage

from golden.stills import GOLDEN, TOLERANCE, apart, kept, last_frame, played


@pytest.fixture(scope="module", params=GOLDEN)
def name(request):
    return request.param


def test_a_scene_ends_as_it_did(name):
    distance = apart(last_frame(played(name)), kept(name))
    assert distance <= TOLERANCE, (
        f"the last frame of {name} is {distance:.1f} from the picture that is kept, more than "
        f"{TOLERANCE:g}. If it is meant to be: python tests/golden/stills.py {name}"
    )


@pytest.mark.parametrize("step", [(1 / 15, 0), (0, 1 / 17), (-1 / 15, -1 / 17)])
def test_edges_may_be_smoothed_otherwise(name, step):
    """Cairo counts how much of a pixel is covered on 15 by 17 places: be one of them off."""
    picture = kept(name).astype(np.float64)
    shifted = ndimage.shift(picture, (*step, 0), order=1, mode="nearest")
    noise = np.random.default_rng(0).integers(-2, 3, picture.shape)
    assert 0.0 < apart(shifted + noise, picture) <= TOLERANCE


def test_a_neuron_that_has_moved_by_its_radius_is_seen():
    scene = played("Propagation")
    before = last_frame(scene)
    for neurons in scene.drawn.neurons[1:]:
        stood = neurons.points.copy()
        for index, radius in enumerate(neurons.radii):
            moved = stood.reshape(len(neurons), -1, 3).copy()
            moved[index, :, 1] += radius
            neurons.points = moved.reshape(-1, 3)
            assert apart(last_frame(scene), before) > 1.5 * TOLERANCE
        neurons.points = stood
    assert apart(last_frame(scene), before) == 0.0
