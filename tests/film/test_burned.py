"""Captions drawn into the picture: below it, in step, and never over it."""

from dataclasses import replace

import av
import numpy as np
import pytest

from nnviz.core import NNVizError
from nnviz.film import Cue, choose, find_scenes
from nnviz.film.encode.burned import burn_captions, picture_beside_captions
from nnviz.film.encode.cut import cut_film
from nnviz.view import DARK, LIGHT

SIZE = (320, 240)
INNER = picture_beside_captions(*SIZE)
FPS = 20


@pytest.fixture(scope="module")
def grey(tmp_path_factory):
    """A film of 30 frames, each a little lighter than the one before."""
    path = tmp_path_factory.mktemp("grey") / "grey.mp4"
    with av.open(str(path), "w") as written:
        stream = written.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = *INNER, "yuv420p"
        for number in range(30):
            pixels = np.full((INNER[1], INNER[0], 3), 60 + 4 * number, dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            frame.pts = number
            written.mux(stream.encode(frame))
        written.mux(stream.encode(None))
    return path


def frames(path):
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]


def test_captions_stand_below_the_picture_while_they_are_said(grey, tmp_path):
    cues = [Cue(0.25, 0.75, "Two lines\nof words"), Cue(1.0, 1.5, "One")]
    burn_captions(grey, tmp_path / "b.mp4", cues, size=SIZE, theme=DARK, keys=[0.5])
    pictures = frames(tmp_path / "b.mp4")
    assert [picture.shape for picture in pictures] == [(240, 320, 3)] * 30
    left = (SIZE[0] - INNER[0]) // 4 * 2
    for number, (picture, source) in enumerate(zip(pictures, frames(grey), strict=True)):
        inside = picture[2 : INNER[1] - 2, left + 2 : left + INNER[0] - 2]
        assert np.abs(inside - source[2:-2, 2:-2]).max() <= 6
        below = picture[INNER[1] + 1 :]
        said = any(cue.start <= (number + 0.5) / FPS < cue.end for cue in cues)
        assert (below.max() > 200) == said
        # Words stay away from the edge.
        assert picture[-3:].max() < 60
        assert picture[:, :2].max() < 60
    assert cut_film(tmp_path / "b.mp4", tmp_path / "cut.mp4", 0.5, 1.0) == 10


def test_a_tall_frame_has_room_for_four_lines():
    wide, tall = picture_beside_captions(1920, 1080), picture_beside_captions(1080, 1920)
    assert [size[0] / size[1] for size in (wide, tall)] == [
        pytest.approx(16 / 9, abs=0.01),
        pytest.approx(9 / 16, abs=0.01),
    ]
    assert 1080 - wide[1] < 1920 - tall[1]
    assert not any(side % 2 for side in (*wide, *tall))


def test_what_cannot_be_burned_is_refused(grey, tmp_path):
    with pytest.raises(NNVizError, match="да"[0]):
        burn_captions(grey, tmp_path / "b.mp4", [Cue(0, 1, "да")], size=SIZE, theme=LIGHT)
    (entry, *_) = find_scenes()
    job = choose(digit=4).job(entry)
    assert replace(job, captions="both").burns_captions
    assert not replace(job, captions="none").carries_captions
    with pytest.raises(NNVizError, match="mp4 only; got webm"):
        replace(job, captions="burned", format="webm")
    with pytest.raises(NNVizError, match="soft, burned, both, none; got 'loud'"):
        replace(job, captions="loud")
