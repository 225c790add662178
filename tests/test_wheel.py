"""What is installed is whole: without the checkout, in every place where pip puts a package."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from nnviz.film import find_scenes

ROOT = Path(__file__).parents[1]
SOURCES = ("LICENSE", "MANIFEST.in", "README.md", "pyproject.toml", "setup.py", "nnviz", "scenes")
WRITTEN = {
    path.relative_to(ROOT / "scenes")
    for path in (ROOT / "scenes").rglob("*")
    if path.suffix in (".py", ".toml")
}


def run(*command, folder, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NNVIZ_")}
    kept.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(what, source, target):
    code = f"import setuptools.build_meta as b, sys; b.build_{what}(sys.argv[1])"
    run(sys.executable, "-c", code, target, folder=source)
    (file,) = target.iterdir()
    return file


def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "RECORD" not in name}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The files of the repository, where a build may leave its own."""
    folder = tmp_path_factory.mktemp("source")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(source, tmp_path_factory):
    # What an earlier build left must not get into the wheel.
    stale = source / "build" / "lib" / "nnviz" / "_scenes" / "moved.py"
    stale.parent.mkdir(parents=True)
    stale.write_text("", encoding="utf-8")
    return build("wheel", source, tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_the_scenes_and_is_the_same_from_the_sdist(source, wheel, tmp_path):
    archive = build("sdist", source, tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    files = contents(wheel)
    assert files == contents(build("wheel", unpacked, tmp_path / "again"))
    held = {Path(name) for name in files if name.startswith("nnviz/_scenes/")}
    assert {path.relative_to("nnviz/_scenes") for path in held} == WRITTEN
    # Templates, fonts, digits, scripts: nothing that the package reads stays behind.
    there = {path for path in (ROOT / "nnviz").rglob("*.*") if "__pycache__" not in path.parts}
    assert {path.relative_to(ROOT).as_posix() for path in there if path.is_file()} <= set(files)
    tops = {Path(name).parts[0] for name in files}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"nnviz"}


@pytest.mark.parametrize("way", ["venv", "target", "user"])
def test_an_installed_package_has_its_scenes_reads_a_digit_and_draws(way, wheel, tmp_path):
    house = tmp_path / "environment"
    venv.create(house, symlinks=True, system_site_packages=way == "user")
    python = house / "bin" / "python"
    base = {"PYTHONUSERBASE": str(tmp_path / "base")}
    there = {"venv": [], "target": ["--target", tmp_path / "there"], "user": ["--user"]}[way]
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    install = [*pip, "install", "--quiet", "--no-deps", "--no-index", *there, wheel]
    run(*install, folder=tmp_path, **base)
    # The libraries of the environment of the tests, after nnviz is there; a path file of theirs,
    # such as that of an editable installation, is not read from here.
    (site,) = house.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    desk = tmp_path / "desk"
    (desk / "media").mkdir(parents=True)
    settings = {**base, "PYTHONPATH": str(tmp_path / "there")} if way == "target" else base

    def nnviz(*arguments):
        return run(python, "-m", "nnviz", *arguments, folder=desk, **settings)

    where = run(
        python, "-c", "import nnviz; print(nnviz.__file__)", folder=desk, **settings
    ).strip()
    assert Path(where).is_relative_to(tmp_path)
    # A folder of this name beside the package is of another package and no business of ours.
    other = Path(where).parents[1] / "scenes" / "other.py"
    other.parent.mkdir()
    other.write_text("class Other(Scene):\n    def construct(self): ...\n", encoding="utf-8")

    assert nnviz("--version").startswith("nnviz ")
    found = [scene["name"] for scene in json.loads(nnviz("scenes", "--json"))]
    assert found == [entry.name for entry in find_scenes(ROOT / "scenes")]
    assert len(found) >= 34
    (answer,) = json.loads(nnviz("predict", "--digit", "8700", "--json"))["results"]
    assert answer["digit"] == 3
    nnviz("frames", "WriteAProgram", "--at", "end", "--size", "320x180", "--to", "stills")
    assert list((desk / "stills").rglob("*.png"))
