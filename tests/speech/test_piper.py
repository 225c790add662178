"""The voice that comes with the extra: the same samples every time, every word at its time."""

import numpy as np
import pytest

from nnviz.speech import Voice, choose_voice

FRAME = 1 / 30
TEXTS = (
    "Blue raises, red lowers.",
    "The brightest output wins. The network reads a 3, at 0.95 of 1.",
    "One of the 784 × 16 weights of a layer.",
)


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    voice = Voice(choose_voice("piper"), tmp_path_factory.mktemp("piper"))
    return [voice.speak(text) for text in TEXTS]


def test_every_written_word_has_a_time_of_its_own(spoken):
    for text, speech in zip(TEXTS, spoken, strict=True):
        assert [word.text for word in speech.words] == text.split()
        starts = np.array([word.start for word in speech.words])
        assert (np.diff(starts) > 0).all()
        assert speech.words[-1].end <= speech.seconds


def test_a_word_after_a_pause_begins_where_its_sound_begins(spoken):
    speech = spoken[1]
    size = round(speech.rate * 0.005)
    count = len(speech.samples) // size
    loud = np.abs(speech.samples[: count * size]).reshape(count, size).max(axis=1)
    heard = loud > 0.03 * loud.max()
    for place in (0, 4):
        begin = speech.words[place].start
        first = int(np.flatnonzero(heard[round(max(begin - 0.1, 0.0) / 0.005) :])[0])
        assert abs(first * 0.005 + max(begin - 0.1, 0.0) - begin) < FRAME


def test_the_same_text_gives_the_same_samples(spoken, tmp_path):
    again = Voice(choose_voice("piper"), tmp_path).speak(TEXTS[0])
    np.testing.assert_array_equal(again.samples, spoken[0].samples)
    assert again.words == spoken[0].words
