"""Scenes become films: in a process of their own, under the key of all that decides them."""

import hashlib
import shutil
from dataclasses import replace
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from nnviz.core import Network, NNVizError
from nnviz.film.plan.catalogue import choose_scenes, find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import QUALITIES
from nnviz.film.plan.key import film_key
from nnviz.film.plan.moments import Moments
from nnviz.film.publish.single import check_target, publish_film
from nnviz.film.record import FilmRecord
from nnviz.film.render.order import read_order, write_order
from nnviz.film.render.process import RenderFailed, RenderProgress
from nnviz.film.store import FilmStore, StoredFilm

SMALL: dict[str, Any] = {"width": 128, "height": 72, "frame_rate": 10}


@pytest.fixture
def order(scenes_file):
    """Return the job of a scene, small unless said otherwise."""

    def make(scene, *, choice=None, **options):
        (entry,) = choose_scenes(find_scenes(scenes_file), [scene])
        format = options.pop("format", "mp4")
        transparent = options.pop("transparent", False)
        job = (choice or choose()).job(entry, format=format, transparent=transparent)
        return replace(job, **{**SMALL, **options})

    return make


def frames(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def alpha_of(film):
    """How opaque each pixel of the last frame is; a decoder of its own tells that."""
    decoder = av.CodecContext.create("libvpx-vp9", "r")
    with av.open(str(film)) as container:
        decoder.extradata = container.streams.video[0].codec_context.extradata
        packets = [packet for packet in container.demux(video=0) if packet.size]
    (last, *_) = [frame for packet in packets for frame in decoder.decode(packet)][-1:]
    return last.to_ndarray(format="rgba")[..., 3]


@pytest.fixture(scope="module")
def rendered(tmp_path_factory, scenes_file):
    """The scene Tiny at low quality, and what was reported on the way."""
    folder = tmp_path_factory.mktemp("rendered")
    (entry,) = choose_scenes(find_scenes(scenes_file), ["Tiny"])
    job = choose(digit=4).job(entry).with_quality(QUALITIES["l"])
    steps: list[RenderProgress] = []
    stored = FilmStore(folder / "media").film(job, progress=steps.append)
    made = publish_film(stored, folder / "tiny.mp4")
    return made, steps, folder, job


def test_a_film_is_h264_of_the_asked_size_and_its_frames_change(rendered):
    made, *_ = rendered
    with av.open(str(made.path)) as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
        assert (context.width, context.height, stream.base_rate) == (854, 480, 15)
    shown = frames(made.path)
    assert len(shown) == round(made.record.duration * 15)
    assert len({frame.tobytes() for frame in shown}) > 8


def test_a_browser_can_begin_at_once_and_knows_the_colours(rendered):
    made, *_ = rendered
    data = made.path.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    with av.open(str(made.path)) as container:
        context = container.streams.video[0].codec_context
        # bt709 primaries and transfer, smpte170m matrix.
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 6)
    # The scene's square is #58C4DD, three units right of and one above the middle.
    np.testing.assert_allclose(frames(made.path)[-1][180, 607], (0x58, 0xC4, 0xDD), atol=2)


def test_captions_and_sections_go_with_the_film(rendered):
    made, _, folder, _ = rendered
    record = made.record
    assert [cue.text for cue in record.captions] == ["Is 0.2 < 0.9?", "It moves {up}."]
    assert "Is 0.2 &lt; 0.9?" in (folder / "tiny.vtt").read_text(encoding="utf-8")
    assert "Is 0.2 < 0.9?" in (folder / "tiny.srt").read_text(encoding="utf-8")
    with av.open(str(made.path)) as container:
        assert container.metadata["title"] == "A <tiny> scene"
        assert [c["metadata"]["title"] for c in container.chapters()] == ["One", "Two"]
        said = [
            (float(p.pts * p.time_base), bytes(p)[2:].decode())
            for p in container.demux(container.streams.subtitles[0])
            if p.size > 2
        ]
    assert said == [
        (record.captions[0].start, "Is 0.2 < 0.9?"),
        (record.captions[1].start, "It moves (up)."),
    ]


def test_the_record_holds_the_numbers_and_what_was_added(rendered):
    made, *_ = rendered
    read = FilmRecord.load(made.beside["record"])
    assert read.numbers["outputs"] == choose(digit=4).subject.forward_pass.outputs.tolist()
    assert read.rest["film_sha256"] == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert read.rest["image"] == {"source": "shipped digit 4", "label": 9}
    assert read.alt == "A blue square."


