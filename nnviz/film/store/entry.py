"""One film in the store: a folder that appeared whole, with a list of its files' checksums."""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nnviz.errors import NNVizError
from nnviz.files import file_lock, read_json
from nnviz.film.digest import file_digest
from nnviz.film.plan.job import FilmJob
from nnviz.film.record import FilmRecord
from nnviz.film.render.reads import unchanged

__all__ = ["MADE_BY", "StoredFilm", "find_entry", "is_entry", "put_entry"]

MADE_BY = "nnviz store"
"""What every file says by which nnviz knows what is its own."""

_LIST, _LOCK = "entry.json", "lock"


@dataclass(frozen=True, eq=False)
class StoredFilm:
    """A film in the store.

    Attributes
    ----------
    job : FilmJob
        What it is a film of.
    key : str
        Of everything that decides it.
    folder : Path
        Where it lies; read only.
    drawn : bool
        Whether this run has drawn it.

    Examples
    --------
    >>> from nnviz.film import FilmStore, Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> stored = FilmStore("media").film(job)
    >>> with stored.in_use():  # Nothing removes it meanwhile.
    ...     stored.film.suffix, " ".join(stored.record.captions[0].text.split())
    ('.mp4', 'A digit goes in at the left, as 784 numbers.')
    """

    job: FilmJob
    key: str
    folder: Path
    drawn: bool = False

    @property
    def film(self) -> Path:
        """The film or picture, or the folder of frames."""
        return self.folder / (f"film{self.job.suffix}" if self.job.suffix else "frames")

    @property
    def poster(self) -> Path | None:
        """The film's best frame (WebP, in full size); None for what is no film."""
        return self._if_there("poster.webp")

    @property
    def sound(self) -> Path | None:
        """What is heard in an mp4, as FLAC; None for a silent film."""
        return self._if_there("sound.flac")

    @cached_property
    def record(self) -> FilmRecord:
        """What the scene said and showed, read once."""
        return FilmRecord.load(self.folder / "record.json")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the film from being cleaned away for the length of a block."""
        with file_lock(self.folder / _LOCK, shared=True):
            yield

    def _if_there(self, name: str) -> Path | None:
        path = self.folder / name
        return path if path.is_file() else None


def find_entry(job: FilmJob, key: str, folder: Path) -> StoredFilm | None:
    """Return the film in a folder of the store, or None if it is not whole or not current.

    Every file is compared with its checksum, and so is every file that the scene read.
    """
    try:
        listed = read_json(folder / _LIST)
        if listed["made_by"] != MADE_BY or listed["key"] != key:
            return None
        whole = _files(folder) == set(listed["files"]) and all(
            file_digest(folder / name) == about["sha256"] for name, about in listed["files"].items()
        )
        if not whole or not unchanged(listed["reads"]):
            return None
        # The time of last use decides what is cleaned away first.
        with suppress(OSError):
            os.utime(folder / _LIST)
        return StoredFilm(job, key, folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def put_entry(
    result: Path, job: FilmJob, key: str, folder: Path, reads: Mapping[str, str]
) -> StoredFilm:
    """Move a finished result to its folder in the store, whole, and return it.

    Raises
    ------
    OSError
        If it cannot be moved.
    NNVizError
        If a folder of another origin is in the way.
    """
    data: dict[str, Any] = {
        "made_by": MADE_BY,
        "key": key,
        "scene": job.scene,
        "look": f"{job.label} {job.format} {job.theme}",
        "reads": dict(reads),
        "files": {
            name: {
                "sha256": file_digest(result / name),
                "bytes": (result / name).stat().st_size,
            }
            for name in sorted(_files(result))
        },
    }
    text = json.dumps(data, indent=1)
    (result / _LIST).write_text(text + "\n", encoding="utf-8")
    (result / _LOCK).touch()
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        if not is_entry(folder):
            raise NNVizError(f"{folder} is in the way of a film; move it away")
        shutil.rmtree(folder)
    result.rename(folder)
    return StoredFilm(job, key, folder, drawn=True)


def is_entry(folder: Path) -> bool:
    """Return whether a folder says that nnviz's store wrote it."""
    try:
        listed = read_json(folder / _LIST)
        return bool(listed["made_by"] == MADE_BY)
    except (ValueError, KeyError, TypeError):
        # Half of a folder that this store was removing when it was killed has its lock still.
        return (folder / _LOCK).is_file() and not (folder / _LIST).exists()


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (_LIST, _LOCK)
    }
