"""Ready pieces of text that show a film: for a page, a book, a talk, a notebook.

Titles and descriptions may hold anything; each form escapes what it would take for markup.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["FilmFiles", "video_element", "write_snippets"]


@dataclass(frozen=True)
class FilmFiles:
    """A film as a page refers to it.

    Attributes
    ----------
    title, alt : str
        Plain text.
    width, height : int
        In pixels.
    film : str
        Its address, relative to the page.
    poster, captions, chapters : str or None
        Likewise; None where the film has none.
    kind : str
        Of the film.
    """

    title: str
    alt: str
    width: int
    height: int
    film: str
    poster: str | None = None
    captions: str | None = None
    chapters: str | None = None
    kind: str = "video/mp4"


def video_element(files: FilmFiles, *, attributes: str = "controls", indent: str = "") -> str:
    """Return a ``video`` element: a poster, captions that are on, no autoplay.

    Examples
    --------
    >>> print(video_element(FilmFiles('A "title"', "", 854, 480, "a b.mp4", "a.png")))
    <video controls preload="metadata" playsinline width="854" height="480" poster="a.png"
      aria-label="A &quot;title&quot;">
      <source src="a%20b.mp4" type="video/mp4">
    </video>
    """
    about = html.escape(_one_line(files.alt or files.title))
    poster = f' poster="{_address(files.poster)}"' if files.poster else ""
    lines = [
        f'<video {attributes} preload="metadata" playsinline width="{files.width}"'
        f' height="{files.height}"{poster}',
        f'  aria-label="{about}">',
        f'  <source src="{_address(files.film)}" type="{files.kind}">',
    ]
    if files.captions:
        lines.append(
            f'  <track kind="captions" src="{_address(files.captions)}" srclang="en"'
            ' label="English" default>'
        )
    if files.chapters:
        lines.append(
            f'  <track kind="chapters" src="{_address(files.chapters)}" srclang="en"'
            ' label="Chapters">'
        )
    lines.append("</video>")
    return "\n".join(indent + line for line in "\n".join(lines).split("\n"))


def write_snippets(files: FilmFiles) -> Mapping[str, str]:
    """Return a snippet for each place that a film may be shown in, by the name of its file.

    Addresses are relative to a page that lies beside the film.

    Examples
    --------
    >>> sorted(write_snippets(FilmFiles("A film", "", 854, 480, "a.mp4", "a.png")))
    ['html.html', 'jupyter.py', 'markdown.md', 'myst.md', 'quarto.qmd', 'reveal.html']
    """
    return {
        "html.html": _figure(files) + "\n",
        "markdown.md": _figure(files) + "\n",
        "myst.md": f"```{{raw}} html\n{_figure(files)}\n```\n",
        "quarto.qmd": _quarto(files),
        "reveal.html": _slide(files),
        "jupyter.py": _cell(files),
    }


def _figure(files: FilmFiles) -> str:
    caption = html.escape(_one_line(files.title))
    # CommonMark ends a block of HTML at an empty line; there is none.
    return f"<figure>\n{video_element(files)}\n<figcaption>{caption}</figcaption>\n</figure>"


def _quarto(files: FilmFiles) -> str:
    film = _address(files.film)
    title = _markdown(files.title)
    elsewhere = f"[![{title}]({_address(files.poster)})]({film})" if files.poster else title
    return "\n".join(
        (
            '::: {.content-visible when-format="html"}',
            "```{=html}",
            _figure(files),
            "```",
            ":::",
            "",
            '::: {.content-visible unless-format="html"}',
            elsewhere,
            ":::",
            "",
        )
    )


def _slide(files: FilmFiles) -> str:
    video = video_element(files, attributes='controls data-autoplay class="r-stretch"', indent="  ")
    return f"<section>\n  <h2>{html.escape(_one_line(files.title))}</h2>\n{video}\n</section>\n"


def _cell(files: FilmFiles) -> str:
    return f"from nnviz.film import show_film\n\nshow_film({files.film!r})\n"


def _markdown(text: str) -> str:
    """Return plain text for the inside of a Markdown link."""
    return re.sub(r"([\\`*_{}\[\]()<>#+!|&~^$@\"'-])", r"\\\1", _one_line(text))


def _address(name: str) -> str:
    if name.startswith("data:"):
        return name
    from urllib.parse import quote

    return quote(name)


def _one_line(text: str) -> str:
    return " ".join(text.split())
