"""The text of the lesson: one Markdown file for each language, cut into its parts.

The file is ordinary Markdown with three agreements:

- it begins with a front matter of ``key: value`` lines between two lines of ``---``;
- ``# Title {#name}`` begins a part; what comes before the first one is the introduction;
- a fenced block whose word is one of ours (``film``, ``figure``, ``quiz``, ``notice``,
  ``equation``) is not code: the page puts the thing there that the block names.

``{{ name }}`` stands for a fact about the network and the digits, computed when the page is built.
Markup in the text is shown as text, never obeyed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML

from nnviz.core import NNVizError

__all__ = ["Block", "LessonText", "Part", "bodies_of", "parse_lesson", "render_markdown"]

Block = Callable[[str], str]
"""The body of a fenced block to HTML."""

_PART = re.compile(r"^# (?P<title>.+?)\s*\{#(?P<name>[a-z][a-z0-9-]*)\}[ \t]*$", re.MULTILINE)
_FACT = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True)
class Part:
    """One part of the lesson: its name in links, its title, its text in Markdown."""

    name: str
    title: str
    body: str


@dataclass(frozen=True)
class LessonText:
    """A whole text: the front matter, the introduction (Markdown), and the parts in order."""

    meta: Mapping[str, str]
    introduction: str
    parts: tuple[Part, ...]


def parse_lesson(source: str, facts: Mapping[str, str]) -> LessonText:
    r"""Cut a text into its parts, with every fact filled in.

    Raises
    ------
    NNVizError
        If the front matter is missing or has no title, a fact is unknown, or two parts share a
        name.

    Examples
    --------
    >>> source = "---\ntitle: T\n---\nHi.\n\n# One {#one}\n\n{{ n }}!"
    >>> text = parse_lesson(source, {"n": "7"})
    >>> text.meta["title"], text.introduction, text.parts
    ('T', 'Hi.', (Part(name='one', title='One', body='7!'),))
    """
    filled = _FACT.sub(lambda match: _fact(match.group(1), facts), source.replace("\r\n", "\n"))
    head, found, rest = filled.removeprefix("---\n").partition("\n---\n")
    if not filled.startswith("---\n") or not found:
        raise NNVizError("expected the lesson's text to begin with a front matter between ---")
    # By hand: lines of key and value need no YAML, and nothing that we depend on brings a reader.
    meta = {}
    for line in head.splitlines():
        key, _, value = line.partition(":")
        meta[key.strip()] = value.strip()
    if not meta.get("title"):
        raise NNVizError("expected a title in the front matter of the lesson's text")
    starts = list(_PART.finditer(rest))
    ends = [match.start() for match in starts[1:]] + [len(rest)]
    parts = tuple(
        Part(match["name"], match["title"], rest[match.end() : end].strip())
        for match, end in zip(starts, ends, strict=True)
    )
    names = [part.name for part in parts]
    if len(set(names)) < len(names):
        raise NNVizError(f"expected a different name for each part of the lesson; got {names}")
    introduction = rest[: starts[0].start()] if starts else rest
    return LessonText(meta, introduction.strip(), parts)


def bodies_of(word: str, text: LessonText) -> list[str]:
    r"""Return the bodies of all fenced blocks of a text with this word.

    Examples
    --------
    >>> text = LessonText({}, "", (Part("a", "A", "```film\nPropagation\n```"),))
    >>> bodies_of("film", text)
    ['Propagation']
    """
    parser = MarkdownIt("commonmark")
    return [
        token.content.strip()
        for part in text.parts
        for token in parser.parse(part.body)
        if token.type == "fence" and token.info.strip() == word
    ]


def render_markdown(body: str, blocks: Mapping[str, Block], *, shift: int = 1) -> str:
    r"""Return Markdown as HTML, with `blocks` for the fenced blocks of these names.

    Parameters
    ----------
    body : str
        Markdown. HTML in it is shown as text.
    blocks : mapping of str to callable
        The word after the fence, to what makes its HTML.
    shift : int, default 1
        How many levels deeper its headings stand on the page.

    Examples
    --------
    >>> render_markdown("## A <b>\n", {})
    '<h3>A &lt;b&gt;</h3>\n'
    """
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True})
    parser.enable(["table", "smartquotes"])
    ordinary = RendererHTML().fence

    def fence(_: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
        word = tokens[index].info.strip()
        if word in blocks:
            return blocks[word](tokens[index].content.strip())
        # What may scroll sideways can be reached with the keyboard.
        code = str(ordinary(tokens, index, options, env))
        return code.replace("<pre>", '<pre tabindex="0">', 1)

    parser.add_render_rule("fence", fence)
    tokens = parser.parse(body)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    return str(parser.renderer.render(tokens, parser.options, {}))


def _fact(name: str, facts: Mapping[str, str]) -> str:
    try:
        return facts[name]
    except KeyError:
        known = ", ".join(sorted(facts))
        raise NNVizError(f"the lesson's text asks for {name!r}; known facts: {known}") from None