def test_progress_is_told_in_seconds_of_film(rendered):
    made, steps, *_ = rendered
    seconds = [step.seconds for step in steps]
    assert seconds == sorted(seconds)
    assert 0 < seconds[-1] <= made.record.duration + 0.01
    assert {step.section for step in steps} <= {"autocreated", "One", "Two"}


def test_a_second_run_draws_nothing_and_makes_the_same_bytes(rendered):
    made, _, folder, job = rendered
    before = contents(folder)
    clips = {path: path.stat().st_ino for path in folder.glob("media/store/clips/**/*.mp4")}
    assert len(clips) == 4
    stored = FilmStore(folder / "media").film(job)
    assert not stored.drawn
    publish_film(stored, folder / "tiny.mp4")
    assert contents(folder) == before
    assert clips == {path: path.stat().st_ino for path in folder.glob("media/store/clips/**/*.mp4")}
    assert made.path.exists()


def pixels_of(film):
    with av.open(str(film)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return np.array(frames).astype(float)


DAMAGE = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: data[:0],
    "text": lambda data: data[:0] + b"no film at all",
    "flipped": lambda data: (
        data[:2000] + bytes(255 - byte for byte in data[2000:2040]) + data[2040:]
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("what", ["clips", "films"])
def test_what_was_damaged_in_the_store_is_drawn_again(order, tmp_path, what, damage):
    store, job = FilmStore(tmp_path / "media"), order("Tiny")
    whole = pixels_of(store.film(job).film)
    # A film that is not whole shows only with its clips whether those are looked at too.
    damaged = list((tmp_path / "media/store/films").glob("*/film.mp4"))
    if what == "clips":
        damaged += (tmp_path / "media/store/clips").glob("*/*.mp4")
        assert len(damaged) == 5
    for path in damaged:
        path.write_bytes(DAMAGE[damage](path.read_bytes()))
    again = store.film(job)
    assert again.drawn
    shown = pixels_of(again.film)
    assert shown.shape == whole.shape
    # On several threads x264 does not write the same bytes each time; the pictures agree.
    assert np.abs(shown - whole).mean() < 0.2
    assert not store.film(job).drawn


def test_a_clip_of_another_animation_in_its_place_is_not_shown(order, tmp_path):
    store, job = FilmStore(tmp_path / "media"), order("Tiny")
    whole = pixels_of(store.film(job).film)
    first, second, *_ = sorted((tmp_path / "media/store/clips").glob("*/*.mp4"))
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    shutil.rmtree(tmp_path / "media/store/films")
    shown = pixels_of(store.film(job).film)
    assert shown.shape == whole.shape
    assert np.abs(shown - whole).mean() < 0.2


def test_a_helper_beside_the_scene_and_what_it_reads_decide_the_film(tmp_path):
    scene, helper, data = (tmp_path / name for name in ("mine.py", "helper.py", "size.txt"))
    scene.write_text(
        "from pathlib import Path\n"
        "import helper\n"
        "from manim import Square\n"
        "from nnviz.stage import NetworkScene\n\n\n"
        "class Mine(NetworkScene):\n"
        "    def construct(self):\n"
        "        size = float((Path(__file__).parent / 'size.txt').read_text())\n"
        "        self.add(Square(size * helper.FACTOR).set_fill('#FFFFFF', 1))\n"
        "        self.wait(0.5)\n"
    )
    helper.write_text("FACTOR = 1.0\n")
    data.write_text("2.0")
    (entry,) = find_scenes(scene)
    store = FilmStore(tmp_path / "media")

    def lit():
        job = replace(choose().job(entry), **SMALL)
        stored = store.film(job)
        assert not store.film(job).drawn
        return stored.drawn, int((pixels_of(stored.film)[0].mean(axis=2) > 128).sum())

    drawn, small = lit()
    assert (drawn, small) == (True, pytest.approx(18**2, abs=40))
    helper.write_text("FACTOR = 2.0\n")
    assert lit() == (True, pytest.approx(36**2, abs=80))
    data.write_text("1.0")
    assert lit() == (True, pytest.approx(small, abs=10))


def test_a_scene_that_fails_is_named_and_leaves_nothing(order, tmp_path):
    with pytest.raises(
        RenderFailed, match="Broken was not rendered: RuntimeError: the pen"
    ) as told:
        FilmStore(tmp_path / "media").film(order("Broken"))
    failure = told.value
    assert "tiny_scenes.py, line " in failure.reason
    assert failure.details.endswith("RuntimeError: the pen broke")
    assert not failure.refused
    assert list((tmp_path / "media" / "store" / "work").iterdir()) == []
    assert not (tmp_path / "media" / "store" / "films").exists() or not list(
        (tmp_path / "media" / "store" / "films").iterdir()
    )


def test_a_network_of_other_sizes_is_refused_before_anything_starts(scenes_file, tmp_path):
    Network.random((9, 4, 2), seed=1).save(tmp_path / "small.npz")
    choice = choose(network=tmp_path / "small.npz")
    (entry,) = choose_scenes(find_scenes(scenes_file), ["Tiny"])
    with pytest.raises(NNVizError, match=r"Tiny shows a network from 784 .* \(9, 4, 2\)"):
        choice.job(entry)


def test_two_networks_in_one_folder_make_two_films(order, tmp_path):
    films = {}
    for seed in (1, 2):
        Network.random((784, 6, 10), seed=seed).save(tmp_path / "network.npz")
        choice = choose(network=tmp_path / "network.npz", digit=8)
        job = order("Outputs", choice=choice)
        made = publish_film(FilmStore(tmp_path / "media").film(job), tmp_path / "outputs.mp4")
        outputs = choice.subject.forward_pass.outputs
        assert made.record.numbers["outputs"] == outputs.tolist()
        last = frames(made.path)[-1].astype(float).mean(axis=2)
        # Ten dots of a diameter of 1 and gaps of 0.2, in a frame 14.2 units wide.
        columns = [round(64 + (k - 4.5) * 1.2 * 9) for k in range(10)]
        drawn = (last[36, columns] - 9) / (255 - 9)
        np.testing.assert_allclose(drawn, outputs, atol=0.04)
        films[seed] = made.path.read_bytes()
    assert films[1] != films[2]


def test_a_sequence_has_every_frame_and_replaces_only_frames(order, tmp_path):
    job = order("Tiny", format="png-sequence")
    goal = tmp_path / "frames"
    store = FilmStore(tmp_path / "media")
    made = publish_film(store.film(job), goal)
    names = sorted(path.name for path in goal.iterdir())
    assert names == [f"{number:05}.png" for number in range(round(made.record.duration * 10))]
    with Image.open(goal / names[-1]) as picture:
        assert picture.size == (128, 72)
    (goal / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NNVizError, match=r"no frames wrote \(letter\.txt\)"):
        publish_film(store.film(job), goal)
    assert (goal / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert len(list(goal.iterdir())) == len(names) + 1


def test_several_formats_side_by_side(order, tmp_path):
    jobs = [
        order("Outputs", format="webm", transparent=True),
        order("Outputs", format="png"),
        order("Tiny", format="gif").with_quality(QUALITIES["l"]),
        order("Broken"),
    ]
    told: dict[Any, Any] = {}
    outcomes = FilmStore(tmp_path / "m").films(
        jobs, at_once=2, finished=lambda job, outcome: told.setdefault(job, outcome)
    )
    assert [isinstance(outcome, StoredFilm) for outcome in outcomes] == [True, True, True, False]
    assert [told[job] for job in jobs] == outcomes
    for stored, name in zip(outcomes, ("o.webm", "still/o.png", "o.gif"), strict=False):
        assert isinstance(stored, StoredFilm)
        publish_film(stored, tmp_path / name)
    alpha = alpha_of(tmp_path / "o.webm")
    assert (alpha.min(), alpha.max() > 200) == (0, True)
    with Image.open(tmp_path / "still" / "o.png") as picture:
        assert picture.size == (128, 72)
    with Image.open(tmp_path / "o.gif") as picture:
        assert getattr(picture, "n_frames", 1) > 10
        assert (picture.info["duration"], picture.info["loop"]) == (50, 0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "avi"}, "expected a format of mp4"),
        ({"transparent": True}, "mp4 cannot be transparent"),
        ({"width": 0}, "1 to 8192"),
        ({"width": 9000}, "1 to 8192"),
        ({"frame_rate": 0}, "at least 1"),
        ({"height": 71}, "even width and height"),
    ],
)
def test_jobs_that_cannot_be_are_refused(order, options, message):
    with pytest.raises(NNVizError, match=message):
        replace(order("Tiny"), **options)


