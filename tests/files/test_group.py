"""The files of a film are replaced together or not at all, and nobody else's are touched."""

import json
import subprocess
import sys

import pytest

from nnviz.core import NNVizError
from nnviz.files import replace_group
from nnviz.film.publish.export import _group, check_export, list_name


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def group(target, film, scene):
    return replace_group(target, **_group(target, film, scene))


def export(target, film="weights", scene="Weights", **files):
    with group(target, film, scene) as new:
        for name, text in {".mp4": "film", "-frames/0.png": "a picture", **files}.items():
            path = new / f"{film}{name}"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)


def test_the_old_files_go_and_the_new_ones_come_together(tmp_path):
    target = tmp_path / "deep" / "out"
    export(target, **{".gif": "moving"})
    export(target, **{".mp4": "second"})
    expected = {"weights.mp4": "second", "weights-frames/0.png": "a picture"}
    there = contents(target)
    listed = json.loads(there.pop(list_name("weights")))
    assert there == expected
    assert listed["files"] == sorted([*expected, list_name("weights")])
    assert not [path for path in target.iterdir() if path.name.startswith(".")]


def test_other_films_and_files_stay(tmp_path):
    export(tmp_path, film="weights", scene="Weights")
    export(tmp_path, film="weights-two", scene="WeightsTwo", **{".mp4": "two"})
    (tmp_path / "notes.txt").write_text("mine")
    export(tmp_path, film="weights", scene="Weights", **{".mp4": "again"})
    there = contents(tmp_path)
    assert there["weights-two.mp4"] == "two"
    assert there["weights.mp4"] == "again"
    assert there["notes.txt"] == "mine"


def test_what_nnviz_render_wrote_may_be_replaced(tmp_path):
    (tmp_path / "weights.mp4").write_text("rendered")
    with pytest.raises(NNVizError, match=r"1 file\(s\) that no export wrote"):
        export(tmp_path)
    assert (tmp_path / "weights.mp4").read_text() == "rendered"
    record = tmp_path / "weights.json"
    record.write_text(json.dumps({"scene": "Other", "duration": 1}))
    with pytest.raises(NNVizError, match=r"2 file\(s\)"):
        export(tmp_path)
    record.write_text(json.dumps({"scene": "Weights", "duration": 1}))
    export(tmp_path)
    assert (tmp_path / "weights.mp4").read_text() == "film"
    assert not record.exists()


@pytest.mark.parametrize("name", ["weights-alt.txt", "weights-frames/mine.png", "weights.webm"])
def test_a_file_of_another_origin_is_never_replaced(tmp_path, name):
    export(tmp_path)
    path = tmp_path / name
    path.write_text("mine")
    before = contents(tmp_path)
    with pytest.raises(NNVizError, match="choose another folder"):
        export(tmp_path)
    assert contents(tmp_path) == before


def test_a_failure_leaves_everything_as_it_was(tmp_path, monkeypatch):
    target = tmp_path / "out"
    export(target, **{".gif": "moving"})
    before = contents(target)

    def fail_while_building():
        with group(target, "weights", "Weights") as new:
            (new / "weights.mp4").write_text("half")
            raise RuntimeError("the pen broke")

    with pytest.raises(RuntimeError, match="the pen broke"):
        fail_while_building()
    assert contents(target) == before
    rename, calls = type(target).rename, []

    def fail_at_the_fifth(path, goal):
        calls.append(goal)
        if len(calls) == 5:
            raise OSError(28, "No space left on device")
        return rename(path, goal)

    monkeypatch.setattr(type(target), "rename", fail_at_the_fifth)
    with pytest.raises(NNVizError, match=r"cannot write the export to .*No space left"):
        export(target, **{".mp4": "new"})
    assert contents(target) == before
    assert len(calls) > 5


def test_a_folder_that_was_made_for_nothing_is_removed(tmp_path):
    def fail():
        with group(tmp_path / "out", "weights", "Weights"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_and_a_list_that_lies_are_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NNVizError, match="is a file"):
        check_export(tmp_path / "file", "weights", scene="Weights")
    lies = {"made_by": "nnviz export", "files": ["../../secret.txt", "/etc/passwd"]}
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / list_name("weights")).write_text(json.dumps(lies))
    (tmp_path / "secret.txt").write_text("mine")
    with pytest.raises(NNVizError, match="no export wrote"):
        export(tmp_path / "out")
    assert (tmp_path / "secret.txt").read_text() == "mine"


KILLED = """
import os, sys
from pathlib import Path
from nnviz.files import replace_group
target, last = Path(sys.argv[1]), int(sys.argv[2])
rename, calls = Path.rename, []
def die_at(path, goal):
    calls.append(goal)
    if len(calls) == last:
        os._exit(137)
    return rename(path, goal)
Path.rename = die_at
with replace_group(target, "weights-export.json", what="export", names=["weights.mp4"]) as new:
    (new / "weights.mp4").write_text("new")
    (new / "weights.txt").write_text("new")
"""


@pytest.mark.parametrize("last", range(1, 7))
def test_a_kill_at_any_rename_is_undone_by_the_next_run(tmp_path, last):
    export(tmp_path, **{".gif": "moving"})
    before = contents(tmp_path)
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), str(last)], check=False)
    assert done.returncode == 137
    assert any(path.name.startswith(".") for path in tmp_path.iterdir())
    check_export(tmp_path, "weights", scene="Weights")
    assert contents(tmp_path) == before


def test_the_draft_of_a_run_that_lives_is_left_alone(tmp_path):
    with group(tmp_path, "weights", "Weights") as new:
        (new / "weights.mp4").write_text("mine")
        check_export(tmp_path, "weights", scene="Weights")
        assert new.is_dir()
    assert contents(tmp_path)["weights.mp4"] == "mine"
