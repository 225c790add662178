"""What files of scenes show and say, found by reading them and not by running them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from nnviz.files import read_python

__all__ = ["texts_in"]

#: What is called with a text that is shown or said.
_TELLING = frozenset(("say", "words", "describe", "next_section", "Words"))
_WAITING = frozenset(("until",))
_SAID_OF_ITSELF = frozenset(("title", "teaches"))
_WORD = re.compile(r"[^\W\d_]{2}")


def texts_in(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each text in a file that is shown or said, and whether a picture waits for it.

    A text with values in it has holes: ``"The network reads a {answer}, at {sure}."``

    Parameters
    ----------
    path : Path
        A Python file.

    Raises
    ------
    NNVizError
        If it cannot be read, or is not Python.
    """
    tree = read_python(path)
    lists = _named_texts(tree)
    seen: set[tuple[str, bool]] = set()
    for node in ast.walk(tree):
        for text, waits in _of_node(node, lists):
            flat = " ".join(text.split())
            if _WORD.search(re.sub(r"\{\w*\}", "", flat)) and (flat, waits) not in seen:
                seen.add((flat, waits))
                yield flat, waits


def _of_node(node: ast.AST, lists: dict[str, list[ast.expr]]) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name in _TELLING and node.args:
            for text in _texts(node.args[0], lists):
                yield text, False
        if name in _WAITING and node.args:
            for text in _texts(node.args[0], lists):
                yield text, True
        for keyword in node.keywords:
            if keyword.arg == "until":
                for text in _texts(keyword.value, lists):
                    yield text, True
    elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in _SAID_OF_ITSELF:
        for text in _texts(node.value, lists):
            yield text, False


def _named_texts(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """Return what the names of a file stand for: values that may hold texts."""
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, []).append(node.value)
        elif isinstance(node, ast.For) and isinstance(node.target, ast.Name):
            named.setdefault(node.target.id, []).append(node.iter)
    return named


def _texts(node: ast.expr, lists: dict[str, list[ast.expr]], depth: int = 0) -> Iterator[str]:
    """Yield the texts that an expression can be."""
    if depth > 5:
        return
    inner: list[ast.expr] = []
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield _with_holes(node)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        rights = list(_texts(node.right, lists, depth + 1)) or ["{rest}"]
        for left in list(_texts(node.left, lists, depth + 1)) or ["{first}"]:
            yield from (left + right for right in rights)
    elif isinstance(node, ast.IfExp):
        inner = [node.body, node.orelse]
    elif isinstance(node, ast.Tuple | ast.List):
        inner = node.elts
    elif isinstance(node, ast.Dict):
        inner = node.values
    elif isinstance(node, ast.Subscript):
        inner = [node.value]
    elif isinstance(node, ast.Name):
        inner = lists.get(node.id, [])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        if name in ("by_shape", "enumerate", "zip", "dict"):
            inner = [*node.args, *(keyword.value for keyword in node.keywords)]
    for one in inner:
        yield from _texts(one, lists, depth + 1)


def _with_holes(node: ast.JoinedStr) -> str:
    """Return an f-string with a hole for each of its values."""
    parts, taken = [], set()
    for number, part in enumerate(node.values):
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("{", "(").replace("}", ")"))
            continue
        assert isinstance(part, ast.FormattedValue)
        name = ast.unparse(part.value)
        name = re.sub(r"\W+", "_", name.removeprefix("self.")).strip("_")[:24] or f"value{number}"
        name = f"{name}_{number}" if name[0].isdigit() else name
        taken.add(name)
        parts.append(f"{{{name}}}")
    return "".join(parts)
