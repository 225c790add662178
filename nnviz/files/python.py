"""Python read as text: its syntax, and nothing of it run."""

import ast
import warnings
from os import PathLike

from nnviz.errors import NNVizError
from nnviz.files.reader import read_bounded

__all__ = ["MAX_PYTHON_BYTES", "read_python"]

MAX_PYTHON_BYTES = 256 << 10
"""No file of scenes is larger."""

# Python takes minutes over a string with very many braces.
_MAX_BRACES = 20_000


def read_python(path: str | PathLike[str]) -> ast.Module:
    """Return the syntax of a file of scenes, without running it.

    Parameters
    ----------
    path : path
        A file of at most `MAX_PYTHON_BYTES`, in UTF-8.

    Raises
    ------
    NNVizError
        If the file cannot be read, is too large, or is not Python.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "one.py").write_text("answer = 42")
    ...     type(read_python(Path(folder) / "one.py").body[0]).__name__
    'Assign'
    """
    source = read_bounded(path, limit=MAX_PYTHON_BYTES, what="file of scenes")
    if source.count(b"{") > _MAX_BRACES:
        raise NNVizError(f"cannot read scenes from {path}: it has over {_MAX_BRACES:,} braces")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of the file's own strings; they are its author's.
            return ast.parse(source.decode("utf-8-sig"))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = str(error) or "it is nested too deeply"
        raise NNVizError(f"cannot read scenes from {path}: {reason}") from error
