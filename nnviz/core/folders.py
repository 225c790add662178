"""A folder that appears whole or not at all, and that replaces only what it wrote itself."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnviz.core.errors import NNVizError

__all__ = ["check_own_folder", "own_folder"]


@contextmanager
def own_folder(target: str | os.PathLike[str], what: str) -> Iterator[Path]:
    """Give an empty folder to build in; move it to `target` if nothing went wrong.

    The folder lies beside `target`, so that the last step is a rename. An older folder of the same
    kind at `target` stays as it is until then, and survives any failure.

    Parameters
    ----------
    target : path
        Absent, an empty folder, or one of this kind built before.
    what : str
        The kind, ``"lesson"`` for example: ``lesson.json`` marks such a folder, and lists every
        file that belongs to it.

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
    >>> with tempfile.TemporaryDirectory() as somewhere:
    ...     with own_folder(Path(somewhere) / "talk", "deck") as building:
    ...         _ = (building / "index.html").write_text("Hello")
    ...     sorted(path.name for path in (Path(somewhere) / "talk").iterdir())
    ['deck.json', 'index.html']
    """
    place = Path(target).resolve()
    check_own_folder(place, what)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    except OSError as error:
        raise _unwritable(place, what, error) from error
    try:
        yield building
        _write_list(building, what)
        building.chmod(0o777 & ~_umask())
        check_own_folder(place, what)
        _move(building, place)
    except OSError as error:
        raise _unwritable(place, what, error) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def check_own_folder(target: str | os.PathLike[str], what: str) -> None:
    """Refuse a target that holds anything that is not of this kind.

    Raises
    ------
    NNVizError
        If `target` is a file, or a folder with such files in it.
    """
    place = Path(target).resolve()
    try:
        if not place.exists():
            return
        if not place.is_dir():
            raise NNVizError(f"expected a folder for the {what}; {place} is a file")
        present = _files(place)
    except OSError as error:
        raise _unwritable(place, what, error) from error
    if not present:
        return
    foreign = sorted(present - _listed(place, what))
    if foreign:
        some = ", ".join(foreign[:3]) + (", ..." if len(foreign) > 3 else "")
        raise NNVizError(
            f"{place} holds {len(foreign)} file(s) that no {what} wrote ({some}); "
            "choose an empty folder, or move them away first"
        )


def _listed(place: Path, what: str) -> set[str]:
    """Return the files that the list at `place` claims, itself included; empty without one."""
    name = f"{what}.json"
    try:
        listed = json.loads((place / name).read_text(encoding="utf-8"))
        return {name, *(str(file) for file in listed["files"])}
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _write_list(building: Path, what: str) -> None:
    data = {"made_by": f"nnviz {what}", "files": sorted(_files(building))}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    (building / f"{what}.json").write_text(text, encoding="utf-8")


def _move(building: Path, place: Path) -> None:
    """Put `building` at `place`; an older folder goes only when the new one stands."""
    if not place.exists():
        building.rename(place)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{place.name}-old-", dir=place.parent))
    place.rename(aside)
    try:
        building.rename(place)
    except OSError:
        aside.rename(place)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _unwritable(place: Path, what: str, error: OSError) -> NNVizError:
    reason = error.strerror or str(error)
    return NNVizError(f"cannot write the {what} to {place}: {reason}. Choose another folder.")
