"""The whole film: joined parts, chapters, captions; only what changed is rendered again."""

import json
import shutil

import av
import numpy as np
import pytest
from PIL import Image

from nnviz.core import NNVizError
from nnviz.film.encode.mp4 import length
from nnviz.film.plan.catalogue import find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import Quality
from nnviz.film.publish.gallery import draw_stills, gallery_table
from nnviz.film.publish.joined import join_stored
from nnviz.film.store import FilmStore

QUALITY = Quality("tiny", 128, 72, 10)


@pytest.fixture(scope="module")
def studio(tmp_path_factory, scenes_file):
    """A folder with the two scenes that work, rendered once."""
    folder = tmp_path_factory.mktemp("studio")
    shutil.copy(scenes_file, folder / "scenes.py")
    assert [part.drawn for part in parts_of(folder)] == [True, True]
    return folder


def jobs_of(folder, *, quality=QUALITY, names=("Tiny", "Outputs"), **given):
    entries = [entry for entry in find_scenes(folder / "scenes.py") if entry.name in names]
    return [choose(**given).job(entry).with_quality(quality) for entry in entries]


def parts_of(folder, **given):
    return FilmStore(folder / "media").films(jobs_of(folder, **given), at_once=2)


def missing(folder, **given):
    store = FilmStore(folder / "media")
    return [job.scene for job in jobs_of(folder, **given) if store.find(job) is None]


def test_parts_become_one_film_with_chapters_and_one_track_of_captions(studio):
    parts = parts_of(studio)
    made = join_stored(parts, studio / "film.mp4")
    first, second = (length(part.film) for part in parts)
    with av.open(str(studio / "film.mp4")) as container:
        assert container.metadata["title"] == "What is a neural network?"
        chapters = [
            (round(float(c["start"] * c["time_base"]), 3), c["metadata"]["title"])
            for c in container.chapters()
        ]
        assert chapters == [(0.0, "A <tiny> scene"), (round(first, 3), "Outputs")]
        said = [bytes(p)[2:] for p in container.demux(container.streams.subtitles[0]) if p.size > 2]
        assert said == [b"Is 0.2 < 0.9?", b"It moves (up)."]
        container.seek(0)
        assert sum(1 for _ in container.decode(video=0)) == round((first + second) * 10)
    assert made.duration == pytest.approx(first + second)
    assert "-->" in (studio / "film.vtt").read_text(encoding="utf-8")
    assert (studio / "film.srt").read_text(encoding="utf-8").startswith("1\n00:00:00,000 -->")
    assert "A &lt;tiny&gt; scene" in (studio / "film-chapters.vtt").read_text(encoding="utf-8")
    listed = json.loads((studio / "film.json").read_text(encoding="utf-8"))["scenes"]
    assert [(scene["scene"], scene["start"]) for scene in listed] == [
        ("Tiny", 0.0),
        ("Outputs", round(first, 3)),
    ]


def test_a_film_in_the_store_has_all_that_others_take_from_it(studio):
    tiny, outputs = parts_of(studio)
    assert {path.name for path in tiny.folder.iterdir()} == {
        "entry.json",
        "film.mp4",
        "lock",
        "poster.webp",
        "record.json",
    }
    assert tiny.record.alt == "A blue square."
    assert outputs.record.captions == ()
    assert tiny.sound is None
    with Image.open(tiny.poster) as poster:
        # The poster is the last frame of the move: the square is one unit above the middle.
        assert poster.size == (128, 72)
        blue = np.asarray(poster)[..., 2]
        assert (blue[18, 91] > 150, blue[43, 91] < 50) == (True, True)


def test_nothing_is_written_twice(studio):
    parts = parts_of(studio)
    join_stored(parts, studio / "film.mp4")
    before = (studio / "film.mp4").stat()
    assert [part.drawn for part in parts] == [False, False]
    join_stored(parts, studio / "film.mp4")
    assert (studio / "film.mp4").stat() == before
    (studio / "film.srt").unlink()
    join_stored(parts, studio / "film.mp4")
    assert (studio / "film.srt").exists()


def test_what_a_film_depends_on_makes_another_of_it(studio, monkeypatch):
    assert missing(studio) == []
    assert missing(studio, digit=17) == ["Tiny", "Outputs"]
    assert missing(studio, theme="light") == ["Tiny", "Outputs"]
    assert missing(studio, quality=Quality("t", 128, 72, 12)) == ["Tiny", "Outputs"]
    source = (studio / "scenes.py").read_text(encoding="utf-8")
    try:
        (studio / "scenes.py").write_text(source + "\n# changed\n", encoding="utf-8")
        assert missing(studio) == ["Tiny", "Outputs"]
    finally:
        (studio / "scenes.py").write_text(source, encoding="utf-8")
    assert missing(studio) == []
    monkeypatch.setattr("nnviz.film.plan.key.library_digest", lambda: "another")
    assert missing(studio) == ["Tiny", "Outputs"]


def test_a_scene_that_fails_is_named_and_the_others_are_kept(studio):
    outcomes = parts_of(studio, names=("Tiny", "Broken"))
    assert [getattr(outcome, "drawn", "failed") for outcome in outcomes] == [False, "failed"]
    assert outcomes[1].scene == "Broken"


def test_a_film_that_cannot_be_joined_leaves_the_old_one(studio, tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"old")
    other = parts_of(studio, names=("Tiny",), quality=Quality("t", 128, 72, 12))
    with pytest.raises(NNVizError, match="encoded differently"):
        join_stored([*parts_of(studio), *other], tmp_path / "film.mp4")
    assert (tmp_path / "film.mp4").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["film.mp4"]
    with pytest.raises(NNVizError, match=r"ends in \.mp4"):
        join_stored(parts_of(studio), tmp_path / "film.webm")
    with pytest.raises(NNVizError, match="at least one scene"):
        join_stored([], tmp_path / "film.mp4")


def test_a_joined_film_that_was_changed_is_joined_again(studio, tmp_path):
    made = join_stored(parts_of(studio), tmp_path / "film.mp4")
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[:-100])
    assert join_stored(parts_of(studio), tmp_path / "film.mp4").path.read_bytes() == whole


def test_the_table_of_scenes(studio):
    parts = parts_of(studio)
    stills = draw_stills(parts, studio / "gallery")
    assert [path.name for path in stills] == ["tiny.webp", "outputs.webp"]
    gallery_table(parts, studio / "tables" / "README.md", studio / "gallery")
    page = (studio / "tables" / "README.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| <img")]
    assert [row.count(" | ") for row in rows] == [4, 4]
    assert rows[0] == (
        '| <img src="../gallery/tiny.webp" width="320" alt="A blue square."> '
        "| **A &lt;tiny&gt; scene**<br>[`Tiny`](../scenes.py) | That a square moves. | 2 s "
        "| `nnviz render Tiny` |"
    )
    assert "2 scenes in 1 part, " in page
    with Image.open(stills[0]) as still:
        assert still.size == (128, 72)
