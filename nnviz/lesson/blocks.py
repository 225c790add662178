"""What stands on the page where the text has one of our fenced blocks."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup

from nnviz.core import NNVizError
from nnviz.lesson.content import Block, render_markdown
from nnviz.lesson.films import PageFilm, film_command, film_entries

__all__ = ["FILMS_FOLDER", "PageBlocks"]

FILMS_FOLDER = "films"
"""The folder of the films inside a lesson."""


@dataclass
class PageBlocks:
    """The blocks of one page, and what they turned out to need.

    Attributes
    ----------
    templates : jinja2.Environment
        With autoescape, so that captions and names are text whatever they hold.
    words : mapping
        The phrases of the page.
    page_films : mapping of str to PageFilm
        The films that there are, by scene.
    render_options : sequence of str
        Of the command that makes a missing film.
    quizzes : sequence of dict
    context : mapping
        What figures and equations draw from.
    films : dict of str to Path
        Filled while rendering: each file that the page refers to, by its name in `FILMS_FOLDER`.
    missing : list of str
        Filled while rendering: the scenes without a film.
    """

    templates: Environment
    words: Mapping[str, Any]
    page_films: Mapping[str, PageFilm]
    render_options: Sequence[str]
    quizzes: list[dict[str, Any]]
    context: Mapping[str, Any]
    films: dict[str, Path] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def table(self) -> dict[str, Block]:
        """The blocks by the word after the fence."""
        return {
            "film": self.film,
            "figure": self.figure,
            "equation": self.equation,
            "quiz": self.quiz,
            "notice": self.notice,
        }

    def film(self, body: str) -> str:
        """Return one film a line: ``Scene | caption``."""
        entries = [self._one_film(scene, caption) for scene, caption in film_entries(body)]
        return self._template("films.html.j2", films=Markup("").join(entries))

    def figure(self, body: str) -> str:
        """Return a figure: its name and argument in the first line, its caption below."""
        first, _, caption = body.partition("\n")
        name, _, argument = first.strip().partition(" ")
        return self._template(
            "figure.html.j2",
            name=self._known("figures", name),
            argument=argument.strip(),
            caption=" ".join(caption.split()),
        )

    def equation(self, body: str) -> str:
        """Return an equation in MathML by its name."""
        name = self._known("equations", body.strip())
        inside = self._template(f"equations/{name}.html.j2")
        return self._template("equation.html.j2", inside=inside)

    def quiz(self, body: str) -> str:
        """Return the form of the question of this name."""
        found = next((quiz for quiz in self.quizzes if quiz["id"] == body.strip()), None)
        if found is None:
            known = ", ".join(quiz["id"] for quiz in self.quizzes)
            raise NNVizError(f"the lesson's text asks for the quiz {body!r}; there are: {known}")
        return self._template("quiz.html.j2", quiz=found)

    def laboratory(self) -> str:
        """Return the pad, the whole network and its outputs, which stand on one screen."""
        return self._template("lab.html.j2")

    def notice(self, body: str) -> str:
        """Return a box of things to notice; the body is Markdown."""
        return self._template("notice.html.j2", inside=Markup(render_markdown(body, {})))

    def _one_film(self, scene: str, caption: str) -> Markup:
        film = self.page_films.get(scene)
        if film is None:
            self.missing.append(scene)
            return self._template(
                "film.html.j2",
                film=None,
                scene=scene,
                caption=caption,
                command=film_command(scene, self.render_options),
            )
        return self._template(
            "film.html.j2",
            film=film,
            scene=scene,
            caption=caption,
            cues=film.cues,
            video=self._keep(film.video, f"{film.name}.mp4"),
            poster=self._keep(film.poster, f"{film.name}-poster.webp") if film.poster else None,
            track=_track(film),
            alt_id=f"about-{film.name}" if film.alt else None,
        )

    def _keep(self, path: Path, name: str) -> str:
        self.films[name] = path
        return f"{FILMS_FOLDER}/{quote(name)}"

    def _template(self, template: str, **values: Any) -> Markup:
        everything = {**self.words, **self.context, **values}
        return Markup(self.templates.get_template(template).render(everything))

    def _known(self, folder: str, name: str) -> str:
        names = sorted(
            path.removeprefix(f"{folder}/").removesuffix(".html.j2")
            for path in self.templates.list_templates()
            if path.startswith(f"{folder}/")
        )
        if name not in names:
            raise NNVizError(
                f"the lesson's text asks for {name!r} of the {folder}; there are: "
                f"{', '.join(names)}"
            )
        return name


def _track(film: PageFilm) -> str | None:
    """Return the captions as a ``data:`` address: from disk, browsers refuse a caption file."""
    if not film.vtt:
        return None
    return "data:text/vtt;base64," + base64.b64encode(film.vtt.encode()).decode("ascii")
