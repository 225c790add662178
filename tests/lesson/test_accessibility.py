"""WCAG 2.2 AA as axe-core sees it, the keyboard, small screens, print, motion."""

import itertools
from importlib.resources import files

import numpy as np
import pytest

from nnviz.data import as_vector
from nnviz.data.preprocessing import preprocess

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(visit, only=None):
    """Run axe-core in the page (or one rule of it); return what it finds wrong, in words."""
    # As an expression, not as a script of the page: its policy allows no script but its own.
    visit.page.evaluate(AXE)
    wanted = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": RULES}
    found = visit.page.evaluate(
        "(runOnly) => axe.run(document, { runOnly, resultTypes: ['violations'] })", wanted
    )
    assert only or len(found["passes"]) > 25
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_axe_finds_no_violation(visit, lesson, scheme):
    here = visit(lesson, color_scheme=scheme)
    page = here.page
    background = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == {"dark": "rgb(7, 9, 14)", "light": "rgb(255, 255, 255)"}[scheme]
    form = page.locator("form[data-quiz=squash]")
    form.get_by_role("radio").first.check()
    form.get_by_role("button").click()
    page.locator("details.transcript summary").click()
    page.get_by_role("radio", name="weights (w)").check()
    page.get_by_label("Layer", exact=True).select_option("0")
    assert violations(here) == []


