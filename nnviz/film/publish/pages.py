"""What is written as HTML or Markdown, from the templates beside this module."""

import re
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

__all__ = ["write_page"]


def write_page(template: str, **values: object) -> str:
    """Return a template of ``publish/templates`` with these values written into it.

    Texts are escaped for HTML. The filters are for what is no HTML: ``address`` for the address of
    a file, ``markdown`` for plain text in a link of Markdown, ``cell`` for plain text in a table of
    it, ``python`` for a text as Python writes it; ``one_line`` folds white space, and ``indented``
    moves lines to the right by two spaces.

    Parameters
    ----------
    template : str
        The name of the file, without ``.j2``.
    **values
        What the template asks for; none may be missing.

    Examples
    --------
    >>> from nnviz.film.publish.snippets import FilmFiles
    >>> print(write_page("jupyter.py", files=FilmFiles("A film", "", 854, 480, "a.mp4")), end="")
    from nnviz.film import show_film
    <BLANKLINE>
    show_film('a.mp4')
    """
    return _templates().get_template(f"{template}.j2").render(values)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("nnviz.film.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "address": _address,
        "cell": _cell,
        "indented": _indented,
        "markdown": _markdown,
        "one_line": _one_line,
        "python": lambda text: Markup(repr(str(text))),
    }
    return environment


def _address(name: str) -> str:
    return name if name.startswith("data:") else quote(name)


def _cell(text: str) -> Markup:
    return Markup(re.sub(r"([\\`*_\[\]|])", r"\\\1", str(escape(_one_line(text)))))


def _indented(lines: Markup) -> Markup:
    return Markup("").join(Markup("  ") + line for line in lines.splitlines(keepends=True))


def _markdown(text: str) -> Markup:
    """Return plain text for the inside of a Markdown link."""
    return Markup(re.sub(r"([\\`*_{}\[\]()<>#+!|&~^$@\"'-])", r"\\\1", _one_line(text)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
