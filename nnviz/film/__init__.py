"""From a scene to files: films, stills, captions, chapters.

``plan`` says what is to be made (the scene, what it is about, the job and its key), ``render``
draws a job in a process of its own, because Manim's configuration belongs to a whole process,
``encode`` knows the files, ``store`` keeps every film under its key and draws only what is not
there, and ``publish`` gives people what they take away. ``review`` looks at scenes as an editor.

Nothing here loads Manim before a worker has started.
"""

from nnviz.film.encode.caption_files import to_srt, to_transcript, to_vtt
from nnviz.film.plan.catalogue import (
    PROJECT_FILE,
    choose_scenes,
    find_scenes,
    scenes_source,
    shipped_scenes,
)
from nnviz.film.plan.choice import Choice, choose
from nnviz.film.plan.job import (
    CAPTIONS,
    FORMATS,
    QUALITIES,
    FilmJob,
    Quality,
    parse_size,
    quality_named,
)
from nnviz.film.plan.moments import Moments, moments_of
from nnviz.film.plan.scene_file import SceneEntry, film_name
from nnviz.film.publish.deck import write_deck
from nnviz.film.publish.export import SKIPPABLE, Exported, check_export, export_scene
from nnviz.film.publish.gallery import draw_stills, gallery_table
from nnviz.film.publish.joined import JoinedFilm, check_film_name, join_stored
from nnviz.film.publish.moment_stills import draw_moments
from nnviz.film.publish.notebook import show_film
from nnviz.film.publish.sheet import RecordingSheet, write_sheet
from nnviz.film.publish.single import PublishedFilm, check_target, publish_film
from nnviz.film.record import Cue, FilmRecord
from nnviz.film.render.process import RenderFailed, RenderProgress
from nnviz.film.review.findings import Finding
from nnviz.film.review.process import SceneReview, review_jobs
from nnviz.film.simple import render_film
from nnviz.film.store import FilmStore, Freed, StoredFilm, clean_media, default_limit, parse_bytes

__all__ = [
    "CAPTIONS",
    "FORMATS",
    "PROJECT_FILE",
    "QUALITIES",
    "SKIPPABLE",
    "Choice",
    "Cue",
    "Exported",
    "FilmJob",
    "FilmRecord",
    "FilmStore",
    "Finding",
    "Freed",
    "JoinedFilm",
    "Moments",
    "PublishedFilm",
    "Quality",
    "RecordingSheet",
    "RenderFailed",
    "RenderProgress",
    "SceneEntry",
    "SceneReview",
    "StoredFilm",
    "check_export",
    "check_film_name",
    "check_target",
    "choose",
    "choose_scenes",
    "clean_media",
    "default_limit",
    "draw_moments",
    "draw_stills",
    "export_scene",
    "film_name",
    "find_scenes",
    "gallery_table",
    "join_stored",
    "moments_of",
    "parse_bytes",
    "parse_size",
    "publish_film",
    "quality_named",
    "render_film",
    "review_jobs",
    "scenes_source",
    "shipped_scenes",
    "show_film",
    "to_srt",
    "to_transcript",
    "to_vtt",
    "write_deck",
    "write_sheet",
]
