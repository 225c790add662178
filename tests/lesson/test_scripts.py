"""The scripts of the page: joined, each name once, no number of the style in them, unit tests."""

import os
import re
import shutil
import subprocess
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import pytest

from nnviz.core import NNVizError
from nnviz.lesson.scripts import join_modules, join_scripts
from nnviz.view.style import STYLE

SCRIPTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in (files("nnviz.lesson") / "js").iterdir()
    if path.name.endswith(".js")
}
EXPORT = re.compile(r"^export (?:function|class|const) (?:\{ )?(\w+)", re.MULTILINE)


def node_or_fail() -> str | None:
    """Node 20 or newer, where there is one; on the machine of CI there must be."""
    node = shutil.which("node")
    if node is not None:
        version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        if int(version.removeprefix("v").partition(".")[0]) >= 20:
            return node
    assert not os.environ.get("CI"), "CI needs node 20 for the tests of the scripts"
    return None


def test_the_scripts_pass_their_own_tests():
    node = node_or_fail()
    tests = sorted(str(path) for path in Path(__file__).parents[1].joinpath("js").iterdir())
    assert len(tests) >= 4
    if node is None:
        return
    ran = subprocess.run([node, "--test", *tests], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    passed = re.search(r"^(?:#|ℹ) pass (\d+)", ran.stdout, re.MULTILINE)
    assert passed
    assert int(passed[1]) >= 25


def test_every_script_is_on_the_page_once():
    joined = join_scripts()
    for name in SCRIPTS:
        assert joined.count(f"const ${name.removesuffix('.js')} = (() => {{") == 1, name
    assert not re.search(r"^(?:import|export)\b", joined, re.MULTILINE)


def test_no_two_modules_export_the_same_name():
    exported = [name for text in SCRIPTS.values() for name in EXPORT.findall(text)]
    assert len(exported) > 40
    assert sorted(exported) == sorted(set(exported))


def test_everything_exported_is_used():
    """By another script, or by the tests of the scripts."""
    elsewhere = {
        **{path.name: path.read_text() for path in Path(__file__).parents[1].glob("js/*.js")},
        **SCRIPTS,
    }
    for name, text in SCRIPTS.items():
        for exported in EXPORT.findall(text):
            others = [other for key, other in elsewhere.items() if key != name]
            assert any(re.search(rf"\b{exported}\b", other) for other in others), exported


def test_no_number_of_the_style_is_written_in_a_script():
    own = {value for value in asdict(STYLE).values() if value != int(value)} - {0.5}
    assert len(own) > 12
    # The preparation of a drawing, and what is doubted of it, have numbers of their own, which are
    # those of Python's preprocessing and doubt.
    preparing = {"preprocess.js", "finding.js", "pen.js", "ruling.js", "sheet.js", "doubt.js"}
    drawing = {name: text for name, text in SCRIPTS.items() if name not in preparing}
    written = {
        (name, number)
        for name, text in drawing.items()
        for number in re.findall(r"(?<![\w.])\d*\.\d+\b", re.sub(r"//.*", "", text))
        if float(number) in own
    }
    assert written == set()
    thresholds = re.findall(r"[<>]=? 0\.\d", SCRIPTS["bars.js"] + SCRIPTS["figures.js"])
    assert thresholds == []


@pytest.mark.parametrize(
    ("modules", "words"),
    [
        ({"main.js": 'import { a } from "./b.js";\n', "b.js": 'import { c } from "./main.js";\n'},
         "in a circle: main.js -> b.js -> main.js"),
        ({"main.js": 'import a from "./b.js";\n'}, "plain import"),
        ({"main.js": "export default 3;\n"}, "plain import or export"),
        ({"main.js": 'import { a } from "https://example.org/b.js";\n'}, "plain import"),
    ],
)  # fmt: skip
def test_other_forms_of_modules_are_refused(modules, words):
    with pytest.raises(NNVizError, match=re.escape(words)):
        join_modules("main.js", modules.__getitem__)


def test_joined_modules_keep_their_names_to_themselves(visit, lesson):
    """Renamed, whole and plain imports, and private names that two modules share."""
    modules = {
        "main.js": 'import { one, two as second } from "./a.js";\n'
        'import * as whole from "./b.js";\n'
        "const secret = 1;\nglobalThis.found = [one, second, whole.three, secret];\n",
        "a.js": "const secret = 10;\nexport const { one, two } = { one: secret, two: 20 };\n",
        "b.js": 'import { two } from "./a.js";\n'
        "const secret = 100;\nexport function three() {\n  return secret + two;\n}\n",
    }
    joined = join_modules("main.js", modules.__getitem__)
    page = visit(lesson).page
    found = page.evaluate(f"{{{joined}; found.map((x) => (typeof x === 'function' ? x() : x))}}")
    assert found == [10, 20, 120, 1]
