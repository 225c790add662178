"""Scenes are found by reading files."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from nnviz.core import NNVizError
from nnviz.film.plan.catalogue import PARTS, choose_scenes, film_name, find_scenes, scenes_source
from nnviz.lesson.films import film_stem

ROOT = Path(__file__).parents[2]


def test_scenes_of_a_file_in_its_order(scenes_file):
    entries = find_scenes(scenes_file)
    assert [entry.name for entry in entries] == ["Tiny", "Outputs", "Broken"]
    tiny, outputs, _ = entries
    assert (tiny.title, tiny.teaches) == ("A <tiny> scene", "That a square moves.")
    assert (outputs.title, outputs.part, outputs.film) == ("Outputs", "tiny_scenes", "outputs")
    assert all(entry.needs_digits for entry in entries)


def test_what_a_class_inherits_in_its_file_counts(tmp_path):
    path = tmp_path / "inherited.py"
    path.write_text(
        "class Base(NetworkScene):\n    needs_digits = False\n    teaches: str = 'All.'\n"
        "class First(Base):\n    def construct(self): ...\n"
        "class Second(First):\n    title = 'The second'\n",
        encoding="utf-8",
    )
    first, second = find_scenes(path)
    assert (first.name, first.teaches, first.needs_digits) == ("First", "All.", False)
    assert (second.title, second.needs_digits) == ("The second", False)


def test_parts_stand_in_the_order_of_the_film(tmp_path):
    scene = "class {}(NetworkScene):\n    def construct(self): ...\n"
    for module, name in [("zoo", "Zebra"), ("relu", "R"), ("digits", "D"), ("ape", "Ape")]:
        (tmp_path / f"{module}.py").write_text(scene.format(name), encoding="utf-8")
    assert [entry.part for entry in find_scenes(tmp_path)] == ["digits", "relu", "ape", "zoo"]


def test_every_scene_of_ours_is_found_and_says_what_it_teaches():
    entries = find_scenes(ROOT / "scenes")
    written = {
        node.name
        for path in (ROOT / "scenes").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and any("Scene" in ast.unparse(b) for b in node.bases)
    }
    assert {entry.name for entry in entries} == written
    assert "Propagation" in written
    for entry in entries:
        assert entry.part in PARTS, f"{entry.part} has no place in the order of the film"
        assert entry.teaches.endswith("."), f"{entry.name} does not say what it teaches"
        assert film_name(entry.name) == film_stem(entry.name)


def test_a_name_is_a_class_a_file_or_a_part(scenes_file):
    entries = find_scenes(scenes_file)

    def names(*given):
        return [entry.name for entry in choose_scenes(entries, given)]

    assert names("Outputs", "tiny", "OUTPUTS") == ["Outputs", "Tiny"]
    assert names("tiny_scenes") == ["Tiny", "Outputs", "Broken"]
    with pytest.raises(NNVizError, match="no scene is called 'Outptus'; did you mean Outputs"):
        names("Outptus")
    with pytest.raises(NNVizError, match="'nnviz scenes' lists them"):
        names("xyz")


def test_where_scenes_are_looked_for(scenes_file, tmp_path, monkeypatch):
    monkeypatch.delenv("NNVIZ_SCENES", raising=False)
    monkeypatch.chdir(tmp_path)
    assert scenes_source() == ROOT / "scenes"
    (tmp_path / "scenes").mkdir()
    assert scenes_source() == ROOT / "scenes", "an empty folder is no folder of scenes"
    (tmp_path / "scenes" / "own.py").touch()
    assert scenes_source() == tmp_path / "scenes"
    monkeypatch.setenv("NNVIZ_SCENES", str(scenes_file))
    assert scenes_source() == scenes_file
    assert scenes_source(tmp_path) == tmp_path
    with pytest.raises(NNVizError, match=r"--scenes .*absent is missing"):
        scenes_source(tmp_path / "absent")


def test_a_file_that_is_no_python_is_named(tmp_path):
    (tmp_path / "bad.py").write_text("class (", encoding="utf-8")
    with pytest.raises(NNVizError, match=r"bad\.py"):
        find_scenes(tmp_path)


def test_looking_for_scenes_draws_nothing():
    code = (
        "import sys; from nnviz.film import find_scenes; find_scenes();"
        "print([m for m in ('manim', 'av', 'rich') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert result.stdout.strip() == "[]"
