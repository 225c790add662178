"""A folder of exported films: what belongs to one film is replaced together, or not at all."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nnviz.core import NNVizError

__all__ = ["check_shelf", "film_shelf", "list_name"]

# What `nnviz render` writes beside a record of the same scene.
_RENDERED = (".mp4", ".webm", ".gif", ".png", ".json", ".vtt", ".srt", "-poster.webp")


def list_name(film: str) -> str:
    """Return the name of the file that lists what belongs to a film."""
    return f"{film}-export.json"


@contextmanager
def film_shelf(target: str | os.PathLike[str], film: str, *, scene: str) -> Iterator[Path]:
    """Give an empty folder to build in; when the block ends well, move what is in it to `target`.

    Other films and files in `target` stay as they are. What an older export of the same film left
    is replaced, and what it left and the new one lacks is removed: the files of a film all show the
    same. If anything fails, everything is as it was.

    Parameters
    ----------
    target : path
        A folder; made, if it is not there.
    film : str
        The name that the names of all its files begin with.
    scene : str
        The class: a film of it that ``nnviz render`` wrote there may be replaced too.

    Yields
    ------
    Path
        The folder to write into. The list of its files is added on leaving.

    Raises
    ------
    NNVizError
        If a file of another origin is in the way, or `target` cannot be written.
    """
    place = Path(target).absolute()
    check_shelf(place, film, scene=scene)
    new_folder = not place.exists()
    try:
        place.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{film}-", dir=place))
    except OSError as error:
        raise _unwritable(place, error) from error
    try:
        (aside / "new").mkdir()
        (aside / "old").mkdir()
        yield aside / "new"
        _write_list(aside / "new", film, scene)
        check_shelf(place, film, scene=scene)
        _exchange(aside, place, film)
    except OSError as error:
        raise _unwritable(place, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if new_folder and not any(place.iterdir()):
            place.rmdir()


def check_shelf(target: str | os.PathLike[str], film: str, *, scene: str) -> None:
    """Check that nothing of another origin bears the names of a film's files.

    Raises
    ------
    NNVizError
        If something does, or `target` is no folder.
    """
    place = Path(target).absolute()
    if place.exists() and not place.is_dir():
        raise NNVizError(f"expected a folder to export to; {place} is a file")
    listed = _listed(place, film)
    rendered = {f"{film}{end}" for end in _RENDERED} if _record_of(place, film, scene) else set()
    foreign = [
        name
        for entry in _entries(place, film)
        for name in _files(entry, place)
        if name not in listed | rendered
    ]
    if foreign:
        some = ", ".join(foreign[:3]) + (", ..." if len(foreign) > 3 else "")
        raise NNVizError(
            f"{place} holds {len(foreign)} file(s) of {film} that no export wrote ({some}); "
            "choose another folder, or move them away first"
        )


def _entries(place: Path, film: str) -> list[Path]:
    """Return what bears the names of the film's files; ``weights-2.mp4`` is another film's."""
    if not place.is_dir():
        return []
    listed = {Path(name).parts[0] for name in _listed(place, film)}
    ours = {f"{film}{end}" for end in _RENDERED} | set(_names(film)) | listed
    return sorted(place / name for name in ours if os.path.lexists(place / name))


def _names(film: str) -> Iterator[str]:
    for end in (
        "-poster.png",
        "-chapters.vtt",
        "-transcript.txt",
        "-alt.txt",
        "-export.json",
        "-frames",
        "-clips",
        "-snippets",
    ):
        yield f"{film}{end}"


def _listed(place: Path, film: str) -> set[str]:
    try:
        data = json.loads((place / list_name(film)).read_text(encoding="utf-8"))
        if data["made_by"] != "nnviz export":
            return set()
        names = {str(name) for name in data["files"]}
        return {name for name in names if ".." not in Path(name).parts and name[:1] != "/"}
    except (OSError, ValueError, TypeError, KeyError):
        return set()


def _record_of(place: Path, film: str, scene: str) -> bool:
    try:
        data = json.loads((place / f"{film}.json").read_text(encoding="utf-8"))
        return bool(data["scene"] == scene and "duration" in data)
    except (OSError, ValueError, TypeError, KeyError):
        return False


def _files(entry: Path, place: Path) -> list[str]:
    if entry.is_symlink() or not entry.is_dir():
        return [entry.name]
    found = sorted(entry.rglob("*"))
    return [
        path.relative_to(place).as_posix()
        for path in found
        if path.is_symlink() or not path.is_dir()
    ]


def _write_list(new: Path, film: str, scene: str) -> None:
    files = [name for entry in sorted(new.iterdir()) for name in _files(entry, new)]
    data = {
        "made_by": "nnviz export",
        "scene": scene,
        "files": sorted([*files, list_name(film)]),
    }
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    (new / list_name(film)).write_text(text, encoding="utf-8")


def _exchange(aside: Path, place: Path, film: str) -> None:
    """Move the old files out and the new ones in; if one cannot be moved, move all back."""
    moved: list[tuple[Path, Path]] = []
    try:
        for entry in _entries(place, film):
            _move(entry, aside / "old" / entry.name, moved)
        for entry in sorted((aside / "new").iterdir()):
            _move(entry, place / entry.name, moved)
    except OSError:
        for source, goal in reversed(moved):
            goal.rename(source)
        raise


def _move(source: Path, goal: Path, moved: list[tuple[Path, Path]]) -> None:
    source.rename(goal)
    moved.append((source, goal))


def _unwritable(place: Path, error: OSError) -> NNVizError:
    reason = error.strerror or str(error)
    return NNVizError(f"cannot write the export to {place}: {reason}. Choose another folder.")