def test_a_choice_is_checked_and_completed_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("NNVIZ_DIGIT", "17")
    monkeypatch.setenv("NNVIZ_THEME", "light")
    choice = choose()
    assert (choice.subject.source, choice.theme) == ("shipped digit 17", "light")
    pixels = (choice.subject.image * 255).round().astype(np.uint8)
    monkeypatch.chdir(tmp_path)
    Image.fromarray(pixels).save("mine.png")
    mine = choose(image="mine.png", theme="dark")
    assert (mine.subject.source, mine.subject.label, mine.theme) == ("mine.png", None, "dark")
    cases: list[tuple[dict[str, Any], str]] = [
        ({"image": "absent.png"}, r"absent\.png"),
        ({"digit": 10_000}, "0 to 9999"),
        ({"digit": -1}, "-1"),
        ({"image": "mine.png", "digit": 3}, "got both"),
        ({"network": "mine.png"}, r"mine\.png"),
        ({"theme": "pink"}, "'pink'"),
    ]
    for given, message in cases:
        with pytest.raises(NNVizError, match=message):
            choose(**given)


def test_a_target_that_cannot_be_written_is_named_before_anything_is_drawn(order, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NNVizError, match="file"):
        check_target(tmp_path / "file" / "x.mp4", order("Outputs"))
    (tmp_path / "x.mp4").mkdir()
    with pytest.raises(NNVizError, match="is a folder"):
        check_target(tmp_path / "x.mp4", order("Outputs"))
    with pytest.raises(NNVizError, match=r"cannot write .*file/media/store"):
        FilmStore(tmp_path / "file" / "media").film(order("Outputs"))


