"""Every command and every snippet of the README runs as it is written."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest
from notebooks import execute
from PIL import Image

from nnviz.core import Network
from nnviz.data import load_digits

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, flags=re.DOTALL | re.MULTILINE)
SHELL = [line.strip() for kind, body in BLOCKS if kind == "sh" for line in body.splitlines()]
COMMANDS = [line for line in SHELL if line.startswith("nnviz ")]
TARGETS = [line for line in SHELL if line.startswith("make ")]
OWN_SCENE = re.findall(r"`((?:nnviz|manim) [^`]*\bMine\b[^`]*)`", TEXT)
IN_A_SHELL = COMMANDS[:3]
FEWER = ("--drawings", "20", "--each", "1")
SMALLER = ("--size", "256x144")
SNIPPETS = [body for kind, body in BLOCKS if kind == "python"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder as a reader has it: a photo of a digit, and what the snippets have written."""
    folder = tmp_path_factory.mktemp("desk")
    ink = 255 - np.kron(load_digits().images[8600], np.ones((9, 9), dtype=np.uint8))
    Image.fromarray(np.pad(ink, 60, constant_values=255)).save(folder / "my-digit.png")
    others = {"model.onnx": "torch-maps.onnx", "state.safetensors": "torch-named.safetensors"}
    others["iris.skops"] = "sklearn-iris.skops"
    for name, fixture in others.items():
        shutil.copy(ROOT / "tests" / "formats" / "fixtures" / fixture, folder / name)
    for number, body in enumerate(SNIPPETS):
        name = "mine.py" if "class Mine" in body else f"snippet_{number}.py"
        (folder / name).write_text(body, encoding="utf-8")
    return folder


def run(command, folder):
    bin_folder = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": bin_folder + os.pathsep + os.environ["PATH"]}
    for name in ("NNVIZ_DIGIT", "NNVIZ_MEDIA"):
        environment.pop(name, None)
    return subprocess.run(
        command,
        shell=isinstance(command, str),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def run_in_a_copy(command, folder, nursery):
    """Run a command of ours without starting Python anew, for few pictures and small ones."""
    _, name, *words = shlex.split(command)
    less: tuple[str, ...] = SMALLER if name in ("render", "export", "deck", "frames") else ()
    less = FEWER if "--drawn" in words else less
    code = "from nursery import use_copies; use_copies(); from nnviz.cli import main; main()"
    return nursery.run(
        [sys.executable, "-c", code, name, *words, *less],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("NNVIZ_")},
    )


def test_the_snippets_run_in_order(desk):
    outputs = []
    for number in range(len(SNIPPETS)):
        script = desk / f"snippet_{number}.py"
        if script.exists():
            done = run([sys.executable, script.name], desk)
            assert done.returncode == 0, done.stderr
            outputs.append(done.stdout)
    assert any("(16, 784)" in output for output in outputs)
    assert (desk / "my-network.npz").is_file()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_does_what_it_says(command, desk, nursery):
    if "my-network.npz" in command and not (desk / "my-network.npz").exists():
        test_the_snippets_run_in_order(desk)
    done = run(command, desk) if command in IN_A_SHELL else run_in_a_copy(command, desk, nursery)
    assert done.returncode == 0, done.stderr
    target = re.search(r"(?:--to|--out|-o) (\S+)", command)
    if target:
        assert (desk / target[1]).exists(), done.stdout
    assert "Traceback" not in done.stderr


def test_the_network_that_is_trained_reads_digits(desk, nursery):
    (command,) = [command for command in COMMANDS if command.startswith("nnviz train ")]
    target = desk / re.search(r"--out (\S+)", command)[1]
    if not target.exists():
        test_a_command_does_what_it_says(command, desk, nursery)
    held_out = load_digits().subset(slice(8500, None))
    answers = Network.load(target).forward(held_out.vectors()).predictions
    assert (answers == held_out.labels).mean() > 0.9


@pytest.mark.parametrize("command", OWN_SCENE)
def test_the_scene_of_ones_own_renders(command, desk):
    shutil.rmtree(desk / "media", ignore_errors=True)
    done = run(command, desk)
    assert done.returncode == 0, done.stdout + done.stderr
    if command.startswith("nnviz review"):
        assert "Mine: nothing found" in done.stdout
        return
    (film,) = (desk / "media").rglob("[Mm]ine.mp4")
    if command.startswith("nnviz"):
        record = json.loads(film.with_suffix(".json").read_text(encoding="utf-8"))
        assert record["network"]["sizes"] == [3, 4, 4, 2]
        assert "image" not in record


def test_the_scene_of_ones_own_renders_in_a_new_notebook(desk):
    before, magic = re.findall(r"`(import manim|%%manim [^`]+)`", TEXT)
    (scene,) = [body for body in SNIPPETS if "class Mine" in body]
    cells = [nbformat.v4.new_code_cell(before), nbformat.v4.new_code_cell(f"{magic}\n{scene}")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), desk / "mine.ipynb")
    (_, drawn) = execute(desk / "mine.ipynb", desk, desk / "done.ipynb").cells
    shown = [output["data"] for output in drawn.outputs if output["output_type"] == "display_data"]
    assert any("<video" in data.get("text/html", "") for data in shown)


@pytest.mark.parametrize("target", TARGETS)
def test_a_make_target_is_there(target):
    done = run(f"{target} --dry-run", ROOT)
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_pictures_that_are_there_and_links_that_lead_somewhere():
    for link in re.findall(r"\]\(([^)#]+)\)", TEXT):
        if not link.startswith("http"):
            assert (ROOT / link).exists(), link


def test_the_readme_names_no_command_that_is_not_there():
    help_text = run("nnviz --help", ROOT).stdout
    for name in set(re.findall(r"^nnviz ([\w-]+)", "\n".join(COMMANDS), flags=re.MULTILINE)):
        assert re.search(rf"^\s+{name}\b", help_text, flags=re.MULTILINE), name
