"""What a film depends on, in a few hexadecimal digits: how we know that it is the one wanted."""

import hashlib
import os
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nnviz.film.plan.job import FilmJob
from nnviz.text import catalogue_digest

__all__ = ["film_key", "is_reproducible", "library_digest", "scene_sources"]

_IMPORTING = re.compile(r"^.*\bimport(?:_module)?\b.*$", re.MULTILINE)
_CONTINUED = re.compile(r"\\\r?\n")
_WORD = re.compile(r"[^\W\d]\w*")

_PACKAGE = Path(__file__).parents[2]
#: What decides no picture and no sound. A room that is not named here does.
_APART = (
    "_scenes/",
    "cli/",
    "lesson/",
    "film/plan/",
    "film/publish/",
    "film/review/",
    "film/store/",
)
_LIBRARIES = ("manim", "numpy", "scipy", "pillow", "pycairo", "manimpango", "typst", "av")


@cache
def library_digest() -> str:
    """Return a digest of all code that draws: ours, and the versions of what it stands on."""
    summary = hashlib.sha256()
    for name in _LIBRARIES:
        try:
            summary.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            summary.update(f"{name} -\n".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        name = path.relative_to(_PACKAGE).as_posix()
        if path.suffix == ".pyc" or f"{name}/".startswith(_APART) or not path.is_file():
            continue
        summary.update(name.encode() + b"\n" + hashlib.sha256(path.read_bytes()).digest())
    return summary.hexdigest()[:16]


def scene_sources(path: Path) -> tuple[Path, ...]:
    """Return a scene's file and every file beside it that it imports, directly or not.

    The files are read and not run. What a scene reads in other ways is noted while it is drawn.
    """
    found: dict[Path, None] = {}
    waiting = [path]
    while waiting:
        source = waiting.pop()
        if source in found:
            continue
        found[source] = None
        for name in _imported(source):
            module = path.parent / name
            if module.with_suffix(".py").is_file():
                waiting.append(module.with_suffix(".py"))
            elif module.is_dir():
                waiting.extend(sorted(module.rglob("*.py")))
    return tuple(found)


def film_key(job: FilmJob) -> str:
    """Return a digest of everything that decides what a film shows and lets hear."""
    summary = hashlib.sha256()
    moments = "" if job.moments is None else repr(job.moments)
    words = catalogue_digest(job.language)
    bytes_too = "reproducible" if is_reproducible() else ""
    facts = (library_digest(), job.subject.digest, job.theme, job.scene, job.label, job.format)
    for fact in (
        *facts,
        str(job.transparent),
        moments,
        bytes_too,
        repr(job.voice),
        job.captions,
        words,
    ):
        summary.update(fact.encode("utf-8", errors="surrogateescape") + b"\n")
    folder = job.entry.path.parent
    for source in sorted(scene_sources(job.entry.path)):
        name = source.relative_to(folder).as_posix()
        summary.update(name.encode("utf-8", errors="surrogateescape") + b"\n")
        summary.update(_digest(source))
    for settings in _manim_settings():
        summary.update(_digest(settings))
    return summary.hexdigest()[:32]


def is_reproducible() -> bool:
    """Return whether the same film shall be the same bytes: ``NNVIZ_REPRODUCIBLE`` is set.

    The pictures are the same anyway; encoders that share their work among threads do not always
    write them with the same bytes.
    """
    return bool(os.environ.get("NNVIZ_REPRODUCIBLE"))


def _imported(source: Path) -> set[str]:
    """Return every word on the lines of a file that import; its modules are among them.

    A word too many costs a film that is drawn again, and only if a module beside bears it; to
    parse each file would take longer than all else that a film in the store needs.
    """
    try:
        text = source.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError:
        return set()
    lines = _IMPORTING.findall(_CONTINUED.sub(" ", text))
    return {word for line in lines for word in _WORD.findall(line)}


def _manim_settings() -> tuple[Path, ...]:
    """Return the files from which Manim reads settings that a job does not give."""
    user = Path("~/.config/manim/manim.cfg")
    try:
        user = user.expanduser()
    except RuntimeError:
        # Nobody's home: then Manim finds none either.
        return (Path("manim.cfg"),)
    return user, Path("manim.cfg")


def _digest(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b"-"
