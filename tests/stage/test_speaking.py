"""Pictures and words keep together: with a voice its words, without one reading time."""

import numpy as np
import pytest
from manim import LEFT, Dot, FadeIn, Square, tempconfig

from nnviz.core import NNVizError
from nnviz.speech import Speech, SpokenWord, VoiceChoice, loudness_of, use_voice
from nnviz.stage import NetworkScene
from nnviz.text import Catalogue, use_catalogue

RATE = 16_000
FPS = 30


class Beeps:
    """A voice of tones: each word takes 0.3 s, and 0.1 s of silence follows it."""

    choice = VoiceChoice("beeps", "en", "0")

    def speak(self, text, language=None, *, heard=None):
        tone = np.concatenate([0.4 * np.sin(np.arange(4800) / 3), np.zeros(1600)])
        words = text.split()
        timed = tuple(SpokenWord(w, 0.4 * k, 0.4 * k + 0.3) for k, w in enumerate(words))
        return Speech(np.tile(tone, len(words)).astype(np.float32), RATE, timed)


@pytest.fixture
def quick(tmp_path):
    settings = {
        "pixel_width": 64,
        "pixel_height": 36,
        "frame_rate": FPS,
        "media_dir": str(tmp_path),
        "verbosity": "ERROR",
        "progress_bar": "none",
        "disable_caching": True,
        "dry_run": True,
    }
    with tempconfig(settings):
        yield
    use_voice(None)


def played(construct, voice=None):
    use_voice(voice)
    scene = type("Played", (NetworkScene,), {"needs_digits": False, "construct": construct})()
    scene.render()
    return scene


