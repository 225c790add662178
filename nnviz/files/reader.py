"""Files are read within bounds: ordinary ones only, and no more bytes than expected."""

import json
import os
import stat
from typing import Any

from nnviz.errors import NNVizError

__all__ = ["read_bounded", "read_json", "readable_size"]


def read_bounded(path: str | os.PathLike[str], *, limit: int, what: str) -> bytes:
    """Return the bytes of an ordinary file that is not larger than `limit`.

    A pipe, a device or a folder is refused before anything waits for it.

    Parameters
    ----------
    path : path
    limit : int
        In bytes.
    what : str
        How an error names the file: ``"picture"``.

    Raises
    ------
    NNVizError
        If it is missing, no ordinary file, not readable, or larger than `limit`.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> note = Path(tempfile.mkdtemp()) / "note.txt"
    >>> _ = note.write_text("four")
    >>> read_bounded(note, limit=10, what="note")
    b'four'
    """
    source = os.fspath(path)
    try:
        # Opening a pipe would wait for its other end; this asks for the kind without waiting.
        handle = os.open(source, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise _unreadable(what, source, getattr(error, "strerror", None) or error) from error
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        kind = "a folder" if stat.S_ISDIR(about.st_mode) else "no ordinary file"
        raise _unreadable(what, source, f"it is {kind}")
    with os.fdopen(handle, "rb") as file:
        try:
            # As much as it has, and not the limit: that much memory is asked for at once. A file
            # that grows meanwhile, or does not say how long it is, is read on.
            data = file.read(min(about.st_size, limit) + 1)
            if about.st_size < len(data) <= limit:
                data += file.read(limit + 1 - len(data))
        except OSError as error:
            raise _unreadable(what, source, error.strerror or error) from error
    if len(data) > limit:
        raise NNVizError(f"expected a {what} of at most {readable_size(limit)}; {source} is larger")
    return data


def read_json(path: str | os.PathLike[str], *, limit: int = 64 << 20, what: str = "record") -> Any:
    """Return what a JSON file of at most `limit` bytes holds.

    Raises
    ------
    NNVizError
        As `read_bounded`, and if the file is not JSON or nested too deeply.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp()) / "record.json"
    >>> _ = path.write_text('{"seconds": 2.5}')
    >>> read_json(path)
    {'seconds': 2.5}
    """
    data = read_bounded(path, limit=limit, what=what)
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _unreadable(what, os.fspath(path), f"it is not JSON ({error})") from error


def readable_size(count: int) -> str:
    """Return a number of bytes as people write it.

    Examples
    --------
    >>> readable_size(512), readable_size(3 << 20), readable_size(5 << 29)
    ('512 bytes', '3 MB', '2.5 GB')
    """
    size = float(count)
    for unit in ("bytes", "KB", "MB", "GB"):
        if size < 1024 or unit == "GB":
            break
        size /= 1024
    return f"{size:.1f}".removesuffix(".0") + f" {unit}"


def _unreadable(what: str, source: str, reason: object) -> NNVizError:
    return NNVizError(f"cannot read the {what} {source}: {reason}")
