import numpy as np

from nnviz.data import Digits, centre_of_mass
from nnviz.data.drawing import hands
from nnviz.data.recipe import training_digits
from nnviz.data.writing import other_pens, written_digits
from nnviz.data.writing.forms import WAYS


def test_written_digits_are_fitted_as_the_shipped_ones_are():
    written = written_digits(200, seed=5)
    assert written.labels.tolist() == [k % 10 for k in range(200)]
    for image in written.images:
        rows, columns = np.nonzero(image)
        assert 18 <= max(np.ptp(rows), np.ptp(columns)) + 1 <= 20
        assert np.abs(np.array(centre_of_mass(image / 255.0)) - 14).max() <= 0.5 + 1e-9
        assert image.max() == 255


def test_no_two_are_alike_and_the_same_seed_gives_the_same():
    one, again, other = (written_digits(60, seed=seed) for seed in (5, 5, 6))
    np.testing.assert_array_equal(one.images, again.images)
    assert len({image.tobytes() for image in one.images}) == 60
    assert not np.array_equal(one.images, other.images)


def test_every_way_stays_near_its_square():
    generator = np.random.default_rng(2)
    for ways in WAYS:
        for form, often in ways:
            assert often > 0
            for _ in range(20):
                points = np.concatenate([np.array(line) for line in form(generator)])
                assert np.ptp(points[:, 1]) >= 0.85
                assert np.abs(points - 0.5).max() < 1.1


def test_training_writes_by_forms_of_its_own():
    tested = {points for _, lines in hands.STYLES.values() for points in lines}
    generator = np.random.default_rng(3)
    for ways in WAYS:
        for form, _ in ways:
            assert not {tuple(map(tuple, line)) for line in form(generator)} & tested


def test_another_pen_changes_the_width_and_keeps_the_digit(digits, network):
    part = digits.subset(slice(0, 60))
    drawn = other_pens(part, seed=4)
    np.testing.assert_array_equal(drawn.labels, part.labels)
    ink = drawn.images.sum(axis=(1, 2)) / part.images.sum(axis=(1, 2))
    assert ink.min() < 0.8
    assert ink.max() > 1.2
    rights = [
        (network.forward(each.vectors()).predictions == part.labels).sum() for each in (part, drawn)
    ]
    assert rights[1] >= rights[0] - 4


def test_an_empty_image_stays_empty():
    nothing = Digits(np.zeros((1, 28, 28), dtype=np.uint8), np.zeros(1, dtype=np.uint8))
    assert not other_pens(nothing, seed=1).images.any()


def test_held_out_digits_are_not_trained_on(digits):
    some = training_digits(slice(0, 30))
    np.testing.assert_array_equal(some.images[:30], digits.images[:30])
    assert len(some) == 30 + 30 + 3000
