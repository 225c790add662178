"""Locks that the system releases when their process ends, however it ends."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["file_lock", "is_locked"]

_PAUSE = 0.1


@contextmanager
def file_lock(
    path: str | os.PathLike[str],
    *,
    shared: bool = False,
    wait: bool = True,
    create: bool = True,
    waiting: Callable[[], None] | None = None,
) -> Iterator[bool]:
    """Hold a lock on a file for the length of a block; give whether it is held.

    The lock is the kernel's (``flock``): it ends with the process, also in another container on
    the same folder, and a file that is left behind locks nothing. Where a file system has no locks,
    the block runs as if it were held.

    Parameters
    ----------
    path : path
        The file; made, if it is not there. It stays. A folder can be locked too.
    shared : bool
        Let others hold it too who ask for it shared.
    wait : bool
        Wait until it is free; otherwise the block runs at once and is told False.
    create : bool
        Make the file if it is not there; otherwise that is a FileNotFoundError, also when it is
        removed while this waits for it.
    waiting : callable, optional
        Called once, when somebody else holds it.

    Examples
    --------
    >>> import tempfile
    >>> name = Path(tempfile.mkdtemp()) / "lock"
    >>> with file_lock(name), file_lock(name, wait=False) as second:
    ...     second
    False
    """
    place = Path(path)
    told = False
    while True:
        if create:
            place.parent.mkdir(parents=True, exist_ok=True)
        handle = _opened(place, os.O_CREAT if create else 0)
        try:
            held = _take(handle, shared=shared)
            # Whoever had it may have removed the file: then this is the lock of nothing.
            if not wait or (held and _is_at(handle, place)):
                yield held
                return
        finally:
            os.close(handle)
        if not held:
            if waiting is not None and not told:
                waiting()
            told = True
            time.sleep(_PAUSE)


def is_locked(path: str | os.PathLike[str]) -> bool:
    """Return whether another holder has the lock on a file; a missing file is free.

    Examples
    --------
    >>> is_locked("/nowhere/lock")
    False
    """
    try:
        handle = _opened(Path(path), 0)
    except OSError:
        return False
    try:
        return not _take(handle, shared=False)
    finally:
        os.close(handle)


def _opened(place: Path, flags: int) -> int:
    if place.is_dir():
        return os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    return os.open(place, os.O_RDWR | os.O_CLOEXEC | flags, 0o666)


def _is_at(handle: int, place: Path) -> bool:
    """Return whether an open file still is the one at this path."""
    try:
        return os.path.samestat(os.fstat(handle), place.stat())
    except OSError:
        return False


def _take(handle: int, *, shared: bool) -> bool:
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system without locks: better no guard than no film.
        return True
    return True
