"""A folder that appears whole or not at all, and that replaces only what it wrote itself."""

import ctypes
import errno
import glob
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.files.locks import file_lock
from nnviz.files.reader import read_json
from nnviz.files.whole import unwritable

__all__ = ["check_own_folder", "exchange", "files_in", "recover_folder", "replace_folder"]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@contextmanager
def replace_folder(
    target: str | os.PathLike[str],
    what: str,
    *,
    marked: bool = True,
    is_ours: Callable[[Path], bool] | None = None,
) -> Iterator[Path]:
    """Give an empty folder to build in; move it to `target` if nothing went wrong.

    The folder lies beside `target`, so that the last step is a rename. An older folder of the same
    kind at `target` stays as it is until then, and survives any failure; where the system can, the
    two change places in one step, and otherwise the next run finishes what a kill interrupted.

    Parameters
    ----------
    target : path
        Absent, an empty folder, or one of this kind built before.
    what : str
        The kind, ``"lesson"`` for example: ``lesson.json`` marks such a folder, and lists every
        file that belongs to it.
    marked : bool
        Write that list. Without it, `is_ours` decides what may be replaced.
    is_ours : callable, optional
        Whether an unlisted file, given by its path relative to the folder, is of this kind.

    Yields
    ------
    Path
        The folder to write into. The list is added on leaving.

    Raises
    ------
    NNVizError
        If `target` is something else, holds files of another origin, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as somewhere:
    ...     with replace_folder(Path(somewhere) / "talk", "deck") as building:
    ...         _ = (building / "index.html").write_text("Hello")
    ...     sorted(path.name for path in (Path(somewhere) / "talk").iterdir())
    ['deck.json', 'index.html']
    """
    place = Path(target).resolve()
    recover_folder(place)
    check_own_folder(place, what, is_ours=is_ours)
    building = place.with_name(f".{place.name[:40]}-{secrets.token_hex(6)}.draft")
    try:
        with _own(building):
            yield building
            if marked:
                _write_list(building, what)
            check_own_folder(place, what, is_ours=is_ours)
            _put(building, place)
    except OSError as error:
        raise unwritable(place, error, what) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _own(building: Path) -> Iterator[None]:
    """Make a folder, and hold its lock for the length of a block."""
    building.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        while True:
            building.mkdir()
            # Before it is locked, another run may take it for one that was left behind.
            with suppress(FileNotFoundError):
                held.enter_context(file_lock(building, create=False))
                break
        yield


def recover_folder(target: str | os.PathLike[str]) -> None:
    """Put back what a killed run had moved aside and not yet replaced, and remove its draft.

    Examples
    --------
    >>> import tempfile
    >>> lesson = Path(tempfile.mkdtemp()) / "lesson"
    >>> recover_folder(lesson)  # Nothing was killed here: nothing is done.
    >>> lesson.exists()
    False
    """
    place = Path(target).resolve()
    for draft in place.parent.glob(f".{glob.escape(place.name[:40])}-*.draft"):
        with suppress(OSError), file_lock(draft, wait=False, create=False) as free:
            if free and draft.is_dir():
                shutil.rmtree(draft, ignore_errors=True)
    aside = _aside(place)
    if not aside.is_dir():
        return
    with suppress(OSError):
        if place.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            aside.rename(place)


def check_own_folder(
    target: str | os.PathLike[str],
    what: str,
    *,
    is_ours: Callable[[Path], bool] | None = None,
) -> None:
    """Refuse a target that holds anything that is not of this kind.

    Raises
    ------
    NNVizError
        If `target` is a file, or a folder with such files in it.

    Examples
    --------
    >>> import tempfile
    >>> here = Path(tempfile.mkdtemp())
    >>> check_own_folder(here, "lesson")
    >>> _ = (here / "letter.txt").write_text("dear")
    >>> check_own_folder(here, "lesson")
    Traceback (most recent call last):
    nnviz.errors.NNVizError: ...letter.txt...
    """
    place = Path(target).resolve()
    try:
        if not place.exists():
            return
        if not place.is_dir():
            raise NNVizError(f"expected a folder for the {what}; {place} is a file")
        present = files_in(place)
    except OSError as error:
        raise unwritable(place, error, what) from error
    if not present:
        return
    foreign = sorted(present - _listed(place, what))
    if is_ours is not None:
        foreign = [name for name in foreign if not is_ours(Path(name))]
    if foreign:
        some = ", ".join(foreign[:3]) + (", ..." if len(foreign) > 3 else "")
        raise NNVizError(
            f"{place} holds {len(foreign)} file(s) that no {what} wrote ({some}); "
            "choose an empty folder, or move them away first"
        )


def files_in(folder: Path) -> set[str]:
    """Return every file and link below a folder, relative to it."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; return False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _put(building: Path, place: Path) -> None:
    """Put `building` at `place`; an older folder goes only when the new one stands."""
    if not place.exists():
        building.rename(place)
        return
    if exchange(building, place):
        return
    aside = _aside(place)
    place.rename(aside)
    try:
        building.rename(place)
    except OSError:
        aside.rename(place)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _aside(place: Path) -> Path:
    """Return where an older folder waits between two renames; `recover_folder` looks there."""
    return place.with_name(f".{place.name[:40]}.nnviz-old")


def _listed(place: Path, what: str) -> set[str]:
    """Return the files that the list at `place` claims, itself included; empty without one."""
    name = f"{what}.json"
    try:
        listed = read_json(place / name)
        return {name, *(str(file) for file in listed["files"])}
    except (ValueError, TypeError, KeyError):
        return set()


def _write_list(building: Path, what: str) -> None:
    data = {"made_by": f"nnviz {what}", "files": sorted(files_in(building))}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    (building / f"{what}.json").write_bytes(text.encode("utf-8", errors="surrogateescape"))
