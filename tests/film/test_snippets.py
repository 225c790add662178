"""Snippets show the film, and what looks like markup in a title is text."""

import ast
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from nnviz.film.publish.notebook import show_film
from nnviz.film.publish.snippets import FilmFiles, video_element, write_snippets

ALLOWED = {"figure", "video", "source", "track", "figcaption", "section", "h2", "p", "a", "img"}


class Page(HTMLParser):
    """What a browser would make of some HTML: its elements, and its text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words = [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def all_of(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def snippets(exported):
    folder = exported.folder / "marked-snippets"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def rendered(snippets, name):
    """The HTML that a snippet becomes."""
    text = snippets[name]
    if name == "myst.md":
        first, *lines, last = text.strip().splitlines()
        assert (first, last) == ("```{raw} html", "```")
        assert not any(line.startswith("```") for line in lines)
        return "\n".join(lines)
    if name == "quarto.qmd":
        inner = text.split("```{=html}\n")[1]
        assert inner.count("\n```\n") == 1
        return inner.split("\n```\n")[0]
    if name == "markdown.md":
        return MarkdownIt("commonmark").render(text)
    return text


@pytest.mark.parametrize(
    "name", ["html.html", "markdown.md", "myst.md", "quarto.qmd", "reveal.html"]
)
def test_a_snippet_shows_the_film_and_its_words_as_text(exported, snippets, name):
    page = Page(rendered(snippets, name))
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert not any(key.startswith("on") for _, attributes in page.elements for key in attributes)
    title = " ".join(exported.record.title.split())
    assert title in page.words
    (video,) = page.all_of("video")
    assert video["aria-label"] == exported.record.alt
    assert (video["width"], video["height"]) == ("320", "180")
    assert "controls" in video
    (source,) = page.all_of("source")
    tracks = {track["kind"]: track["src"] for track in page.all_of("track")}
    assert sorted(tracks) == ["captions", "chapters"]
    for address in (video["poster"], source["src"], *tracks.values()):
        assert (exported.folder / unquote(address)).is_file()


def test_quarto_shows_a_linked_poster_where_there_is_no_film(exported, snippets):
    link = snippets["quarto.qmd"].split('unless-format="html"}\n')[1].split("\n:::")[0]
    page = Page(MarkdownIt("commonmark", {"html": True}).render(link))
    (image,) = page.all_of("img")
    assert image["alt"] == " ".join(exported.record.title.split())
    assert page.all_of("a") == [{"href": "marked.mp4"}]
    # A shortcode of Quarto would begin like this.
    assert "{{<" not in snippets["quarto.qmd"]


def test_the_cell_for_a_notebook_runs(exported, snippets, monkeypatch):
    monkeypatch.chdir(exported.folder)
    tree = ast.parse(snippets["jupyter.py"])
    last = tree.body.pop()
    space: dict[str, Any] = {}
    exec(compile(tree, "cell", "exec"), space)
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), space)
    page = Page(shown._repr_html_())
    assert {tag for tag, _ in page.elements} == {"video", "source", "track"}
    assert page.all_of("source")[0]["src"].startswith("data:video/mp4;base64,")
    assert page.all_of("video")[0]["poster"].startswith("data:image/webp;base64,")


def test_a_film_without_words_has_no_tracks():
    files = FilmFiles("Silent", "", 320, 180, "a film.mp4")
    assert "<track" not in video_element(files)
    assert "poster" not in video_element(files)
    assert 'src="a%20film.mp4"' in write_snippets(files)["html.html"]


def test_only_films_are_shown(tmp_path):
    with pytest.raises(ValueError, match=r"ends in \.mp4 or \.webm"):
        show_film(tmp_path / "film.avi")
    (tmp_path / "film.mp4").write_text("no film")
    with pytest.raises(ValueError, match="cannot read the film"):
        show_film(tmp_path / "film.mp4")
