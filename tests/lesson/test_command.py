"""``nnviz lesson`` as a user runs it."""

import json

import numpy as np
import pytest

from nnviz.cli import main
from nnviz.core import Network


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(["lesson", *map(str, arguments)])
    out, err = capsys.readouterr()
    return ended.value.code, out, err


def test_it_prints_the_path_of_the_page(tmp_path, capsys):
    code, out, err = run(capsys, "--media", tmp_path / "media", "--to", tmp_path / "out")
    assert (code, err) == (0, "")
    assert out.strip() == str(tmp_path / "out" / "index.html")


def test_a_title_of_any_bytes(tmp_path, capsys):
    odd = "T\udcff\x1b[2J</title>"
    code, _, err = run(
        capsys, "--media", tmp_path / "media", "--to", tmp_path / "out", "--title", odd
    )
    assert (code, err) == (0, "")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert r"<title>T\xff\x1b[2J&lt;/title&gt;" in page


SCENE = """
from manim import Circle
from nnviz.stage import NetworkScene


class Relu(NetworkScene):
    def construct(self):
        self.add(Circle(1 + self.forward_pass.confidence))
        self.say("A circle.")
        self.wait(0.3)
"""


def test_only_films_of_its_own_network_are_in_a_lesson(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(SCENE)
    monkeypatch.setenv("NNVIZ_SCENES", "mine.py")
    Network.random((784, 8, 10), seed=2).save(tmp_path / "other.npz")
    run(capsys, "--to", "first", "--render")
    film = tmp_path / "first" / "films" / "relu.mp4"
    assert film.is_file()
    other = ("--network", "other.npz")
    code, *_ = run(capsys, *other, "--to", "second")
    html = (tmp_path / "second" / "index.html").read_text(encoding="utf-8")
    assert (code, "films/relu.mp4" in html) == (0, False)
    assert "nnviz render Relu --network other.npz" in html
    with pytest.raises(SystemExit):
        main(["render", "Relu", "--network", "other.npz", "-q", "l", "-o", "elsewhere.mp4"])
    run(capsys, *other, "--to", "second")
    assert (tmp_path / "second" / "films" / "relu.mp4").read_bytes() != film.read_bytes()
    assert (tmp_path / "second" / "films" / "relu-poster.webp").is_file()


def test_another_network_and_other_digits(tmp_path, capsys, digits):
    network = Network.random((784, 8, 10), seed=2)
    network.save(tmp_path / "mine.npz")
    np.savez(tmp_path / "few.npz", images=digits.images[:40], labels=digits.labels[:40])
    code, _, err = run(
        capsys,
        *("--network", tmp_path / "mine.npz", "--digits", tmp_path / "few.npz"),
        *("--to", tmp_path / "out", "--title", "Mine"),
    )
    assert (code, err) == (0, "")
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<title>Mine</title>" in html
    assert "mine.npz" in html
    assert "few.npz" in html
    written = json.loads((tmp_path / "out" / "quizzes.json").read_text(encoding="utf-8"))
    assert written["digest"] == network.digest
    assert written["network"] == "784-8-10"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--network", "nothing.npz"], "nothing.npz"),
        (["--digits", "nothing.npz"], "nothing.npz"),
        (["--to", "full"], "no lesson wrote"),
        (["--to", "full/file.txt"], "is a file"),
    ],
)
def test_a_mistake_is_one_line_and_leaves_nothing(
    tmp_path, monkeypatch, capsys, arguments, message
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file.txt").write_text("mine")
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert message in err
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "file.txt"]
