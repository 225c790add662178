"""Answers, against a loop over single forward passes."""

import numpy as np
import pytest

from nnviz.data import load_digits, load_network
from nnviz.data.answers import Answers


def test_the_same_as_one_forward_pass_after_another() -> None:
    network, digits = load_network(), load_digits().subset(slice(8500, 8900))
    answers = Answers(network, digits)
    passes = [network.forward(vector) for vector in digits.vectors()]
    right = [p.prediction == label for p, label in zip(passes, digits.labels, strict=True)]
    assert answers.predictions.tolist() == [p.prediction for p in passes]
    np.testing.assert_allclose(answers.confidences, [p.confidence for p in passes], rtol=1e-12)
    assert answers.n_right == sum(right)
    assert answers.accuracy == pytest.approx(np.mean(right))


def test_mistakes_are_mistakes_the_surest_first() -> None:
    answers = Answers(load_network(), load_digits().subset(slice(8500, 10000)))
    mistakes = answers.surest_mistakes
    assert len(mistakes) == 1500 - answers.n_right > 0
    assert not answers.is_right[mistakes].any()
    assert (np.diff(answers.confidences[mistakes]) <= 0.0).all()
