"""Nothing foreign runs, nothing leaves, and names are only ever text."""

import shlex
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnviz.core import Network
from nnviz.film import Cue
from nnviz.film.encode.caption_files import to_vtt
from nnviz.lesson import build_lesson


def test_the_policy_is_strict_and_the_page_obeys_it(visit, lesson):
    here = visit(lesson)
    policy = here.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].startswith("'sha256-")
    assert " " not in rules["script-src"]
    assert " " not in rules["style-src"]
    assert "unsafe" not in policy
    assert "http" not in policy
    html = lesson.read_text(encoding="utf-8")
    assert " style=" not in html
    assert " onclick=" not in html
    assert here.page.evaluate("nnviz.lab.pass.prediction") >= 0


@pytest.mark.parametrize(
    "attack",
    [
        "const s = document.createElement('script'); s.textContent = 'window.hacked = true';"
        "document.body.append(s)",
        "const b = document.createElement('button');"
        "b.setAttribute('onclick', 'window.hacked = true');"
        "document.body.append(b); b.click()",
        "fetch('https://example.org/').then(() => { window.hacked = true; }, () => {})",
        "const i = new Image(); i.onload = () => { window.hacked = true; };"
        "i.src = 'https://example.org/a.png'",
    ],
)
def test_the_policy_stops_what_is_not_in_the_page(visit, lesson, attack):
    here = visit(lesson)
    here.page.evaluate(f"(() => {{ {attack} }})()")
    here.page.wait_for_timeout(150)
    assert here.page.evaluate("window.hacked") is None
    assert any("Content Security Policy" in words for words in here.complaints)
    here.complaints.clear()
    here.requests.clear()


def test_names_with_markup_in_them_are_text(visit, tmp_path, markup, films, network):
    said = Cue(0.0, 2.0, markup)
    film = replace(films["Propagation"], vtt=to_vtt([said]), captions=((0.0, markup),))
    page = build_lesson(
        tmp_path / "out",
        network=network,
        films={"Propagation": film},
        render_options=["--network", markup],
        title=markup,
        network_name=markup,
        digits_name=markup,
    )
    here = visit(page)
    assert here.page.title() == markup
    assert here.page.locator("h1").inner_text() == markup
    assert here.page.locator("footer").inner_text().count(markup) == 2
    assert here.page.locator("img[src=x], h1 *, footer b, .film i").count() == 0
    command = here.page.locator(".film.missing code", has_text="render Relu").inner_text()
    assert shlex.split(command) == ["nnviz", "render", "Relu", "--network", markup]
    here.page.locator("details.transcript summary").click()
    assert markup in here.page.locator("details.transcript li").inner_text()


def test_the_lesson_of_another_network_works(visit, tmp_path, digits):
    """Other sizes, other activations, few digits."""
    first = Network.random((784, 12, 7, 10), seed=3, activation="relu")
    last = Network.random((7, 10), seed=4, activation="softmax").layers[0]
    network = first.with_layer(2, last)
    page = build_lesson(tmp_path / "out", network=network, digits=digits.subset(slice(0, 60)))
    here = visit(page)
    image = np.array(here.page.evaluate("Array.from(nnviz.lab.fitted.image)"))
    np.testing.assert_allclose(here.outputs, network.forward(image).outputs, atol=1e-6, rtol=0)
    words = here.page.locator("main").inner_text()
    assert f"{network.parameter_count:,}" in words
    assert "2 hidden layers, of 12, 7 neurons" in words or "two hidden layers" in words
    assert "13,002" not in words
    here.part("shelf").locator("button").last.click()
    for layer in range(4):
        here.page.get_by_label("Layer", exact=True).select_option(str(layer))
    assert here.part("curve").is_visible()


def test_everything_but_the_films_is_small(lesson):
    sizes = {path.name: path.stat().st_size for path in lesson.parent.iterdir() if path.is_file()}
    assert sum(sizes.values()) < 600_000, sizes


def test_nothing_in_the_page_points_elsewhere(lesson):
    html = lesson.read_text(encoding="utf-8")
    without_names = html.replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in without_names
    assert "https://" not in without_names
    assert Path(lesson.parent / "films" / "propagation.mp4").stat().st_size > 0
