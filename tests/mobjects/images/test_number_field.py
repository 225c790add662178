"""Many numbers in one outline: where they stand, what they say, how large they are."""

import numpy as np
import pytest
from manim import RIGHT, UP

from nnviz.core import NNVizError
from nnviz.mobjects import NumberField, NumberLabel


@pytest.fixture
def labels():
    return [NumberLabel(0.25), NumberLabel(-7.0, decimals=0).shift(2 * RIGHT + UP)]


def test_a_field_is_drawn_where_its_labels_stood(labels):
    field = NumberField(labels, color="#FFFFFF")
    for label, boxes in zip(labels, field.boxes(), strict=True):
        glyphs = label.submobjects[1:]
        assert len(boxes) == len(glyphs)
        for glyph, box in zip(glyphs, boxes, strict=True):
            np.testing.assert_allclose(box[:2], glyph.points.min(axis=0)[:2])
            np.testing.assert_allclose(box[2:], glyph.points.max(axis=0)[:2])


def test_a_field_knows_its_size_and_its_places_after_it_was_moved_and_scaled(labels):
    field = NumberField(labels, color="#FFFFFF")
    before = field.boxes()[1]
    field.shift(3 * UP)
    np.testing.assert_allclose(field.boxes()[1], before + np.array([0.0, 3.0, 0.0, 3.0]))
    field.scale(0.5)
    assert field.font_size == pytest.approx(18.0)


def test_no_numbers_are_refused():
    with pytest.raises(NNVizError, match="got none"):
        NumberField([], color="#FFFFFF")
