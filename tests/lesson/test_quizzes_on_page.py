"""The questions, answered wrong and right in a real browser."""

import json

import pytest

from nnviz.lesson.shown import choose_digits

CHOICES = ["reads", "sure", "squash", "bias", "parameters"]


@pytest.fixture(scope="module")
def questions(lesson):
    written = json.loads((lesson.parent / "quizzes.json").read_text(encoding="utf-8"))
    return {question["id"]: question for question in written["questions"]}


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_wrong_then_right(visit, lesson, questions, name):
    question = questions[name]
    form = visit(lesson).page.locator(f"form[data-quiz={name}]")
    assert question["question"] in form.locator("legend").inner_text()
    result = form.get_by_role("status")
    check = form.get_by_role("button", name="Check")
    assert result.inner_text() == ""
    check.click()
    assert result.inner_text() == "Choose an answer first."
    wrong = (question["answer"] + 1) % len(question["choices"])
    form.get_by_role("radio").nth(wrong).check()
    check.click()
    assert result.inner_text() == f"Not quite. {question['hints'][wrong]}"
    assert len(question["hints"][wrong]) > 10
    right_words = question["choices"][question["answer"]].removesuffix(".")
    assert question["explanation"] not in result.inner_text()
    form.get_by_role("radio").nth(question["answer"]).check()
    assert result.inner_text() == "", "what was said of the other choice"
    check.click()
    assert result.inner_text().startswith("Right.")
    assert ".." not in result.inner_text()
    assert question["explanation"] in result.inner_text()
    assert right_words in result.inner_text()
    assert not form.get_by_role("button", name="Show the answer").is_visible()


def test_the_answer_is_told_when_it_is_asked_for(visit, lesson, questions):
    question = questions["parameters"]
    form = visit(lesson).page.locator("form[data-quiz=parameters]")
    show = form.get_by_role("button", name="Show the answer")
    assert not show.is_visible()
    form.get_by_role("radio").nth((question["answer"] + 1) % 4).check()
    form.get_by_role("button", name="Check").click()
    show.click()
    assert question["explanation"] in form.get_by_role("status").inner_text()
    assert form.locator("[data-part=score]").inner_text() == "", "that was no right answer"


def test_the_score_survives_a_reload(visit, lesson, questions):
    page = visit(lesson).page
    for count, name in enumerate(("squash", "bias"), 1):
        form = page.locator(f"form[data-quiz={name}]")
        form.get_by_role("radio").nth(questions[name]["answer"]).check()
        form.get_by_role("button", name="Check").click()
        words = f"Answered rightly so far: {count} of 6."
        assert form.locator("[data-part=score]").inner_text() == words
    page.reload()
    page.wait_for_selector("html[data-ready=yes]")
    assert page.locator("form [data-part=score]").first.inner_text() == words


def test_no_picture_above_a_question_tells_its_answer(network, digits):
    shown = choose_digits(network, digits)
    assert len(shown.told_mistakes) >= 5
    assert not {shown.mistakes[0], shown.doubtful} & {*shown.told_mistakes, *shown.same}


def test_an_order_is_incomplete_then_wrong_then_right(visit, lesson, questions):
    question = questions["rank"]
    form = visit(lesson).page.locator("form[data-quiz=rank]")
    result = form.get_by_role("status")
    check = form.get_by_role("button", name="Check")
    check.click()
    assert result.inner_text().startswith("Give each image")
    for given, verdict in (
        (question["answer"][::-1], "Not quite. 0 of 4 stand in their place."),
        (question["answer"], "Right."),
    ):
        for place, item in enumerate(given, 1):
            form.get_by_label(f"Place of {question['items'][item]['name']}").select_option(
                str(place)
            )
        check.click()
        assert result.inner_text().startswith(verdict)
    assert question["explanation"] in result.inner_text()


def test_a_question_is_answered_with_the_keyboard(visit, lesson, questions):
    here = visit(lesson)
    form = here.page.locator("form[data-quiz=bias]")
    form.get_by_role("radio").first.focus()
    here.page.keyboard.press("Space")
    for _ in range(questions["bias"]["answer"]):
        here.page.keyboard.press("ArrowDown")
    here.page.keyboard.press("Tab")
    here.page.keyboard.press("Enter")
    assert form.get_by_role("status").inner_text().startswith("Right.")


def test_the_pictures_of_the_questions_are_real_pictures(visit, lesson):
    page = visit(lesson).page
    sizes = page.evaluate(
        "Array.from(document.querySelectorAll('form img'))"
        ".map((image) => [image.naturalWidth, image.alt.length > 5])"
    )
    assert sizes == [[28, True]] * 7
