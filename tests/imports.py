"""What every file of the repository imports, found by reading it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Import:
    """One imported module or name.

    Attributes
    ----------
    module : str
        The module that is loaded; of a relative import, its whole name.
    name : str
        What is taken from it; empty where the module itself is.
    at_top : bool
        Whether it is loaded together with the file.
    typing_only : bool
        Whether it is never loaded, and only read by a type checker.
    """

    module: str
    name: str
    at_top: bool
    typing_only: bool


def module_name(path: Path, root: Path = ROOT) -> str:
    """Return the dotted name of a file."""
    parts = list(path.relative_to(root).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imports(path: Path, root: Path = ROOT) -> tuple[Import, ...]:
    """Return every import of a file, whichever form it has and wherever it stands."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = module_name(path, root)
    if path.name != "__init__.py":
        package = package.rpartition(".")[0]
    return tuple(_below(tree, package, at_top=True, typing_only=False))


def _below(node: ast.AST, package: str, *, at_top: bool, typing_only: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        yield from (
            Import(module, name, at_top, typing_only) for module, name in _of(child, package)
        )
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
        yield from _below(
            child, package, at_top=at_top and not inside, typing_only=typing_only or typing
        )


def _of(node: ast.AST, package: str) -> list[tuple[str, str]]:
    if isinstance(node, ast.Import):
        return [(alias.name, "") for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        module = node.module or ""
        if node.level:
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            module = ".".join([*above, *filter(None, [node.module])])
        return [(module, alias.name) for alias in node.names]
    if isinstance(node, ast.Call) and node.args:
        called = ast.unparse(node.func).rpartition(".")[2]
        given = node.args[0]
        literal = given.value if isinstance(given, ast.Constant) else None
        if called in ("import_module", "__import__") and isinstance(literal, str):
            return [(literal, "")]
    return []


@cache
def face_of(package: str) -> frozenset[str]:
    """Return the names that a package, or a module, lists in its ``__all__``."""
    folder = ROOT.joinpath(*package.split("."))
    path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return frozenset(ast.literal_eval(node.value))
    return frozenset()
