"""From the name of a scene to its film in one call, for Python and notebooks."""

import os

from nnviz.film.plan.catalogue import choose_scenes, find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import quality_named
from nnviz.film.publish.single import PublishedFilm, check_target, publish_film
from nnviz.film.store import FilmStore, StoredFilm

__all__ = ["render_film"]

Path = str | os.PathLike[str]


def render_film(
    scene: str,
    target: Path | None = None,
    *,
    image: Path | None = None,
    digit: int | None = None,
    network: Path | None = None,
    theme: str | None = None,
    voice: str | None = None,
    language: str | None = None,
    quality: str = "l",
    scenes: Path | None = None,
    media: Path = "media",
) -> StoredFilm | PublishedFilm:
    """Return the film of a scene; it is drawn only if it is not in the store already.

    Parameters
    ----------
    scene : str
        The class; ``nnviz scenes`` lists them.
    target : path, optional
        An mp4 to write, with its record, captions and poster beside it; without it the film stays
        in the store.
    image, digit, network, theme, voice, language
        As for `choose`.
    quality : str
        ``l``, ``m``, ``h`` or ``k``.
    scenes : path, optional
        A folder or a file of scenes of your own.
    media : path
        The folder of the store of films.

    Raises
    ------
    NNVizError
        If there is no such scene, or something given cannot be read or written.
    RenderFailed
        If the scene cannot be drawn.

    Examples
    --------
    A scene of your own, and some of ours::

        render_film("SigmoidCurve", "curve.mp4", quality="h", theme="light")
        render_film("Propagation", "spoken.mp4", voice="piper")

    >>> from pathlib import Path
    >>> _ = Path("dots.py").write_text('''from manim import Dot, Scene
    ... class Dots(Scene):
    ...     def construct(self):
    ...         self.add(Dot())
    ...         self.wait()
    ... ''')
    >>> render_film("Dots", scenes="dots.py").record.duration
    1.0
    >>> render_film("Dots", "mine/dots.mp4", scenes="dots.py").drawn  # It was there.
    False
    """
    choice = choose(
        image=image, digit=digit, network=network, theme=theme, voice=voice, language=language
    )
    (entry, *_) = choose_scenes(find_scenes(scenes), [scene])
    job = choice.job(entry).with_quality(quality_named(quality))
    if target is not None:
        check_target(target, job)
    stored = FilmStore(media).film(job)
    return stored if target is None else publish_film(stored, target)
