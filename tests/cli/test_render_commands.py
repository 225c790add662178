"""nnviz scenes, render, explain, film and gallery, as a user calls them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from nnviz.core import Network
from nnviz.data import load_digits

ROOT = Path(__file__).parents[2]
SCENES = ROOT / "tests" / "film" / "tiny_scenes.py"


def test_scenes_are_listed_one_a_line(nnviz):
    code, out, err = nnviz("scenes", "--scenes", SCENES)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "Tiny     That a square moves.",
        "Outputs  Ten numbers.",
        "Broken   Broken",
    ]
    _, out, _ = nnviz("scenes", "--scenes", SCENES, "--json")
    assert json.loads(out)[0] == {
        "name": "Tiny",
        "film": "tiny",
        "title": "A <tiny> scene",
        "teaches": "That a square moves.",
        "part": "tiny_scenes",
        "part_title": "Tiny scenes",
        "path": str(SCENES),
        "shapes": ["16:9"],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["render", "Tyni"], "no scene is called 'Tyni'; did you mean Tiny?"),
        (["render", "Tiny", "--image", "absent.png"], "absent.png"),
        (["render", "Tiny", "--image", "text.png"], "text.png"),
        (["render", "Tiny", "--digit", "10000"], "0 to 9999; got 10000"),
        (["render", "Tiny", "--digit", "3", "--image", "three.png"], "got both"),
        (["render", "Tiny", "--network", "text.png"], "text.png"),
        (["render", "Tiny", "--network", "small.npz"], "from 784 pixels to 10 digits"),
        (["render", "Tiny", "--theme", "pink"], "'pink'"),
        (["render", "Tiny", "-q", "x"], "'x'"),
        (["render", "Tiny", "-o", "film.avi"], "film.avi"),
        (["render", "Tiny", "--format", "webm", "-o", "x.mp4"], "does not end like"),
        (["render", "Tiny", "--transparent", "-o", "x.mp4"], "mp4 cannot be transparent"),
        (["render", "Tiny", "Outputs", "-o", "text.png"], "expected a folder for several"),
        (["render", "Tiny", "-j", "0"], "-j"),
        (["render", "Tiny", "-j", "65536"], "-j"),
        (["render", "Tiny", "-o", "text.png/x.mp4"], "cannot write"),
        (["render"], "Missing argument 'SCENE...'"),
        (["explain", "absent.png"], "absent.png"),
        (["film", "--only", "Nothing"], "no scene is called 'Nothing'"),
        (["film", "-o", "film.webm"], "ends in .mp4"),
        (["film", "--network", "small.npz"], "from 784 pixels to 10 digits"),
        (["gallery", "--scenes", "absent"], "absent is missing"),
    ],
)
def test_a_mistake_is_one_line_and_nothing_is_lost(nnviz, tmp_path, monkeypatch, arguments, said):
    monkeypatch.setenv("NNVIZ_SCENES", str(SCENES))
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    three = (load_digits().image(7) * 255).astype(np.uint8)
    Image.fromarray(three).save(tmp_path / "three.png")
    Network.random((9, 4, 2), seed=1).save(tmp_path / "small.npz")
    old = tmp_path / "media" / "films" / "tiny.mp4"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    code, out, err = nnviz(*arguments)
    assert (code, out) == (2, "")
    last = err.splitlines()[-1]
    assert last.startswith("nnviz: ")
    assert said in last
    assert "Traceback" not in err
    assert old.read_bytes() == b"old"


def test_render_from_another_folder_prints_the_film(nnviz, tmp_path):
    (tmp_path / "manim.cfg").write_text("[CLI]\nframe_rate = 3\ndry_run = True\n", encoding="utf-8")
    command = ("render", "Outputs", "--scenes", SCENES, "-q", "l", "--digit", 5)
    code, out, err = nnviz(*command, "-o", "here/mine.mp4", "--json")
    assert (code, err) == (0, "Outputs: 0.8 s\n")
    (made,) = json.loads(out)["rendered"]
    assert made["path"] == str(tmp_path / "here" / "mine.mp4")
    assert json.loads(Path(made["record"]).read_text())["image"]["source"] == "shipped digit 5"
    with av.open(made["path"]) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.width, stream.base_rate) == (854, 15)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "manim.cfg", "media"]


def test_a_scene_that_fails_is_named_with_its_last_words(nnviz):
    code, out, err = nnviz("render", "Broken", "Nothing", "--scenes", SCENES)
    assert (code, out) == (2, "")
    code, out, err = nnviz("render", "Broken", "--scenes", SCENES, "-q", "l", "--json")
    assert code == 1
    assert json.loads(out)["failed"][0]["scene"] == "Broken"
    lines = err.splitlines()
    assert lines[0] == "Broken: not rendered"
    assert lines[1].startswith("nnviz: Broken was not rendered: RuntimeError: the pen broke (tiny_")
    assert lines[-1] == "  | RuntimeError: the pen broke"


def test_explain_is_the_flagship_about_a_picture(nnviz, tmp_path):
    flagship = (
        "from nnviz.stage import NetworkScene\n"
        "class Propagation(NetworkScene):\n"
        "    def construct(self):\n"
        "        self.note('outputs', self.forward_pass.outputs)\n"
        "        self.wait(0.5)\n"
    )
    (tmp_path / "flagship.py").write_text(flagship, encoding="utf-8")
    pixels = (load_digits().image(7) * 255).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "my digit.png")
    code, out, _ = nnviz("explain", "my digit.png", "--scenes", "flagship.py", "-q", "l")
    film = tmp_path / "media" / "films" / "propagation-of-my-digit.mp4"
    assert (code, out) == (0, f"{film}\n")
    record = json.loads(film.with_suffix(".json").read_text())
    assert record["image"]["source"] == "my digit.png"
    with av.open(str(film)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 7


def test_film_keeps_the_rest_when_a_scene_fails(nnviz, tmp_path):
    command = ("film", "--scenes", SCENES, "-q", "l", "-j", 2)
    code, out, err = nnviz(*command)
    assert (code, out) == (1, "")
    assert "Broken was not rendered" in err
    assert "no film was joined, 1 of 3 scenes failed" in err
    assert "the others are kept" in err
    assert not (tmp_path / "media" / "film.mp4").exists()
    code, out, err = nnviz(*command, "--only", "Tiny", "--only", "Outputs", "--json")
    assert (code, err) == (0, "")
    result = json.loads(out)
    assert result["rendered"] == []
    assert [title for *_, title in result["chapters"]] == ["A <tiny> scene", "Outputs"]
    with av.open(result["film"]) as container:
        assert len(container.chapters()) == 2
    code, out, _ = nnviz("gallery", "--scenes", SCENES, "-q", "l", "-o", "table.md")
    assert (code, out) == (1, "table.md\n")
    assert '<img src="media/gallery/outputs.webp"' in (tmp_path / "table.md").read_text()


def test_listing_and_refusing_load_no_manim(tmp_path):
    environment = {**os.environ, "NNVIZ_SCENES": str(SCENES)}
    for arguments in (["scenes"], ["render", "Tyni"], ["film", "--only", "Tyni"]):
        code = (
            "import sys\nfrom nnviz.cli import main\n"
            f"try: main({arguments!r})\n"
            "except SystemExit: print('manim' in sys.modules, 'av' in sys.modules)"
        )
        command = [sys.executable, "-c", code]
        result = subprocess.run(
            command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment
        )
        assert result.stdout.splitlines()[-1] == "False False", arguments
