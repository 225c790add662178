"""A film that speaks: read back from the decoded file, and kept apart from the silent one."""

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from nnviz.film import FilmStore, find_scenes, join_stored
from nnviz.film.encode.sound import SOUND_RATE, sound_samples
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import Quality
from nnviz.speech import LOUDNESS, TRUE_PEAK, loudness_of, true_peak_of

FPS = 30
QUALITY = Quality("tiny", 128, 72, FPS)
SCENES = """
from manim import RIGHT, WHITE, FadeIn, Rectangle, Square

from nnviz.stage import NetworkScene


class Lights(NetworkScene):
    needs_digits = False

    def construct(self):
        self.next_section("Dark")
        self.say("Ready, steady, go.")
        self.until("go")
        self.add(Rectangle(width=20, height=20, fill_color=WHITE, fill_opacity=1.0))
        self.rest(0.5)


class Words(NetworkScene):
    needs_digits = False

    def construct(self):
        self.next_section("One")
        self.say("It is dark, and now it moves.")
        square = Square()
        self.play(square.animate.shift(RIGHT), run_time=0.5)
        self.rest(0.4)
        self.next_section("Two")
        self.say("That was all of it.")
        self.rest(0.4)
"""


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    """The films of both scenes in a voice that says the same every time, and silent."""
    folder = tmp_path_factory.mktemp("voice")
    (folder / "scenes.py").write_text(SCENES)
    store = FilmStore(folder / "media")
    choice = choose(voice="nano", theme="dark")
    entries = find_scenes(folder / "scenes.py")
    jobs = {entry.name: choice.job(entry).with_quality(QUALITY) for entry in entries}
    spoken = {name: store.film(job) for name, job in jobs.items()}
    return store, jobs, spoken


def brightness(path: Path) -> list[tuple[float, float]]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [
            (float(frame.pts * stream.time_base), float(frame.to_ndarray(format="gray").mean()))
            for frame in container.decode(stream)
        ]


def heard(path: Path):
    """Return what is heard of a film on its own clock, and when its sound begins."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        frame = next(container.decode(stream))
        begin = float(frame.pts * stream.time_base)
    return np.roll(sound_samples(path)[0], round(begin * SOUND_RATE))


def first_sound(samples, after: float) -> float:
    """Return when sound begins after a silence near a moment, in seconds."""
    size = SOUND_RATE // 200
    from_ = round((after - 0.15) * 200)
    loud = np.abs(samples[: len(samples) // size * size]).reshape(-1, size).max(axis=1)
    here = loud[max(from_, 0) : from_ + 80] > 0.04 * loud.max()
    quiet = int(np.flatnonzero(~here)[0])
    return (max(from_, 0) + quiet + int(np.flatnonzero(here[quiet:])[0])) / 200


def test_the_picture_comes_with_its_word_in_the_decoded_film(films):
    stored = films[2]["Lights"]
    (moment,) = stored.record.rest["until"]
    assert abs(moment["at"] - moment["heard"]) <= 0.5 / FPS + 1e-3
    seen = brightness(stored.film)
    lit = next(time for time, mean in seen if mean > 128)
    assert lit == pytest.approx(moment["at"], abs=0.5 / FPS)
    # "go" comes after a comma, so that its sound begins after silence.
    assert first_sound(heard(stored.film), moment["heard"]) == pytest.approx(lit, abs=1 / FPS)


def test_what_is_heard_is_loud_enough_never_clipped_and_silent_where_nothing_is_said(films):
    for stored in films[2].values():
        for path in (stored.film, stored.sound):
            samples = sound_samples(path)
            assert loudness_of(samples[0], SOUND_RATE) == pytest.approx(LOUDNESS, abs=0.5)
            assert max(true_peak_of(channel) for channel in samples) <= TRUE_PEAK
        said = np.ones(sound_samples(stored.sound).shape[1], dtype=bool)
        for sentence in stored.record.rest["sentences"]:
            first, last = (round(sentence[edge] * SOUND_RATE) for edge in ("start", "end"))
            said[max(first - 48, 0) : last + 48] = False
        assert said.any()
        assert np.abs(sound_samples(stored.sound)[:, said]).max() < 1e-4


def test_a_silent_film_is_another_one_and_shares_its_pictures(films):
    store, jobs, spoken = films
    silent = store.film(replace(jobs["Words"], voice=None))
    assert silent.key != spoken["Words"].key
    assert silent.sound is None
    assert silent.record.duration < spoken["Words"].record.duration
    names = sorted(path.name for path in (store.folder / "clips").glob("words-*"))
    assert len(names) == 1
    assert not store.film(jobs["Words"]).drawn


def test_captions_chapters_and_sound_are_in_step_after_joining(films, tmp_path):
    spoken = films[2]
    parts = [spoken[name] for name in ("Words", "Lights", "Words", "Words", "Lights")]
    made = join_stored(parts, tmp_path / "film.mp4")
    samples = heard(made.path)
    starts = [chapter.start for chapter in made.chapters]
    for part, start in zip(parts, starts, strict=True):
        for sentence in part.record.rest["sentences"]:
            begin = start + sentence["start"]
            assert first_sound(samples, begin) == pytest.approx(begin, abs=1 / FPS)
    lit = [time for time, mean in brightness(made.path) if mean > 128]
    moment = parts[-1].record.rest["until"][0]
    assert lit[0] == pytest.approx(starts[1] + moment["at"], abs=0.5 / FPS)
    assert any(abs(time - starts[4] - moment["at"]) < 0.5 / FPS for time in lit)
    assert loudness_of(samples, SOUND_RATE) == pytest.approx(LOUDNESS, abs=0.5)
