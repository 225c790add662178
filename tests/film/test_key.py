"""What decides a film: which files beside a scene it imports."""

import pytest

from nnviz.film.plan.key import scene_sources


@pytest.mark.parametrize(
    "line",
    [
        "import helper",
        "import json, helper as other",
        "import json, \\\n    helper",
        "import json, \\\r\n    helper\r\n",
        "if True:\n    from helper import (\n        one,\n    )",
        "from helper.inner import one",
        "one = import_module('helper')",
        "\ufeffimport helper",
        "import helper\ndef broken(:",
    ],
)
def test_a_file_beside_the_scene_counts_however_it_is_imported(tmp_path, line):
    scene, helper, other = (tmp_path / f"{name}.py" for name in ("scene", "helper", "other"))
    scene.write_bytes(line.encode())
    helper.write_text("import größe\n", encoding="utf-8")
    other.touch()
    (tmp_path / "größe.py").touch()
    found = set(scene_sources(scene))
    assert found - {other} == {scene, helper, tmp_path / "größe.py"}
    assert other not in found or "other" in line


def test_what_is_not_imported_does_not_count(tmp_path):
    scene = tmp_path / "scene.py"
    scene.write_text("import json\nimportant = 'helper'  # helper\n", encoding="utf-8")
    (tmp_path / "helper.py").touch()
    assert scene_sources(scene) == (scene,)


def test_a_package_beside_the_scene_counts_whole(tmp_path):
    scene, package = tmp_path / "scene.py", tmp_path / "package"
    package.mkdir()
    scene.write_text("from package import part\n", encoding="utf-8")
    for name in ("__init__.py", "part.py"):
        (package / name).touch()
    assert set(scene_sources(scene)) == {scene, package / "__init__.py", package / "part.py"}
