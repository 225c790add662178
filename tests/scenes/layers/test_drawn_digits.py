import numpy as np
import pytest

from drawn_digits import DRAWN_PARTS, PARTS_OF_DIGITS, draw_digit, stroke_image
from nnviz.core import NNVizError


def test_a_level_line_covers_as_many_rows_as_it_is_thick():
    drawn = stroke_image([(2.0, 14.0), (26.0, 14.0)], thickness=3.0)
    assert np.allclose(drawn[:, 14], np.where(np.isin(np.arange(28), [13, 14]), 1.0, 0.0)
                       + np.where(np.isin(np.arange(28), [12, 15]), 0.5, 0.0))  # fmt: skip


def test_the_edges_are_the_part_and_the_parts_are_the_digit():
    for part in DRAWN_PARTS.values():
        assert len(part.edges) == part.n_edges
        assert np.allclose(np.maximum.reduce(part.edges), part.image)
    for digit, names in PARTS_OF_DIGITS.items():
        drawn = draw_digit(digit)
        assert all((drawn >= DRAWN_PARTS[name].image).all() for name in names)
        assert drawn[:3].max() == drawn[-2:].max() == drawn[:, :4].max() == 0.0


def test_there_are_sixteen_edges():
    assert sum(part.n_edges for part in DRAWN_PARTS.values()) == 16


def test_errors_say_what_there_is():
    with pytest.raises(NNVizError, match="4, 8, 9; got 7"):
        draw_digit(7)
    with pytest.raises(NNVizError, match="two or more points"):
        stroke_image([(1.0, 2.0)])
