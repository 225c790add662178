"""Captions and chapters, read back by other readers than ours."""

from datetime import timedelta

import av
import pytest
import srt

from nnviz.core import NNVizError
from nnviz.film.encode.caption_files import one_track, to_srt, to_transcript, to_vtt
from nnviz.film.record import Cue, FilmRecord

CUES = (
    Cue(0.0, 1.5, "A <b>bold</b> claim:\n0.2 < 0.9 & so on"),
    Cue(1.5, 59.9996, "Zeile mit Umlaut: für"),
    Cue(3599.5, 3661.25, "--> late"),
)


def read_vtt(text, path):
    path.write_text(text, encoding="utf-8")
    with av.open(str(path)) as container:
        return [
            (packet.pts, packet.duration, bytes(packet).decode())
            for packet in container.demux()
            if packet.pts is not None and packet.size
        ]


def test_webvtt_is_read_by_ffmpeg(tmp_path):
    read = read_vtt(to_vtt(CUES, title="A --> B\n\nC"), tmp_path / "x.vtt")
    assert [(start, length) for start, length, _ in read] == [
        (0, 1500),
        (1500, 58500),
        (3599500, 61750),
    ]
    assert read[0][2] == "A &lt;b&gt;bold&lt;/b&gt; claim:\n0.2 &lt; 0.9 &amp; so on"
    assert read[2][2] == "--&gt; late"


def test_srt_is_read_by_the_srt_library():
    read = list(srt.parse(to_srt(CUES)))
    assert [entry.index for entry in read] == [1, 2, 3]
    assert [entry.content for entry in read] == [cue.text for cue in CUES]
    assert read[1].end == timedelta(seconds=60)
    assert read[2].start == timedelta(seconds=3599.5)


def test_an_empty_line_does_not_end_a_caption(tmp_path):
    cues = [Cue(0, 1, "above\n\n  \r\nbelow")]
    assert next(iter(srt.parse(to_srt(cues)))).content == "above\nbelow"
    assert [text for *_, text in read_vtt(to_vtt(cues), tmp_path / "x.vtt")] == ["above\nbelow"]


def test_no_captions_are_no_lines(tmp_path):
    assert to_vtt([]) == "WEBVTT\n"
    assert to_srt([]) == ""
    assert to_transcript([]) == ""


def test_cues_of_several_films_are_one_track():
    track = one_track([(2.0, [Cue(0, 1, "a"), Cue(1, 9, "b"), Cue(3, 4, "lost")]), (0.5, CUES[:1])])
    assert track == (Cue(0, 1, "a"), Cue(1, 2, "b"), Cue(2, 2.5, CUES[0].text))


def test_a_transcript_has_sections_as_headings():
    said = [Cue(0, 1, "One\nline."), Cue(1, 2, "Two."), Cue(2, 3, "Three.")]
    sections = [Cue(2, 3, "B"), Cue(0, 2, "A"), Cue(5, 6, "Silent")]
    assert to_transcript(said, sections) == "A\n\nOne line. Two.\n\nB\n\nThree.\n\nSilent\n"


def test_a_cue_does_not_end_before_it_begins():
    with pytest.raises(NNVizError, match="start <= end"):
        Cue(2, 1, "x")


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"scene": "A"}', '{"scene": "A", "duration": 1, "captions": [1]}']
)
def test_a_file_that_is_no_record_is_named(tmp_path, text):
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NNVizError, match=r"broken\.json"):
        FilmRecord.load(path)
