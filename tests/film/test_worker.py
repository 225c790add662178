"""The process that renders loads a file of scenes and nothing of another name."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["numpy", "manim", "json", "nnviz", "zlib"])
def test_a_file_of_scenes_takes_no_modules_place(tmp_path, name):
    (tmp_path / f"{name}.py").write_text("from beside import value\n", encoding="utf-8")
    (tmp_path / "beside.py").write_text("value = 7\n", encoding="utf-8")
    (tmp_path / "secrets.py").write_text("raise SystemExit('the wrong one')\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path\n"
        "from nnviz.film.render import worker\n"
        f"loaded = worker.load_module(Path({str(tmp_path / name)!r} + '.py'))\n"
        "import json, numpy, manim, nnviz, zlib, secrets\n"
        f"assert {name} is not loaded and loaded.value == 7\n"
        "print(numpy.zeros(1), json.dumps(1), manim.Circle.__name__, nnviz.Network.__name__)\n"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout == "[0.] 1 Circle Network\n", done.stderr
