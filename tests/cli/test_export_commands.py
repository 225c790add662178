"""nnviz export, frames, figure and deck, as a user calls them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import av
import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from nnviz.core import Network

ROOT = Path(__file__).parents[2]
SCENES = ROOT / "tests" / "film" / "tiny_scenes.py"


def test_export_writes_films_beside_one_another(nnviz, tmp_path):
    command = ("export", "Tiny", "Outputs", "--scenes", SCENES, "-q", "l", "--digit", 3)
    skipped = [word for form in ("webm", "gif", "frames") for word in ("--skip", form)]
    code, out, err = nnviz(*command, *skipped, "--to", "out")
    assert (code, out) == (0, "out/tiny.mp4\nout/outputs.mp4\n"), err
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"tiny.mp4", "tiny-clips", "tiny.vtt", "outputs.mp4", "outputs-poster.webp"} <= names
    assert not names & {"tiny.webm", "tiny.gif", "tiny-frames", "outputs.vtt"}
    record = json.loads((tmp_path / "out" / "tiny.json").read_text(encoding="utf-8"))
    assert record["image"]["source"] == "shipped digit 3"
    code, out, _ = nnviz(*command, *skipped, "--to", "out", "--json")
    films = json.loads(out)
    assert (code, [film["scene"] for film in films]) == (0, ["Tiny", "Outputs"])
    assert all((tmp_path / name).is_file() for film in films for name in film["files"])
    mine = tmp_path / "out" / "tiny-frames" / "mine.png"
    mine.parent.mkdir()
    mine.write_text("mine")
    code, out, err = nnviz(*command, "--to", "out")
    assert (code, out) == (2, "")
    assert "tiny-frames/mine.png" in err
    assert mine.read_text() == "mine"


def test_a_scene_that_fails_is_named_and_leaves_nothing(nnviz, tmp_path):
    code, out, err = nnviz("export", "Broken", "--scenes", SCENES, "-q", "l", "--to", "out")
    assert (code, out) == (1, "")
    assert "Broken was not rendered: RuntimeError: the pen broke" in err
    assert not (tmp_path / "out").exists()
    code, _, err = nnviz("deck", "Broken", "--scenes", SCENES, "-q", "l", "--to", "talk")
    assert (code, "the pen broke" in err) == (1, True)
    assert not (tmp_path / "talk").exists()


def test_frames_draws_stills(nnviz, tmp_path):
    command = ("frames", "Tiny", "--scenes", SCENES, "-q", "l")
    code, out, err = nnviz(*command, "--at", "1.5,end", "--size", "320x320", "--to", "stills")
    assert (code, out) == (0, "stills/tiny-at-001.500s.png\nstills/tiny-end.png\n"), err
    for line in out.splitlines():
        with Image.open(tmp_path / line) as picture:
            assert (picture.format, picture.size) == ("PNG", (320, 320))
    code, out, _ = nnviz(*command, "--json")
    assert (code, json.loads(out)) == (0, ["media/frames/tiny-poster.png"])
    code, _, err = nnviz(*command, "--at", "99")
    assert (code, "no moment at 99 s" in err) == (2, True)


@pytest.mark.parametrize("kind", ["network", "weights", "sigmoid", "digit", "forward"])
def test_figure_writes_what_the_name_says(nnviz, tmp_path, kind):
    digit = () if kind in ("network", "weights") else ("--digit", 3)
    for end in ("svg", "pdf", "png"):
        target = tmp_path / "figures" / f"{kind}.{end}"
        code, out, err = nnviz("figure", kind, *digit, "--theme", "light", "-o", target)
        assert (code, out, err) == (0, f"{target}\n", "")
    assert ElementTree.parse(tmp_path / "figures" / f"{kind}.svg").getroot().tag.endswith("svg")
    assert len(PdfReader(tmp_path / "figures" / f"{kind}.pdf").pages) == 1
    with Image.open(tmp_path / "figures" / f"{kind}.png") as picture:
        assert picture.width == 1920
        assert picture.convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def test_figure_of_one_neuron_of_a_network_of_mine(nnviz, tmp_path):
    Network.random((784, 6, 10), seed=4).save(tmp_path / "mine.npz")
    mine = ("--network", tmp_path / "mine.npz")
    code, *_ = nnviz("figure", "weights", *mine, "--layer", 1, "--neuron", 5, "-o", "w.png")
    assert code == 0
    code, *_ = nnviz("figure", "sigmoid", *mine, "--layer", 2, "-o", "s.png", "--width", 400)
    with Image.open(tmp_path / "s.png") as picture:
        assert (code, picture.width) == (0, 400)
    code, *_ = nnviz("figure", "forward", *mine, "--transparent", "-o", "f.png")
    with Image.open(tmp_path / "f.png") as picture:
        assert np.asarray(picture.convert("RGBA"))[1, 1, 3] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figure", "forward", "-o", "x.gif"], ".svg, .pdf, .png; got x.gif"),
        (["figure", "painting", "-o", "x.svg"], "'painting'"),
        (["figure", "weights", "--layer", 4, "-o", "x.svg"], "--layer 1 to 3"),
        (["figure", "weights", "--neuron", 16, "-o", "x.svg"], "0 to 15; got 16"),
        (["figure", "forward", "--layer", 1, "-o", "x.svg"], "belongs to weights and sigmoid"),
        (["figure", "forward", "--values", "-o", "x.svg"], "--values belongs to digit"),
        (
            ["figure", "network", "--digit", 8700, "-o", "x.svg"],
            "--digit belongs to forward, sigmoid, digit and explain, not to network",
        ),
        (["figure", "weights", "--image", "file", "-o", "x.svg"], "--image belongs to forward"),
        (["figure", "digit", "--network", "small.npz", "-o", "x.svg"], "not to digit"),
        (["figure", "forward", "--width", 400, "-o", "x.svg"], "--width belongs to a PNG"),
        (["figure", "digit", "--digit", 10_000, "-o", "x.svg"], "0 to 9999"),
        (["figure", "digit", "--theme", "pink", "-o", "x.svg"], "'pink'"),
        (["figure", "forward", "--network", "small.npz", "-o", "x.svg"], "784 pixels"),
        (["export", "Tyni", "--to", "x"], "did you mean Tiny?"),
        (["export", "Tiny", "--to", "file"], "is a file"),
        (["frames", "Tiny", "--at", "soon"], "'soon'"),
        (["frames", "Tiny", "--size", "big"], "like 1920x1080; got 'big'"),
        (["frames", "Tiny", "--size", "9000x9000"], "1 to 8192"),
        (["frames", "Tiny", "--every", "0"], "above 0"),
        (["deck", "Tiny", "--to", "full"], "no deck wrote"),
    ],
)
def test_mistakes_are_told_in_one_line(nnviz, tmp_path, arguments, said):
    (tmp_path / "file").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    Network.random((9, 4, 2), seed=1).save(tmp_path / "small.npz")
    scenes = [] if arguments[0] == "figure" else ["--scenes", SCENES]
    code, out, err = nnviz(*arguments, *scenes)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "x.svg").exists()


def test_deck_prints_its_page(nnviz, tmp_path):
    code, out, err = nnviz("deck", "Tiny", "--scenes", SCENES, "-q", "l", "--to", "talk")
    assert (code, out) == (0, "talk/index.html\n"), err
    films = sorted((tmp_path / "talk" / "films" / "tiny").glob("*.mp4"))
    assert [film.name for film in films] == ["01-one.mp4", "02-two.mp4"]
    for film in films:
        with av.open(str(film)) as container:
            assert sum(1 for _ in container.decode(video=0)) > 5


def test_figures_load_no_manim(tmp_path):
    code = (
        "import sys\nfrom nnviz.cli import main\n"
        "try: main(['figure', 'forward', '-o', 'f.svg'])\n"
        "except SystemExit: print([name for name in ('manim', 'av') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=tmp_path, env=dict(os.environ)
    )
    assert result.stdout.splitlines()[-1] == "[]"
