"""From a scene to files: films, stills, captions, chapters.

``plan`` says what is to be made (the scene, what it is about, the job and its key), ``render``
draws a job in a process of its own, because Manim's configuration belongs to a whole process,
``encode`` knows the files, ``store`` keeps every film under its key and draws only what is not
there, and ``publish`` gives people what they take away. ``review`` looks at scenes as an editor.

Nothing here loads Manim before a worker has started.
"""

from nnviz.film.plan.catalogue import (
    PROJECT_FILE,
    SceneEntry,
    choose_scenes,
    film_name,
    find_scenes,
    scenes_source,
    shipped_scenes,
)
from nnviz.film.plan.choice import Choice, choose
from nnviz.film.plan.job import QUALITIES, FilmJob, Quality, quality_named
from nnviz.film.publish.export import Exported, export_scene
from nnviz.film.publish.notebook import show_film
from nnviz.film.publish.single import PublishedFilm, publish_film
from nnviz.film.record import Cue, FilmRecord
from nnviz.film.render.process import RenderFailed, RenderProgress
from nnviz.film.review.findings import Finding
from nnviz.film.review.process import SceneReview, review_jobs
from nnviz.film.simple import render_film
from nnviz.film.store import FilmStore, StoredFilm

__all__ = [
    "PROJECT_FILE",
    "QUALITIES",
    "Choice",
    "Cue",
    "Exported",
    "FilmJob",
    "FilmRecord",
    "FilmStore",
    "Finding",
    "PublishedFilm",
    "Quality",
    "RenderFailed",
    "RenderProgress",
    "SceneEntry",
    "SceneReview",
    "StoredFilm",
    "choose",
    "choose_scenes",
    "export_scene",
    "film_name",
    "find_scenes",
    "publish_film",
    "quality_named",
    "render_film",
    "review_jobs",
    "scenes_source",
    "shipped_scenes",
    "show_film",
]
