"""Films are joined without encoding them again."""

from fractions import Fraction

import av
import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.film.encode.mp4 import join_films, length
from nnviz.film.encode.single_frames import frame_before, write_picture
from nnviz.film.record import Cue
from nnviz.film.render.settings import MP4_OPTIONS


def encode(path, greys, *, size=(96, 54), rate=15, options=MP4_OPTIONS):
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options=dict(options))
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for grey in greys:
            pixels = np.full((size[1], size[0], 3), grey, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())
    return path


def greys(path):
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    shown = [float(frame.to_ndarray(format="gray").mean()) for frame in frames]
    return shown, [float(frame.pts * frame.time_base) for frame in frames]


@pytest.fixture
def films(tmp_path):
    return [
        encode(tmp_path / "a.mp4", range(0, 100, 5)),
        encode(tmp_path / "b.mp4", [200] * 7),
        encode(tmp_path / "c.mp4", range(250, 100, -10)),
    ]


def test_every_frame_is_there_in_order_and_in_time(films, tmp_path):
    target = tmp_path / "joined.mp4"
    seconds = join_films(films, target)
    assert seconds == pytest.approx(42 / 15, abs=1e-9)
    assert length(target) == pytest.approx(42 / 15, abs=1e-9)
    shown, times = greys(target)
    apart = [grey for film in films for grey in greys(film)[0]]
    assert shown == apart
    np.testing.assert_allclose(times, np.arange(42) / 15, atol=1e-4)


def test_chapters_and_captions_are_inside(films, tmp_path):
    target = tmp_path / "joined.mp4"
    chapters = [Cue(0, 1.333, "Erstes für <alle>"), Cue(1.333, 2.8, "Second")]
    captions = [Cue(1.5, 2.5, "After\na gap"), Cue(0.25, 1.0, r"A {brace} and \N")]
    join_films(films, target, chapters=chapters, captions=captions, title="The film")
    with av.open(str(target)) as container:
        assert container.metadata["title"] == "The film"
        read = container.chapters()
        assert [chapter["metadata"]["title"] for chapter in read] == [c.text for c in chapters]
        assert [(c["start"] * c["time_base"], c["end"] * c["time_base"]) for c in read] == [
            (0, Fraction(1333, 1000)),
            (Fraction(1333, 1000), Fraction(14, 5)),
        ]
        (track,) = container.streams.subtitles
        assert track.metadata["language"] == "eng"
        said = [
            (float(p.pts * p.time_base), float(p.duration * p.time_base), bytes(p)[2:].decode())
            for p in container.demux(track)
            if p.size > 2
        ]
    assert said == [(0.25, 0.75, "A (brace) and /N"), (1.5, 1.0, "After\na gap")]


def test_the_index_stands_before_the_pictures(films, tmp_path):
    join_films(films, tmp_path / "joined.mp4")
    data = (tmp_path / "joined.mp4").read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


@pytest.mark.parametrize(
    "other", [{"size": (48, 54)}, {"rate": 30}, {"options": {"profile": "baseline"}}]
)
def test_films_that_are_encoded_differently_are_not_joined(films, tmp_path, other):
    encode(tmp_path / "other.mp4", [0, 1, 2], **other)
    with pytest.raises(NNVizError, match=r"other\.mp4 .* than|other\.mp4 .* from"):
        join_films([films[0], tmp_path / "other.mp4"], tmp_path / "joined.mp4")


def test_what_is_no_film_is_named(films, tmp_path):
    (tmp_path / "text.mp4").write_text("no film", encoding="utf-8")
    with pytest.raises(NNVizError, match=r"text\.mp4"):
        join_films([films[0], tmp_path / "text.mp4"], tmp_path / "joined.mp4")
    with pytest.raises(NNVizError, match="at least one"):
        join_films([], tmp_path / "joined.mp4")


def test_the_frame_before_a_moment(films):
    def grey(seconds):
        return float(np.asarray(frame_before(films[0], seconds)).mean())

    # Frame k is on screen from k / 15 on and is black + 5 k.
    assert grey(0.0) == pytest.approx(0, abs=2)
    assert grey(10 / 15) == pytest.approx(45, abs=2)
    assert grey(0.667) == pytest.approx(45, abs=2)
    assert grey(20 / 15) == pytest.approx(95, abs=2)
    assert grey(99.0) == pytest.approx(95, abs=2)


def test_a_picture_is_made_smaller_but_not_larger(films, tmp_path):
    picture = frame_before(films[0], 1.0)
    from PIL import Image

    for name, width, size in [("x.png", 48, (48, 27)), ("x.webp", 640, (96, 54))]:
        write_picture(picture, tmp_path / name, width=width)
        with Image.open(tmp_path / name) as read:
            assert read.size == size
    with pytest.raises(NNVizError, match=r"\.png or \.webp"):
        write_picture(picture, tmp_path / "x.jpg")