def test_an_order_is_read_as_it_was_written(order, tmp_path):
    job = order("Outputs", choice=choose(digit=8), format="png-sequence", moments=Moments(end=True))
    write_order(job, tmp_path)
    read = read_order(tmp_path)
    assert film_key(read) == film_key(job)
    assert (read.entry, read.moments, read.format) == (job.entry, job.moments, job.format)
    assert read.subject.digest == job.subject.digest
    assert read.subject.network.digest == job.subject.network.digest


def test_what_is_drawn_is_what_was_read_even_if_the_files_change_meanwhile(order, tmp_path):
    Network.random((784, 6, 10), seed=1).save(tmp_path / "network.npz")
    job = order("Outputs", choice=choose(network=tmp_path / "network.npz", digit=8))
    Network.random((784, 6, 10), seed=2).save(tmp_path / "network.npz")
    stored = FilmStore(tmp_path / "media").film(job)
    assert stored.record.numbers["outputs"] == job.subject.forward_pass.outputs.tolist()
    assert stored.record.rest["network"]["digest"] == job.subject.network.digest


@pytest.mark.parametrize("format", ["mp4", "webm", "gif"])
def test_one_setting_gives_the_same_bytes(order, tmp_path, monkeypatch, format):
    monkeypatch.setenv("NNVIZ_REPRODUCIBLE", "1")
    job = order("Outputs", format=format, transparent=format == "webm")
    first, second = (FilmStore(tmp_path / name).film(job) for name in ("a", "b"))
    assert first.film.read_bytes() == second.film.read_bytes()
    if format == "webm":
        assert (alpha_of(first.film).min(), alpha_of(first.film).max() > 200) == (0, True)
        # The track's AlphaMode, which browsers ask for.
        assert b"\x53\xc0\x81\x01" in first.film.read_bytes()
        with av.open(str(first.film)) as container:
            assert container.duration == pytest.approx(1e6 * first.record.duration, abs=2000)
    monkeypatch.delenv("NNVIZ_REPRODUCIBLE")
    assert FilmStore(tmp_path / "a").find(job) is None


def test_two_who_want_one_film_draw_it_once(order, tmp_path):
    store = FilmStore(tmp_path / "media")
    outcomes = store.films([order("Outputs"), order("Outputs")], at_once=2)
    assert sorted(getattr(one, "drawn", None) for one in outcomes) == [False, True]
