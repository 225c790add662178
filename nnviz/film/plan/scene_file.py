"""What a file of scenes says of itself, found by reading it and not by running it."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import one_line
from nnviz.files import read_python
from nnviz.view import FRAMES, WIDE

__all__ = ["SceneEntry", "film_name", "scenes_in"]

#: What a class may say about itself.
_SAID = frozenset(("title", "teaches", "needs_digits", "shapes"))


@dataclass(frozen=True)
class SceneEntry:
    """A scene that can be rendered.

    Attributes
    ----------
    name : str
        The class, for example ``"NeuronHoldsANumber"``.
    path : Path
        The file that defines it; absolute.
    title, teaches : str
        What the class says about itself; the title is made from the name where it says nothing.
    needs_digits : bool
        Whether it wants a network from 784 pixels to ten digits.
    shapes : tuple of str
        The shapes that it can be laid out for; in others it is shown with room at two sides.
    part, part_title : str
        The part of the film: the name of the folder that holds the file among others, or that of a
        file that lies loose; and its title in the story, or its name in words.

    Examples
    --------
    >>> from nnviz.film import choose_scenes, find_scenes
    >>> (entry,) = choose_scenes(find_scenes(), ["NeuronHoldsANumber"])
    >>> entry.title, entry.film, entry.part
    ('A neuron holds a number', 'neuron-holds-a-number', 'neurons')
    """

    name: str
    path: Path
    title: str
    teaches: str
    part: str
    part_title: str
    needs_digits: bool = True
    shapes: tuple[str, ...] = (WIDE.name,)

    @property
    def film(self) -> str:
        """The name of its files, without their ends."""
        return film_name(self.name)


def film_name(scene: str) -> str:
    """Return the name of a scene's files, without their ends.

    Examples
    --------
    >>> film_name("NeuronHoldsANumber")
    'neuron-holds-a-number'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", scene).lower()


def scenes_in(path: Path, part: str, part_title: str) -> tuple[SceneEntry, ...]:
    """Return the scenes of a file, in its order.

    A scene is a public class at the top of a module that defines ``construct`` and whose base is
    called ``...Scene``, or is such a class of the same file.

    Parameters
    ----------
    path : Path
        Of a Python file.
    part, part_title : str
        The part of the film that it belongs to.

    Raises
    ------
    NNVizError
        If the file is too large, or is not Python.
    """
    tree = read_python(path)
    seen: dict[str, dict[str, object]] = {}
    entries = []
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        bases = [_last_name(base) for base in node.bases]
        if not any(base.endswith("Scene") or base in seen for base in bases):
            continue
        inherited = {key: value for base in bases for key, value in seen.get(base, {}).items()}
        said = {**inherited, **_constants(node)}
        seen[node.name] = said
        if "construct" in said and not node.name.startswith("_"):
            title = _text(said, "title") or film_name(node.name).replace("-", " ").capitalize()
            teaches = _text(said, "teaches")
            needs = said.get("needs_digits", "NetworkScene" in bases) is True
            entries.append(
                SceneEntry(
                    node.name,
                    path.resolve(),
                    title,
                    teaches,
                    part,
                    part_title,
                    needs_digits=needs,
                    shapes=_shapes(said),
                )
            )
    return tuple(entries)


def _text(said: Mapping[str, object], name: str) -> str:
    value = said.get(name)
    return one_line(value) if isinstance(value, str) else ""


def _shapes(said: Mapping[str, object]) -> tuple[str, ...]:
    value = said.get("shapes")
    named = value if isinstance(value, tuple | list) else ()
    return tuple(name for name in FRAMES if name in named) or (WIDE.name,)


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        node = node.value
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _constants(node: ast.ClassDef) -> dict[str, object]:
    """Return what a class body says about the scene, and True for a method ``construct``."""
    said: dict[str, object] = {}
    for entry in node.body:
        if isinstance(entry, ast.FunctionDef) and entry.name == "construct":
            said["construct"] = True
        targets = entry.targets if isinstance(entry, ast.Assign) else []
        if isinstance(entry, ast.AnnAssign):
            targets = [entry.target]
        value = getattr(entry, "value", None)
        for target in targets:
            if isinstance(target, ast.Name) and target.id in _SAID and value is not None:
                try:
                    said[target.id] = ast.literal_eval(value)
                except (ValueError, TypeError, RecursionError, MemoryError):
                    continue
    return said
