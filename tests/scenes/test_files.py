"""Each scene is a file that can be read at a sitting, and imports from its own part only."""

import ast
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from nnviz.film import find_scenes

SCENES = Path(__file__).parents[2] / "scenes"
FILES = sorted(SCENES.rglob("*.py"))
LONGEST = 200
"""Lines."""


def imported(path):
    """Return the modules that a file imports, each by its first name."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} is no package"
            names.add(node.module)
    return {name.split(".")[0] for name in names}


def test_a_scene_is_alone_in_the_file_of_its_name():
    entries = find_scenes(SCENES)
    assert [entry.path.stem for entry in entries] == [
        entry.film.replace("-", "_") for entry in entries
    ]
    assert len({entry.path for entry in entries}) == len(entries)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scene_imports_no_scene_and_nothing_of_another_part(path):
    siblings = {other.stem for other in path.parent.glob("*.py")}
    others = {other.stem for other in FILES} - siblings
    stems = {entry.path.stem for entry in find_scenes(SCENES)}
    assert not imported(path) & (others | stems | {"scenes"})


def test_names_of_files_are_unique_and_hide_nothing(monkeypatch):
    stems = [path.stem for path in FILES]
    assert len(set(stems)) == len(stems)
    folders = {str(folder) for folder in SCENES.rglob("*") if folder.is_dir()}
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path not in folders])
    for stem in stems:
        loaded = sys.modules.pop(stem, None)
        found = find_spec(stem)
        # A mere folder, of tests, is no module.
        hidden = found is not None and found.loader is not None
        assert not hidden, f"{stem}.py hides a module of that name"
        if loaded is not None:
            sys.modules[stem] = loaded
