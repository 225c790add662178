"""Nothing stands in the package only because it once was of use."""

import ast
import json
import re

from imports import ROOT

HOOKS = {
    "interpolate_mobject",
    "align_points",
    "list_commands",
    "get_command",
    "format_commands",
    "_refresh_svg_stroke_widths",
}
"""Called by the libraries that define them, never by us."""

ASKED = {"numbers_at", "TUNING"}
"""There for whoever asks: they say in numbers what is drawn, or which digits were for choosing."""

READ_BACK = ("__", "displayed_", "_repr_")
"""The same by their first letters; ``_repr_`` is asked by a notebook."""

WAITING = {"pixels_for"}
"""Written a moment before what will use them. Only ever fewer."""


def definitions(tree):
    """Yield the names of functions, classes and methods, and of the constants of a module.

    What a decorator of ours has been handed to, it knows.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            words = {ast.unparse(one).split("(")[0] for one in node.decorator_list}
            if not words & {"painter", "click.command"}:
                yield node.name
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        yield from (one.id for one in targets if isinstance(one, ast.Name))


def uses(tree):
    """Yield every name that is read, and every attribute."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def test_everything_in_the_package_is_used_by_more_than_its_tests():
    defined: dict[str, object] = {}
    used: set[str] = set()
    for top in ("nnviz", "scenes", "bench"):
        for path in sorted((ROOT / top).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            used.update(uses(tree))
            if top == "nnviz":
                defined.update((name, path.relative_to(ROOT)) for name in definitions(tree))
    notebook = json.loads((ROOT / "examples" / "lesson.ipynb").read_text(encoding="utf-8"))
    shown = [(ROOT / "README.md").read_text(encoding="utf-8")]
    shown += ["".join(cell["source"]) for cell in notebook["cells"]]
    used.update(re.findall(r"\w+", "\n".join(shown)))
    known = used | HOOKS | ASKED | WAITING
    dead = {
        name: str(path)
        for name, path in defined.items()
        if name not in known and not name.startswith(READ_BACK)
    }
    assert dead == {}
    assert set(defined) >= (HOOKS | ASKED), "a list here names what is gone"
