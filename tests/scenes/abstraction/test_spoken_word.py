"""The synthesised word: real sound, cut where it says."""

import numpy as np
import pytest

from nnviz.core import NNVizError
from spoken_word import SEVEN, Sound, synthesize


def _part(index: int) -> np.ndarray:
    word = synthesize()
    start, end = word.bounds[index] + 0.03, word.bounds[index + 1] - 0.03
    return word.samples[round(start * word.rate) : round(end * word.rate)]


def _centroid(samples: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    return float((power * np.fft.rfftfreq(len(samples), 1 / 16000)).sum() / power.sum())


def test_the_hiss_is_high_and_the_voice_is_low() -> None:
    s, e, v, _, n = (_centroid(_part(i)) for i in range(5))
    assert s > 4000.0
    assert max(e, v, n) < 2000.0


def test_the_voice_repeats_with_its_pitch_and_the_hiss_does_not() -> None:
    def repeats(samples: np.ndarray) -> float:
        echo = np.correlate(samples, samples, "full")[len(samples) - 1 :]
        return float(echo[16000 // 150 : 16000 // 90].max() / echo[0])

    assert repeats(_part(1)) > 0.5
    assert repeats(_part(0)) < 0.4


def test_it_is_the_same_every_time_and_begins_in_silence() -> None:
    first, second = synthesize(), synthesize()
    np.testing.assert_array_equal(first.samples, second.samples)
    assert first.samples[0] == 0.0 == first.samples[-1]
    assert first.bounds[-1] == pytest.approx(sum(sound.seconds for sound in SEVEN))
    assert not np.array_equal(first.samples, synthesize(seed=1).samples)


def test_refuses_silence_and_a_low_rate() -> None:
    with pytest.raises(NNVizError, match="neither"):
        Sound(name="?", seconds=0.2)
    with pytest.raises(NNVizError, match="seconds"):
        Sound(name="s", seconds=0.01, hiss=(100.0, 200.0), noise=1.0)
    with pytest.raises(NNVizError, match="twice 7400"):
        synthesize(rate=8000)
    with pytest.raises(NNVizError, match="one or more"):
        synthesize(())
