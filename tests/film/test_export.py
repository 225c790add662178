"""Every file of an export, opened by a reader that is not ours."""

import json
import re

import av
import numpy as np
import pytest
from PIL import Image

from nnviz.film.encode.moving_pictures import gif_rate

BLUE = (0x58, 0xC4, 0xDD)
STAMP = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d\d\d)")


def frames(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def seconds(stamp):
    hours, minutes, rest, thousandths = (int(part) for part in STAMP.fullmatch(stamp).groups())
    return 3600 * hours + 60 * minutes + rest + thousandths / 1000


def cues_of(text, *, head):
    """Read WebVTT or SubRip: (start, end, text) of each cue."""
    blocks = text.strip().split("\n\n")
    if head:
        assert re.match(r"WEBVTT([ \t]|$)", blocks.pop(0).splitlines()[0])
    cues = []
    for block in blocks:
        lines = block.splitlines()
        timing = next(place for place, line in enumerate(lines) if " --> " in line)
        start, end = lines[timing].split(" --> ")
        words = "\n".join(lines[timing + 1 :])
        if head:
            assert "-->" not in words
            assert not re.search(r"<|&(?!lt;|gt;|amp;)", words)
            for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
                words = words.replace(entity, sign)
        cues.append((seconds(start), seconds(end), words))
    return cues


def test_every_form_is_there_under_a_stable_name(exported):
    top = {path.relative_to(exported.folder).parts[0] for path in exported.files}
    assert top == {path.name for path in exported.folder.iterdir()}
    assert sorted(top) == [
        "marked-alt.txt",
        "marked-chapters.vtt",
        "marked-clips",
        "marked-export.json",
        "marked-frames",
        "marked-poster.png",
        "marked-poster.webp",
        "marked-snippets",
        "marked-transcript.txt",
        "marked.gif",
        "marked.json",
        "marked.mp4",
        "marked.srt",
        "marked.vtt",
        "marked.webm",
    ]
    assert all(path.is_file() and path.stat().st_size for path in exported.files)
    listed = json.loads((exported.folder / "marked-export.json").read_text(encoding="utf-8"))
    there = [p for p in exported.folder.rglob("*") if p.is_file()]
    assert listed["files"] == sorted(p.relative_to(exported.folder).as_posix() for p in there)


def test_the_mp4_begins_at_once_and_has_chapters_and_captions(exported):
    data = exported.film.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")
    with av.open(str(exported.film)) as container:
        assert container.metadata["title"] == " ".join(exported.record.title.split())
        assert len(container.chapters()) == 2
        assert len(container.streams.subtitles) == 1
    shown = frames(exported.film)
    assert len(shown) == round(exported.record.duration * 20)
    # One unit up and one to the right of the middle, 22.5 pixels a unit.
    np.testing.assert_allclose(shown[-1][67, 182], BLUE, atol=2)


def test_the_webm_has_real_alpha(exported):
    decoder = av.CodecContext.create("libvpx-vp9", "r")
    with av.open(str(exported.folder / "marked.webm")) as container:
        assert container.streams.video[0].codec_context.name == "vp9"
        decoder.extradata = container.streams.video[0].codec_context.extradata
        packets = [packet for packet in container.demux(video=0) if packet.size]
    pictures = [f.to_ndarray(format="rgba") for p in packets for f in decoder.decode(p)]
    assert len(pictures) == round(exported.record.duration * 20)
    last = pictures[-1]
    assert last[5, 5, 3] == 0
    assert last[67, 182, 3] == 255
    np.testing.assert_allclose(last[67, 182, :3], BLUE, atol=6)


def test_the_gif_loops_cleanly_at_a_rate_that_gifs_can_hold(exported):
    shown = frames(exported.film)
    with Image.open(exported.folder / "marked.gif") as gif:
        assert (gif.size, gif.info["loop"]) == ((320, 180), 0)
        durations, pictures = [], []
        for number in range(getattr(gif, "n_frames", 1)):
            gif.seek(number)
            durations.append(gif.info["duration"])
            pictures.append(np.asarray(gif.convert("RGB")).astype(int))
    assert set(durations[:-1]) <= {50, 100, 150, 200, 250, 300, 350, 400, 450, 500}
    assert durations[-1] == 1000
    assert sum(durations[:-1]) + 50 == pytest.approx(1000 * len(shown) / 20, abs=1)
    assert np.abs(pictures[0] - shown[0]).max() < 24
    assert np.abs(pictures[-1] - shown[-1]).mean() < 2
    np.testing.assert_allclose(pictures[-1][67, 182], BLUE, atol=6)


@pytest.mark.parametrize(("rate", "expected"), [(15, 20), (30, 20), (60, 20), (25, 25), (50, 25)])
def test_gif_rates_are_exact_in_hundredths(rate, expected):
    assert gif_rate(rate) == expected


def test_the_sequence_is_every_frame(exported):
    shown = frames(exported.film)
    paths = sorted((exported.folder / "marked-frames").iterdir())
    assert [path.name for path in paths] == [f"{k:05}.png" for k in range(len(shown))]
    for path, frame in zip(paths, shown, strict=True):
        with Image.open(path) as picture:
            assert np.abs(np.asarray(picture).astype(int) - frame).max() <= 1


def test_the_clips_together_are_the_film(exported):
    folder = exported.folder / "marked-clips"
    films = sorted(folder.glob("*.mp4"))
    assert [f.name for f in films] == ["01-part-b-one-b-two.mp4", "02-zweitens-2-2.mp4"]
    joined = [frame for film in films for frame in frames(film)]
    whole = frames(exported.film)
    assert len(joined) == len(whole)
    assert all((a == b).all() for a, b in zip(joined, whole, strict=True))
    section = exported.record.sections[1]
    ((start, _, words),) = cues_of((folder / "02-zweitens-2-2.vtt").read_text(), head=True)
    assert (start, words) == (0.0, "It moves {up} & away.")
    with av.open(str(films[1])) as container:
        assert container.metadata["title"] == section.text
        assert len(container.streams.subtitles) == 1


def test_the_posters_are_the_moment_that_the_scene_chose(exported):
    wanted = frames(exported.film)[round(exported.record.poster * 20) - 1].astype(int)
    for end, tolerance in (("png", 1), ("webp", 6)):
        with Image.open(exported.folder / f"marked-poster.{end}") as picture:
            assert picture.format.lower() == end
            assert np.abs(np.asarray(picture.convert("RGB")) - wanted).mean() < tolerance


def test_captions_chapters_and_texts_say_what_the_record_says(exported):
    record = json.loads((exported.folder / "marked.json").read_text(encoding="utf-8"))
    assert record["numbers"] == {"half": 0.5}

    def text(end):
        return (exported.folder / f"marked{end}").read_text(encoding="utf-8")

    spoken = [(cue["start"], cue["end"], cue["text"]) for cue in record["captions"]]
    assert cues_of(text(".vtt"), head=True) == spoken
    assert cues_of(text(".srt"), head=False) == spoken
    sections = [(cue["start"], cue["end"], cue["name"]) for cue in record["sections"]]
    assert cues_of(text("-chapters.vtt"), head=True) == sections
    assert text("-alt.txt") == record["alt"] + "\n"
    assert text("-transcript.txt").split("\n\n") == [
        'Part "<b>one</b>" --> ../two',
        "Is 0.2 < 0.9? </script><b>",
        "Zweitens: 2/2",
        "It moves {up} & away.\n",
    ]
