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
from nnviz.film.publish.joined import join_parts, plan_parts, render_parts

QUALITY = Quality("tiny", 128, 72, 10)


@pytest.fixture(scope="module")
def studio(tmp_path_factory, scenes_file):
    """A folder with the two scenes that work, rendered once."""
    folder = tmp_path_factory.mktemp("studio")
    shutil.copy(scenes_file, folder / "scenes.py")
    assert not render_parts(plan(folder), media=folder / "media", at_once=2)
    return folder


def plan(folder, *, quality=QUALITY, names=("Tiny", "Outputs"), **given):
    entries = [entry for entry in find_scenes(folder / "scenes.py") if entry.name in names]
    return plan_parts(entries, choose(**given), quality, media=folder / "media")


def changed(parts):
    return [part.entry.name for part in parts if not part.is_up_to_date()]


def test_parts_become_one_film_with_chapters_and_one_track_of_captions(studio):
    parts = plan(studio)
    made = join_parts(parts, studio / "film.mp4")
    first, second = (length(part.order.target) for part in parts)
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


def test_parts_bring_what_a_lesson_needs(studio):
    folder = plan(studio)[0].order.target.parent
    assert folder == studio / "media" / "film" / "72p10-dark"
    names = {path.name for path in folder.iterdir()}
    ends = (".mp4", ".json", ".vtt", ".srt", "-poster.webp", "-alt.txt")
    assert names == {f"tiny{end}" for end in ends} | {
        "outputs.mp4",
        "outputs.json",
        "outputs-poster.webp",
    }
    assert (folder / "tiny-alt.txt").read_text(encoding="utf-8") == "A blue square.\n"
    with Image.open(folder / "tiny-poster.webp") as poster:
        # The poster is the last frame of the move: the square is one unit above the middle.
        assert poster.size == (128, 72)
        blue = np.asarray(poster)[..., 2]
        assert (blue[18, 91] > 150, blue[43, 91] < 50) == (True, True)


def test_nothing_is_written_twice(studio):
    parts = plan(studio)
    join_parts(parts, studio / "film.mp4")
    before = (studio / "film.mp4").stat()
    assert changed(parts) == []
    join_parts(parts, studio / "film.mp4")
    assert (studio / "film.mp4").stat() == before
    (studio / "film.srt").unlink()
    join_parts(parts, studio / "film.mp4")
    assert (studio / "film.srt").exists()


def test_what_a_film_depends_on_makes_it_old(studio, monkeypatch):
    assert changed(plan(studio, digit=17)) == ["Tiny", "Outputs"]
    assert changed(plan(studio, theme="light")) == ["Tiny", "Outputs"]
    assert changed(plan(studio, quality=Quality("t", 128, 72, 12))) == ["Tiny", "Outputs"]
    target = plan(studio)[1].order.target
    film = target.read_bytes()
    try:
        target.write_bytes(b"")
        assert changed(plan(studio)) == ["Outputs"]
    finally:
        target.write_bytes(film)
    source = (studio / "scenes.py").read_text(encoding="utf-8")
    try:
        (studio / "scenes.py").write_text(source + "\n# changed\n", encoding="utf-8")
        assert changed(plan(studio)) == ["Tiny", "Outputs"]
    finally:
        (studio / "scenes.py").write_text(source, encoding="utf-8")
    assert changed(plan(studio)) == []
    monkeypatch.setattr("nnviz.film.plan.key.library_digest", lambda: "another")
    assert changed(plan(studio)) == ["Tiny", "Outputs"]


def test_a_scene_that_fails_is_named_and_the_others_are_kept(studio):
    parts = plan(studio, names=("Tiny", "Broken"))
    (failure,) = render_parts(parts, media=studio / "media", at_once=2)
    assert failure.scene == "Broken"
    assert changed(parts) == ["Broken"]


def test_a_film_of_a_part_that_is_missing_leaves_the_old_film(studio, tmp_path):
    (tmp_path / "film.mp4").write_bytes(b"old")
    parts = plan(studio, names=("Tiny", "Broken"))
    with pytest.raises(NNVizError, match=r"broken\.mp4|broken\.json"):
        join_parts(parts, tmp_path / "film.mp4")
    assert (tmp_path / "film.mp4").read_bytes() == b"old"
    with pytest.raises(NNVizError, match=r"ends in \.mp4"):
        join_parts(parts, tmp_path / "film.webm")
    with pytest.raises(NNVizError, match="at least one scene"):
        plan(studio, names=())


def test_the_table_of_scenes(studio):
    parts = plan(studio)
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
