"""Scenes are found by reading files."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnviz.core import NNVizError
from nnviz.film.plan.catalogue import choose_scenes, find_scenes, scenes_source
from nnviz.film.plan.story import read_story

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
        "class Second(First):\n    title = 'The second'\n    shapes = ('9:16', '16:9', 'round')\n",
        encoding="utf-8",
    )
    first, second = find_scenes(path)
    assert (first.name, first.teaches, first.needs_digits) == ("First", "All.", False)
    assert (second.title, second.needs_digits) == ("The second", False)
    assert (first.shapes, second.shapes) == (("16:9",), ("16:9", "9:16"))


SCENE = "class {}(NetworkScene):\n    def construct(self): ...\n"
STORY = """
aside = ["Hello"]
[[part]]
folder = "relu"
title = "Another function"
scenes = ["Second", "First"]
[[part]]
folder = "digits"
title = "Digits"
scenes = []
"""


def lay_out(folder, files):
    for path, names in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        text = "".join(SCENE.format(name) for name in names)
        (folder / path).write_text(text, encoding="utf-8")


def test_parts_and_scenes_stand_as_the_story_says(tmp_path):
    files = {
        "digits/zebra.py": ["Zebra"],
        "digits/cat.py": ["Cat"],
        "relu/first.py": ["First"],
        "relu/helper.py": [],
        "relu/second.py": ["Second", "Third"],
        "zoo.py": ["Lion"],
        "ape/nut.py": ["Nut"],
        "hello.py": ["Hello"],
        "_private/no.py": ["No"],
        "relu/deeper/no.py": ["NoMore"],
    }
    lay_out(tmp_path, files)
    loose = [(entry.part, entry.name) for entry in find_scenes(tmp_path)]
    assert loose == [
        ("ape", "Nut"),
        ("digits", "Cat"),
        ("digits", "Zebra"),
        ("hello", "Hello"),
        ("relu", "First"),
        ("relu", "Second"),
        ("relu", "Third"),
        ("zoo", "Lion"),
    ]
    (tmp_path / "story.toml").write_text(STORY, encoding="utf-8")
    entries = find_scenes(tmp_path)
    told = ["Second", "First", "Third", "Cat", "Zebra", "Nut", "Lion"]
    assert [entry.name for entry in entries] == told
    assert {entry.part_title for entry in entries} == {"Another function", "Digits", "Ape", "Zoo"}
    (hello,) = find_scenes(tmp_path / "hello.py")
    assert (hello.name, hello.part) == ("Hello", "hello")
    (first,) = find_scenes(tmp_path / "relu" / "first.py")
    assert (first.part, first.part_title) == ("relu", "Another function")


@pytest.mark.parametrize(
    "text",
    [
        "[[part]",
        "parts = []",
        "part = 3",
        "part = [3]",
        "[[part]]\nfolder = 'a'\ntitle = 'A'",
        "[[part]]\nfolder = 'a'\ntitle = 3\nscenes = []",
        "[[part]]\nfolder = 'a'\ntitle = 'A'\nscenes = [1]",
        "[[part]]\nfolder = 'a'\ntitle = 'A'\nscenes = []\n" * 2,
        "aside = 'Hello'",
        "a = " + "[" * 20000,
        b"\xff",
    ],
)
def test_a_story_that_is_none_is_refused(tmp_path, text):
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / "story.toml").write_bytes(data)
    with pytest.raises(NNVizError, match=r"cannot read the story .*story\.toml: .*\[\[part\]\]"):
        find_scenes(tmp_path)


def test_the_story_names_every_scene_of_ours_and_no_other():
    story = read_story(ROOT / "scenes")
    found = [(entry.part, entry.name) for entry in find_scenes(ROOT / "scenes")]
    assert found == [(part.folder, name) for part in story.parts for name in part.scenes]


def test_every_scene_of_ours_is_found_and_says_what_it_teaches():
    entries = find_scenes(ROOT / "scenes")
    written = {
        node.name
        for path in (ROOT / "scenes").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and any("Scene" in ast.unparse(b) for b in node.bases)
    }
    assert {entry.name for entry in entries} == written - set(read_story(ROOT / "scenes").aside)
    assert "Propagation" in written
    for entry in entries:
        assert entry.teaches.endswith("."), f"{entry.name} does not say what it teaches"


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
    (tmp_path / "nnviz.toml").touch()
    assert scenes_source() == ROOT / "scenes", "nor in a project"
    (tmp_path / "scenes" / "own.py").touch()
    assert scenes_source() == tmp_path / "scenes"
    (tmp_path / "nnviz.toml").unlink()
    assert scenes_source() == ROOT / "scenes", (
        "files of scenes are programs: nobody asked for these"
    )
    monkeypatch.setenv("NNVIZ_SCENES", str(scenes_file))
    assert scenes_source() == scenes_file
    assert scenes_source(tmp_path) == tmp_path
    with pytest.raises(NNVizError, match=r"--scenes .*absent is missing"):
        scenes_source(tmp_path / "absent")


def test_a_project_has_its_own_scenes_first_and_ours_too(tmp_path, monkeypatch):
    monkeypatch.delenv("NNVIZ_SCENES", raising=False)
    monkeypatch.chdir(tmp_path)
    shipped = [entry.name for entry in find_scenes()]
    (tmp_path / "scenes").mkdir()
    scene = (
        "from nnviz.stage import NetworkScene\nclass {}(NetworkScene):\n  def construct(self): 0\n"
    )
    for name in ("Mine", "Weights"):
        (tmp_path / "scenes" / f"{name.lower()}.py").write_text(scene.format(name))
    (tmp_path / "nnviz.toml").touch()
    found = {entry.name: entry for entry in find_scenes()}
    assert list(found) == ["Mine", "Weights", *(name for name in shipped if name != "Weights")]
    assert found["Weights"].path == tmp_path / "scenes" / "weights.py"
    (entry,) = choose_scenes(find_scenes(), ["Propagation"])
    assert entry.path.is_relative_to(ROOT / "scenes")


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


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("{[]: 1}", "First"),
        ("[" * 90 + "]" * 90, "First"),
        ("0x" + "f" * 9000, "First"),
        (r"'\x1b[2J\ud800 and\nmore'", r"\x1b[2J\ud800 and more"),
        ("'x' + " * 30 + "'x'", "First"),
    ],
    ids=["unhashable", "nested", "a huge number", "codes", "no constant"],
)
def test_a_title_may_be_anything(tmp_path, said, title):
    path = tmp_path / "odd.py"
    path.write_text(
        f"class First(NetworkScene):\n    title = {said}\n    def construct(self): ...\n",
        encoding="utf-8",
    )
    (entry,) = find_scenes(path)
    assert entry.title == title


@pytest.mark.parametrize(
    "source",
    [
        b"x = " + b"-" * 200_000 + b"1",
        b"x = a" + b".b" * 100_000,
        b"x = " + b"(" * 100_000,
        b"x = f'" + b"{a}" * 80_000 + b"'",
        b"x = 1\n" * 100_000,
        b"x = '\xff'",
        b"x = '\0'",
    ],
    ids=["minus", "dots", "brackets", "braces", "long", "no text", "zero byte"],
)
def test_a_file_that_python_cannot_take_apart_is_refused(tmp_path, source):
    (tmp_path / "deep.py").write_bytes(source)
    with pytest.raises(NNVizError, match=r"deep\.py"):
        find_scenes(tmp_path)


def test_a_pipe_is_no_file_of_scenes(tmp_path):
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(NNVizError, match="no ordinary file"):
        find_scenes(tmp_path / "pipe.py")


def test_a_folder_of_scenes_that_nobody_named_is_not_even_read(tmp_path, monkeypatch):
    monkeypatch.delenv("NNVIZ_SCENES", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "trap.py").write_text("class Propagation(NetworkScene):\n  )", "utf-8")
    (entry,) = choose_scenes(find_scenes(), ["Propagation"])
    assert entry.path.is_relative_to(ROOT / "scenes")
    with pytest.raises(NNVizError, match=r"'nnviz scenes' lists them; .*with --scenes scenes"):
        choose_scenes(find_scenes(), ["Mine"])
    (tmp_path / "nnviz.toml").touch()
    with pytest.raises(NNVizError, match=r"trap\.py"):
        find_scenes()
