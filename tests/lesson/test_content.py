"""The text: its parts, its blocks, its facts, its films and its words."""

import json
import re
import shlex
from importlib.resources import files
from pathlib import Path

import click
import pytest

from nnviz.cli import commands
from nnviz.core import NNVizError
from nnviz.film import find_scenes
from nnviz.lesson import build_lesson, lesson_scenes
from nnviz.lesson.content import parse_lesson, render_markdown
from nnviz.lesson.facts import gather_facts
from nnviz.lesson.films import film_command

LESSON = files("nnviz.lesson")
TEXT = (LESSON / "text" / "en.md").read_text(encoding="utf-8")
WORDS = json.loads((LESSON / "text" / "en.json").read_text(encoding="utf-8"))

STORY = find_scenes(Path(__file__).parents[2] / "scenes")
SCENES = [entry.name for entry in STORY]


@pytest.fixture(scope="module")
def facts(network, digits):
    return gather_facts(network, digits, WORDS["facts"])


def test_the_lesson_has_every_part_and_film_in_the_order_of_the_film(facts):
    text = parse_lesson(TEXT, facts)
    parts = dict.fromkeys(entry.part.replace("_", "-") for entry in STORY)
    assert [part.name for part in text.parts] == list(parts)
    assert lesson_scenes() == tuple(SCENES)


def test_facts_are_computed(facts, network, digits):
    assert facts["parameters"] == "13,002"
    assert facts["sizes"] == "784-16-16-10"
    assert facts["hidden"] == "two hidden layers of 16 neurons each"
    held_out = digits.subset(slice(8500, 10000))
    wrong = sum(
        network.forward(vector).prediction != label
        for vector, label in zip(held_out.vectors(), held_out.labels, strict=True)
    )
    assert facts["mistakes"] == str(wrong)
    assert facts["accuracy"] == f"{100 * (1500 - wrong) / 1500:.1f} %"
    assert "never saw" in facts["tested_on"]


def test_only_the_shipped_network_is_said_not_to_have_seen_the_digits(network, digits):
    from nnviz.core import Network

    other = Network.random(network.sizes, seed=1)
    assert "never saw" not in gather_facts(other, digits, WORDS["facts"])["tested_on"]
    part = digits.subset(slice(0, 50))
    assert "never saw" not in gather_facts(network, part, WORDS["facts"])["tested_on"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("# A {#a}\n", "front matter"),
        ("---\nlanguage: en\n---\n", "expected a title"),
        ("---\ntitle: T\n---\n{{ nothing }}", "asks for 'nothing'; known facts: known"),
        ("---\ntitle: T\n---\n# A {#a}\n\n# B {#a}\n", "a different name for each part"),
    ],
)
def test_a_wrong_text_is_refused(source, message):
    with pytest.raises(NNVizError, match=message):
        parse_lesson(source, {"known": "1"})


@pytest.mark.parametrize("block", ["figure\nnothing", "equation\nnothing", "quiz\nnothing"])
def test_a_block_that_names_nothing_is_refused(tmp_path, monkeypatch, block):
    word, body = block.split("\n")
    source = f"---\ntitle: T\n---\n# A {{#a}}\n\n```{word}\n{body}\n```\n"
    monkeypatch.setattr("nnviz.lesson.builder._read_text", lambda _: source)
    with pytest.raises(NNVizError, match=r"asks for .*'nothing'"):
        build_lesson(tmp_path / "lesson")
    assert list(tmp_path.iterdir()) == []


def test_markup_in_the_text_stays_text():
    html = render_markdown('<b>bold</b> <script>x</script> [a](javascript:alert(1)) ![b](x")', {})
    assert "<b>" not in html
    assert "<script" not in html
    assert "href=" not in html
    assert "&lt;script&gt;" in html


def test_every_word_of_the_page_is_used_and_every_used_word_exists():
    """No string is buried in code: scripts and templates name words, the language file has them."""
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (LESSON / "js").iterdir())
    for key in WORDS["script"]:
        stem = re.sub(
            r"_(?:blank|faint|specks|small|raw|sigmoid|relu|very|quite|close|guess|several|none|upside_down)$",
            "_",
            key,
        )
        assert f'"{key}"' in scripts or f"`{stem}" in scripts or f"{stem}$" in scripts, key
    used_words = re.findall(r'\btext\(\s*"(\w+)"', scripts)
    assert len(used_words) > 20
    for key in used_words:
        assert key in WORDS["script"], key
    templates = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("templates", "templates/figures")
        for path in (LESSON / folder).iterdir()
        if path.name.endswith(".j2")
    )
    for group in ("page", "lab"):
        used = set(re.findall(rf"\b{group}\.(\w+)", templates))
        unused = set(WORDS[group]) - used - {"notice", "shipped_digits"}
        assert unused == set()
        assert used - set(WORDS[group]) == set()


def test_the_command_that_makes_a_film_is_one_that_exists():
    """The words of the command are accepted by the command line itself."""
    words = film_command("Propagation", ["--network", "my network.npz"])
    program, name, *arguments = shlex.split(words)
    assert program == "nnviz"
    command = commands.nnviz.get_command(click.Context(commands.nnviz), name)
    assert command is not None
    given = command.make_context(name, arguments).params
    assert given["names"] == ("Propagation",)
    assert given["network"] == Path("my network.npz")


def test_films_are_copied_under_their_names_and_missing_ones_are_named(tmp_path, films):
    options = ["--network", "mine.npz"]
    page = build_lesson(tmp_path / "lesson", films=films, render_options=options)
    html = page.read_text(encoding="utf-8")
    assert "films/relu.mp4" in html
    assert "render Relu" not in html
    assert "nnviz render Weights --network mine.npz" in html
    assert sorted(path.name for path in (tmp_path / "lesson" / "films").iterdir()) == [
        "propagation-poster.webp",
        "propagation.mp4",
        "relu.mp4",
    ]


def test_a_lesson_is_built_the_same_every_time(tmp_path, films):
    first = build_lesson(tmp_path / "first", films=films)
    second = build_lesson(tmp_path / "second", films=films)
    for name in ("index.html", "quizzes.json", "lesson.json"):
        assert (first.parent / name).read_bytes() == (second.parent / name).read_bytes()


def test_every_rule_of_the_style_sheet_is_of_something_on_the_page():
    sheets = "".join(path.read_text(encoding="utf-8") for path in (LESSON / "css").iterdir())
    selectors = "".join(re.findall(r"([^{}]+){", re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL)))
    named = set(re.findall(r"[.#]([a-zA-Z][\w-]*)", selectors))
    assert len(named) > 60
    made = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("js", "templates", "templates/figures", "templates/equations")
        for path in (LESSON / folder).iterdir()
        if path.is_file()
    )
    made += (LESSON / "blocks.py").read_text(encoding="utf-8")
    assert {name for name in named if not re.search(rf"\b{name}\b", made)} == set()
