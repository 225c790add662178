"""The store keeps below its limit, and removes nothing but its own."""

import json
import os
import time
from dataclasses import replace

import pytest

from nnviz.cli import main
from nnviz.core import NNVizError
from nnviz.files import file_lock
from nnviz.film import (
    FilmStore,
    StoredFilm,
    choose,
    choose_scenes,
    clean_media,
    find_scenes,
    parse_bytes,
    publish_film,
)


@pytest.fixture
def job(scenes_file):
    def make(**options):
        (entry,) = choose_scenes(find_scenes(scenes_file), ["Outputs"])
        job = choose(digit=options.pop("digit", 4)).job(entry)
        return replace(job, width=128, height=72, frame_rate=10, **options)

    return make


def entries(media):
    return sorted(path.name for path in (media / "store" / "films").iterdir())


def test_clips_go_first_then_the_films_that_were_not_used_for_longest(job, tmp_path):
    store = FilmStore(tmp_path)
    first, second = (store.film(job(digit=digit)) for digit in (4, 5))
    long_ago = time.time() - 1000
    os.utime(second.folder / "entry.json", (long_ago, long_ago))
    films = sum(path.stat().st_size for path in tmp_path.glob("store/films/*/*"))
    freed = clean_media(tmp_path, films)
    assert [text.split()[0] for text in freed.removed] == ["clips", "clips"]
    freed = clean_media(tmp_path, films - 1)
    assert len(freed.removed) == 1
    assert entries(tmp_path) == [first.folder.name]
    assert freed.kept == sum(p.stat().st_size for p in first.folder.iterdir())


def test_a_store_keeps_below_its_limit_by_itself_but_keeps_what_it_was_just_asked_for(
    job, tmp_path
):
    store = FilmStore(tmp_path, limit=1)
    store.films([job(digit=4)])
    (last,) = store.films([job(digit=5)])
    assert isinstance(last, StoredFilm)
    assert entries(tmp_path) == [last.folder.name]
    assert list((tmp_path / "store" / "clips").iterdir()) == []
    alone = store.film(job(digit=6))
    assert entries(tmp_path) == [alone.folder.name]


def test_what_is_in_use_stays(job, tmp_path):
    stored = FilmStore(tmp_path).film(job())
    with stored.in_use():
        assert "film" not in [text.split()[0] for text in clean_media(tmp_path, 0).removed]
    assert [text.split()[0] for text in clean_media(tmp_path, 0).removed] == ["film"]


def test_nothing_of_others_is_removed(job, tmp_path):
    FilmStore(tmp_path).film(job())
    old = time.time() - 2 * 86_400
    foreign = [
        *(tmp_path / "store" / name / "holiday" for name in ("films", "clips", "work")),
        tmp_path / "store" / "holiday",
        tmp_path / "holiday",
    ]
    for folder in foreign:
        folder.mkdir(parents=True)
        (folder / "photo.jpg").write_text("mine")
        (folder / "entry.json").write_text(json.dumps({"made_by": "somebody"}))
        os.utime(folder, (old, old))
    (tmp_path / ".notes.draft.txt").write_text("mine")
    clean_media(tmp_path, 0)
    assert all((folder / "photo.jpg").read_text() == "mine" for folder in foreign)
    assert (tmp_path / ".notes.draft.txt").read_text() == "mine"


def test_what_killed_runs_left_is_removed_and_what_living_ones_have_is_not(job, tmp_path):
    stored = FilmStore(tmp_path).film(job())
    publish_film(stored, tmp_path / "films" / "o.mp4")
    work = tmp_path / "store" / "work"
    for name in ("0123456789abcdef", "fedcba9876543210"):
        (work / name).mkdir(parents=True)
    draft = tmp_path / "films" / ".o-0123456789ab.draft.mp4"
    draft.write_text("half")
    with file_lock(work / "fedcba9876543210.lock"), file_lock(draft):
        freed = clean_media(tmp_path, 10**9)
        there = sorted(path.name for path in work.iterdir())
        assert there == ["fedcba9876543210", "fedcba9876543210.lock"]
        assert draft.exists()
    assert len(freed.removed) == 1
    clean_media(tmp_path, 10**9)
    assert list(work.iterdir()) == []
    assert sorted(p.name for p in (tmp_path / "films").iterdir()) == [
        "o-poster.webp",
        "o.json",
        "o.mp4",
    ]


def test_the_command_says_what_went(job, tmp_path, capsys):
    FilmStore(tmp_path).film(job())

    def clean(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["clean", "--media", str(tmp_path), *arguments])
        return ended.value.code, *capsys.readouterr()

    code, out, _ = clean("--max-size", "1GB")
    assert (code, out.startswith("freed 0 bytes; the store holds ")) == (0, True)
    code, out, _ = clean("--all", "--json")
    report = json.loads(out)
    assert (code, len(report["removed"]), report["kept"]) == (0, 2, 0)
    code, _, err = clean("--all", "--max-size", "1GB")
    assert (code, "two things" in err) == (2, True)


@pytest.mark.parametrize("text", ["", "much", "-1", "1 XB", "1e9", "9" * 40])
def test_sizes_that_are_none_are_refused(text):
    with pytest.raises(NNVizError, match="a size like"):
        parse_bytes(text)
