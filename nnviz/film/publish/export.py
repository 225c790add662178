"""One scene in every form that a lesson, a talk or a page may want."""

import json
import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nnviz.errors import NNVizError
from nnviz.files import check_group, read_json, replace_group
from nnviz.film.digest import file_digest
from nnviz.film.encode.caption_files import to_srt, to_transcript, to_vtt
from nnviz.film.plan.job import FilmJob
from nnviz.film.publish.section_clips import cut_sections
from nnviz.film.publish.snippets import FilmFiles, write_snippets
from nnviz.film.record import FilmRecord
from nnviz.film.render.process import RenderFailed, RenderProgress
from nnviz.film.store import FilmStore, StoredFilm

__all__ = ["SKIPPABLE", "Exported", "check_export", "export_scene"]

SKIPPABLE = ("webm", "gif", "frames", "clips")
"""The forms that take time or room, and that an export can do without."""

#: What `nnviz render` writes beside a record of the same scene.
_RENDERED = (".mp4", ".webm", ".gif", ".png", ".json", ".vtt", ".srt", "-poster.webp")
_ENDS = (
    "-poster.png",
    "-chapters.vtt",
    "-transcript.txt",
    "-alt.txt",
    "-export.json",
    "-frames",
    "-clips",
    "-snippets",
)


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Attributes
    ----------
    folder : Path
    film : Path
        The mp4.
    record : FilmRecord
    files : tuple of Path
        Every file, those in folders too.

    Examples
    --------
    >>> from nnviz.film import Quality, choose, export_scene, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> made = export_scene(job, "handout", skip=["webm", "gif", "frames"])
    >>> made.film.name, made.record.title
    ('hello.mp4', 'Hello, network')
    """

    folder: Path
    film: Path
    record: FilmRecord
    files: tuple[Path, ...]


def export_scene(
    job: FilmJob,
    target: str | os.PathLike[str],
    *,
    skip: Collection[str] = (),
    media: str | os.PathLike[str] = "media",
    at_once: int | None = None,
    progress: Callable[[RenderProgress], None] | None = None,
) -> Exported:
    """Render a scene and write it in every form into the folder `target`.

    The names begin with the film's (``neuron-holds-a-number``) and carry no version: ``.mp4``,
    ``.webm`` (no background, real alpha), ``.gif``, ``-frames/`` (every picture as PNG),
    ``-clips/`` (a film a section), ``-poster.webp`` and ``.png``, ``.vtt`` and ``.srt`` (captions),
    ``-chapters.vtt``, ``-transcript.txt``, ``-alt.txt``, ``.json`` (the numbers), ``-snippets/``
    and ``-export.json`` (the list of all). A film that does not speak has no captions, one without
    sections no chapters. The scene is drawn twice, once with and once without its background;
    everything else is taken from the mp4.

    Parameters
    ----------
    job : FilmJob
        An mp4 of the scene.
    target : path
        A folder; other films in it stay. Nothing changes in it if anything fails.
    skip : collection of str
        Forms to leave out, of `SKIPPABLE`.
    media : path
        The folder that keeps the clips behind films.
    at_once : int, optional
        As for `FilmStore.films`.
    progress : callable, optional
        Called with how far the drawing is.

    Raises
    ------
    NNVizError
        If a form is unknown, or the folder holds files of these names that no export wrote.
    RenderFailed
        If the scene cannot be rendered.

    Examples
    --------
    >>> from nnviz.film import Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose(digit=8700).job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> export_scene(job, "leaflet", skip=["webm", "gif", "frames"]).files[0].name
    'hello-alt.txt'
    """
    unknown = sorted(set(skip) - set(SKIPPABLE))
    if unknown:
        raise NNVizError(f"expected forms of {', '.join(SKIPPABLE)} to skip; got {unknown[0]!r}")
    film = job.entry.film
    folder = Path(target)
    check_export(folder, film, scene=job.scene)
    jobs = [job]
    if "webm" not in skip:
        jobs.append(replace(job, format="webm", transparent=True))
    outcomes = FilmStore(media).films(jobs, at_once=at_once, progress=progress)
    drawn = []
    for outcome in outcomes:
        if isinstance(outcome, RenderFailed):
            raise outcome
        drawn.append(outcome)
    with replace_group(folder, **_group(folder, film, job.scene)) as new:
        for stored in drawn:
            with stored.in_use():
                shutil.copyfile(stored.film, new / f"{film}{stored.job.suffix}")
        with drawn[0].in_use():
            _write_forms(new, film, drawn[0], skip)
    names = _names_in(folder, film)
    return Exported(folder, folder / f"{film}.mp4", drawn[0].record, names)


def check_export(target: str | os.PathLike[str], film: str, *, scene: str) -> None:
    """Check that nothing of another origin bears the names of a film's files.

    Raises
    ------
    NNVizError
        If something does, or `target` is no folder.

    Examples
    --------
    >>> _ = Path("guarded").mkdir()
    >>> check_export("guarded", "hello", scene="Hello")
    >>> _ = Path("guarded/hello.srt").write_text("guarded")
    >>> check_export("guarded", "hello", scene="Hello")
    Traceback (most recent call last):
    nnviz.errors.NNVizError: ...
    """
    group = _group(Path(target), film, scene)
    del group["facts"]
    check_group(target, **group)


def _group(place: Path, film: str, scene: str) -> dict[str, Any]:
    """Return what an export claims in a folder: all the names that it may write."""
    rendered = {f"{film}{end}" for end in _RENDERED}
    return {
        "listed_in": list_name(film),
        "what": "export",
        "names": rendered | {f"{film}{end}" for end in _ENDS},
        "may_replace": rendered if _record_of(place, film, scene) else (),
        "facts": {"scene": scene},
    }


def list_name(film: str) -> str:
    """Return the name of the file that lists what belongs to a film."""
    return f"{film}-export.json"


def _record_of(place: Path, film: str, scene: str) -> bool:
    try:
        data = read_json(place / f"{film}.json")
        return bool(data["scene"] == scene and "duration" in data)
    except (ValueError, TypeError, KeyError):
        return False


def _write_forms(new: Path, film: str, stored: StoredFilm, skip: Collection[str]) -> None:
    # A command that only lists or refuses shall not load the decoders.
    from nnviz.film.encode.moving_pictures import write_gif, write_sequence
    from nnviz.film.encode.single_frames import frame_before, write_picture

    mp4, record = stored.film, stored.record
    data = {**record.as_written, "film_sha256": file_digest(mp4)}
    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    (new / f"{film}.json").write_bytes(text.encode("utf-8", errors="backslashreplace"))
    if "gif" not in skip:
        write_gif(mp4, new / f"{film}.gif")
    if "frames" not in skip:
        write_sequence(mp4, new / f"{film}-frames")
    if "clips" not in skip and record.sections:
        cut_sections(stored, new / f"{film}-clips")
    poster = frame_before(mp4, record.poster)
    for end in ("webp", "png"):
        write_picture(poster, new / f"{film}-poster.{end}")
    alt = record.alt or record.teaches or record.title
    texts = {"-alt.txt": alt + "\n"}
    if record.captions:
        texts[".vtt"] = to_vtt(record.captions, title=record.title)
        texts[".srt"] = to_srt(record.captions)
        texts["-transcript.txt"] = to_transcript(record.captions, record.sections)
    if record.sections:
        texts["-chapters.vtt"] = to_vtt(record.sections, title=record.title)
    for end, text in texts.items():
        (new / f"{film}{end}").write_text(text, encoding="utf-8")
    snippets = new / f"{film}-snippets"
    snippets.mkdir()
    for name, text in write_snippets(_as_on_a_page(film, record, poster.size)).items():
        (snippets / name).write_text(text, encoding="utf-8")


def _as_on_a_page(film: str, record: FilmRecord, size: tuple[int, int]) -> FilmFiles:
    return FilmFiles(
        title=record.title,
        alt=record.alt,
        width=size[0],
        height=size[1],
        film=f"{film}.mp4",
        poster=f"{film}-poster.webp",
        captions=f"{film}.vtt" if record.captions else None,
        chapters=f"{film}-chapters.vtt" if record.sections else None,
    )


def _names_in(folder: Path, film: str) -> tuple[Path, ...]:
    listed = read_json(folder / list_name(film))
    return tuple(folder / name for name in listed["files"])
