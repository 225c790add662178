"""The table of all scenes: a still of each, what it teaches, how long it is, how to render it."""

from collections.abc import Sequence
from os import PathLike, path
from pathlib import Path

from nnviz.files import replace_file
from nnviz.film.publish.pages import write_page
from nnviz.film.store import StoredFilm

__all__ = ["STILL_WIDTH", "draw_stills", "gallery_table"]

STILL_WIDTH = 640
"""The width of a still in pixels."""


def draw_stills(parts: Sequence[StoredFilm], folder: str | PathLike[str]) -> list[Path]:
    """Write the poster of every rendered part into `folder` as a small WebP.

    Stills of scenes that are not among the parts stay as they are.

    Raises
    ------
    NNVizError
        If the folder cannot be written.

    Examples
    --------
    >>> from nnviz.film import FilmStore, Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> [path.name for path in draw_stills([FilmStore("media").film(job)], "gallery")]
    ['hello.webp']
    """
    from nnviz.film.encode.single_frames import frame_before, write_picture

    made = []
    for part in parts:
        picture = frame_before(part.film, part.record.poster)
        target = Path(folder) / f"{part.job.entry.film}.webp"
        made.append(write_picture(picture, target, width=STILL_WIDTH, quality=80))
    return made


def gallery_table(
    parts: Sequence[StoredFilm], target: str | PathLike[str], stills: str | PathLike[str]
) -> None:
    """Write the table of rendered parts as Markdown.

    Parameters
    ----------
    parts : sequence of StoredFilm
        In their order.
    target : path
        The Markdown file.
    stills : path
        The folder of the stills; the table points there relative to its own place.

    Raises
    ------
    NNVizError
        If the file cannot be written.

    Examples
    --------
    >>> from nnviz.film import FilmStore, Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> gallery_table([FilmStore("media").film(job)], "GALLERY.md", "gallery")
    >>> "1 scenes in 1 part, 9 s of film" in Path("GALLERY.md").read_text(encoding="utf-8")
    True
    """
    page = Path(target)
    chosen = next((part for part in parts if part.job.entry.name == "Propagation"), parts[0])
    where = Path(path.relpath(Path(stills).absolute(), page.absolute().parent))
    titles = {part.job.entry.part: part.job.entry.part_title for part in parts}
    text = write_page(
        "gallery.md",
        count=len(parts),
        minutes=_length(sum(part.record.duration for part in parts)),
        example={"name": chosen.job.entry.name, "file": _beside(page, chosen)},
        parts=[
            (title, [_row(part, where, page) for part in parts if part.job.entry.part == folder])
            for folder, title in titles.items()
        ],
    )
    with replace_file(page) as draft:
        draft.write_text(text, encoding="utf-8")


def _beside(page: Path, part: StoredFilm) -> str:
    """Return the path of a scene's file as seen from the page."""
    return Path(path.relpath(part.job.entry.path, page.resolve().parent)).as_posix()


def _row(part: StoredFilm, stills: Path, page: Path) -> dict[str, str]:
    record = part.record
    return {
        "name": part.job.entry.name,
        "file": _beside(page, part),
        "still": (stills / f"{part.job.entry.film}.webp").as_posix(),
        "title": record.title,
        "alt": record.alt or record.title,
        "teaches": record.teaches,
        "length": _length(record.duration),
    }


def _length(seconds: float) -> str:
    """Return a length in words.

    Examples
    --------
    >>> _length(31.1), _length(734.0)
    ('31 s', '12 min 14 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
