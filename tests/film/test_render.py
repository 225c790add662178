"""Scenes become files: in a process of their own, whole or not at all."""

import json
import os
import time
from dataclasses import replace
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from nnviz.core import Network, NNVizError
from nnviz.film.plan.catalogue import choose_scenes, find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import QUALITIES, RenderJob
from nnviz.film.record import FilmRecord
from nnviz.film.render.process import Progress, Rendered, RenderFailed, render_scene
from nnviz.film.render.queue import Order, render_many

SMALL = {"width": 128, "height": 72, "frame_rate": 10}


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


@pytest.fixture(scope="module")
def rendered(tmp_path_factory, scenes_file):
    """The scene Tiny at low quality, and what was reported on the way."""
    folder = tmp_path_factory.mktemp("rendered")
    (entry,) = choose_scenes(find_scenes(scenes_file), ["Tiny"])
    job = choose(digit=4).job(entry).with_quality(QUALITIES["l"])
    steps: list[Progress] = []
    made = render_scene(
        job, folder / "tiny.mp4", media=folder / "media", progress=steps.append, extra={"key": "k"}
    )
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
    assert read.rest["key"] == "k"
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
    clips = {path: path.stat().st_ino for path in folder.glob("media/cache/**/*.mp4")}
    assert len(clips) == 4
    render_scene(job, folder / "tiny.mp4", media=folder / "media", extra={"key": "k"})
    assert contents(folder) == before
    assert clips == {path: path.stat().st_ino for path in folder.glob("media/cache/**/*.mp4")}
    assert made.path.exists()


def pixels_of(film):
    with av.open(str(film)) as container:
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    return np.array(frames).astype(float)


def test_clips_that_a_killed_process_left_half_written_are_not_used(rendered):
    _, _, folder, job = rendered
    whole = pixels_of(folder / "tiny.mp4")
    (clips,) = folder.glob("media/cache/clips/*/*/clips")
    mark = clips.parent / "unfinished-4194304"  # one more than the largest number of a process
    mark.touch()
    os.utime(mark, (time.time() - 60,) * 2)
    for clip in clips.glob("*.mp4"):
        clip.write_bytes(clip.read_bytes()[:100])
    render_scene(job, folder / "tiny.mp4", media=folder / "media")
    again = pixels_of(folder / "tiny.mp4")
    assert again.shape == whole.shape
    # On several threads x264 does not write the same bytes each time; the pictures agree.
    assert np.abs(again - whole).mean() < 0.2
    assert not mark.exists()


def test_a_scene_that_fails_is_named_and_the_old_film_stays(order, tmp_path):
    old = {tmp_path / f"broken.{end}": end.encode() for end in ("mp4", "json", "srt", "vtt")}
    for path, data in old.items():
        path.write_bytes(data)
    with pytest.raises(
        RenderFailed, match="Broken was not rendered: RuntimeError: the pen"
    ) as told:
        render_scene(order("Broken"), tmp_path / "broken.mp4", media=tmp_path / "media")
    failure = told.value
    assert "tiny_scenes.py, line " in failure.reason
    assert failure.details.endswith("RuntimeError: the pen broke")
    assert not failure.refused
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == old
    assert not list((tmp_path / "media" / "cache").glob("work-*"))


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
        made = render_scene(job, tmp_path / "outputs.mp4", media=tmp_path / "media")
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
    made = render_scene(job, goal, media=tmp_path / "media")
    names = sorted(path.name for path in goal.iterdir())
    assert names == [f"{number:05}.png" for number in range(round(made.record.duration * 10))]
    with Image.open(goal / names[-1]) as picture:
        assert picture.size == (128, 72)
    (goal / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NNVizError, match="frames only"):
        render_scene(job, goal, media=tmp_path / "media")
    assert (goal / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert len(list(goal.iterdir())) == len(names) + 1


def test_several_formats_side_by_side(order, tmp_path):
    orders = [
        Order(order("Outputs", format="webm", transparent=True), tmp_path / "o.webm"),
        Order(order("Outputs", format="png"), tmp_path / "still" / "o.png"),
        Order(order("Tiny", format="gif").with_quality(QUALITIES["l"]), tmp_path / "o.gif"),
        Order(order("Broken"), tmp_path / "never.mp4"),
    ]
    told: dict[Any, Any] = {}
    outcomes = render_many(
        orders,
        media=tmp_path / "m",
        at_once=2,
        finished=lambda order, outcome: told.setdefault(order.target, outcome),
    )
    assert [isinstance(outcome, Rendered) for outcome in outcomes] == [True, True, True, False]
    assert [told[order.target] for order in orders] == outcomes
    decoder = av.CodecContext.create("libvpx-vp9", "r")
    with av.open(str(tmp_path / "o.webm")) as container:
        decoder.extradata = container.streams.video[0].codec_context.extradata
        packets = [packet for packet in container.demux(video=0) if packet.size]
    (last, *_) = [frame for packet in packets for frame in decoder.decode(packet)][-1:]
    alpha = last.to_ndarray(format="rgba")[..., 3]
    assert (alpha.min(), alpha.max() > 200) == (0, True)
    with Image.open(tmp_path / "still" / "o.png") as picture:
        assert picture.size == (128, 72)
    with Image.open(tmp_path / "o.gif") as picture:
        assert getattr(picture, "n_frames", 1) > 10
        assert (picture.info["duration"], picture.info["loop"]) == (50, 0)
    assert not (tmp_path / "never.mp4").exists()


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
def test_orders_that_cannot_be_are_refused(options, message):
    with pytest.raises(NNVizError, match=message):
        RenderJob("Tiny", "/tiny.py", **options)


def test_a_choice_is_checked_and_completed_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("NNVIZ_DIGIT", "17")
    monkeypatch.setenv("NNVIZ_THEME", "light")
    choice = choose()
    assert (choice.subject.source, choice.theme) == ("shipped digit 17", "light")
    pixels = (choice.subject.image * 255).round().astype(np.uint8)
    monkeypatch.chdir(tmp_path)
    Image.fromarray(pixels).save("mine.png")
    mine = choose(image="mine.png", theme="dark")
    assert mine.environment == {
        "NNVIZ_IMAGE": str(tmp_path / "mine.png"),
        "NNVIZ_THEME": "dark",
    }
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


def test_a_target_that_cannot_be_written_is_named(order, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(NNVizError, match="file"):
        render_scene(order("Outputs"), tmp_path / "file" / "x.mp4", media=tmp_path / "media")
    (tmp_path / "x.mp4").mkdir()
    with pytest.raises(NNVizError, match="is a folder"):
        render_scene(order("Outputs"), tmp_path / "x.mp4", media=tmp_path / "media")
    assert json.loads(order("Outputs").to_json())["scene"] == "Outputs"
