"""Slides of a scene in a real browser, from disk: a section a step, captions below."""

import json
import re
from pathlib import Path

import pytest

from nnviz.core import NNVizError
from nnviz.film import RenderFailed, choose_scenes, find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.publish.deck import write_deck

HERE = Path(__file__).parent


def entry_of(name, file):
    (entry,) = choose_scenes(find_scenes(HERE / file), [name])
    return entry


@pytest.fixture(scope="module")
def deck(tmp_path_factory):
    folder = tmp_path_factory.mktemp("deck")
    entries = [entry_of("Marked", "marked_scenes.py"), entry_of("Outputs", "tiny_scenes.py")]
    media = folder / "media"
    jobs = [choose(digit=4).job(entry) for entry in entries]
    return write_deck(jobs, folder / "talk", media=media)


def until(page, true):
    """Wait until an expression is true. The page's policy forbids the browser's own way."""
    for _ in range(600):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(true)


@pytest.fixture
def shown(browser, deck):
    page = browser.new_page(viewport={"width": 1000, "height": 600})
    problems, asked = [], []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(deck.as_uri())
    until(page, "window.Reveal?.isReady()")
    yield page
    assert problems == []
    root = deck.parent.as_uri()
    assert all(url.startswith((root, "data:")) for url in asked)
    page.close()


def test_a_deck_is_whole_and_lists_its_files(deck):
    folder = deck.parent
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert set(json.loads((folder / "deck.json").read_text())["files"]) == there - {"deck.json"}
    assert {"index.html", "reveal-LICENSE"} <= there
    assert len([name for name in there if name.endswith(".mp4")]) == 3
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".")] == []
    assert deck.stat().st_size < 250_000
    assert not re.search(r"(src|href)=\"(https?:)?//", deck.read_text(encoding="utf-8"))


def test_each_section_is_a_step_by_keyboard(shown):
    assert shown.evaluate("Reveal.getTotalSlides()") == 3
    names = shown.evaluate(
        "Array.from(document.querySelectorAll('section'), (s) => s.getAttribute('aria-label'))"
    )
    assert names == ['Part "<b>one</b>" --> ../two', "Zweitens: 2/2", "Outputs"]
    assert shown.locator(".slides b, .slides img").count() == 0
    assert shown.title().startswith("<img src=x onerror=")
    for place in (1, 2):
        shown.keyboard.press("ArrowRight")
        assert shown.evaluate("Reveal.getIndices().h") == place


def test_the_policy_is_as_strict_as_the_page_of_the_lesson(shown, deck):
    policy = shown.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert re.fullmatch(r"'sha256-[\w+/]+='", rules["script-src"])
    assert re.fullmatch(r"'sha256-[\w+/]+='", rules["style-src"])
    assert "unsafe" not in policy
    assert "http" not in policy
    background = "getComputedStyle(document.querySelector('.reveal-viewport')).backgroundColor"
    assert shown.evaluate(background) not in ("rgba(0, 0, 0, 0)", "rgb(255, 255, 255)")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>document.title = 'taken'</script>",
        "<img src='data:,x' onerror=\"document.title = 'taken'\">",
        "<a href=\"javascript:document.title = 'taken'\">x</a>",
        "<iframe srcdoc=\"<script>parent.document.title = 'taken'</script>\"></iframe>",
        "<style>body { display: none }</style>",
        "<form action='https://example.org/'><input name='x'></form>",
    ],
)
def test_what_is_not_in_the_deck_does_not_run(browser, deck, tmp_path, attack):
    changed = tmp_path / "index.html"
    text = deck.read_text(encoding="utf-8").replace("</main>", f"{attack}</main>")
    changed.write_text(text, encoding="utf-8")
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(changed.as_uri())
    until(page, "window.Reveal?.isReady()")
    for link in page.locator("main a, main form").all():
        link.evaluate("it => it.tagName === 'A' ? it.click() : it.submit()")
    page.wait_for_timeout(200)
    assert "taken" not in page.title()
    assert page.evaluate("getComputedStyle(document.body).display") != "none"
    assert all(url.startswith(("file:", "data:", "about:", "blob:")) for url in asked)
    page.close()


def test_the_film_of_a_step_plays_and_its_caption_stands_below(shown):
    film = "document.querySelectorAll('video')[1]"
    assert shown.evaluate(f"{film}.paused")
    shown.keyboard.press("ArrowRight")
    until(shown, f"{film}.currentTime > 0.1")
    caption = shown.locator("section.present .caption")
    until(shown, "document.querySelector('section.present .caption').textContent")
    assert caption.inner_text() == "It moves {up} & away."
    picture = shown.locator("section.present video").bounding_box()
    words = caption.bounding_box()
    assert words["y"] >= picture["y"] + picture["height"] - 1
    assert words["y"] + words["height"] <= 600
    until(shown, f"{film}.ended")
    wide = picture["width"]
    shown.keyboard.press("c")
    assert not caption.is_visible()
    assert shown.locator("section.present video").bounding_box()["width"] > wide
    shown.keyboard.press("r")
    until(shown, f"!{film}.ended && {film}.currentTime > 0")


def test_who_asks_for_less_motion_starts_films_by_hand(browser, deck):
    page = browser.new_page(reduced_motion="reduce")
    page.goto(deck.as_uri())
    until(page, "window.Reveal?.isReady()")
    page.wait_for_timeout(400)
    film = "document.querySelector('section.present video')"
    assert page.evaluate(f"[{film}.paused, {film}.currentTime, {film}.controls]") == [True, 0, True]
    page.close()


def test_an_older_deck_survives_and_nothing_else_is_replaced(deck, tmp_path):
    broken = entry_of("Broken", "tiny_scenes.py")
    before = deck.read_bytes()
    with pytest.raises(RenderFailed, match="the pen broke"):
        write_deck([choose().job(broken)], deck.parent, media=tmp_path / "media")
    assert deck.read_bytes() == before
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(NNVizError, match=r"no deck wrote \(letter\.txt\)"):
        write_deck([choose().job(broken)], tmp_path / "mine", media=tmp_path / "media")
    with pytest.raises(NNVizError, match="at least one scene"):
        write_deck([], tmp_path / "empty")
