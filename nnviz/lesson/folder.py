"""A folder that appears whole or not at all, and that replaces only what it wrote itself."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnviz.core import NNVizError

__all__ = ["MANIFEST", "check_replaceable", "lesson_folder"]

MANIFEST = "lesson.json"
"""The file that marks a folder as a lesson and lists every file that belongs to it."""


@contextmanager
def lesson_folder(target: str | os.PathLike[str]) -> Iterator[Path]:
    """Give an empty folder to build in; move it to `target` if nothing went wrong.

    The folder lies beside `target`, so that the last step is a rename. An older lesson at
    `target` stays as it is until then, and survives any failure.

    Parameters
    ----------
    target : path
        Absent, an empty folder, or a lesson built before.

    Yields
    ------
    Path
        The folder to write into. `MANIFEST` is added on leaving.

    Raises
    ------
    NNVizError
        If `target` is something else, holds files that no lesson wrote, or cannot be written.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as somewhere:
    ...     with lesson_folder(Path(somewhere) / "lesson") as building:
    ...         _ = (building / "index.html").write_text("Hello")
    ...     sorted(path.name for path in (Path(somewhere) / "lesson").iterdir())
    ['index.html', 'lesson.json']
    """
    place = Path(target).resolve()
    check_replaceable(place)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    except OSError as error:
        raise _unwritable(place, error) from error
    try:
        yield building
        _write_manifest(building)
        building.chmod(0o777 & ~_umask())
        check_replaceable(place)
        _move(building, place)
    except OSError as error:
        raise _unwritable(place, error) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def check_replaceable(target: str | os.PathLike[str]) -> None:
    """Refuse a target that holds anything that a lesson did not write.

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
            raise NNVizError(f"expected a folder for the lesson; {place} is a file")
        present = _files(place)
    except OSError as error:
        raise _unwritable(place, error) from error
    if not present:
        return
    foreign = sorted(present - _listed(place))
    if foreign:
        some = ", ".join(foreign[:3]) + (", ..." if len(foreign) > 3 else "")
        raise NNVizError(
            f"{place} holds {len(foreign)} file(s) that no lesson wrote ({some}); "
            "choose an empty folder, or move them away first"
        )


def _listed(place: Path) -> set[str]:
    """Return the files that the manifest at `place` claims, itself included; empty without one."""
    try:
        manifest = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
        return {MANIFEST, *(str(name) for name in manifest["files"])}
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def _write_manifest(building: Path) -> None:
    manifest = {"made_by": "nnviz lesson", "files": sorted(_files(building))}
    text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
    (building / MANIFEST).write_text(text, encoding="utf-8")


def _move(building: Path, place: Path) -> None:
    """Put `building` at `place`; an older lesson goes only when the new one stands."""
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


def _unwritable(place: Path, error: OSError) -> NNVizError:
    reason = error.strerror or str(error)
    return NNVizError(f"cannot write the lesson to {place}: {reason}. Choose another folder.")
