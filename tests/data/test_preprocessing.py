import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnviz.core import NNVizError
from nnviz.data import as_vector, preprocess
from nnviz.data.preprocessing.arrays import (
    area_average,
    closing,
    interpolate,
    round_half_up,
    window_mean,
)


def picture(height: int = 120, width: int = 100) -> np.ndarray:
    """A dark 7 on light paper."""
    grey = np.full((height, width), 0.95)
    grey[25:35, 30:70] = 0.1
    for row in range(35, 95):
        left = 62 - (row - 35) // 3
        grey[row, left : left + 9] = 0.1
    return grey


def test_every_shipped_digit_passes_unchanged_in_both_polarities(digits):
    for index in range(0, 10_000, 50):
        image = digits.image(index)
        fitted = preprocess(image)
        assert fitted.unchanged
        assert fitted.light_ink
        assert fitted.image.tobytes() == image.tobytes()
        turned = preprocess(1.0 - image)
        assert turned.unchanged
        assert not turned.light_ink
        np.testing.assert_allclose(turned.image, image, atol=1e-15)


def test_an_enlarged_digit_comes_back_nearly_as_it_was(digits):
    differences = []
    for index in range(9000, 9040):
        large = np.kron(digits.image(index), np.ones((8, 8)))
        fitted = preprocess(0.9 - 0.8 * large)
        assert not fitted.unchanged
        differences.append(np.abs(fitted.image - digits.image(index)).mean())
    assert np.mean(differences) < 0.04


def test_the_result_is_what_the_docstring_says():
    fitted = preprocess(picture())
    image = fitted.image
    assert image.shape == (28, 28)
    assert max(fitted.resized.shape) == 20
    top, left = fitted.shift
    rows, columns = fitted.resized.shape
    np.testing.assert_array_equal(image[top : top + rows, left : left + columns], fitted.resized)
    assert image.sum() == pytest.approx(fitted.resized.sum())
    for axis in (0, 1):
        centre = (image.sum(axis=1 - axis) * np.arange(28)).sum() / image.sum()
        assert round_half_up(centre) == 14
    assert (fitted.box.top, fitted.box.bottom) == (25, 95)
    assert (fitted.box.left, fitted.box.right) == (30, 71)
    assert fitted.threshold == pytest.approx(0.45, abs=0.35)
    assert image.max() == 1.0


def test_every_step_is_kept_and_can_be_drawn():
    fitted = preprocess(picture())
    names = [step.name for step in fitted.steps]
    assert names == ["source", "paper", "ink", "digit", "cropped", "redrawn", "resized", "image"]
    for step in fitted.steps:
        assert step.title
        assert step.array.ndim == 2
        assert 0 <= step.array.min() <= step.array.max() <= 1
    with pytest.raises(ValueError, match="read-only"):
        fitted.image[0, 0] = 1.0


@pytest.mark.parametrize(
    "change",
    [
        lambda g: 1.0 - g,
        lambda g: g * 0.5,
        lambda g: 0.3 + 0.5 * g,
        lambda g: g * np.linspace(1.0, 0.5, g.shape[1]),
        lambda g: g * np.linspace(0.6, 1.0, g.shape[0])[:, None],
        lambda g: g * np.where(np.arange(g.shape[1]) > 50, 0.65, 1.0),
        lambda g: np.clip(g + np.random.default_rng(1).normal(0, 0.04, g.shape), 0, 1),
        lambda g: np.pad(g, 60, constant_values=0.95),
        lambda g: np.kron(g, np.ones((4, 4))),
    ],
    ids=[
        "inverted", "dark", "faint", "light from the left", "light from below", "shadow", "noise",
        "far away", "large",
    ],
)  # fmt: skip
def test_light_size_and_place_hardly_matter(change):
    plain = preprocess(picture()).image
    changed = preprocess(change(picture())).image
    assert np.corrcoef(plain.ravel(), changed.ravel())[0, 1] > 0.93
    assert np.abs(plain - changed).mean() < 0.03


def test_specks_and_a_dark_edge_are_not_ink():
    grey = picture()
    grey[5, 5] = grey[110:112, 90:92] = 0.0
    grey[:, :3] = 0.0
    fitted = preprocess(grey)
    assert (fitted.box.top, fitted.box.left) == (25, 30)
    assert np.abs(fitted.image - preprocess(picture()).image).mean() < 0.02


@pytest.mark.parametrize("frame", [15, 40, 80])
@pytest.mark.parametrize("inverted", [False, True])
def test_a_sheet_on_a_table_is_cut_out(frame, inverted):
    table = np.pad(picture(), frame, constant_values=0.25)
    fitted = preprocess(1.0 - table if inverted else table)
    assert fitted.light_ink == inverted
    assert np.abs(fitted.image - preprocess(picture()).image).mean() < 0.02


@pytest.mark.parametrize("value", [0.0, 0.3])
@pytest.mark.parametrize("wide", [3, 8])
def test_a_frame_around_the_picture_is_left_out(wide, value):
    fitted = preprocess(np.pad(picture(), wide, constant_values=value))
    assert fitted.window is not None
    assert fitted.window.top > wide
    assert np.abs(fitted.image - preprocess(picture()).image).mean() < 0.02


