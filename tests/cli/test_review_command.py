"""nnviz review, as a user calls it on scenes of their own."""

import json

import pytest

from nnviz.cli import main
from nnviz.film import Finding
from nnviz.film.review.findings import too_fast

SCENES = """
from manim import RIGHT, UP, Scene, Square
from nnviz.stage import NetworkScene


class Bad(NetworkScene):
    def construct(self):
        self.next_section("Both")
        self.say("A caption that nobody can read in so short a time, since it goes at once.")
        self.add(self.words("first words"), self.words("second words").shift(0.1 * UP))
        self.wait(0.5)
        self.say("Next.")
        self.wait(2)
        self.next_section("Out")
        self.clear()
        self.add(self.words("these are cut").shift(7 * RIGHT))
        self.wait(1)


class Clean(NetworkScene):
    def construct(self):
        self.next_section("Only")
        self.add(self.words("words"))
        self.wait(1)


class Plain(Scene):
    def construct(self):
        self.add(Square())
        self.wait()
"""


@pytest.fixture
def review(capsys, tmp_path, monkeypatch):
    """Review scenes in a folder of their own; return the exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(SCENES, encoding="utf-8")

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main(["review", "--scenes", "mine.py", *arguments])
        return (ended.value.code, *capsys.readouterr())

    return run


def test_every_finding_has_its_section_and_its_time(review, tmp_path):
    code, out, err = review("Bad", "Clean")
    caption = "A caption that nobody can read in so short a time, since it goes at once."
    assert (code, err) == (1, "")
    assert out.splitlines() == [
        "Bad: 3 findings (2 sections, 3.5 s)",
        f"  0.0 s, Both: {caption!r} stays for 0.5 s, and reading it takes 4.9 s",
        "  2.5 s, Both: 'first words' overlaps 'second words'",
        "  3.5 s, Out: 'these are cut' leaves the frame",
        "Clean: nothing found (1 section, 1.0 s)",
    ]
    assert [path.name for path in tmp_path.iterdir() if path.name != "__pycache__"] == ["mine.py"]


def test_a_scene_that_is_clean_ends_well_and_one_of_manims_own_is_refused(review):
    code, out, err = review("Clean", "--json", "--theme", "light")
    assert (code, err) == (0, "")
    (found,) = json.loads(out)
    assert (found["scene"], found["findings"], found["sections"]) == ("Clean", [], ["Only"])
    code, out, err = review("Plain", "--json")
    assert code == 2
    assert json.loads(out)[0]["scene"] == "Plain"
    assert "only a NetworkScene says" in err


def test_a_caption_must_stay_until_it_is_read():
    caption = {"start": 1.0, "end": 3.0, "text": "x" * 30}
    record = {"captions": [caption], "sections": [{"name": "One", "start": 0.0}]}
    assert list(too_fast(record, frame=0.1)) == []
    caption["end"] = 2.5
    (finding,) = too_fast(record, frame=0.1)
    assert (finding.section, finding.seconds) == ("One", 1.0)
    assert "stays for 1.5 s, and reading it takes 2.0 s" in finding.text
    assert str(Finding("", 2.0, "a flash")) == "2.0 s: a flash"
