"""Files that are written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path

from nnviz.core.errors import NNVizError

__all__ = ["replace_whole"]


@contextmanager
def replace_whole(path: str | PathLike[str]) -> Iterator[Path]:
    """Give a temporary path beside `path`; when the block ends well, move it there.

    If the block raises, the temporary file is removed and an older file at `path` stays as it was.
    Missing folders on the way to `path` are made.

    Parameters
    ----------
    path : str or path-like
        Where the finished file shall be. The temporary path ends in the same suffix.

    Raises
    ------
    NNVizError
        If the folder cannot be made or written, or `path` is a folder.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "new" / "note.txt"
    >>> with replace_whole(target) as draft:
    ...     _ = draft.write_text("whole")
    >>> target.read_text()
    'whole'
    """
    target = Path(path)
    if target.is_dir():
        raise NNVizError(f"expected a file to write; {target} is a folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            prefix=f".{target.stem[:40]}-", suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
        raise NNVizError(f"cannot write {target}: {error.strerror or error}") from error
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        # mkstemp makes files that only their owner reads; a result is an ordinary file.
        draft.chmod(0o666 & ~_umask())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
