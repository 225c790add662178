"""Pixel images and grids, neurons and bars: what is drawn is what was given."""

import numpy as np
import pytest

from nnviz.animations import ChangeActivation, ChangeOutputs, RunImages
from nnviz.core import NNVizError
from nnviz.data import as_vector, load_digits, load_network
from nnviz.mobjects import DigitImage, ImageStrip, Neuron, OutputBars, PixelGrid, PixelImage
from nnviz.view import COLORBLIND, DARK, LIGHT, contrast_ratio, mix

IMAGE = load_digits().image(8537)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_an_image_is_read_back_from_its_colours(theme):
    drawn = DigitImage(IMAGE, theme=theme)
    assert np.abs(drawn.displayed_values() - IMAGE).max() < 0.6 / 255
    other = load_digits().image(3)
    assert np.abs(drawn.set_values(other).displayed_values() - other).max() < 0.6 / 255


def test_another_image_leaves_the_opacity_alone():
    drawn = DigitImage(IMAGE)
    drawn.picture.set_opacity(0.25)
    before = drawn.picture.pixel_array[..., 3].copy()
    drawn.set_values(1.0 - IMAGE)
    assert before.max() < 70
    assert np.array_equal(drawn.picture.pixel_array[..., 3], before)


def test_an_image_of_another_shape_is_refused():
    with pytest.raises(NNVizError, match="28"):
        DigitImage(IMAGE).set_values(np.zeros((8, 8)))
    with pytest.raises(NNVizError, match="square"):
        DigitImage(np.zeros((4, 5)))
    with pytest.raises(NNVizError, match=r"\[0, 1\]"):
        PixelImage([[2.0]])


def test_pixels_of_an_oblong_image_are_square_and_a_region_lies_on_them():
    drawn = PixelImage(np.zeros((4, 8)), height=2.0).shift((1.0, 2.0, 0.0))
    centres = drawn.pixel_centres().reshape(4, 8, 3)
    assert np.allclose(centres[0, 1] - centres[0, 0], [0.5, 0.0, 0.0])
    assert np.allclose(centres[1, 0] - centres[0, 0], [0.0, -0.5, 0.0])
    box = drawn.region(slice(1, 3), slice(2, 8))
    assert np.allclose([box.width, box.height], [3.0, 1.0])
    assert np.allclose(box.get_center(), centres[1:3, 2:8].mean(axis=(0, 1)))


@pytest.mark.parametrize("theme", [DARK, LIGHT, COLORBLIND])
def test_the_numbers_of_a_grid_can_be_read_on_their_cells(theme):
    values = np.linspace(0.0, 1.0, 30).reshape(5, 6)
    grid = PixelGrid(values, theme=theme)
    assert [float(text) for text in grid.texts] == [round(v, 2) for v in values.ravel()]
    for color in (number.get_fill_color().to_hex() for number in grid.numbers):
        assert color in (theme.ink, theme.on_lit, theme.muted, "#FFFFFF", "#000000")
    for row in range(5):
        for column in range(6):
            written = _number_at(grid, row, column)
            ground = mix(theme.hollow, theme.lit, values[row, column])
            assert contrast_ratio(written.get_fill_color().to_hex(), ground) >= 4.5


def _number_at(grid, row, column):
    """Return the part of the numbers that has points inside a cell."""
    centre, half = grid.cell_centre(row, column), grid.pixel_pitch / 2
    inside = [
        part
        for part in grid.numbers
        if (np.abs(part.points - centre)[:, :2] < half).all(axis=1).any()
    ]
    assert len(inside) == 1
    return inside[0]


def test_a_strip_stands_in_rows_with_its_captions_under_its_images():
    strip = ImageStrip(np.stack([IMAGE] * 5), list("abcde"), columns=3)
    tops = [round(float(picture.get_top()[1]), 6) for picture in strip.pictures]
    assert tops[0] == tops[1] == tops[2] > tops[3] == tops[4]
    for picture, caption in zip(strip.pictures, strip.captions, strict=True):
        assert caption.get_top()[1] < picture.get_bottom()[1]
        assert np.isclose(caption.get_x(), picture.get_x())
    assert strip.captions[0].get_bottom()[1] > strip.pictures[3].get_top()[1]
    with pytest.raises(NNVizError, match="5 captions"):
        ImageStrip(np.stack([IMAGE] * 5), ["a"])


@pytest.mark.parametrize("theme", [DARK, LIGHT, COLORBLIND])
def test_a_neuron_shows_its_activation_and_its_number_can_be_read(theme):
    neuron = Neuron(theme=theme)
    for activation in np.linspace(0.0, 1.0, 41):
        neuron.set_activation(activation)
        assert neuron.displayed_activation() == pytest.approx(activation)
        assert neuron.number.text == f"{activation:.2f}"
        ground = mix(theme.hollow, theme.lit, activation)
        assert contrast_ratio(neuron.number[-1].get_fill_color().to_hex(), ground) >= 4.5


