"""Every scene that says it can be laid out for another shape is clean in it."""

import pytest
from golden.stills import scene_class

from nnviz.film.plan.catalogue import find_scenes
from nnviz.film.review.checks import review_scene
from nnviz.view import pixels_for

ENTRIES = find_scenes()
OTHERS = [
    (entry, shape)
    for entry in ENTRIES
    for shape in scene_class(entry.name).shapes
    if shape != "16:9"
]
FILLING = ("Propagation", "NeuronHoldsANumber", "Weights", "SigmoidCurve", "MatrixForm")
"""In these the subject covers at least `COVERED` of the longer side, from its first section on."""

COVERED = 0.6


@pytest.mark.parametrize(
    ("entry", "shape"), OTHERS, ids=[f"{entry.name}-{shape}" for entry, shape in OTHERS]
)
def test_a_scene_in_another_shape_keeps_its_words_inside_apart_and_readable(entry, shape):
    width, height = pixels_for(shape, 90)
    review = review_scene(scene_class(entry.name), width=width, height=height, frame_rate=2.0)
    assert review.findings == ()
    assert len(review.sections) >= 2
    assert all(caption["text"].count("\n") <= 3 for caption in review.record["captions"])
    if entry.name in FILLING:
        # At the end of every section, and not only of the scene.
        assert min(review.covered) >= COVERED, review.covered


def test_the_catalogue_says_which_shapes_a_scene_supports():
    for entry in ENTRIES:
        assert entry.shapes == scene_class(entry.name).shapes, entry.name
