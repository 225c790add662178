import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.data import HELD_OUT
from nnviz.data.augment import Augmenter, Variation
from nnviz.data.digits import TUNING
from nnviz.data.evaluation import evaluate
from nnviz.data.recipe import train_digits

STILL = Variation(shift=0, rotation=0, scaling=0, shear=0, bend=0)


def ink_centres(vectors: np.ndarray) -> np.ndarray:
    images = vectors.reshape(-1, 28, 28)
    mass = images.sum(axis=(1, 2))
    rows = (images.sum(axis=2) * np.arange(28)).sum(axis=1) / mass
    columns = (images.sum(axis=1) * np.arange(28)).sum(axis=1) / mass
    return np.stack([rows, columns], axis=1)


def test_a_short_run_rises_and_the_same_seed_gives_the_same_weights(digits):
    losses = []
    part = digits.subset(slice(0, 4000))
    first = train_digits(seed=3, epochs=60, digits=part, on_epoch=lambda p: losses.append(p.loss))
    assert losses[-1] < 0.5 * losses[0]
    one, again, other = (train_digits(seed=n, epochs=2, digits=part) for n in (3, 3, 4))
    assert one.digest == again.digest != other.digest
    tuning = digits.subset(TUNING)
    before = evaluate(one, tuning.vectors(), tuning.labels).accuracy
    after = evaluate(first, tuning.vectors(), tuning.labels).accuracy
    assert after > before + 0.3
    assert after > 0.75


def test_the_shipped_network_is_as_good_as_promised(network, digits):
    held_out = digits.subset(HELD_OUT)
    result = evaluate(network, held_out.vectors(), held_out.labels)
    assert result.total == 1500
    assert result.accuracy >= 0.945


def test_no_variation_changes_nothing(digits):
    vectors = digits.vectors()[:30].astype(np.float32)
    varied = Augmenter(STILL, seed=1, bank=3, group=7).vary(vectors)
    np.testing.assert_allclose(varied, vectors, atol=1e-6)


def test_variations_move_ink_a_little_and_lose_none(digits):
    vectors = digits.vectors()[:400].astype(np.float32)
    varied = Augmenter(Variation(), seed=1, bank=50).vary(vectors)
    moved = np.abs(ink_centres(varied) - ink_centres(vectors)).max(axis=1)
    assert 0.2 < np.median(moved) < 1.5
    assert moved.max() < 4
    ratio = varied.sum(axis=1) / vectors.sum(axis=1)
    assert 0.9 < np.median(ratio) < 1.1
    assert varied.min() >= 0
    assert varied.max() <= 1 + 1e-6


def test_the_same_seed_gives_the_same_variations_and_each_call_new_ones(digits):
    vectors = digits.vectors()[:50].astype(np.float32)
    one, two = (Augmenter(Variation(), seed=5, bank=20, group=5) for _ in range(2))
    first = one.vary(vectors)
    np.testing.assert_array_equal(first, two.vary(vectors))
    assert not np.array_equal(first, one.vary(vectors))


def test_bad_arguments_are_refused(digits):
    for change in ({"shift": -1.0}, {"bend": float("nan")}, {"scaling": 1.0}):
        with pytest.raises(NNVizError, match="expected"):
            Variation(**change)
    with pytest.raises(NNVizError, match="bank"):
        Augmenter(STILL, seed=1, bank=0)
    with pytest.raises(NNVizError, match="seed"):
        train_digits(seed=-1)
    with pytest.raises(NNVizError, match="epochs"):
        train_digits(epochs=0)
    with pytest.raises(NNVizError, match="digits"):
        train_digits(digits=digits.subset(slice(0, 0)))


def test_evaluation_counts_every_answer(network, digits):
    part = digits.subset(slice(7000, 7300))
    result = evaluate(network, part.vectors(), part.labels)
    answers = [network.forward(x).prediction for x in part.vectors()]
    right = sum(a == label for a, label in zip(answers, part.labels.tolist(), strict=True))
    assert result.right == right
    assert result.total == 300
    assert len(result.mistakes) == 300 - right
    assert result.confusion.sum(axis=1).tolist() == np.bincount(part.labels).tolist()
    margins = [mistake.margin for mistake in result.mistakes]
    assert margins == sorted(margins, reverse=True)
    for mistake in result.mistakes:
        assert answers[mistake.index] == mistake.prediction != mistake.label
    for inputs, labels in (
        (part.vectors(), part.labels[:10]),
        (part.vectors()[:0], part.labels[:0]),
        (part.vectors(), part.labels + 5),
    ):
        with pytest.raises(NNVizError, match="expected"):
            evaluate(network, inputs, labels)
