"""Encodings are monotone, symmetric, bounded and can be read back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from nnviz.core import NNVizError
from nnviz.view.color import contrast_ratio, mix, rgb, rgb_to_hex
from nnviz.view.encoding import (
    activation_opacity,
    activation_scale,
    neuron_colors,
    relative_size,
    sign_colors,
    text_on_opacity,
    weight_image,
)
from nnviz.view.style import STYLE
from nnviz.view.theme import DARK, LIGHT, THEMES, Theme, theme_named

numbers = st.floats(-1e6, 1e6, allow_nan=False)
vectors = arrays(np.float64, st.integers(1, 40), elements=numbers)


@given(arrays(np.float64, st.integers(1, 40), elements=st.floats(0, 1)))
def test_an_activation_in_the_unit_interval_is_its_own_opacity(values):
    np.testing.assert_array_equal(activation_opacity(values), values)


@given(vectors)
def test_opacity_times_scale_and_sign_gives_the_activation_back(values):
    scale = activation_scale(values)
    opacity = activation_opacity(values, scale=scale)
    assert ((opacity >= 0) & (opacity <= 1)).all()
    np.testing.assert_allclose(opacity * scale * np.sign(values), values, rtol=1e-12, atol=1e-300)


@given(vectors)
def test_sizes_are_symmetric_monotone_and_reach_one(values):
    sizes = relative_size(values, gamma=STYLE.signal_gamma)
    np.testing.assert_array_equal(sizes, relative_size(-values, gamma=STYLE.signal_gamma))
    order = np.argsort(np.abs(values), kind="stable")
    assert (np.diff(sizes[order]) >= 0).all()
    if np.abs(values).max() > 1e-300:
        assert sizes.max() == 1.0


@given(arrays(np.float64, st.integers(1, 40), elements=st.floats(-1e6, 1e6).filter(bool)))
def test_signs_have_two_colours_that_swap_with_the_sign(values):
    colors, swapped = sign_colors(values), sign_colors(-values)
    assert (np.abs(colors - swapped).max(axis=1) > 0.1).all()
    positive = np.tile(rgb(DARK.positive), ((values > 0).sum(), 1))
    np.testing.assert_array_equal(colors[values > 0], positive)


def test_a_negative_activation_takes_the_negative_colour():
    np.testing.assert_array_equal(neuron_colors([-0.5, 0.5]), [rgb(DARK.negative), rgb(DARK.lit)])


def test_a_weight_image_has_the_hollow_colour_at_zero_and_the_sign_colours_at_the_ends():
    image = weight_image([[-2.0, 0.0, 2.0]])
    for pixel, color in zip(image[0], (DARK.negative, DARK.hollow, DARK.positive), strict=True):
        assert rgb_to_hex(pixel / 255.0) == color


def test_a_weight_beyond_the_scale_is_clipped_to_the_full_colour():
    np.testing.assert_array_equal(weight_image([[5.0]], scale=1.0), weight_image([[1.0]]))


def test_words_on_a_neuron_can_be_read_at_every_activation_that_a_theme_shows():
    for theme in THEMES.values():
        for opacity in (0.0, 0.1, 0.3, 0.7, 0.9, 1.0):
            ground = mix(theme.hollow, theme.lit, opacity)
            assert contrast_ratio(text_on_opacity(opacity, theme), ground) >= 4.5


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_words_have_contrast_in_every_theme(theme):
    for ground in (theme.background, theme.panel):
        for words in (theme.ink, theme.muted, theme.accent):
            assert contrast_ratio(words, ground) >= 4.5
        for sign in (theme.positive, theme.negative):
            assert contrast_ratio(sign, ground) >= 3.0


def test_a_theme_is_found_by_name_and_bad_colours_are_refused():
    assert theme_named("light") is LIGHT
    assert DARK.is_dark
    assert not LIGHT.is_dark
    with pytest.raises(NNVizError, match="dark, light, colorblind"):
        theme_named("neon")
    with pytest.raises(NNVizError, match="#58C4DD"):
        Theme(**{**vars(DARK), "ink": "white"})


def test_an_opacity_needs_a_scale_above_zero():
    with pytest.raises(NNVizError, match="above 0"):
        activation_opacity([1.0], scale=0.0)


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_survives_the_way_to_numbers_and_back(value):
    color = f"#{value:06X}"
    assert rgb_to_hex(rgb(color)) == color
