import itertools

import numpy as np
import pytest
from manim import Square

from nnviz.core import NNVizError
from nnviz.mobjects import PictureEquation


def test_signs_stand_between_their_pictures_and_captions_below():
    row = PictureEquation(
        [Square(1.0), Square(2.0), Square(1.0)], "=+", captions=["whole", "", "part"]
    )
    places = [row.pictures[0], row.signs[0], row.pictures[1], row.signs[1], row.pictures[2]]
    for left, right in itertools.pairwise(places):
        assert left.get_right()[0] < right.get_left()[0]
    assert [words.text for words in row.captions] == ["whole", "part"]
    assert row.captions[1].get_x() == pytest.approx(row.pictures[2].get_x())
    assert row.captions[1].get_top()[1] < row.pictures[2].get_bottom()[1]
    assert np.allclose(row.get_center(), 0.0)


def test_a_sign_too_many_is_refused():
    with pytest.raises(NNVizError, match="2 pictures; got 2"):
        PictureEquation([Square(), Square()], "==")
    with pytest.raises(NNVizError, match="2 captions; got 1"):
        PictureEquation([Square(), Square()], "=", captions=["one"])
