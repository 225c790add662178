"""The lesson: one page that explains the network, with a pad to draw on; no manim."""

from nnviz.lesson.builder import Renderer, build_lesson
from nnviz.lesson.films import Film, film_command, film_stem, find_film

__all__ = ["Film", "Renderer", "build_lesson", "film_command", "film_stem", "find_film"]
