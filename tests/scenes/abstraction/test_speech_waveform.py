"""Waveform: the drawn shape reaches exactly as far as the samples."""

import numpy as np
import pytest

from nnviz.core import NNVizError
from speech_waveform import SpeechWaveform, Waveform
from spoken_word import synthesize


def test_no_peak_is_lost_between_columns() -> None:
    samples = np.zeros(5000)
    samples[1234], samples[4321] = 0.5, -0.25
    wave = Waveform(samples, width=10.0, height=2.0, columns=50, scale=0.5)
    top, bottom = wave.points[:, 1].argmax(), wave.points[:, 1].argmin()
    assert wave.points[top, 1] == pytest.approx(1.0)
    assert wave.points[bottom, 1] == pytest.approx(-0.5)
    assert (wave.points[top, 0] + 5.0) / 10.0 == pytest.approx(1234 / 5000, abs=0.02)
    assert (wave.points[bottom, 0] + 5.0) / 10.0 == pytest.approx(4321 / 5000, abs=0.02)


def test_few_samples_are_drawn_one_by_one() -> None:
    samples = np.array([0.0, 0.5, -1.0])
    low, high = Waveform(samples).envelope(900)
    np.testing.assert_array_equal(low, samples)
    np.testing.assert_array_equal(high, samples)


def test_a_word_fills_the_height_that_it_is_given() -> None:
    wave = Waveform(synthesize().samples, height=3.0)
    assert np.abs(wave.points[:, 1]).max() == pytest.approx(1.5)


def test_refuses_too_few_and_too_loud_samples() -> None:
    with pytest.raises(NNVizError, match="two or more"):
        Waveform([1.0])
    with pytest.raises(NNVizError, match="scale 1"):
        Waveform([0.0, 2.0], scale=1.0)


def test_the_parts_of_speech_stand_where_their_time_is() -> None:
    speech = synthesize()
    wave = SpeechWaveform(speech, width=10.0, height=2.0)
    edges = [part.get_left()[0] for part in wave] + [wave[-1].get_right()[0]]
    np.testing.assert_allclose(edges, speech.bounds / speech.seconds * 10.0 - 5.0, atol=0.02)
    assert sum(part.samples.size for part in wave if isinstance(part, Waveform)) == len(
        speech.samples
    )
    assert wave[1].height > 1.5 * wave[2].height
