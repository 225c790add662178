"""What stands in the laboratory travels in a link, and a link that is not ours changes nothing."""

import base64
import json

import numpy as np
import pytest
from lesson_drawing import DRAWINGS, draw


def opened(visit, lesson, link):
    """The page at a link, as somebody else opens it."""
    here = visit(lesson)
    here.page.goto(lesson.resolve().as_uri() + link)
    here.page.reload()
    here.page.wait_for_selector("html[data-ready=yes]")
    return here


def link_of(state):
    return "#lab=" + base64.urlsafe_b64encode(json.dumps(state).encode()).decode().rstrip("=")


def test_drawing_neuron_and_dials_travel_in_a_link(visit, lesson):
    here = visit(lesson)
    here.part("clear").click()
    draw(here, DRAWINGS[7])
    here.part("pad").press("Shift+ArrowLeft")
    here.page.evaluate("nnviz.lab.choose({ layer: 3, neuron: 4 }, false)")
    here.part("bias").fill("7.5")
    link = here.part("link").get_attribute("href")
    there = opened(visit, lesson, link)
    np.testing.assert_allclose(there.outputs, here.outputs, atol=0.005)
    assert there.part("whose").inner_text() == here.part("whose").inner_text()
    assert "1 of 13,002" in there.part("turned").inner_text()
    assert there.part("link").get_attribute("href") == link


def test_a_shipped_digit_travels_as_its_place(visit, lesson):
    here = visit(lesson)
    here.part("another").click()
    there = opened(visit, lesson, here.part("link").get_attribute("href"))
    np.testing.assert_array_equal(there.outputs, here.outputs)


BROKEN = {
    "cut": "#lab=W1sxLD",
    "words": "#lab=hello",
    "no such digit": link_of([[9999], [0, 0], [1, 2], []]),
    "no such neuron": link_of([[0], [0, 0], [1, 16], []]),
    "no such dial": link_of([[0], [0, 0], [1, 2], [[0, 99999, 1.0]]]),
    "a text for a number": link_of([[[24, "1", "2"]], [0, 0], [1, 2], []]),
    "half a point": link_of([[[24, 1, 2, 3]], [0, 0], [1, 2], []]),
    "far away": link_of([[[24, 1e9, 2]], [0, 0], [1, 2], []]),
    "too long": "#lab=" + "A" * 70_000,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_link_that_is_not_ours_changes_nothing(visit, lesson, name):
    here = opened(visit, lesson, BROKEN[name])
    assert here.answer.startswith("It reads")
    assert here.page.evaluate("nnviz.lab.pad.ink.marks.length") == 1
    assert "0 of 13,002" in here.part("turned").inner_text()
