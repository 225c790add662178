"""The whole film: films of the store joined into one mp4, with chapters, captions and sound."""

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.files import read_json, replace_file, write_text
from nnviz.film.digest import file_digest
from nnviz.film.encode.caption_files import one_track, to_srt, to_vtt
from nnviz.film.record import Cue
from nnviz.film.store import StoredFilm

__all__ = ["FILM_TITLE", "JoinedFilm", "check_film_name", "join_stored"]

FILM_TITLE = "What is a neural network?"


@dataclass(frozen=True)
class JoinedFilm:
    """A joined film: where it is, how long (in seconds), and its chapters, one for each scene.

    Examples
    --------
    >>> JoinedFilm(Path("film.mp4"), 12.0, (Cue(0.0, 12.0, "Hello"),), {}).chapters[0].text
    'Hello'
    """

    path: Path
    duration: float
    chapters: tuple[Cue, ...]
    beside: dict[str, Path]


def check_film_name(target: str | os.PathLike[str]) -> Path:
    """Return the path of a film, checked before anything is drawn.

    Raises
    ------
    NNVizError
        If it is no mp4.

    Examples
    --------
    >>> check_film_name("film.mp4").name
    'film.mp4'
    >>> check_film_name("film.mov")
    Traceback (most recent call last):
    nnviz.errors.NNVizError: expected a film whose name ends in .mp4; got film.mov
    """
    goal = Path(target)
    if goal.suffix.lower() != ".mp4":
        raise NNVizError(f"expected a film whose name ends in .mp4; got {goal}")
    return goal


def join_stored(
    parts: Sequence[StoredFilm], target: str | os.PathLike[str], *, title: str = FILM_TITLE
) -> JoinedFilm:
    """Join films into one mp4 with a chapter for each scene, one track of captions, one of sound.

    Beside it lie the captions as ``.vtt`` and ``.srt``, the chapters as ``-chapters.vtt``, and a
    ``.json`` that says which scene begins when. If it is already the film of these parts, nothing
    is written.

    Raises
    ------
    NNVizError
        If there is no part, or the target is not an mp4 or cannot be written.

    Examples
    --------
    >>> from nnviz.film import FilmStore, Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> stored = FilmStore("media").film(job)
    >>> join_stored([stored, stored], "twice.mp4").duration
    18.0
    """
    from nnviz.film.encode.mp4 import join_films, length
    from nnviz.film.encode.sound import SoundSpan

    if not parts:
        raise NNVizError("expected at least one scene for a film")
    goal = check_film_name(target)
    beside = {
        "record": goal.with_suffix(".json"),
        "vtt": goal.with_suffix(".vtt"),
        "srt": goal.with_suffix(".srt"),
        "chapters": goal.with_name(f"{goal.stem}-chapters.vtt"),
    }
    with ExitStack() as used:
        for part in parts:
            used.enter_context(part.in_use())
        lengths = [length(part.film) for part in parts]
        timed = list(zip(lengths, parts, strict=True))
        chapters = one_track((long, [Cue(0, long, part.record.title)]) for long, part in timed)
        captions = one_track((long, part.record.captions) for long, part in timed)
        carried = all(part.job.carries_captions for part in parts)
        made = JoinedFilm(goal, sum(lengths), chapters, beside)
        said = _record(title, made, parts)
        if _is_there(said, made):
            return made
        with replace_file(goal) as draft:
            join_films(
                [part.film for part in parts],
                draft,
                chapters=chapters,
                captions=captions if carried else (),
                sounds=[SoundSpan(long, part.sound) for long, part in timed],
                title=title,
            )
            said["film_sha256"] = file_digest(draft)
    texts = {
        "vtt": to_vtt(captions),
        "srt": to_srt(captions),
        "chapters": to_vtt(chapters),
        "record": json.dumps(said, indent=2, ensure_ascii=False) + "\n",
    }
    for name, text in texts.items():
        write_text(beside[name], text)
    return made


def _record(title: str, made: JoinedFilm, parts: Sequence[StoredFilm]) -> dict[str, object]:
    return {
        "title": title,
        "duration": round(made.duration, 3),
        "scenes": [
            {
                "scene": part.job.scene,
                "part": part.job.entry.part,
                "title": part.record.title,
                "start": round(chapter.start, 3),
                "end": round(chapter.end, 3),
                "key": part.key,
            }
            for part, chapter in zip(parts, made.chapters, strict=True)
        ],
    }


def _is_there(said: dict[str, object], made: JoinedFilm) -> bool:
    """Return whether the film of just these parts lies at its place, whole."""
    if not all(path.is_file() for path in (made.path, *made.beside.values())):
        return False
    try:
        written = read_json(made.beside["record"])
        digest = written.pop("film_sha256")
        return bool(written == said and digest == file_digest(made.path))
    except (OSError, ValueError, KeyError, AttributeError):
        return False
