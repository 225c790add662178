"""Ready pieces of text that show a film: for a page, a book, a talk, a notebook.

Titles and descriptions may hold anything; each form escapes what it would take for markup.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nnviz.film.publish.pages import write_page

__all__ = ["FilmFiles", "video_element", "write_snippets"]

_SNIPPETS = ("html.html", "jupyter.py", "markdown.md", "myst.md", "quarto.qmd", "reveal.html")


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


def video_element(files: FilmFiles) -> str:
    """Return a ``video`` element: a poster, captions that are on, no autoplay.

    Examples
    --------
    >>> print(video_element(FilmFiles('A "title"', "", 854, 480, "a b.mp4", "a.png")))
    <video controls preload="metadata" playsinline width="854" height="480"
      poster="a.png"
      aria-label="A &#34;title&#34;">
      <source src="a%20b.mp4" type="video/mp4">
    </video>
    """
    return write_page("video.html", files=files)


def write_snippets(files: FilmFiles) -> Mapping[str, str]:
    """Return a snippet for each place that a film may be shown in, by the name of its file.

    Addresses are relative to a page that lies beside the film.

    Examples
    --------
    >>> sorted(write_snippets(FilmFiles("A film", "", 854, 480, "a.mp4", "a.png")))
    ['html.html', 'jupyter.py', 'markdown.md', 'myst.md', 'quarto.qmd', 'reveal.html']
    """
    return {name: write_page(name, files=files) for name in _SNIPPETS}
