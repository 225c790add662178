"""A run that has just begun is not taken for one that was left behind."""

from contextlib import contextmanager

import pytest

from nnviz.files import folder, group, recover_folder, replace_folder, replace_group
from nnviz.film.store import films
from nnviz.film.store.cleaning import sweep_work


def looked_at_before(module, monkeypatch, look):
    """Let another run look just before each lock is asked for."""
    ask = module.file_lock

    @contextmanager
    def asked(path, **options):
        if options.get("wait", True):
            look()
        with ask(path, **options) as held:
            if options.get("wait", True):
                look()
            yield held

    monkeypatch.setattr(module, "file_lock", asked)


def test_a_folder_that_is_not_locked_yet(tmp_path, monkeypatch):
    looks = []

    def look():
        # The first time, it goes; then there is another one.
        looks.append(len(list(tmp_path.glob(".*.draft"))))
        if len(looks) < 4:
            recover_folder(tmp_path / "talk")

    looked_at_before(folder, monkeypatch, look)
    with replace_folder(tmp_path / "talk", "deck") as building:
        (building / "index.html").write_text("whole")
    assert (tmp_path / "talk" / "index.html").read_text() == "whole"
    assert [path.name for path in tmp_path.iterdir()] == ["talk"]
    assert looks[0] == 1


def test_a_group_that_is_not_locked_yet(tmp_path, monkeypatch):
    looked_at_before(group, monkeypatch, lambda: group._recover(tmp_path, "list"))
    with replace_group(tmp_path, "list.json", what="export") as new:
        (new / "a.txt").write_text("whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "list.json"]


def test_the_work_of_a_film_that_is_not_locked_yet(tmp_path, monkeypatch):
    looked_at_before(films, monkeypatch, lambda: sweep_work(tmp_path / "store" / "work"))
    with films.FilmStore(tmp_path)._work() as work:
        assert sweep_work(work.parent) == []
        (work / "film.mp4").write_text("whole")
    assert list(work.parent.iterdir()) == []


@pytest.mark.parametrize("there", ["folder", "lock", "both"])
def test_what_was_left_behind_goes(tmp_path, there):
    work = tmp_path / "0123456789abcdef"
    if there != "lock":
        work.mkdir()
    if there != "folder":
        work.with_suffix(".lock").touch()
    sweep_work(tmp_path)
    assert list(tmp_path.iterdir()) == []
