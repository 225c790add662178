"""The scripts of the page: ES modules of their own, joined into one that needs no other file.

A page from disk may load no module from another file, and the page's policy allows one script, by
its hash. So the modules are joined: each becomes a function that is called once and returns what
it exports, and an import takes names from what was returned before. Types are in comments; there is
nothing to translate. The few forms of import and export that are understood are listed below, and
everything else is an error.
"""

import re
from collections.abc import Callable
from importlib.resources import files

from nnviz.core import NNVizError

__all__ = ["join_modules", "join_scripts"]

_IMPORT = re.compile(
    r"""^import \s* (?: \{(?P<names>[\w\s,]+)\} | \*\ as\ (?P<whole>\w+) ) \s*
    from\ "\./(?P<file>[\w-]+\.js)";\n""",
    re.MULTILINE | re.VERBOSE,
)
_EXPORT = re.compile(
    r"^export (?=(?:function|class|const) (?:(?P<name>\w+)|\{(?P<names>[\w ,]+)\}))", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def join_scripts() -> str:
    """Return the whole script of the page as one text."""
    folder = files("nnviz.lesson") / "js"
    return join_modules("main.js", lambda name: (folder / name).read_text(encoding="utf-8"))


def join_modules(entry: str, read: Callable[[str], str]) -> str:
    r"""Return a module and all that it imports as one module without imports.

    Parameters
    ----------
    entry : str
        The file name of the module that starts everything.
    read : callable
        From a file name to the text of that module.

    Raises
    ------
    NNVizError
        If modules import each other in a circle, or one imports or exports in another form than
        ``import { a, b as c } from "./file.js";``, ``import * as a from "./file.js";`` and
        ``export`` before a function, a class or a constant.

    Examples
    --------
    >>> modules = {
    ...     "main.js": 'import { twice } from "./numbers.js";\n\nlog(twice(4));\n',
    ...     "numbers.js": "export const twice = (x) => 2 * x;\n",
    ... }
    >>> print(join_modules("main.js", modules.__getitem__))
    const $numbers = (() => {
    const twice = (x) => 2 * x;
    return { twice };
    })();
    const $main = (() => {
    const { twice } = $numbers;
    <BLANKLINE>
    log(twice(4));
    return {  };
    })();
    <BLANKLINE>
    """
    joined: dict[str, str] = {}
    _join(entry, read, joined, ())
    return "".join(joined.values())


def _join(
    name: str, read: Callable[[str], str], joined: dict[str, str], waiting: tuple[str, ...]
) -> None:
    if name in waiting:
        raise NNVizError(f"scripts import each other in a circle: {' -> '.join((*waiting, name))}")
    if name in joined:
        return
    text = read(name)
    for match in _IMPORT.finditer(text):
        _join(match["file"], read, joined, (*waiting, name))
    exported: list[str] = []

    def bare(match: re.Match[str]) -> str:
        exported.extend((match["name"] or match["names"]).replace(" ", "").split(","))
        return ""

    body = _EXPORT.sub(bare, _IMPORT.sub(_constant, text))
    if other := _OTHER.search(body):
        raise NNVizError(f"{name}: expected a plain import or export; got {other.group()!r}")
    joined[name] = (
        f"const {_variable(name)} = (() => {{\n{body}return {{ {', '.join(exported)} }};\n}})();\n"
    )


def _constant(match: re.Match[str]) -> str:
    variable = _variable(match["file"])
    if match["whole"]:
        return f"const {match['whole']} = {variable};\n"
    names = (": ".join(name.split(" as ")).strip() for name in match["names"].split(","))
    return f"const {{ {', '.join(filter(None, names))} }} = {variable};\n"


def _variable(name: str) -> str:
    return "$" + name.removesuffix(".js").replace("-", "_")
