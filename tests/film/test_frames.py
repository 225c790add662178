"""Stills are the frames of the film, at any size, and nothing else is drawn."""

from dataclasses import replace

import av
import numpy as np
import pytest
from PIL import Image

from nnviz.core import NNVizError
from nnviz.film import FilmStore, RenderFailed, choose_scenes, find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import parse_size
from nnviz.film.plan.moments import Moments, moments_of
from nnviz.film.publish.moment_stills import draw_moments


@pytest.fixture(scope="module")
def tiny(scenes_file):
    (entry,) = choose_scenes(find_scenes(scenes_file), ["Tiny"])
    return entry


@pytest.fixture(scope="module")
def film(tiny, tmp_path_factory):
    """Every frame of the scene as PNG would have it: without the losses of a film."""
    folder = tmp_path_factory.mktemp("film")
    job = replace(choose(digit=4).job(tiny, format="png-sequence"), width=320, height=180)
    made = FilmStore(folder / "media").film(job)
    pictures = [np.asarray(Image.open(path)) for path in sorted(made.film.iterdir())]
    return made.record, pictures


def drawn(tiny, tmp_path, **options):
    width, height = options.pop("size", (320, 180))
    moments = options.pop("moments")
    job = choose(digit=4).job(tiny, format="png-sequence", **options)
    job = replace(job, width=width, height=height)
    paths = draw_moments(job, moments, tmp_path / "out", media=tmp_path / "media")
    return {path.stem.removeprefix("tiny-"): np.asarray(Image.open(path)) for path in paths}


def test_a_still_is_the_frame_on_screen_at_that_moment(tiny, film, tmp_path):
    record, pictures = film
    moments = Moments(at=(0.2, 1.7, record.duration), every=0.5, end=True, poster=True)
    stills = drawn(tiny, tmp_path, moments=moments)
    times = [0.0, 0.2, 0.5, 1.0, 1.5, 1.7, 2.0, record.duration]
    assert list(stills) == [f"at-{time:07.3f}s" for time in times] + ["poster", "end"]
    for time in times[:-1]:
        frame = pictures[int(time * 15 + 1e-6)]
        assert (stills[f"at-{time:07.3f}s"] == frame).all(), time
    assert (stills["end"] == pictures[-1]).all()
    assert (stills[f"at-{record.duration:07.3f}s"] == pictures[-1]).all()
    # After the animation before it, and before the rest that follows.
    assert (stills["poster"] == pictures[round(record.poster * 15)]).all()


def test_a_section_is_shown_as_it_ends(tiny, film, tmp_path):
    record, pictures = film
    stills = drawn(tiny, tmp_path, moments=Moments(sections=("one",)))
    assert list(stills) == ["section-01"]
    assert (stills["section-01"] == pictures[round(record.sections[0].end * 15) - 1]).all()


def test_any_size_and_no_background(tiny, tmp_path):
    (still,) = drawn(
        tiny, tmp_path, moments=Moments(end=True), size=(480, 480), transparent=True
    ).values()
    assert still.shape == (480, 480, 4)
    rows, columns = np.nonzero(still[..., 3] == 255)
    # The whole width of 128/9 units is seen: 33.75 pixels a unit; the square has 3 units.
    assert (np.ptp(rows), np.ptp(columns)) == (pytest.approx(101, abs=2),) * 2
    assert (columns.mean(), rows.mean()) == (
        pytest.approx(240 + 3 * 33.75, abs=1),
        pytest.approx(240 - 33.75, abs=1),
    )
    assert still[0, 0, 3] == 0


def test_only_the_wanted_moments_are_drawn(scenes_file, tmp_path, monkeypatch):
    """A scene that cannot be drawn plays as long as nobody looks."""
    scene = tmp_path / "blind.py"
    scene.write_text(
        "from manim import RIGHT, Square\n"
        "from nnviz.stage import NetworkScene\n\n\n"
        "class Blind(NetworkScene):\n"
        "    def construct(self):\n"
        "        square = Square()\n"
        "        self.add(square)\n"
        "        self.wait(0.4)\n"
        "        capture = self.renderer.camera.capture_mobjects\n"
        "        def broken(*args, **kwargs):\n"
        "            raise RuntimeError('somebody looked')\n"
        "        self.renderer.camera.capture_mobjects = broken\n"
        "        self.play(square.animate.shift(RIGHT), run_time=1)\n"
        "        self.renderer.camera.capture_mobjects = capture\n"
        "        self.wait(0.4)\n",
        encoding="utf-8",
    )
    (entry,) = find_scenes(scene)
    job = replace(choose().job(entry, format="png-sequence"), width=160, height=90)
    media = tmp_path / "media"
    assert len(draw_moments(job, Moments(at=(0.2, 1.6)), tmp_path / "out", media=media)) == 2
    with pytest.raises(RenderFailed, match="somebody looked"):
        draw_moments(job, Moments(at=(0.8,)), tmp_path / "out", media=media)


@pytest.mark.parametrize(
    ("moments", "said"),
    [
        (Moments(at=(99,)), r"lasts 2\.33 s; there is no moment at 99 s"),
        (Moments(sections=("Three",)), "no section 'Three'; its sections: One, Two"),
    ],
)
def test_moments_that_do_not_exist_are_refused(tiny, tmp_path, moments, said):
    with pytest.raises(RenderFailed, match=said):
        drawn(tiny, tmp_path, moments=moments)
    assert not (tmp_path / "out").exists()


def test_words_for_moments():
    assert moments_of(["1.5, 3", "end"]) == Moments(at=(1.5, 3.0), end=True)
    assert moments_of(["poster"], every=0.5).every == 0.5
    for words in (["-1"], ["1,,2"], ["soon"], ["1e9"]):
        with pytest.raises(NNVizError, match="expected seconds, end or poster"):
            moments_of(words)
    with pytest.raises(NNVizError, match="at least one moment"):
        Moments()
    with pytest.raises(NNVizError, match="above 0"):
        Moments(every=0.0)
    assert parse_size("1920x1080") == (1920, 1080)
    for text in ("1920", "1920*1080", "axb", ""):
        with pytest.raises(NNVizError, match="like 1920x1080"):
            parse_size(text)


def test_the_film_has_the_same_clock(tiny, film, tmp_path):
    record, pictures = film
    job = replace(choose(digit=4).job(tiny), width=320, height=180)
    made = FilmStore(tmp_path / "media").film(job)
    with av.open(str(made.film)) as container:
        assert sum(1 for _ in container.decode(video=0)) == len(pictures)
    assert made.record.duration == record.duration


@pytest.mark.parametrize(
    "wanted",
    [
        {"every": 1e-9},
        {"every": 1e9},
        {"at": (1e308,)},
        {"at": (float("nan"),)},
        {"at": tuple(range(10_001))},
        {"sections": ("One",) * 10_001},
    ],
    ids=["tiny step", "huge step", "huge", "nan", "many", "many sections"],
)
def test_moments_are_bounded(wanted):
    with pytest.raises(NNVizError, match=r"expected .*moments|above 0"):
        Moments(**wanted)
