"""An empty pad answers nothing, a stroke begins a new digit, and clearing can be taken back."""

import numpy as np
from lesson_drawing import DRAWINGS, draw


def box_of_the_answer(visit):
    """How many strokes in the colour of the winner the network's picture has."""
    return visit.page.evaluate(
        """() => {
             const { picture } = nnviz.lab;
             picture.chosen = null;
             let boxes = 0;
             const { roundRect } = CanvasRenderingContext2D.prototype;
             CanvasRenderingContext2D.prototype.roundRect = () => { boxes += 1; };
             picture.drawNow();
             Object.assign(CanvasRenderingContext2D.prototype, { roundRect });
             return boxes;
        }"""
    )


def test_an_empty_pad_has_no_winner(visit, lesson):
    here = visit(lesson)
    assert here.part("bars").locator(".winner").count() == 1
    assert box_of_the_answer(here) == 1
    here.part("clear").click()
    assert here.answer == "There is no digit to read yet."
    assert here.part("bars").locator(".winner").count() == 0
    assert box_of_the_answer(here) == 0
    draw(here, DRAWINGS[1])
    assert here.part("bars").locator(".winner").count() == 1
    assert box_of_the_answer(here) == 1


def test_the_first_stroke_on_a_shipped_digit_begins_a_new_one(visit, lesson):
    here = visit(lesson)
    before = here.ink()
    draw(here, DRAWINGS[1])
    assert here.answer.startswith("It reads 1")
    assert here.page.evaluate("nnviz.lab.pad.ink.marks.length") == 1
    draw(here, [[(60, 60), (80, 60)]])
    assert here.page.evaluate("nnviz.lab.pad.ink.marks.length") == 2
    for _ in range(3):
        here.part("undo").click()
    np.testing.assert_array_equal(here.ink(), before)


def test_clearing_can_be_undone(visit, lesson):
    here = visit(lesson)
    draw(here, DRAWINGS[7])
    here.part("pad").press("Shift+ArrowLeft")
    before, answer = here.ink(), here.answer
    here.part("clear").click()
    here.part("clear").click()
    assert here.answer == "There is no digit to read yet."
    here.part("undo").click()
    assert here.answer == answer
    np.testing.assert_array_equal(here.ink(), before)
    here.part("shelf").locator("button").nth(4).click()
    here.part("undo").click()
    np.testing.assert_array_equal(here.ink(), before)


def test_bars_are_seen_where_the_system_chooses_the_colours(visit, lesson):
    here = visit(lesson, forced_colors="active")
    found = here.page.evaluate(
        """() => Array.from(document.querySelectorAll('[data-lab] .bar'), (row) => ({
             wins: row.classList.contains('winner'),
             border: getComputedStyle(row).borderTopColor,
             fill: getComputedStyle(row.querySelector('.bar-fill')).backgroundColor,
             track: getComputedStyle(row.querySelector('.bar-track')).backgroundColor,
        }))"""
    )
    assert all(row["fill"] != row["track"] for row in found)
    assert len({row["border"] for row in found}) == 2
    (winner,) = [row for row in found if row["wins"]]
    assert [row["border"] for row in found].count(winner["border"]) == 1
