"""The review of a scene finds what was broken on purpose, and nothing else."""

import numpy as np
import pytest
from manim import LEFT, RIGHT, UP, Square

from nnviz.film.review.checks import FLASHES_ALLOWED, count_flashes, review_scene
from nnviz.mobjects.images import PixelGrid
from nnviz.mobjects.text import CodeListing, Maths, NumberLabel, Words
from nnviz.stage import NetworkScene


class Reviewed(NetworkScene):
    def show(self):
        """Draw what is to be reviewed."""

    def construct(self):
        self.next_section("Only")
        self.show()
        self.wait(0.2)


def findings(show):
    scene = type("Broken", (Reviewed,), {"show": show})
    return tuple(str(finding) for finding in review_scene(scene).findings)


def clean(self):
    self.add(self.words("above").shift(UP), self.words("below"), Maths("a + b").shift(2 * RIGHT))
    self.add(NumberLabel(0.25).shift(3 * LEFT))


def overlapping(self):
    self.add(self.words("first words"), self.words("second words").shift(0.1 * UP))


def number_on_words(self):
    self.add(self.words("some words"), NumberLabel(1234.5))


def cut_off(self):
    self.add(self.words("these words are cut").shift(6.8 * RIGHT))


def too_small(self):
    self.add(self.words("small words").scale(0.6))


def too_faint(self):
    self.add(Words("faint words", color="#333842"))


def on_a_bright_square(self):
    self.add(Square(4.0, fill_color="#FFFFFF", fill_opacity=1.0, stroke_width=0.0))
    self.add(self.words("white on white"))


def letters_on_words(self):
    formula = Maths("{{ a : out }} = sigma(w x + b)")
    self.add(formula.select("out"), Words("under").move_to(formula.select("out")))


def faint_letters(self):
    self.add(Maths("{{ a : out }} = b").select("out").set_color("#333333"))


def shrunk_letters(self):
    self.add(Maths("{{ a : out }} = b").select("out").scale(0.5))


def code_that_is_cut(self):
    self.add(CodeListing("answer = 42").shift(7 * RIGHT))


def small_grid(self):
    self.add(PixelGrid(np.full((2, 2), 0.25), pitch=0.4))


def words_on_a_grid(self):
    self.add(PixelGrid(np.full((3, 3), 0.25)), self.words("middle"))


def faint_grid(self):
    grid = PixelGrid(np.full((2, 2), 0.5))
    self.add(grid, grid.numbers.set_color("#AAAAAA"))


def grid_beyond_the_frame(self):
    self.add(PixelGrid(np.full((12, 12), 0.25)))


def blinking(self):
    square = Square(4.0, fill_color="#FFFFFF", fill_opacity=1.0)
    for _ in range(6):
        self.add(square)
        self.wait(0.1)
        self.remove(square)
        self.wait(0.1)


def test_a_clean_scene_has_no_findings():
    assert findings(clean) == ()


@pytest.mark.parametrize(
    ("show", "found"),
    [
        (overlapping, "'first words' overlaps 'second words'"),
        (number_on_words, "'some words' overlaps '1234.50'"),
        (cut_off, "'these words are cut' leaves the frame"),
        (too_small, "'small words' is too small"),
        (too_faint, "'faint words' has a contrast of"),
        (on_a_bright_square, "'white on white' has a contrast of"),
        (letters_on_words, "'under' overlaps 'letters at"),
        (faint_letters, "has a contrast of"),
        (shrunk_letters, "are too small"),
        (code_that_is_cut, "leaves the frame"),
        (small_grid, "'0.25' is too small"),
        (words_on_a_grid, "'0.25' overlaps 'middle'"),
        (faint_grid, "'0.50' has a contrast of"),
        (blinking, "flashes"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_broken_on_purpose_is_found(show, found):
    assert any(found in finding for finding in findings(show)), findings(show)


def test_a_table_may_go_on_beyond_the_frame():
    assert findings(grid_beyond_the_frame) == ()


def test_words_that_cannot_be_seen_do_not_count():
    def hidden(self):
        self.add(self.words("first words"), self.words("second words").set_opacity(0.0))

    assert findings(hidden) == ()


def test_two_runs_agree_and_another_picture_differs():
    runs = [review_scene(type("Same", (Reviewed,), {"show": clean})) for _ in range(2)]
    assert runs[0].digest == runs[1].digest
    other = review_scene(type("Same", (Reviewed,), {"show": lambda s: s.add(Words("above"))}))
    assert other.digest != runs[0].digest


@pytest.mark.parametrize(
    ("pattern", "flashes"),
    [([0.0, 1.0] * 10, 5), ([0.0, 0.05] * 10, 0), ([0.0] * 10 + [1.0] * 10, 0)],
)
def test_flashes_are_counted_as_pairs_within_a_second(pattern, flashes):
    assert count_flashes(np.array(pattern)[:, None], 10.0) == flashes
    assert FLASHES_ALLOWED == 3