def test_axe_finds_no_violation_on_a_phone(visit, lesson):
    here = visit(lesson, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert violations(here) == []


def test_axe_would_find_a_violation(visit, lesson):
    here = visit(lesson)
    here.page.evaluate("document.querySelector('form img').removeAttribute('alt')")
    found = violations(here, only="image-alt")
    assert len(found) == 1
    assert found[0].startswith("image-alt")


def test_headings_and_landmarks(visit, lesson):
    page = visit(lesson).page
    levels = page.evaluate(
        "Array.from(document.querySelectorAll('h1,h2,h3,h4,h5'))"
        ".filter((h) => h.offsetParent !== null).map((h) => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert levels.count(2) == 15
    for role in ("banner", "navigation", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    links = page.locator(".contents a")
    for index in range(links.count()):
        assert page.locator(f"section{links.nth(index).get_attribute('href')}").count() == 1


def focus_of(page):
    return page.evaluate(
        """() => {
             const style = getComputedStyle(document.activeElement);
             return {
               part: document.activeElement.dataset.part ?? document.activeElement.id,
               outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
             };
        }"""
    )


def test_a_digit_is_drawn_and_read_with_the_keyboard_alone(visit, lesson, network):
    here = visit(lesson)
    keys = here.page.keyboard
    keys.press("Tab")
    assert here.page.locator(".skip").evaluate("(link) => link === document.activeElement")
    seen = []
    for _ in range(60):
        keys.press("Tab")
        focus = focus_of(here.page)
        assert focus["outline"] >= 2, focus
        seen.append(focus["part"])
        if focus["part"] == "pad":
            break
    assert seen[0] == "theme"
    assert seen[-1] == "pad"
    keys.press("Delete")
    assert here.answer == "There is no digit to read yet."
    for _ in range(9):
        keys.press("ArrowUp")
    keys.press("Space")
    for _ in range(18):
        keys.press("ArrowDown")
    keys.press("Space")
    assert here.answer.startswith("It reads 1")
    record = network.forward(as_vector(preprocess(here.source()).image))
    np.testing.assert_allclose(here.outputs, record.outputs, atol=1e-6, rtol=0)
    before = here.ink()
    keys.press("Shift+ArrowLeft")
    np.testing.assert_array_equal(here.ink()[:, :-10], before[:, 10:])
    keys.press("ArrowRight")
    keys.press("Backspace")
    assert here.answer == "There is no digit to read yet."
    keys.press("Tab")
    assert focus_of(here.page)["part"] == "undo"


def test_the_answer_is_said_to_a_screen_reader_once_the_drawing_rests(visit, lesson):
    here = visit(lesson)
    status = here.part("status")
    assert status.get_attribute("role") == "status"
    here.part("shelf").locator("button").nth(8).click()
    here.wait(
        "document.querySelector('[data-lab] [data-part=status]').textContent"
        " === document.querySelector('[data-lab] [data-part=answer]').textContent"
    )
    assert status.inner_text().startswith("It reads")


@pytest.mark.parametrize("width", [320, 360, 820, 1440])
def test_nothing_runs_over_the_edge(visit, lesson, width):
    here = visit(lesson, viewport={"width": width, "height": 800})
    page = here.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    over = page.evaluate(
        """(width) => Array.from(document.querySelectorAll('main *, header *, footer *'))
             .filter((one) => !one.closest('.visually-hidden, .table-frame, pre, .equation, .skip'))
             .filter((one) => one.getBoundingClientRect().right > width + 1)
             .map((one) => one.outerHTML.slice(0, 80))""",
        width,
    )
    assert over == []


def test_a_finger_draws_on_a_phone(visit, lesson, network):
    here = visit(lesson, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    here.part("clear").tap()
    pad = here.part("pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    touch = here.page.context.new_cdp_session(here.page)
    x, top, bottom = box["x"] + box["width"] / 2, box["y"] + 40, box["y"] + box["height"] - 40
    scrolled = here.page.evaluate("scrollY")

    def send(kind, *points):
        places = [{"x": a, "y": b} for a, b in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    send("touchStart", (x, top))
    for y in np.linspace(top, bottom, 12):
        send("touchMove", (x, float(y)))
    send("touchEnd")
    assert here.answer.startswith("It reads 1")
    assert here.page.evaluate("scrollY") == scrolled
    record = network.forward(as_vector(preprocess(here.source()).image))
    np.testing.assert_allclose(here.outputs, record.outputs, atol=1e-6, rtol=0)


def test_targets_are_large_enough_for_a_finger(visit, lesson):
    here = visit(lesson, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    small = here.page.evaluate(
        """() => Array.from(document.querySelectorAll('button, select, input, summary, nav a'))
             .filter((one) => one.offsetParent !== null)
             .map((one) => (one.matches('input') && one.closest('label')) || one)
             .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()])
             .filter(([, box]) => box.width < 24 || box.height < 24)
             .map(([name]) => name)"""
    )
    assert small == []


def test_the_theme_can_be_chosen_and_the_drawings_follow(visit, lesson):
    here = visit(lesson, color_scheme="dark")
    page = here.page

    def corner():
        return page.evaluate(
            """() => {
                 const one = document.createElement('canvas');
                 const context = one.getContext('2d', { willReadFrequently: true });
                 context.drawImage(document.querySelector('[data-figure=offCentre] canvas'), 0, 0);
                 return Array.from(context.getImageData(0, 0, 1, 1).data).slice(0, 3);
            }"""
        )

    assert corner() == [11, 13, 18]
    page.get_by_label("Colours").select_option("light")
    assert corner() == [255, 255, 255]
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(18, 22, 31)"
    page.get_by_label("Colours").select_option("auto")
    assert corner() == [11, 13, 18]
    page.emulate_media(color_scheme="light")
    page.wait_for_timeout(300)
    assert corner() == [255, 255, 255]


def test_on_paper_there_are_answers_and_no_controls(visit, lesson):
    here = visit(lesson, color_scheme="dark")
    answers = here.page.locator(".print-only")
    assert not answers.is_visible()
    here.page.emulate_media(media="print")
    assert answers.is_visible()
    assert "13,002" in answers.inner_text()
    assert ".." not in answers.inner_text()
    assert not here.part("undo").is_visible()
    assert not here.page.locator(".contents").is_visible()
    background = here.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    assert len(here.page.pdf(format="A4")) > 50_000


def test_motion_is_reduced_when_asked(visit, lesson):
    style = "getComputedStyle(document.documentElement).scrollBehavior"
    assert visit(lesson).page.evaluate(style) == "auto"
    assert visit(lesson, reduced_motion="no-preference").page.evaluate(style) == "smooth"
