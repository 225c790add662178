"""What a film depends on, in a few hexadecimal digits: how we know that it is up to date."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nnviz.data.subject import Subject
from nnviz.film.plan.job import RenderJob

__all__ = ["film_key", "library_digest", "subject_digest"]

_PACKAGE = Path(__file__).parents[2]
_DRAWING_ROOMS = ("assets", "core", "data", "view", "mobjects", "animations", "stage")
_DRAWING_FILES = ("film/render/worker.py", "film/render/settings.py", "film/encode/mp4.py")
_LIBRARIES = ("manim", "numpy", "scipy", "pillow", "pycairo", "typst", "av")


@cache
def library_digest() -> str:
    """Return a digest of all code that draws: ours, and the versions of what it stands on.

    Manim's cache of clips looks at the objects of a scene and not at the code that draws them, so
    clips of another library must not be taken for ours.
    """
    summary = hashlib.sha256()
    for name in _LIBRARIES:
        try:
            summary.update(f"{name} {version(name)}\n".encode())
        except PackageNotFoundError:
            summary.update(f"{name} -\n".encode())
    files = [path for room in _DRAWING_ROOMS for path in (_PACKAGE / room).rglob("*")]
    files += [_PACKAGE / name for name in _DRAWING_FILES]
    for path in sorted(files):
        if path.is_file() and path.suffix != ".pyc" and "data/files" not in path.as_posix():
            summary.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\n")
            summary.update(hashlib.sha256(path.read_bytes()).digest())
    # The digits are large and never change; their size stands for them.
    for path in sorted((_PACKAGE / "data" / "files").glob("*.gz")):
        summary.update(f"{path.name} {path.stat().st_size}\n".encode())
    return summary.hexdigest()[:16]


def subject_digest(subject: Subject) -> str:
    """Return a digest of the network and of the image."""
    image = hashlib.sha256(subject.image.tobytes()).hexdigest()
    label = f"{subject.network.digest} {image} {subject.label} {subject.source}"
    return hashlib.sha256(label.encode()).hexdigest()[:16]


def film_key(job: RenderJob, subject: Subject, theme: str) -> str:
    """Return a digest of everything that decides what the film shows."""
    parts = (
        library_digest(),
        subject_digest(subject),
        theme,
        job.scene,
        hashlib.sha256(Path(job.path).read_bytes()).hexdigest(),
        job.label,
        job.format,
        str(job.transparent),
        str(job.sections),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
