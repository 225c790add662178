"""From a scene to files: films, stills, captions, chapters.

A film is made in a process of its own (`nnviz.film.render.worker`), because Manim's configuration
belongs to a whole process. What passes between the two is JSON: a `RenderJob` goes in, lines of
progress come out, and the record that a scene writes beside its film says everything that is no
picture.

Nothing here loads Manim before a worker has started.
"""

from nnviz.film.plan.catalogue import (
    SceneEntry,
    choose_scenes,
    film_name,
    find_scenes,
    scenes_source,
)
from nnviz.film.plan.job import QUALITIES, Quality, RenderJob, quality_named
from nnviz.film.publish.export import Exported, export_scene
from nnviz.film.publish.notebook import show_film
from nnviz.film.record import Cue, FilmRecord
from nnviz.film.render.process import Rendered, RenderFailed, render_scene

__all__ = [
    "QUALITIES",
    "Cue",
    "Exported",
    "FilmRecord",
    "Quality",
    "RenderFailed",
    "RenderJob",
    "Rendered",
    "SceneEntry",
    "choose_scenes",
    "export_scene",
    "film_name",
    "find_scenes",
    "quality_named",
    "render_scene",
    "scenes_source",
    "show_film",
]
