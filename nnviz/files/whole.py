"""Files that are written whole or not at all."""

import errno
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import PathLike
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.files.locks import file_lock

__all__ = [
    "check_writable",
    "draft_beside",
    "replace_file",
    "unwritable",
    "writable_text",
    "write_text",
]

#: A fault of the place that is written to, not of what is written.
_PLACE = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO", "EFBIG", "ENAMETOOLONG")
    if hasattr(errno, name)
)


@contextmanager
def replace_file(path: str | PathLike[str]) -> Iterator[Path]:
    """Give a draft beside `path`; when the block ends well, move it there.

    If the block raises, the draft is removed and an older file at `path` stays as it was. Missing
    folders on the way to `path` are made.

    Parameters
    ----------
    path : str or path-like
        Where the finished file shall be. The draft's name ends in the same suffix.

    Raises
    ------
    NNVizError
        If the folder cannot be made or written, the disk is full, or `path` is a folder.

    Examples
    --------
    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "new" / "note.txt"
    >>> with replace_file(target) as draft:
    ...     _ = draft.write_text("whole")
    >>> target.read_text()
    'whole'
    """
    target = Path(path)
    draft: Path | None = None
    try:
        if target.is_dir():
            raise NNVizError(f"expected a file to write; {target} is a folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep_drafts(target)
        draft = draft_beside(target)
        # The system subtracts the user's umask: an ordinary file, as any other program makes it.
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666))
        with file_lock(draft):
            yield draft
            draft.replace(target)
    except OSError as error:
        if error.errno in _PLACE or draft is None or not draft.exists():
            raise unwritable(target, error) from error
        raise
    finally:
        if draft is not None:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def write_text(path: str | PathLike[str], text: str) -> Path:
    """Write a text as UTF-8, whole or not at all, and return its path.

    Raises
    ------
    NNVizError
        As `replace_file`.

    Examples
    --------
    >>> import tempfile
    >>> write_text(Path(tempfile.mkdtemp()) / "alt.txt", "A blue square.").read_text()
    'A blue square.'
    """
    with replace_file(path) as draft:
        draft.write_bytes(text.encode("utf-8", errors="backslashreplace"))
    return Path(path)


def writable_text(text: object) -> str:
    r"""Return a text as UTF-8 can hold it: what is half of a surrogate pair becomes "?".

    A byte of a file's name or an argument that is no text is such a half in Python.

    Examples
    --------
    >>> writable_text("Größe \udcff")
    'Größe ?'
    """
    return str(text).encode("utf-8", errors="replace").decode("utf-8")


def check_writable(path: str | PathLike[str]) -> None:
    """Check that a file can be written at `path`, before an hour is spent on making it.

    Nothing is made: of missing folders on the way, the first one that exists is tried.

    Raises
    ------
    NNVizError
        If `path` is a folder, or its folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> here = tempfile.mkdtemp()
    >>> check_writable(Path(here) / "not there yet" / "film.mp4")
    >>> check_writable(here)
    Traceback (most recent call last):
    nnviz.errors.NNVizError: ...
    """
    target = Path(path)
    try:
        if target.is_dir():
            raise NNVizError(f"expected a file to write; {target} is a folder")
        folder = next(place for place in target.absolute().parents if place.exists())
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, f"{folder} is a file")
        probe = draft_beside(folder / target.name)
        os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666))
        probe.unlink()
    except OSError as error:
        raise unwritable(target, error) from error


def draft_beside(target: Path) -> Path:
    """Return a new hidden name beside `target`, with the same suffix."""
    return target.with_name(f".{target.stem[:40]}-{secrets.token_hex(6)}.draft{target.suffix}")


def sweep_drafts(target: Path) -> None:
    """Remove the drafts of `target` that killed runs left behind: those that nobody has locked."""
    wanted = re.compile(
        rf"\.{re.escape(target.stem[:40])}-[0-9a-f]{{12}}\.draft{re.escape(target.suffix)}"
    )
    try:
        drafts = [path for path in target.parent.iterdir() if wanted.fullmatch(path.name)]
    except OSError:
        return
    for draft in drafts:
        with suppress(OSError), file_lock(draft, wait=False, create=False) as free:
            if free:
                shutil.rmtree(draft) if draft.is_dir() else draft.unlink(missing_ok=True)


def unwritable(place: str | PathLike[str], error: OSError, what: str = "") -> NNVizError:
    """Return the error that says what cannot be written, where, and why."""
    named = f"the {what} to {os.fspath(place)}" if what else os.fspath(place)
    return NNVizError(f"cannot write {named}: {error.strerror or error}")
