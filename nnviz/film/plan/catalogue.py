"""Where scenes are looked for, which there are, and in which order."""

import difflib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import nnviz
from nnviz.errors import NNVizError
from nnviz.film.plan.scene_file import SceneEntry, scenes_in
from nnviz.film.plan.story import STORY_FILE, read_story

__all__ = [
    "PROJECT_FILE",
    "choose_scenes",
    "find_scenes",
    "scenes_source",
    "shipped_scenes",
]

PROJECT_FILE = "nnviz.toml"
"""What makes a folder a project, whose own folder ``scenes`` is used without being named."""

_PACKAGE = Path(nnviz.__file__).parent
_OURS = (_PACKAGE / "_scenes", _PACKAGE.parent / "scenes")
"""The scenes of an installed package, which setup.py puts there; those of a checkout."""


def shipped_scenes() -> Path:
    """Return the folder of the scenes that come with nnviz.

    Raises
    ------
    NNVizError
        If it is not there.

    Examples
    --------
    >>> (shipped_scenes() / "story.toml").is_file()
    True
    """
    for folder in _OURS:
        if _files_in(folder):
            return folder.resolve()
    raise NNVizError("the scenes that come with nnviz are missing; install it again")


def scenes_source(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the folder (or the one file) in which scenes are looked for first.

    The first of these that exists: what is given; ``NNVIZ_SCENES``; a folder ``scenes`` here that
    holds Python files, if here is a project (``nnviz.toml`` lies beside it); the one that came with
    the package; the one of this checkout. Scenes are programs: those of a folder that merely lies
    there are never run.

    Raises
    ------
    NNVizError
        If what was given or ``NNVIZ_SCENES`` does not exist, or there are no scenes at all.

    Examples
    --------
    >>> scenes_source() == shipped_scenes()
    True
    """
    return _sources(given)[0]


def _sources(given: str | os.PathLike[str] | None) -> tuple[Path, ...]:
    """Return every place of scenes: what is named, alone; else a project's own, then ours."""
    named = given or os.environ.get("NNVIZ_SCENES")
    if named:
        chosen = Path(named).expanduser().resolve()
        if not chosen.exists():
            source = "--scenes" if given else "NNVIZ_SCENES"
            raise NNVizError(f"expected a folder or a file of scenes; {source} {chosen} is missing")
        return (chosen,)
    is_project = Path(PROJECT_FILE).is_file() and _files_in(_own_folder())
    places = [_own_folder().resolve()] if is_project else []
    return tuple(dict.fromkeys((*places, shipped_scenes())))


def _own_folder() -> Path:
    """Return where a project has its scenes."""
    return Path.cwd() / "scenes"


def find_scenes(source: str | os.PathLike[str] | None = None) -> tuple[SceneEntry, ...]:
    """Return every scene in the order of the film.

    Files are looked for in the folder and in the folders in it, one of which is a part of the film.
    Where ``story.toml`` lies in the folder, parts and scenes stand as it says, and those that it
    names as aside are left out; what it does not name comes after, by the name of its part and of
    its file, and within a file in the order of that file.

    `scenes_in` says what a scene is.

    Parameters
    ----------
    source : path, optional
        A folder of scenes, or one file. Unless given, as `scenes_source` finds it; in a project its
        own scenes come first and ours after them, without those that have the name of an own one.

    Raises
    ------
    NNVizError
        If there is no such folder, a file in it is not Python, or its story is none.

    Examples
    --------
    >>> [entry.name for entry in find_scenes(shipped_scenes() / "hello.py")]
    ['Hello']
    >>> "Propagation" in [entry.name for entry in find_scenes()]
    True
    """
    found: dict[str, SceneEntry] = {}
    for place in _sources(source):
        own = {entry.name: entry for entry in _scenes_at(place)}
        found.update((name, entry) for name, entry in own.items() if name not in found)
    return tuple(found.values())


def _scenes_at(chosen: Path) -> tuple[SceneEntry, ...]:
    if not chosen.is_dir():
        in_a_part = (chosen.parents[1] / STORY_FILE).exists()
        part = chosen.parent.name if in_a_part else chosen.stem
        story = read_story(chosen.parents[1] if in_a_part else chosen.parent)
        return scenes_in(chosen, part, story.title_of(part))
    story = read_story(chosen)
    entries = [
        entry
        for part, path in _files_in(chosen)
        for entry in scenes_in(path, part, story.title_of(part))
        if entry.name not in story.aside
    ]
    entries.sort(key=lambda entry: story.place_of(entry.part, entry.name))
    return tuple(entries)


def choose_scenes(entries: Iterable[SceneEntry], names: Sequence[str]) -> tuple[SceneEntry, ...]:
    """Return the scenes of these names, in the order of the names, each once.

    A name is that of a class, in any case, or of its files, or of a whole part.

    Raises
    ------
    NNVizError
        If a name fits no scene; the message offers the nearest.

    Examples
    --------
    >>> scenes = find_scenes()
    >>> [entry.name for entry in choose_scenes(scenes, ["weights", "sigmoid-curve"])][-1]
    'SigmoidCurve'
    >>> choose_scenes(scenes, ["Propagatoin"])
    Traceback (most recent call last):
    nnviz.errors.NNVizError: no scene is called 'Propagatoin'; did you mean Propagation?
    """
    everything = tuple(entries)
    chosen: dict[SceneEntry, None] = {}
    for name in names:
        found = _named(everything, name)
        if not found:
            raise NNVizError(_unknown(name, everything))
        chosen.update(dict.fromkeys(found))
    return tuple(chosen)


def _named(entries: tuple[SceneEntry, ...], name: str) -> list[SceneEntry]:
    exact = [entry for entry in entries if entry.name == name]
    wanted = name.casefold()
    loose = [entry for entry in entries if wanted in (entry.name.casefold(), entry.film)]
    return exact or loose or [entry for entry in entries if entry.part == name]


def _unknown(name: str, entries: tuple[SceneEntry, ...]) -> str:
    names = [entry.name for entry in entries]
    near = difflib.get_close_matches(name[:99].casefold(), [n.casefold() for n in names], 3, 0.5)
    offered = [n for n in names if n.casefold() in near]
    hint = f"did you mean {', '.join(offered)}?" if offered else "'nnviz scenes' lists them"
    here = _own_folder()
    if any(here.glob("*.py")) and not any(entry.path.is_relative_to(here) for entry in entries):
        hint += "; those in the folder scenes are found with --scenes scenes"
    return f"no scene is called {name!r}; {hint}"


def _files_in(folder: Path) -> list[tuple[str, Path]]:
    """Return the Python files in a folder and in the folders in it, each with its part."""
    loose = [(path.stem, path) for path in sorted(folder.glob("*.py"))]
    inner = [
        (path.parent.name, path)
        for path in sorted(folder.glob("*/*.py"))
        if not path.parent.name.startswith((".", "_"))
    ]
    return loose + inner
