"""A project of one's own: whole or not at all, and its scene renders at once."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from nnviz.cli import main
from nnviz.film.review.checks import review_scene

FILES = ["README.md", "nnviz.toml", "scenes/hello.py"]


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as exit_:
        main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return int(exit_.value.code or 0), out, err


def files_in(folder):
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize("made_before", [False, True])
def test_a_project_is_written_and_its_files_are_named(made_before, tmp_path, capsys):
    folder = tmp_path / "my scenes"
    if made_before:
        folder.mkdir()
        inode = folder.stat().st_ino
    code, out, err = run(capsys, "init", folder)
    assert (code, err) == (0, "")
    assert files_in(folder) == FILES
    assert not made_before or folder.stat().st_ino == inode, "somebody may be in it"
    *paths, _, now = out.splitlines()
    assert paths == [str(folder / name) for name in FILES]
    assert now == f"Now: cd '{folder}' && nnviz render Hello -q l"
    assert tomllib.loads((folder / "nnviz.toml").read_text(encoding="utf-8")) == {
        "scenes": "scenes"
    }


def test_a_folder_that_holds_something_is_refused(tmp_path, capsys):
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")
    code, out, err = run(capsys, "init", tmp_path)
    assert (code, out) == (2, "")
    assert "'thesis.tex'" in err
    assert files_in(tmp_path) == ["thesis.tex"]
    code, _, err = run(capsys, "init", tmp_path / "thesis.tex")
    assert code == 2
    assert "is a file" in err


@pytest.mark.parametrize("made_before", [False, True])
@pytest.mark.parametrize("fails_at", ["write_text", "rename"])
def test_what_fails_leaves_nothing(made_before, fails_at, tmp_path, capsys, monkeypatch):
    folder = tmp_path / "project"
    if made_before:
        folder.mkdir()
    whole = getattr(Path, fails_at)

    def fail(path, *arguments, **options):
        # The last file, when the others are there.
        if "nnviz.toml" in (path.name, Path(str(arguments[0])).name) or not made_before:
            raise OSError(28, "No space left on device", str(path))
        return whole(path, *arguments, **options)

    monkeypatch.setattr(Path, fails_at, fail)
    code, _, err = run(capsys, "init", folder)
    monkeypatch.undo()
    assert code == 2
    assert "No space left" in err
    assert [path.name for path in tmp_path.rglob("*")] == (["project"] if made_before else [])


def test_the_scene_of_a_project_renders_with_both_commands_of_its_readme(tmp_path, capsys):
    folder = tmp_path / "project"
    run(capsys, "init", folder)
    environment = {name: text for name, text in os.environ.items() if name != "NNVIZ_SCENES"}

    def nnviz(*arguments):
        command = [sys.executable, "-m", "nnviz", *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=True
        ).stdout

    (first, *_) = json.loads(nnviz("scenes", "--json"))
    assert first["name"] == "Hello"
    film = Path(nnviz("render", "Hello", "-q", "l").strip().splitlines()[-1])
    assert (folder / film).suffix == ".mp4"
    assert (folder / film).stat().st_size > 0


def test_the_scene_to_copy_is_short_and_clean():
    path = Path(__file__).parents[2] / "scenes" / "hello.py"
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 25
    names: dict[str, Any] = {}
    exec(compile(text, str(path), "exec"), names)
    review = review_scene(names["Hello"])
    assert review.findings == ()
    assert review.record["numbers"] == {"prediction": 3}