def track(scene):
    """Return what is heard, one value for each frame of the film: the loudest in it."""
    segment = scene.renderer.file_writer.audio_segment
    samples = np.array(segment.get_array_of_samples(), dtype=np.float64)[::2] / 32_767
    size = segment.frame_rate // FPS
    return np.abs(samples[: len(samples) // size * size]).reshape(-1, size).max(axis=1)


def story(self):
    self.next_section("One")
    self.say("Blue raises a neuron, red lowers it.")
    square = Square()
    self.play(FadeIn(square), until="raises")
    self.until("red")
    self.add(Dot())
    self.play(square.animate.shift(LEFT), run_time=1.0)
    self.until("it")
    self.say("Next.")
    self.next_section("Two")
    self.say("The end.")


def moments(scene):
    return [(one.words, one.at, one.heard) for one in scene.record.moments]


def test_a_picture_is_within_a_frame_of_its_word(quick):
    scene = played(story, Beeps())
    assert [words for words, *_ in moments(scene)] == ["raises", "red", "it"]
    for _, at, heard in moments(scene):
        assert abs(at - heard) <= 0.5 / FPS + 1e-9
    loud = track(scene) > 0.02
    for word, begin, end in scene.record.sentences[0][3]:
        first, last = round(begin * FPS), round(end * FPS)
        # Sound begins with its word and ends with it, each within a frame.
        assert loud[first + 1 : last - 1].all(), word
        assert not loud[last + 1 : last + 2].any(), word


def test_a_word_waits_for_a_picture_that_is_late(quick):
    scene = played(story, Beeps())
    words = {word: begin for word, begin, _ in scene.record.sentences[0][3]}
    # After "red", at 1.6 s, the square moves for a second; "it." would have come after 0.8 s.
    assert words["red"] == pytest.approx(1.6)
    assert words["lowers"] == pytest.approx(2.0)
    assert words["it."] == pytest.approx(2.6, abs=0.5 / FPS)


def test_a_sentence_is_said_to_its_end_before_anything_else_begins(quick):
    scene = played(story, Beeps())
    first, second, last = scene.record.sentences
    assert second[1] >= first[2] + 0.3 - 1e-6
    assert last[1] >= second[2] + 0.3 - 1e-6
    assert scene.record.duration >= last[2]
    sections = [(one.name, one.start) for one in scene.record.chapters]
    assert sections[1] == ("Two", pytest.approx(last[1]))
    loud = track(scene) > 0.01
    for before, after in ((first, second), (second, last)):
        assert not loud[round(before[2] * FPS) + 1 : round(after[1] * FPS) - 1].any()


def test_without_a_voice_the_same_happens_in_the_same_order_on_reading_time(quick):
    silent, voiced = played(story), played(story, Beeps())
    assert not silent.renderer.file_writer.includes_sound
    order = [
        (
            [text for text, *_ in scene.record.sentences],
            [one.text for one in scene.record.captions][:1],
            [one.words for one in scene.record.moments],
            [one.name for one in scene.record.chapters][:1],
        )
        for scene in (silent, voiced)
    ]
    assert order[0] == order[1]
    assert moments(silent) == [(words, at, at) for words, at, _ in moments(silent)]
    # Blue raises: a seventh part of the letters; there is no pause that waits.
    assert silent.record.duration < voiced.record.duration


def test_rest_ends_when_the_sentence_has_ended(quick):
    def construct(self):
        self.say("One two three four.")
        self.rest()
        self.say("Five.")
        self.rest(2.0)

    scene = played(construct, Beeps())
    assert [one[1] for one in scene.record.sentences] == [0.0, pytest.approx(1.9, abs=1 / FPS)]
    assert scene.record.duration == pytest.approx(1.9 + 2.0, abs=1 / FPS)


def test_a_long_sentence_becomes_captions_that_begin_with_their_first_words(quick):
    text = (
        "Each neuron of the next layer adds up what arrives, pixel times weight, and squashes "
        "the sum; then the same happens again, layer after layer, up to an answer."
    )

    def construct(self):
        self.say(text)
        self.rest()

    for voice in (None, Beeps()):
        scene = played(construct, voice)
        captions = scene.record.captions
        assert len(captions) == 2
        assert " ".join(" ".join(one.text for one in captions).split()) == text
        assert captions[0].end == captions[1].start
        if voice is not None:
            begins = {word: begin for word, begin, _ in scene.record.sentences[0][3]}
            first = captions[1].text.split()[0]
            assert captions[1].start == pytest.approx(begins[first], abs=0.5 / FPS + 1e-9)
            assert (captions[1].start * FPS) % 1 == pytest.approx(0.0, abs=1e-6)


def test_every_scene_is_as_loud_as_the_others(quick):
    scene = played(story, Beeps())
    segment = scene.renderer.file_writer.audio_segment
    samples = np.array(segment.get_array_of_samples(), dtype=np.float32)[::2] / np.float32(32_767)
    assert loudness_of(samples, segment.frame_rate) == pytest.approx(-16.0, abs=0.1)


def test_a_sound_of_the_scenes_own_is_heard_without_a_voice_too(quick):
    tone = 0.01 * np.sin(np.arange(RATE // 2) / 3)

    def construct(self):
        self.wait(0.5)
        self.hear(tone, RATE)
        self.wait(1.0)

    for voice in (None, Beeps()):
        loud = track(played(construct, voice)) > 0.02
        assert not loud[:14].any()
        assert loud[16:29].all()
        assert not loud[31:].any()


def test_words_that_are_not_said_cannot_be_waited_for(quick):
    def construct(self):
        with pytest.raises(NNVizError, match="nothing is being said that could hold 'red'"):
            self.until("red")
        self.say("Red and red again.")
        self.until("red")
        self.until("red again")
        with pytest.raises(NNVizError, match=r"no 'blue' in 'Red and red again.'"):
            self.until("blue")
        with pytest.raises(NNVizError, match="after the last one that was waited for"):
            self.play(FadeIn(Dot()), until="red")

    scene = played(construct, Beeps())
    assert [one.at for one in scene.record.moments] == [0.0, pytest.approx(0.8, abs=0.02)]


def test_a_picture_waits_for_the_word_of_a_translation(quick):
    words = Catalogue(
        "de",
        {
            "Blue raises a neuron, red lowers it.": "Ein Neuron, gehoben von Blau, Rot senkt.",
            "Next.": "Weiter.",
            "The end.": "Ende.",
        },
        {"raises": "gehoben"},
    )
    use_catalogue(words)
    try:
        scene = played(story, Beeps())
    finally:
        use_catalogue(None)
    begins = {word: begin for word, begin, _ in scene.record.sentences[0][3]}
    at = {words: heard for words, _, heard in moments(scene)}
    assert at["raises"] == begins["gehoben"]
    # "red" is not in the catalogue: the word that stands about where it stands in English.
    assert at["red"] in begins.values()
    assert [one.text for one in scene.record.captions][-1] == "Ende."