def test_a_digit_that_is_cut_tight_is_no_frame(network):
    seven = np.ones((60, 40))
    seven[:8] = 0.1
    for row in range(8, 60):
        left = 32 - row // 3
        seven[row, left : left + 8] = 0.1
    fitted = preprocess(seven)
    assert fitted.window is None
    assert network.forward(as_vector(fitted.image)).prediction == 7


def test_a_digit_in_two_parts_keeps_both():
    grey = picture()
    grey[60:66] = 0.95
    fitted = preprocess(grey)
    assert (fitted.box.top, fitted.box.bottom) == (25, 95)


@pytest.mark.parametrize(
    ("grey", "message"),
    [
        (np.full((50, 50), 0.7), "blank"),
        (np.zeros((50, 50)), "blank"),
        (
            np.clip(np.random.default_rng(0).normal(0.8, 0.02, (200, 200)), 0, 1),
            "blank|faint|too small",
        ),
        (np.clip(np.random.default_rng(0).normal(0.5, 0.15, (200, 200)), 0, 1), "specks|strokes"),
        (np.random.default_rng(0).uniform(size=(90, 90)), "specks|strokes"),
        (np.full((50, 50), 0.7) - 0.02 * np.eye(50), "faint"),
        (np.ones((7, 40)), "at least 8 x 8"),
        (np.ones((40, 0)), "at least 8 x 8"),
        (np.ones((40, 40, 3)), "2 axes"),
        (np.full((40, 40), 1.5), r"\[0, 1\]"),
        (np.full((40, 40), -0.5), r"\[0, 1\]"),
        (np.full((40, 40), np.nan), "NaN"),
        (np.array([["a"]]), "real numbers"),
    ],
)
def test_what_shows_no_digit_is_refused(grey, message):
    with pytest.raises(NNVizError, match=message):
        preprocess(grey)


def test_a_tiny_digit_in_a_large_picture_is_refused():
    grey = np.ones((900, 900))
    grey[450:458, 450:453] = 0.0
    with pytest.raises(NNVizError, match="too small"):
        preprocess(grey)


def slow_area_average(image: np.ndarray, rows: int, columns: int) -> np.ndarray:
    out = np.zeros((rows, columns))
    high, wide = image.shape[0] / rows, image.shape[1] / columns
    for i in range(rows):
        for j in range(columns):
            for r in range(image.shape[0]):
                for c in range(image.shape[1]):
                    down = max(0.0, min((i + 1) * high, r + 1) - max(i * high, r))
                    right = max(0.0, min((j + 1) * wide, c + 1) - max(j * wide, c))
                    out[i, j] += image[r, c] * down * right
    return out / (high * wide)


@settings(max_examples=30, deadline=None)
@given(
    shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    rows=st.integers(1, 9),
    columns=st.integers(1, 9),
    seed=st.integers(0, 99),
)
def test_area_average_equals_its_definition_and_keeps_the_mean(shape, rows, columns, seed):
    image = np.random.default_rng(seed).uniform(size=shape)
    averaged = area_average(image, rows, columns)
    np.testing.assert_allclose(averaged, slow_area_average(image, rows, columns), atol=1e-12)
    assert averaged.mean() == pytest.approx(image.mean())


@settings(max_examples=30, deadline=None)
@given(shape=st.tuples(st.integers(1, 8), st.integers(1, 8)), radius=st.integers(1, 4))
def test_windows_equal_their_definition(shape, radius):
    image = np.random.default_rng(shape).uniform(size=shape)

    def over_windows(values: np.ndarray, function) -> np.ndarray:
        return np.array(
            [
                [
                    function(
                        values[
                            max(r - radius, 0) : r + radius + 1, max(c - radius, 0) : c + radius + 1
                        ]
                    )
                    for c in range(shape[1])
                ]
                for r in range(shape[0])
            ]
        )

    np.testing.assert_allclose(window_mean(image, radius), over_windows(image, np.mean))
    expected = over_windows(over_windows(image, np.max), np.min)
    np.testing.assert_array_equal(closing(image, radius), expected)


def test_interpolation_is_exact_on_slopes_between_the_centres():
    cells = np.add.outer(np.arange(4.0), 10 * np.arange(3.0))
    fine = interpolate(cells, 16, 12)
    rows = np.clip((np.arange(16) + 0.5) / 4 - 0.5, 0, 3)
    columns = np.clip((np.arange(12) + 0.5) / 4 - 0.5, 0, 2)
    np.testing.assert_allclose(fine, np.add.outer(rows, 10 * columns), atol=1e-12)


def test_round_half_up_is_floor_of_x_plus_a_half():
    assert [round_half_up(x) for x in (0.5, 1.5, 2.5, -0.5, 2.4999)] == [1, 2, 3, 0, 2]
    assert math.floor(13.5 + 0.5) == round_half_up(13.5) == 14
