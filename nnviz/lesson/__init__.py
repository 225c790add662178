"""The lesson: one page that explains the network, with a pad to draw on; no manim."""

from nnviz.lesson.builder import build_lesson, lesson_scenes
from nnviz.lesson.films import PageFilm

__all__ = ["PageFilm", "build_lesson", "lesson_scenes"]
