"""Stills of a scene, drawn at any size."""

import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nnviz.core import NNVizError
from nnviz.files import replace_file
from nnviz.film.plan.catalogue import SceneEntry
from nnviz.film.plan.choice import Choice, choose
from nnviz.film.plan.job import quality_named
from nnviz.film.plan.moments import Moments
from nnviz.film.render.process import Progress, render_scene

__all__ = ["draw_moments", "parse_size"]


def draw_moments(
    entry: SceneEntry,
    moments: Moments,
    target: str | os.PathLike[str],
    *,
    choice: Choice | None = None,
    quality: str = "m",
    size: tuple[int, int] | None = None,
    transparent: bool = False,
    media: str | os.PathLike[str] = "media",
    progress: Callable[[Progress], None] | None = None,
) -> tuple[Path, ...]:
    """Draw moments of a scene as PNG into the folder `target`, and return the files in order.

    They are drawn for themselves, not taken from a film: no trace of its compression, any size. The
    names are ``propagation-at-001.500s.png``, ``propagation-section-02.png``,
    ``propagation-end.png`` and ``propagation-poster.png``.

    Parameters
    ----------
    entry : SceneEntry
    moments : Moments
    target : path
        A folder; made, if it is not there. Stills of the same name are replaced.
    choice : Choice, optional
        Image, network and theme; as `choose` finds them unless given.
    quality : str
        The letter; its frame rate is the clock of the scene, so that a moment is the same as in a
        film of that quality.
    size : tuple of int, optional
        Width and height in pixels, instead of those of the quality. A picture narrower than 16:9
        shows the whole frame, with room above and below.
    transparent : bool
        Leave the background out.
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
    """
    place = Path(target)
    if place.exists() and not place.is_dir():
        raise NNVizError(f"expected a folder for the stills; {place} is a file")
    job = (choice or choose()).job(entry, format="png-sequence", transparent=transparent)
    job = job.with_quality(quality_named(quality))
    width, height = size or (job.width, job.height)
    job = replace(job, width=width, height=height, moments=moments)
    with tempfile.TemporaryDirectory() as work:
        made = render_scene(job, Path(work) / "stills", media=media, progress=progress)
        stills = []
        for still in sorted(made.path.iterdir(), key=_order):
            path = place / f"{entry.film}-{still.name}"
            with replace_file(path) as draft:
                shutil.copyfile(still, draft)
            stills.append(path)
    return tuple(stills)


def parse_size(text: str) -> tuple[int, int]:
    """Return width and height of a size like ``1920x1080``.

    Raises
    ------
    NNVizError
        If the text is not of that form.

    Examples
    --------
    >>> parse_size("1080x1080")
    (1080, 1080)
    """
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip())
    if not found:
        raise NNVizError(f"expected a size like 1920x1080; got {text!r}")
    return int(found[1]), int(found[2])


def _order(still: Path) -> tuple[int, str]:
    kinds = ("at-", "section-", "poster", "end")
    return next(
        place for place, kind in enumerate(kinds) if still.name.startswith(kind)
    ), still.name
