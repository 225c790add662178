"""The rooms know only the rooms above them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "nnviz"

ROOMS = {
    "files": set(),
    "core": {"files"},
    "data": {"files", "core"},
    "view": {"files", "core"},
    "mobjects": {"files", "core", "data", "view"},
    "animations": {"files", "core", "data", "view", "mobjects"},
    "stage": {"files", "core", "data", "view", "mobjects", "animations"},
    "film": {"files", "core", "data", "view", "mobjects", "animations", "stage"},
    "lesson": {"files", "core", "data", "view"},
    "cli": {"files", "core", "data", "view", "mobjects", "animations", "stage", "film", "lesson"},
}
DRAWS = {"mobjects", "animations", "stage", "film"}
HEAVY = {
    "files": set(),
    "core": {"numpy", "scipy", "safetensors"},
    "data": {"numpy", "scipy", "PIL", "threadpoolctl"},
    "view": {"numpy", "scipy", "cairo", "PIL", "typst"},
    "lesson": {"numpy", "PIL", "jinja2", "markdown_it", "markupsafe"},
}


def imports(path):
    """Yield (module, at the top level of the file?) for every import in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        at_top = id(node) not in inside
        if isinstance(node, ast.Import):
            yield from ((alias.name, at_top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, at_top


def files_of(room):
    found = sorted((PACKAGE / room).rglob("*.py"))
    assert found, f"the room {room} is empty"
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_above_it(room):
    allowed = ROOMS[room] | {room}
    for path in files_of(room):
        for module, _ in imports(path):
            parts = module.split(".")
            if parts[0] == "nnviz" and len(parts) > 1 and parts[1] in ROOMS:
                assert parts[1] in allowed, f"{path.relative_to(ROOT)} imports {module}"


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in DRAWS])
def test_manim_stays_out_of_rooms_that_do_not_draw(room):
    for path in files_of(room):
        for module, at_top in imports(path):
            if module.split(".")[0] == "manim":
                assert room == "cli", f"{path.relative_to(ROOT)} imports {module}"
                assert not at_top, f"{path.relative_to(ROOT)} imports manim before it draws"


@pytest.mark.parametrize("room", HEAVY)
def test_a_room_loads_only_its_own_libraries(room):
    allowed = HEAVY[room] | set(sys.stdlib_module_names) | {"nnviz"}
    for path in files_of(room):
        for module, _ in imports(path):
            assert module.split(".")[0] in allowed, f"{path.relative_to(ROOT)} imports {module}"


def test_nothing_is_imported_by_star():
    for path in [*(ROOT / "scenes").rglob("*.py"), *PACKAGE.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert all(alias.name != "*" for alias in node.names), path


@pytest.mark.parametrize("module", ["nnviz", "nnviz.cli", "nnviz.view.theme", "nnviz.lesson"])
def test_importing_loads_no_manim(module):
    assert not loaded_by(f"import {module}") & {"manim", "av"}


def test_the_command_line_starts_without_the_mathematics():
    code = "from nnviz.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    assert not loaded_by(code) & {"manim", "av", "numpy", "scipy", "PIL", "rich"}
    assert {"numpy", "nnviz.core"} <= loaded_by("from nnviz import Network")


def loaded_by(code):
    """Return the names of the modules that a new process has loaded after this code."""
    command = [sys.executable, "-c", f"{code}\nimport sys; print('\\n', *sys.modules)"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())
