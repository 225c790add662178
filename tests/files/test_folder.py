"""A folder stands whole or not at all, and replaces only folders of its own kind."""

import json
import os
import subprocess
import sys
import threading

import pytest
from folders import tree, write_lesson

import nnviz.files.folder
from nnviz.errors import NNVizError
from nnviz.files import recover_folder, replace_file, replace_folder

MANIFEST = "lesson.json"


def test_a_lesson_replaces_an_older_one_whole(tmp_path):
    target = tmp_path / "deep" / "lesson"
    write_lesson(target, "first")
    assert json.loads((target / MANIFEST).read_text())["files"] == ["films/a.mp4", "index.html"]
    with replace_folder(target, "lesson") as building:
        (building / "index.html").write_text("second")
        assert (target / "index.html").read_text() == "first"
    assert sorted(tree(target)) == ["index.html", MANIFEST]
    assert (target / "index.html").read_text() == "second"
    assert [path.name for path in target.parent.iterdir()] == ["lesson"]


def test_an_older_lesson_survives_a_failure(tmp_path):
    target = tmp_path / "lesson"
    write_lesson(target, "first")
    before = tree(target)

    def write_half():
        with replace_folder(target, "lesson") as building:
            (building / "index.html").write_text("half")
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        write_half()
    assert tree(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["lesson"]


def test_an_older_lesson_comes_back_when_the_last_step_fails(tmp_path, monkeypatch):
    target = tmp_path / "lesson"
    write_lesson(target, "first")
    before = tree(target)
    rename = type(target).rename

    def refuse(self, goal):
        if self.name.endswith(".draft"):
            raise OSError(28, "No space left on device")
        return rename(self, goal)

    monkeypatch.setattr(nnviz.files.folder, "exchange", lambda *_: False)
    monkeypatch.setattr(type(target), "rename", refuse)
    with pytest.raises(NNVizError, match="No space left"):
        write_lesson(target, "second")
    monkeypatch.undo()
    assert tree(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["lesson"]


def test_an_empty_folder_is_taken(tmp_path):
    write_lesson(tmp_path / "lesson", "first")
    (tmp_path / "empty").mkdir()
    write_lesson(tmp_path / "empty", "first")
    assert tree(tmp_path / "empty") == tree(tmp_path / "lesson")


def test_the_folder_can_be_read_by_others(tmp_path):
    write_lesson(tmp_path / "lesson", "first")
    assert (tmp_path / "lesson").stat().st_mode & 0o700 == 0o700
    ordinary = tmp_path / "ordinary"
    ordinary.mkdir()
    assert (tmp_path / "lesson").stat().st_mode == ordinary.stat().st_mode


KILLED = """
import os, sys
from pathlib import Path
import nnviz.files.folder as folder
target, last, can = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "exchange"
calls = []
def counted(function):
    def call(*args):
        calls.append(args)
        if len(calls) == last:
            os._exit(137)
        return function(*args)
    return call
Path.rename = counted(Path.rename)
folder.exchange = counted(folder.exchange) if can else (lambda *_: False)
with folder.replace_folder(target, "lesson") as building:
    (building / "index.html").write_text("second")
os._exit(0)
"""


@pytest.mark.parametrize(("last", "how"), [(1, "exchange"), (1, "renames"), (2, "renames")])
def test_after_a_kill_at_a_rename_a_lesson_stands(tmp_path, last, how):
    target = tmp_path / "lesson"
    write_lesson(target, "first")
    before = tree(target)
    command = [sys.executable, "-c", KILLED, str(target), str(last), how]
    assert subprocess.run(command, check=False).returncode == 137
    recover_folder(target)
    assert tree(target) == before
    write_lesson(target, "third")
    assert (target / "index.html").read_text() == "third"


def test_the_exchange_is_one_step_where_the_system_has_it(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert nnviz.files.folder.exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "file").read_text() == "b"


def test_the_umask_of_the_process_is_never_touched(tmp_path, monkeypatch):
    def refuse(_):
        raise AssertionError("the umask belongs to the whole process")

    monkeypatch.setattr(os, "umask", refuse)
    write_lesson(tmp_path / "lesson", "first")
    with replace_file(tmp_path / "file.txt") as draft:
        draft.write_text("first")


def test_files_written_in_threads_are_as_ordinary_as_any(tmp_path):
    old = os.umask(0o027)
    try:

        def write(number):
            for turn in range(20):
                with replace_file(tmp_path / f"{number}-{turn}.txt") as draft:
                    draft.write_text("x")

        threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o640}
    finally:
        assert os.umask(old) == 0o027


def test_a_full_disk_is_named_with_the_file(tmp_path):
    def write():
        with replace_file(tmp_path / "film.mp4"):
            raise OSError(28, "No space left on device")

    with pytest.raises(NNVizError, match=r"cannot write .*film\.mp4: No space left on device"):
        write()
    assert list(tmp_path.iterdir()) == []
