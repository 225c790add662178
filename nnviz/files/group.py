"""Files that belong together, among others in one folder: replaced together, or not at all."""

import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from nnviz.errors import NNVizError
from nnviz.files.folder import files_in
from nnviz.files.locks import file_lock
from nnviz.files.reader import read_json
from nnviz.files.whole import unwritable

__all__ = ["check_group", "replace_group"]

_PLAN = "moves.json"


@contextmanager
def replace_group(
    target: str | os.PathLike[str],
    listed_in: str,
    *,
    what: str,
    names: Collection[str] = (),
    may_replace: Collection[str] = (),
    facts: Mapping[str, Any] | None = None,
) -> Iterator[Path]:
    """Give an empty folder to build in; when the block ends well, move what is in it to `target`.

    Other files in `target` stay as they are. What an older group of the same list left is
    replaced, and what it left and the new one lacks is removed. If anything fails, everything is as
    it was; after a kill between two renames, the next run puts everything back as it was.

    Parameters
    ----------
    target : path
        A folder; made, if it is not there.
    listed_in : str
        The name of the file that lists the group; written last.
    what : str
        How errors name the group: ``"export"``.
    names : collection of str
        Names in `target` that the group claims, beside those that its list holds.
    may_replace : collection of str
        Names among them that may be replaced though no list holds them.
    facts : mapping, optional
        What else the list says.

    Yields
    ------
    Path
        The folder to write into.

    Raises
    ------
    NNVizError
        If a file of another origin is in the way, or `target` cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as somewhere:
    ...     with replace_group(somewhere, "talk-export.json", what="export") as new:
    ...         _ = (new / "talk.txt").write_text("Hello")
    ...     sorted(path.name for path in Path(somewhere).iterdir())
    ['talk-export.json', 'talk.txt']
    """
    place = Path(target).absolute()
    check_group(place, listed_in, what=what, names=names, may_replace=may_replace)
    new_folder = not place.exists()
    aside = place / f".{Path(listed_in).stem}-{secrets.token_hex(6)}.draft"
    try:
        with file_lock(aside / "lock"):
            for folder in ("new", "old"):
                (aside / folder).mkdir()
            yield aside / "new"
            _write_list(aside / "new", listed_in, what, facts or {})
            check_group(place, listed_in, what=what, names=names, may_replace=may_replace)
            _exchange(aside, place, _entries(place, listed_in, names))
    except OSError as error:
        raise unwritable(place, error, what) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if new_folder and place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def check_group(
    target: str | os.PathLike[str],
    listed_in: str,
    *,
    what: str,
    names: Collection[str] = (),
    may_replace: Collection[str] = (),
) -> None:
    """Check that nothing of another origin bears the names of a group; finish killed runs first.

    Raises
    ------
    NNVizError
        If something does, or `target` is no folder.

    Examples
    --------
    >>> import tempfile
    >>> here = Path(tempfile.mkdtemp())
    >>> _ = (here / "talk.txt").write_text("mine")
    >>> check_group(here, "film.json", what="export", names=["film.mp4"])
    >>> check_group(here, "film.json", what="export", names=["talk.txt"])
    Traceback (most recent call last):
    nnviz.errors.NNVizError: ... holds 1 file(s) that no export wrote (talk.txt)...
    """
    place = Path(target).absolute()
    if place.exists() and not place.is_dir():
        raise NNVizError(f"expected a folder for the {what}; {place} is a file")
    _recover(place, Path(listed_in).stem)
    allowed = _listed(place, listed_in, what) | set(may_replace)
    foreign = [
        name
        for entry in _entries(place, listed_in, names)
        for name in _files(entry, place)
        if name not in allowed
    ]
    if foreign:
        some = ", ".join(foreign[:3]) + (", ..." if len(foreign) > 3 else "")
        raise NNVizError(
            f"{place} holds {len(foreign)} file(s) that no {what} wrote ({some}); "
            "choose another folder, or move them away first"
        )


def _entries(place: Path, listed_in: str, names: Collection[str]) -> list[Path]:
    """Return what stands in `place` under the names of the group."""
    if not place.is_dir():
        return []
    listed = {Path(name).parts[0] for name in _listed(place, listed_in, None)}
    ours = {*names, *listed, listed_in}
    return sorted(place / name for name in ours if os.path.lexists(place / name))


def _listed(place: Path, listed_in: str, what: str | None) -> set[str]:
    try:
        data = read_json(place / listed_in)
        if what is not None and data["made_by"] != f"nnviz {what}":
            return set()
        names = {str(name) for name in data["files"]}
        return {name for name in names if ".." not in Path(name).parts and name[:1] != "/"}
    except (ValueError, TypeError, KeyError):
        return set()


def _files(entry: Path, place: Path) -> list[str]:
    if entry.is_symlink() or not entry.is_dir():
        return [entry.name]
    return sorted(f"{entry.relative_to(place).as_posix()}/{name}" for name in files_in(entry))


def _write_list(new: Path, listed_in: str, what: str, facts: Mapping[str, Any]) -> None:
    files = sorted({*files_in(new), listed_in})
    data = {"made_by": f"nnviz {what}", **facts, "files": files}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    (new / listed_in).write_bytes(text.encode("utf-8", errors="surrogateescape"))


def _exchange(aside: Path, place: Path, old: list[Path]) -> None:
    """Move the old files out and the new ones in; if one cannot be moved, move all back."""
    plan = {
        "old": [entry.name for entry in old],
        "new": sorted(entry.name for entry in (aside / "new").iterdir()),
    }
    (aside / _PLAN).write_text(json.dumps(plan), encoding="utf-8")
    try:
        for name in plan["old"]:
            (place / name).rename(aside / "old" / name)
        for name in plan["new"]:
            (aside / "new" / name).rename(place / name)
    except OSError:
        _undo(aside, place, plan)
        raise
    (aside / _PLAN).unlink()


def _recover(place: Path, stem: str) -> None:
    """Undo the moves of runs that were killed, and remove what they had built."""
    if not place.is_dir():
        return
    for aside in place.glob(f".{stem}-*.draft"):
        with (
            suppress(FileNotFoundError),
            file_lock(aside / "lock", wait=False, create=False) as dead,
        ):
            if not dead:
                continue
            try:
                plan = read_json(aside / _PLAN)
            except ValueError:
                plan = None
            if plan is not None:
                with suppress(OSError, TypeError, KeyError):
                    _undo(aside, place, plan)
            old = aside / "old"
            if not old.is_dir() or not any(old.iterdir()):
                shutil.rmtree(aside, ignore_errors=True)


def _undo(aside: Path, place: Path, plan: Mapping[str, list[str]]) -> None:
    for name in plan["new"]:
        # What is no longer in the draft has been moved to its place.
        if not os.path.lexists(aside / "new" / name) and os.path.lexists(place / name):
            (place / name).rename(aside / "new" / name)
    for name in plan["old"]:
        if os.path.lexists(aside / "old" / name):
            (aside / "old" / name).rename(place / name)
