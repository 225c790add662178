"""Render the films that a lesson misses."""

from pathlib import Path

from nnviz.cli.film_options import say_failed
from nnviz.cli.film_progress import FilmProgress
from nnviz.film.encode.single_frames import frame_before, write_picture
from nnviz.film.plan.catalogue import find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import quality_named
from nnviz.film.render.process import Rendered
from nnviz.film.render.queue import Order, render_many

__all__ = ["render_missing"]


def render_missing(
    scenes: tuple[str, ...], folder: Path, *, quality: str, network: Path | None
) -> None:
    """Render these scenes into a folder, each with captions, record and poster.

    A scene that does not exist or fails is left out: the page then says how to make its film.

    Parameters
    ----------
    scenes : tuple of str
        Names of classes.
    folder : Path
    quality : str
        The letter.
    network : Path or None
        The network that the films are about; the shipped one unless given.
    """
    choice = choose(network=network)
    size = quality_named(quality)
    orders = [
        Order(choice.job(entry).with_quality(size), folder / f"{entry.film}.mp4")
        for entry in find_scenes()
        if entry.name in scenes
    ]
    folder.mkdir(parents=True, exist_ok=True)
    with FilmProgress(orders) as display:
        outcomes = render_many(orders, progress=display.step, finished=display.finished)
    for outcome in outcomes:
        if isinstance(outcome, Rendered):
            still = frame_before(outcome.path, outcome.record.poster)
            name = f"{outcome.path.stem}-poster.webp"
            write_picture(still, outcome.path.with_name(name), width=960)
        else:
            say_failed(outcome)
