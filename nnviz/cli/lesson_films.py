"""The films of a lesson: those of the store, about the lesson's own network."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from nnviz.cli.film_outcomes import say_failed
from nnviz.cli.film_progress import FilmProgress
from nnviz.film import (
    QUALITIES,
    FilmJob,
    FilmStore,
    RenderFailed,
    StoredFilm,
    choose,
    find_scenes,
    quality_named,
    to_vtt,
)
from nnviz.lesson import PageFilm

__all__ = ["lesson_films"]


def lesson_films(
    scenes: Iterable[str],
    *,
    media: Path,
    network: Path | None,
    quality: str,
    render: bool,
    voice: str | None = None,
    language: str | None = None,
) -> dict[str, PageFilm]:
    """Return the films of these scenes, by scene; those that there are not are left out.

    Parameters
    ----------
    scenes : iterable of str
        Names of classes.
    media : Path
        The folder of the store.
    network : Path or None
        The network that the films are about; the shipped one unless given.
    quality : str
        The letter. Without `render`, a film of another size is as good, the nearest first.
    render : bool
        Draw what is not there. A scene that fails is named and left out.
    voice, language : str, optional
        As for `choose`.
    """
    wanted = set(scenes)
    choice = choose(network=network, voice=voice, language=language)
    size = quality_named(quality)
    jobs = [choice.job(entry).with_quality(size) for entry in find_scenes() if entry.name in wanted]
    store = FilmStore(media)
    found: list[StoredFilm] = []
    if render:
        with FilmProgress(jobs, store) as display:
            outcomes = store.films(jobs, progress=display.step, finished=display.finished)
        for outcome in outcomes:
            if isinstance(outcome, RenderFailed):
                say_failed(outcome)
            else:
                found.append(outcome)
    else:
        found = [stored for job in jobs if (stored := _any_size(store, job)) is not None]
    return {stored.job.scene: _for_the_page(stored) for stored in found}


def _any_size(store: FilmStore, job: FilmJob) -> StoredFilm | None:
    sizes = sorted(QUALITIES.values(), key=lambda one: abs(one.height - job.height))
    for size in sizes:
        stored = store.find(replace(job).with_quality(size))
        if stored is not None:
            return stored
    return None


def _for_the_page(stored: StoredFilm) -> PageFilm:
    captions = stored.record.captions
    return PageFilm(
        name=stored.job.entry.film,
        video=stored.film,
        poster=stored.poster,
        vtt=to_vtt(captions) if captions else "",
        captions=tuple((cue.start, cue.text) for cue in captions),
        alt=stored.record.alt,
    )
