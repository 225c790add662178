"""What is imported is declared, and what is declared is imported or has a reason."""

import re
import sys
import tomllib

import pytest
from imports import ROOT, imports

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]

# Where the module is not called as the package is.
MODULES = {
    "markdown-it-py": "markdown_it",
    "pillow": "PIL",
    "pycairo": "cairo",
    "piper-tts": "piper",
    "scikit-learn": "sklearn",
}
REASONS = {
    "axe-playwright-python": "its script is put into the page",
    "ipykernel": "runs the notebooks",
    "mypy": "make lint",
    "nbclient": "runs the notebooks, in a process of its own",
    "nnviz": "its own extras",
    "onnx": "piper takes it to say how long each sound is",
    "pytest-cov": "make test counts the lines that ran",
    "pytest-playwright": "the fixtures of a browser",
    "pytest-xdist": "make test on several cores",
    "ruff": "make lint",
    "setuptools": "the test that builds the wheel, in a process of its own",
}
OURS = {"nnviz", "bench", *(path.stem for path in (ROOT / "tests").iterdir())}
OURS |= {path.stem for path in (ROOT / "scenes").glob("*/*.py")}


def declared(lines):
    names = [re.match(r"[\w.-]+", line)[0].lower() for line in lines]
    return {name: MODULES.get(name, name.replace("-", "_")) for name in names}


def imported(*folders):
    """Return the libraries that the files of some folders import, each with one of the files."""
    found: dict[str, object] = {}
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            beside = {file.stem for file in path.parent.glob("*.py")}
            for one in imports(path):
                name = one.module.split(".")[0]
                if name not in {*sys.stdlib_module_names, *OURS, *beside}:
                    found.setdefault(name, path.relative_to(ROOT))
    return found


def test_the_package_declares_what_it_imports_and_nothing_else():
    known = declared(PROJECT["dependencies"])
    used = imported("nnviz", "scenes")
    optional = {module for lines in EXTRAS.values() for module in declared(lines).values()}
    assert set(used) - set(known.values()) - optional == set(), used
    unused = {name for name, module in known.items() if module not in used}
    assert unused - set(REASONS) == set()


@pytest.mark.parametrize("extra", [name for name in EXTRAS if name != "test"])
def test_an_extra_is_of_use(extra):
    used = imported("nnviz", "scenes", "bench", "tests")
    unused = {name for name, module in declared(EXTRAS[extra]).items() if module not in used}
    assert unused - set(REASONS) == set()


def test_the_tests_declare_what_they_import():
    known = declared(
        [
            *PROJECT["dependencies"],
            *EXTRAS["test"],
            *EXTRAS["notebook"],
            *EXTRAS["keras"],
            *EXTRAS["heic"],
        ]
    )
    used = imported("tests", "bench")
    assert set(used) - set(known.values()) == set(), used
    unused = {name for name, module in declared(EXTRAS["test"]).items() if module not in used}
    assert unused - set(REASONS) == set()
