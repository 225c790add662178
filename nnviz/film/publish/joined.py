"""The whole film: every scene in order, rendered where something changed, joined into one mp4."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nnviz.core import NNVizError
from nnviz.files import replace_file
from nnviz.film.encode.caption_files import one_track, to_srt, to_vtt
from nnviz.film.plan.catalogue import SceneEntry
from nnviz.film.plan.choice import Choice
from nnviz.film.plan.job import Quality
from nnviz.film.plan.key import film_key
from nnviz.film.record import Cue, FilmRecord
from nnviz.film.render.process import Progress, Rendered, RenderFailed
from nnviz.film.render.queue import Order, render_many

__all__ = [
    "FILM_TITLE",
    "Film",
    "Part",
    "join_parts",
    "plan_parts",
    "render_parts",
    "write_beside",
]

FILM_TITLE = "What is a neural network?"


@dataclass(frozen=True)
class Part:
    """One scene of the film.

    Attributes
    ----------
    entry : SceneEntry
    order : Order
        How to render it, and where to.
    key : str
        A digest of everything that it shows.
    """

    entry: SceneEntry
    order: Order
    key: str

    @property
    def record_path(self) -> Path:
        """Where its record lies."""
        return self.order.target.with_suffix(".json")

    def is_up_to_date(self) -> bool:
        """Return whether it is rendered, and nothing that it depends on has changed."""
        film = self.order.target
        if not film.is_file() or film.stat().st_size == 0:
            return False
        try:
            return FilmRecord.load(self.record_path).rest.get("key") == self.key
        except NNVizError:
            return False


@dataclass(frozen=True)
class Film:
    """A joined film: where it is, how long (in seconds), and its chapters, one for each scene."""

    path: Path
    duration: float
    chapters: tuple[Cue, ...]
    beside: dict[str, Path]


def plan_parts(
    entries: Sequence[SceneEntry],
    choice: Choice,
    quality: Quality,
    *,
    media: str | os.PathLike[str] = "media",
) -> tuple[Part, ...]:
    """Return the parts of a film of these scenes, in their order.

    They are rendered into ``film/<quality>-<theme>/`` in the media folder, under stable names, with
    captions, a poster and a description each, so that a lesson can be built from that folder.

    Raises
    ------
    NNVizError
        If there is no scene, or a scene wants another network.
    """
    if not entries:
        raise NNVizError("expected at least one scene for a film")
    folder = Path(media).absolute() / "film" / f"{quality.label}-{choice.theme}"
    parts = []
    for entry in entries:
        job = choice.job(entry).with_quality(quality)
        key = film_key(job, choice.subject, choice.theme)
        parts.append(Part(entry, Order(job, folder / f"{entry.film}.mp4", {"key": key}), key))
    return tuple(parts)


def render_parts(
    parts: Sequence[Part],
    *,
    media: str | os.PathLike[str] = "media",
    at_once: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    finished: Callable[[Order, Rendered | RenderFailed], None] | None = None,
) -> list[RenderFailed]:
    """Render these parts, a few at a time, and return those that failed.

    The parameters are those of `render_many`.
    """

    def keep(order: Order, outcome: Rendered | RenderFailed) -> None:
        if isinstance(outcome, Rendered):
            write_beside(outcome)
        if finished is not None:
            finished(order, outcome)

    outcomes = render_many(
        [part.order for part in parts],
        media=media,
        at_once=at_once,
        progress=progress,
        finished=keep,
    )
    return [outcome for outcome in outcomes if isinstance(outcome, RenderFailed)]


def join_parts(
    parts: Sequence[Part], target: str | os.PathLike[str], *, title: str = FILM_TITLE
) -> Film:
    """Join rendered parts into one mp4 with a chapter for each scene and one track of captions.

    Beside it lie the captions as ``.vtt`` and ``.srt``, the chapters as ``-chapters.vtt``, and a
    ``.json`` that says which scene begins when. If it is already the film of these parts, nothing
    is written.

    Raises
    ------
    NNVizError
        If a part is missing, or the target is not an mp4 or cannot be written.
    """
    from nnviz.film.encode.mp4 import join_films, length

    goal = Path(target)
    if goal.suffix.lower() != ".mp4":
        raise NNVizError(f"expected a film whose name ends in .mp4; got {goal}")
    beside = {
        "record": goal.with_suffix(".json"),
        "vtt": goal.with_suffix(".vtt"),
        "srt": goal.with_suffix(".srt"),
        "chapters": goal.with_name(f"{goal.stem}-chapters.vtt"),
    }
    films = [part.order.target for part in parts]
    records = [FilmRecord.load(part.record_path) for part in parts]
    lengths = [length(film) for film in films]
    chapters = one_track(
        (seconds, [Cue(0, seconds, record.title)])
        for seconds, record in zip(lengths, records, strict=True)
    )
    captions = one_track(
        (seconds, record.captions) for seconds, record in zip(lengths, records, strict=True)
    )
    said = {
        "title": title,
        "duration": round(sum(lengths), 3),
        "scenes": [
            {
                "scene": part.entry.name,
                "part": part.entry.part,
                "title": record.title,
                "start": round(chapter.start, 3),
                "end": round(chapter.end, 3),
                "key": part.key,
            }
            for part, record, chapter in zip(parts, records, chapters, strict=True)
        ],
    }
    made = Film(goal, sum(lengths), chapters, beside)
    if _is_film_of(said, made):
        return made
    with replace_file(goal) as draft:
        join_films(films, draft, chapters=chapters, captions=captions, title=title)
    texts = {
        "vtt": to_vtt(captions),
        "srt": to_srt(captions),
        "chapters": to_vtt(chapters),
        "record": json.dumps(said, indent=2, ensure_ascii=False) + "\n",
    }
    for name, text in texts.items():
        with replace_file(beside[name]) as draft:
            draft.write_text(text, encoding="utf-8")
    return made


def _is_film_of(said: dict[str, object], made: Film) -> bool:
    if not all(path.is_file() for path in (made.path, *made.beside.values())):
        return False
    try:
        return bool(json.loads(made.beside["record"].read_text(encoding="utf-8")) == said)
    except (OSError, ValueError):
        return False


def write_beside(outcome: Rendered) -> None:
    """Write the poster (``-poster.webp``) and the alt text (``-alt.txt``) beside a film."""
    from nnviz.film.encode.single_frames import frame_before, write_picture

    stem = outcome.path.stem
    picture = frame_before(outcome.path, outcome.record.poster)
    write_picture(picture, outcome.path.with_name(f"{stem}-poster.webp"))
    if outcome.record.alt:
        with replace_file(outcome.path.with_name(f"{stem}-alt.txt")) as draft:
            draft.write_text(outcome.record.alt + "\n", encoding="utf-8")