def test_a_neuron_beyond_its_scale_is_refused_and_below_zero_is_negative():
    with pytest.raises(NNVizError, match="scale"):
        Neuron(3.0)
    assert Neuron(-3.0, scale=4.0).displayed_activation() == pytest.approx(-3.0)


def test_bars_keep_their_lengths_wherever_they_are_moved():
    outputs = np.array([0.0, 0.31, 1.0, 0.5])
    bars = OutputBars(outputs).shift((2.0, -1.0, 0.0)).scale(0.7)
    assert np.allclose(bars.displayed_outputs(), outputs)
    assert np.allclose(bars.show(outputs[::-1]).displayed_outputs(), outputs[::-1])
    for track, bar in zip(bars.tracks, bars.bars, strict=True):
        assert np.isclose(track.get_left()[0], bar.get_left()[0])
    with pytest.raises(NNVizError, match="4 outputs"):
        bars.show([0.1])


def test_the_accent_passes_to_the_output_that_leads():
    bars = OutputBars([0.2, 0.8], mark_winner=True)
    assert bars.bars[1].get_fill_color().to_hex() == DARK.accent
    bars.show([0.9, 0.8])
    assert [bar.get_fill_color().to_hex() for bar in bars.bars] == [DARK.accent, DARK.ink]


def test_changes_end_where_setting_ends():
    neuron, bars = Neuron(0.1), OutputBars([0.2, 0.8])
    for change in (ChangeActivation(neuron, 0.7), ChangeOutputs(bars, [0.9, 0.3])):
        change.begin()
        change.interpolate(0.4)
        change.finish()
    assert neuron.displayed_activation() == pytest.approx(0.7)
    assert np.allclose(bars.displayed_outputs(), [0.9, 0.3])


def test_a_run_shows_images_and_the_outputs_of_exactly_those():
    digits, network = load_digits(), load_network()
    images = np.stack([digits.image(i) for i in range(5)])
    picture, bars = DigitImage(images[0]), OutputBars(np.zeros(10))
    run = RunImages(picture, images, network, bars=bars, rate_func=lambda t: t)
    run.begin()
    for alpha, expected in ((0.0, 0), (0.26, 1), (0.5, 2), (1.0, 4)):
        run.interpolate(alpha)
        assert np.array_equal(picture.values, images[expected])
        single = network.forward(as_vector(images[expected])).outputs
        assert np.allclose(bars.displayed_outputs(), single)


def test_a_neuron_without_a_number_shows_none_and_gets_it_back():
    neuron = Neuron(None, theme=LIGHT)
    assert neuron.is_blank
    assert not any(part.get_fill_opacity() for part in neuron.number.submobjects)
    neuron.set_activation(0.25)
    assert not neuron.is_blank
    anchor, *digits = neuron.number.submobjects
    assert all(glyph.get_fill_opacity() == 1.0 for glyph in digits)
    assert anchor.get_fill_opacity() == 0.0  # else a white stroke stands beside the number


def test_bars_without_outputs_are_empty_and_have_no_winner():
    bars = OutputBars(None, mark_winner=True, theme=LIGHT)
    assert bars.is_blank
    assert bars.displayed_outputs().tolist() == [0.0] * 10
    shown = [part for value in bars.values for part in value.submobjects]
    assert not any(part.get_fill_opacity() for part in shown)
    inks = {str(label.get_fill_color().to_hex()).upper() for label in bars.labels}
    assert inks == {LIGHT.ink}
    bars.show(np.linspace(0.0, 0.9, 10))
    assert bars.values[3].submobjects[-1].get_fill_opacity() == 1.0


def test_numbers_go_dark_and_come_back():
    neuron, bars = Neuron(0.75), OutputBars([0.2, 0.6])
    leaving = [ChangeActivation(neuron, None), ChangeOutputs(bars, None)]
    for animation in leaving:
        animation.begin()
        animation.rate_func = float
        animation.interpolate(0.5)
    assert (neuron.activation, bars.outputs.tolist()) == (0.375, [0.1, 0.3])
    assert neuron.number.submobjects[-1].get_fill_opacity() == pytest.approx(0.5)
    for animation in leaving:
        animation.interpolate(1.0)
    assert neuron.is_blank
    assert bars.is_blank
    coming = [ChangeActivation(neuron, 0.5), ChangeOutputs(bars, [0.4, 0.2])]
    for animation in coming:
        animation.begin()
        animation.interpolate(1.0)
    assert neuron.displayed_activation() == pytest.approx(0.5)
    assert bars.displayed_outputs() == pytest.approx([0.4, 0.2])
