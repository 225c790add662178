"""How much the store may hold, what goes first, and what is left behind by runs that were killed.

Only folders are removed that say that the store wrote them, and only while nobody uses them.
"""

import json
import os
import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.files import file_lock, is_locked, read_json, readable_size
from nnviz.film.store.entry import MADE_BY, is_entry
from nnviz.speech import KEPT_SUFFIX, is_kept_speech

__all__ = [
    "SPEECH",
    "Freed",
    "clean_media",
    "clips_folder",
    "default_limit",
    "lock_of_work",
    "parse_bytes",
    "sweep_work",
    "trim_store",
]

SPEECH = "speech"
"""The folder of the store that keeps what was spoken."""

_DEFAULT = "4 GB"
_MARK, _LOCK = "clips.json", "lock"
_DRAFT = re.compile(r"\..*-[0-9a-f]{12}\.draft(\.\w+)?")


@dataclass(frozen=True)
class Freed:
    """What a cleaning removed, and what stays.

    Attributes
    ----------
    removed : tuple of str
        What went, each in words with its size.
    freed, kept : int
        Bytes.

    Examples
    --------
    >>> Freed(("a film of 2 MB",), freed=2_097_152, kept=0).freed
    2097152
    """

    removed: tuple[str, ...]
    freed: int
    kept: int


_CLIPS, _FILM, _SPOKEN = range(3)
"""In the order in which they go: speech is small, and may have cost money."""


@dataclass(frozen=True)
class _Held:
    folder: Path
    size: int
    used: float
    kind: int


def default_limit() -> int:
    """Return how many bytes a store may hold: ``NNVIZ_STORE_LIMIT``, or 4 GB.

    Raises
    ------
    NNVizError
        If the variable is no size.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {"NNVIZ_STORE_LIMIT": "500 MB"}):
    ...     default_limit()
    524288000
    """
    return parse_bytes(os.environ.get("NNVIZ_STORE_LIMIT") or _DEFAULT)


def parse_bytes(text: str) -> int:
    """Return the bytes of a size in words.

    Raises
    ------
    NNVizError
        If it is none.

    Examples
    --------
    >>> parse_bytes("1.5 GB"), parse_bytes("0")
    (1610612736, 0)
    """
    found = re.fullmatch(r"(\d{1,12}(?:\.\d{1,6})?)\s*([kmgt]?)i?b?", text.strip().lower())
    if not found:
        raise NNVizError(f"expected a size like 500MB or 4GB; got {text!r}")
    return int(float(found[1]) * 1024 ** " kmgt".index(found[2] or " "))


def clips_folder(store: Path, film: str, key: str) -> Path:
    """Return the folder of clips of one film in a store, marked as its own."""
    folder = store / "clips" / f"{film}-{key[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / _MARK
    if not mark.exists():
        mark.write_text(json.dumps({"made_by": MADE_BY, "key": key}) + "\n", encoding="utf-8")
    with suppress(OSError):
        os.utime(mark)
    return folder


def trim_store(store: Path, limit: int, *, keep: Collection[Path] = ()) -> Freed:
    """Remove clips, films, then speech, longest unused first, down to `limit` bytes.

    Parameters
    ----------
    store : Path
    limit : int
        In bytes.
    keep : collection of Path
        Films that stay whatever the limit is.
    """
    held = list(_held(store))
    total = sum(one.size for one in held)
    removed, freed = [], 0
    for one in sorted(held, key=lambda one: (one.kind, one.used)):
        if total - freed <= limit:
            break
        if one.folder not in keep and _remove(one.folder):
            removed.append(_in_words(one))
            freed += one.size
    return Freed(tuple(removed), freed, total - freed)


def clean_media(media: str | os.PathLike[str], limit: int) -> Freed:
    """Remove what is left of killed runs, then trim the store to `limit` bytes.

    Nothing goes that nnviz did not write, and nothing that a running nnviz uses.

    Parameters
    ----------
    media : path
        The media folder; what was published there stays.
    limit : int
        In bytes.

    Examples
    --------
    >>> clean_media("nothing here", limit=0).freed
    0
    """
    root = Path(media).absolute()
    left = [*sweep_work(root / "store" / "work"), *_stale_drafts(root)]
    for lock in (root / "store" / "locks").glob("*"):
        if not is_locked(lock):
            lock.unlink(missing_ok=True)
    trimmed = trim_store(root / "store", limit)
    return Freed(
        (*(f"{name}, {readable_size(size)}" for name, size in left), *trimmed.removed),
        trimmed.freed + sum(size for _, size in left),
        trimmed.kept,
    )


def sweep_work(root: Path) -> list[tuple[str, int]]:
    """Remove the folders of runs that have ended without doing so, and say which, and how large."""
    removed = []
    for work in {path.with_suffix("") for path in root.glob("*")} if root.is_dir() else ():
        if not re.fullmatch(r"[0-9a-f]{16}", work.name):
            continue
        lock = lock_of_work(work)
        with suppress(OSError), file_lock(lock, wait=False) as free:
            if not free:
                continue
            if work.is_dir():
                removed.append((f"unfinished work {work.name}", _size(work)))
                shutil.rmtree(work, ignore_errors=True)
            lock.unlink(missing_ok=True)
    return removed


def lock_of_work(work: Path) -> Path:
    """Return the lock that a run holds before it has its folder, and until that is gone."""
    return work.with_suffix(".lock")


def _stale_drafts(root: Path) -> Iterator[tuple[str, int]]:
    """Remove drafts in the media folder that nobody is writing any more."""
    for path in sorted(root.rglob(".*.draft*")):
        if not _DRAFT.fullmatch(path.name) or "store" in path.relative_to(root).parts[:1]:
            continue
        with suppress(OSError):
            if is_locked(path) or is_locked(path / _LOCK):
                continue
            size = _size(path)
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
            yield f"draft {path.relative_to(root)}", size


def _held(store: Path) -> Iterator[_Held]:
    for folder in (store / "films").glob("*") if (store / "films").is_dir() else ():
        if folder.is_dir() and is_entry(folder):
            with suppress(OSError):
                yield _Held(folder, _size(folder), _used(folder, "entry.json"), _FILM)
    for folder in (store / "clips").glob("*") if (store / "clips").is_dir() else ():
        if folder.is_dir() and _has_clips(folder):
            with suppress(OSError):
                yield _Held(folder, _size(folder), _used(folder, _MARK), _CLIPS)
    for path in (store / SPEECH).glob(f"*{KEPT_SUFFIX}"):
        if is_kept_speech(path):
            with suppress(OSError):
                yield _Held(path, _size(path), path.stat().st_mtime, _SPOKEN)


def _used(folder: Path, name: str) -> float:
    try:
        return (folder / name).stat().st_mtime
    except OSError:
        return 0.0


def _has_clips(folder: Path) -> bool:
    try:
        return bool(read_json(folder / _MARK)["made_by"] == MADE_BY)
    except (ValueError, KeyError, TypeError):
        return False


def _remove(folder: Path) -> bool:
    """Remove a folder that nobody uses; return whether it went."""
    try:
        if folder.is_file():
            folder.unlink()
            return True
        with file_lock(folder / _LOCK, wait=False) as free:
            if free:
                shutil.rmtree(folder)
            return free
    except OSError:
        return False


def _in_words(one: _Held) -> str:
    kind = ("clips of", "film", "speech")[one.kind]
    return f"{kind} {one.folder.name}, {readable_size(one.size)}"


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(entry.stat().st_size for entry in path.rglob("*") if entry.is_file())
