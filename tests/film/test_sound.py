"""What a scene lets hear reaches every kind of film, in its place on the clock."""

import wave

import av
import numpy as np
import pytest

from nnviz.film import FilmStore, export_scene, find_scenes, publish_film
from nnviz.film.encode.sound import SOUND_RATE, sound_samples
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import Quality
from nnviz.film.publish.joined import join_stored

QUALITY = Quality("tiny", 128, 72, 20)
SCENES = """
from pathlib import Path

from manim import RIGHT, Circle, Scene, Square

from nnviz.stage import NetworkScene

BEEP = str(Path(__file__).with_name("beep.wav"))


class Loud(NetworkScene):
    def construct(self):
        dot = Circle()
        self.next_section("Before")
        self.play(dot.animate.shift(RIGHT), run_time=1)
        self.next_section("The beep")
        self.add_sound(BEEP, time_offset=0.5)
        self.add_subcaption("A beep.", duration=0.8)
        self.wait(1.5)


class Silent(NetworkScene):
    def construct(self):
        self.add(Circle())
        self.wait(0.75)


class PlainScene(Scene):
    def construct(self):
        self.next_section("First")
        self.add(Square())
        self.wait(0.5)
        self.next_section("Second")
        self.add_sound(BEEP)
        self.add_subcaption("Plain words.", duration=0.4)
        self.wait(0.5)
"""


@pytest.fixture(scope="module")
def studio(tmp_path_factory):
    """Scenes with a beep of 0.2 s, and the store that keeps their films."""
    folder = tmp_path_factory.mktemp("sound")
    (folder / "scenes.py").write_text(SCENES)
    tone = 12_000 * np.sin(2 * np.pi * 880 * np.arange(round(0.2 * 44_100)) / 44_100)
    with wave.open(str(folder / "beep.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(tone.astype("<i2").tobytes())
    entries = {entry.name: entry for entry in find_scenes(folder / "scenes.py")}
    jobs = {name: choose().job(entry).with_quality(QUALITY) for name, entry in entries.items()}
    return folder, FilmStore(folder / "media"), jobs


def beeps(path):
    """Return when something is heard, from and to in seconds; None for a silent file."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return None
    loud = np.abs(sound_samples(path)).max(axis=0) > 0.05
    edges = np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]]).astype(int)))
    # Between two waves of the tone it is quiet for less than a thousandth of a second.
    spans: list[list[float]] = []
    for start, end in edges.reshape(-1, 2) / SOUND_RATE:
        if spans and start - spans[-1][1] < 0.02:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return [pytest.approx(span, abs=0.03) for span in spans]


def test_a_beep_is_heard_where_the_scene_has_it(studio, tmp_path):
    _, store, jobs = studio
    stored = store.film(jobs["Loud"])
    made = publish_film(stored, tmp_path / "loud.mp4")
    assert beeps(made.path) == [[1.5, 1.7]]
    with av.open(str(made.path)) as container:
        (sound,) = container.streams.audio
        assert (sound.codec_context.name, sound.codec_context.layout.name) == ("aac", "stereo")
        assert float(sound.duration * sound.time_base) == pytest.approx(2.5, abs=0.03)
    assert [cue.text for cue in made.record.captions] == ["A beep."]
    assert made.record.captions[0].start == pytest.approx(1.0)
    assert store.film(jobs["Silent"]).sound is None


def test_a_scene_of_plain_manim_keeps_its_sound_its_words_and_its_sections(studio):
    _, store, jobs = studio
    stored = store.film(jobs["PlainScene"])
    assert beeps(stored.film) == [[0.5, 0.7]]
    assert [cue.text for cue in stored.record.captions] == ["Plain words."]
    sections = [(cue.text, cue.start, cue.end) for cue in stored.record.sections]
    assert sections == [("First", 0.0, 0.5), ("Second", 0.5, 1.0)]


def test_a_joined_film_has_every_sound_in_its_place(studio, tmp_path):
    _, store, jobs = studio
    order = ("Silent", "Loud", "Silent", "PlainScene")
    made = join_stored([store.film(jobs[name]) for name in order], tmp_path / "film.mp4")
    assert beeps(made.path) == [[0.75 + 1.5, 0.75 + 1.7], [4.0 + 0.5, 4.0 + 0.7]]
    with av.open(str(made.path)) as container:
        assert sum(1 for _ in container.decode(video=0)) == round(5.0 * 20)


def test_clips_and_the_webm_of_an_export_have_their_own_sound(studio, tmp_path):
    folder, _, jobs = studio
    made = export_scene(
        jobs["Loud"], tmp_path / "out", skip=("gif", "frames"), media=folder / "media"
    )
    before, beep = sorted((made.folder / "loud-clips").glob("*.mp4"))
    assert beeps(before) == []
    assert beeps(beep) == [[0.5, 0.7]]
    assert beeps(made.folder / "loud.webm") == [[1.5, 1.7]]


def test_a_scene_that_takes_manims_voiceover_is_heard(tmp_path, studio):
    """As manim-voiceover does it: a mixin that adds a sound and a subcaption while it waits."""
    folder, store, _ = studio
    (folder / "voiced.py").write_text(
        "from pathlib import Path\n"
        "from manim import Circle\n"
        "from nnviz.stage import NetworkScene\n\n\n"
        "class Speaks:\n"
        "    def voiceover(self, text):\n"
        "        self.add_sound(str(Path(__file__).with_name('beep.wav')))\n"
        "        self.add_subcaption(text, duration=0.2)\n"
        "        self.wait(0.4)\n\n\n"
        "class VoicedScene(Speaks, NetworkScene):\n"
        "    def construct(self):\n"
        "        self.add(Circle())\n"
        "        self.voiceover('One.')\n"
        "        self.voiceover('Two.')\n"
    )
    (entry,) = find_scenes(folder / "voiced.py")
    stored = store.film(choose().job(entry).with_quality(QUALITY))
    assert beeps(stored.film) == [[0.0, 0.2], [0.4, 0.6]]
    assert [cue.text for cue in stored.record.captions] == ["One.", "Two."]
