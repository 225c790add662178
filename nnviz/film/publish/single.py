"""A film of the store becomes files where the user wants them."""

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from nnviz.files import check_own_folder, check_writable, replace_file, replace_folder, write_text
from nnviz.film.digest import file_digest
from nnviz.film.encode.caption_files import to_srt, to_vtt
from nnviz.film.plan.job import FilmJob
from nnviz.film.record import FilmRecord
from nnviz.film.store import StoredFilm

__all__ = ["PublishedFilm", "check_target", "publish_film"]


@dataclass(frozen=True)
class PublishedFilm:
    """A film, and what lies beside it.

    Attributes
    ----------
    path : Path
        The film, the picture, or the folder of frames.
    record : FilmRecord
        What the scene says about it.
    beside : dict of str to Path
        ``record``; for films ``poster``, and ``vtt`` and ``srt`` where it speaks.
    drawn : bool
        Whether it was drawn just now, and not there already.

    Examples
    --------
    >>> from nnviz.film import FilmStore, Quality, choose, find_scenes, publish_film, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> made = publish_film(FilmStore("media").film(job), "mine.mp4")
    >>> made.path.name, made.beside["vtt"].name
    ('mine.mp4', 'mine.vtt')
    """

    path: Path
    record: FilmRecord
    beside: dict[str, Path] = field(default_factory=dict)
    drawn: bool = False


def check_target(target: str | os.PathLike[str], job: FilmJob) -> None:
    """Check that a result can be put at `target`, before an hour is spent on drawing it.

    Raises
    ------
    NNVizError
        If something else is in the way, or its folder cannot be written.

    Examples
    --------
    >>> from nnviz.film import choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> check_target("not there yet/hello.mp4", choose().job(hello))
    """
    if job.suffix:
        check_writable(target)
        return
    check_own_folder(target, "frames", is_ours=_is_frame)
    check_writable(Path(target).with_name(f"{Path(target).name}.json"))


def publish_film(stored: StoredFilm, target: str | os.PathLike[str]) -> PublishedFilm:
    """Copy a film of the store to `target`, whole or not at all.

    Beside it come its record as ``.json`` (with the checksum of the film that it belongs to), for
    a film its poster as ``-poster.webp`` and, where the scene speaks, captions as ``.vtt`` and
    ``.srt``.

    Raises
    ------
    NNVizError
        If the target cannot be written.

    Examples
    --------
    >>> from nnviz.film import FilmStore, Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> _ = publish_film(FilmStore("media").film(job), "published/hello.mp4")
    >>> sorted(path.name for path in Path("published").iterdir())
    ['hello-poster.webp', 'hello.json', 'hello.mp4', 'hello.srt', 'hello.vtt']
    """
    goal = Path(target).absolute()
    record = stored.record
    beside = {"record": goal.with_name(goal.stem + ".json")}
    with stored.in_use():
        if stored.job.timed:
            if record.captions and stored.job.captions != "none":
                for name, text in (
                    ("vtt", to_vtt(record.captions)),
                    ("srt", to_srt(record.captions)),
                ):
                    beside[name] = write_text(goal.with_name(f"{goal.stem}.{name}"), text)
            if stored.poster is not None:
                beside["poster"] = copy_whole(
                    stored.poster, goal.with_name(f"{goal.stem}-poster.webp")
                )
        data = dict(record.as_written)
        if stored.job.suffix:
            copy_whole(stored.film, goal)
            data["film_sha256"] = file_digest(stored.film)
        else:
            with replace_folder(goal, "frames", marked=False, is_ours=_is_frame) as new:
                for frame in stored.film.iterdir():
                    shutil.copyfile(frame, new / frame.name)
        write_text(beside["record"], json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    return PublishedFilm(goal, record, beside, stored.drawn)


def copy_whole(source: Path, target: Path) -> Path:
    """Copy a file, whole or not at all, and return its new path."""
    with replace_file(target) as draft:
        shutil.copyfile(source, draft)
    return target


def _is_frame(path: Path) -> bool:
    return path.suffix == ".png" and path.stem.isdecimal()
