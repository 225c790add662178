"""Stills of a scene, drawn at any size."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.files import check_writable
from nnviz.film.plan.job import FilmJob
from nnviz.film.plan.moments import Moments
from nnviz.film.publish.single import copy_whole
from nnviz.film.render.process import RenderProgress
from nnviz.film.store import FilmStore

__all__ = ["draw_moments"]


def draw_moments(
    job: FilmJob,
    moments: Moments,
    target: str | os.PathLike[str],
    *,
    media: str | os.PathLike[str] = "media",
    progress: Callable[[RenderProgress], None] | None = None,
) -> tuple[Path, ...]:
    """Draw moments of a scene as PNG into the folder `target`, and return the files in order.

    They are drawn for themselves, not taken from a film: no trace of its compression, any size. The
    names are ``propagation-at-001.500s.png``, ``propagation-section-02.png``,
    ``propagation-end.png`` and ``propagation-poster.png``.

    Parameters
    ----------
    job : FilmJob
        The scene and its look, as a png-sequence. Its frame rate is the clock of the scene, so that
        a moment is the same as in a film of that rate.
    moments : Moments
    target : path
        A folder; made, if it is not there. Stills of the same name are replaced.
    media : path
        The folder for what is made on the way.
    progress : callable, optional
        Called with how far the scene is.

    Raises
    ------
    NNVizError
        If the film has no such moment or section, or the folder cannot be written.
    RenderFailed
        If the scene cannot be rendered.

    Examples
    --------
    >>> from nnviz.film import Quality, choose, find_scenes, moments_of, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello, format="png-sequence").with_quality(Quality("tiny", 128, 72, 5))
    >>> [path.name for path in draw_moments(job, moments_of(["1", "end"]), "stills")]
    ['hello-at-001.000s.png', 'hello-end.png']
    """
    place = Path(target)
    if place.exists() and not place.is_dir():
        raise NNVizError(f"expected a folder for the stills; {place} is a file")
    check_writable(place / f"{job.entry.film}-at.png")
    stored = FilmStore(media).film(replace(job, moments=moments), progress=progress)
    stills = []
    with stored.in_use():
        for still in sorted(stored.film.iterdir(), key=_order):
            stills.append(copy_whole(still, place / f"{job.entry.film}-{still.name}"))
    return tuple(stills)


def _order(still: Path) -> tuple[int, str]:
    kinds = ("at-", "section-", "poster", "end")
    return next(
        place for place, kind in enumerate(kinds) if still.name.startswith(kind)
    ), still.name
