"""What is lit belongs to the image on screen also for another digit, and for another network.

For the default ones, `test_scenes.py` asks it of every scene.
"""

import numpy as np
import pytest
from golden.stills import scene_class

from nnviz.core import DenseLayer, Network
from nnviz.data import Subject, load_digits, load_network
from nnviz.film.review.truth import TruthWatch
from nnviz.film.review.unpainted import dry_run, look_on

pytestmark = pytest.mark.no_cover

# Those in which an image, or what is made of it, changes; one of each kind.
SCENES = ("OutputLayer", "NotPerfect", "NeuronIsAFunction", "Weights", "Bias", "MatrixForm")


def other_network():
    rng = np.random.default_rng(7)
    return Network(
        [
            DenseLayer(rng.normal(0.0, 0.1, (32, 784)), np.zeros(32), activation="relu"),
            DenseLayer(rng.normal(0.0, 0.3, (16, 32)), np.zeros(16), activation="relu"),
            DenseLayer(rng.normal(0.0, 0.3, (10, 16)), np.zeros(10), activation="softmax"),
        ]
    )


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize(("index", "make"), [(8604, load_network), (8611, other_network)])
def test_nothing_is_lit_that_is_not_so(name, index, make):
    digits = load_digits()
    subject = Subject(make(), digits.image(index), digits.label(index), f"digit {index}")
    watch = TruthWatch(subject)
    with dry_run():
        look_on(scene_class(name)(subject=subject), watch.look)
    assert watch.findings == []
