"""Build the lesson: one page that holds everything, its films beside it, its questions as JSON."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from nnviz.core import Network
from nnviz.data import Digits, as_image, load_digits, load_network
from nnviz.errors import NNVizError, one_line
from nnviz.files import check_own_folder, replace_folder
from nnviz.lesson.blocks import FILMS_FOLDER, PageBlocks
from nnviz.lesson.content import LessonText, parse_lesson, render_markdown
from nnviz.lesson.facts import gather_facts, grouped
from nnviz.lesson.films import PageFilm, scenes_of
from nnviz.lesson.payload import page_data, script_safe_json
from nnviz.lesson.quiz import build_quizzes
from nnviz.lesson.scripts import join_scripts
from nnviz.lesson.shown import ShownDigits, choose_digits
from nnviz.lesson.style import join_styles
from nnviz.view import STYLE, content_security_policy

__all__ = ["build_lesson", "lesson_scenes"]

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Ccircle cx='16' cy='16' r='12' fill='%23fff' stroke='%2358C4DD' stroke-width='4'/%3E"
    "%3C/svg%3E"
)


def build_lesson(
    target: str | os.PathLike[str] = "media/lesson",
    *,
    network: Network | None = None,
    digits: Digits | None = None,
    films: Mapping[str, PageFilm] | None = None,
    render_options: Sequence[str] = (),
    title: str | None = None,
    network_name: str | None = None,
    digits_name: str | None = None,
    language: str = "en",
) -> Path:
    """Build the lesson into a folder and return the path of its page.

    The page opens from disk and asks for nothing outside its folder. It is built aside and moved
    into place, so that there is never half a lesson.

    Parameters
    ----------
    target : path
        Absent, empty, or an older lesson.
    network : Network, optional
        784 inputs and 10 outputs; the shipped one unless given.
    digits : Digits, optional
        The shipped ones unless given.
    films : mapping of str to PageFilm, optional
        The films of the scenes that `lesson_scenes` names. The page says of a missing one which
        command makes it.
    render_options : sequence of str
        Options of that command.
    title : str, optional
        In the place of the text's own title.
    network_name, digits_name : str, optional
        What the page says about where they come from.
    language : str
        The language of the text; a file ``text/<language>.md``.

    Returns
    -------
    Path
        ``index.html`` in the target.

    Raises
    ------
    NNVizError
        If the target cannot be written or holds something else, or network and digits do not fit.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as somewhere:
    ...     page = build_lesson(Path(somewhere) / "lesson")
    ...     sorted(path.name for path in page.parent.iterdir())
    ['index.html', 'lesson.json', 'quizzes.json']
    """
    chosen_network = network or load_network()
    chosen_digits = digits or load_digits()
    words = _read_words(language)
    shown = choose_digits(chosen_network, chosen_digits)
    facts = gather_facts(chosen_network, chosen_digits, words["facts"])
    text = parse_lesson(_read_text(language), facts)
    quizzes = build_quizzes(shown, words["quiz"])
    check_own_folder(target, "lesson")

    context = {
        "language": language,
        "facts": facts,
        "numbers": _numbers(shown),
        "counting": _counting(chosen_network),
        "last_input": chosen_network.n_inputs - 1,
    }
    with replace_folder(target, "lesson") as building:
        blocks = PageBlocks(_templates(), words, films or {}, render_options, quizzes, context)
        html = _page(
            blocks,
            text if title is None else replace(text, meta={**text.meta, "title": one_line(title)}),
            data=script_safe_json(page_data(shown, quizzes, words["script"])),
            network_name=network_name,
            digits_name=digits_name or words["page"]["shipped_digits"],
        )
        (building / "index.html").write_text(html, encoding="utf-8")
        _write_quizzes(building / "quizzes.json", chosen_network, quizzes)
        if blocks.films:
            (building / FILMS_FOLDER).mkdir()
        for name, path in blocks.films.items():
            shutil.copyfile(path, building / FILMS_FOLDER / name)
    return Path(target) / "index.html"


def lesson_scenes(language: str = "en") -> tuple[str, ...]:
    """Return the scenes whose films the lesson shows, in its order.

    Raises
    ------
    NNVizError
        If there is no text in this language.

    Examples
    --------
    >>> "Propagation" in lesson_scenes()
    True
    """
    return scenes_of(_read_text(language))


def _page(blocks: PageBlocks, text: LessonText, *, data: str, **values: Any) -> str:
    style = join_styles()
    script = join_scripts()
    return blocks.templates.get_template("page.html.j2").render(
        {**blocks.words, **blocks.context, **values},
        title=text.meta["title"],
        description=text.meta.get("description", ""),
        introduction=render_markdown(text.introduction, {}),
        laboratory=blocks.laboratory(),
        parts=[
            {
                "name": part.name,
                "title": part.title,
                "html": render_markdown(part.body, blocks.table),
            }
            for part in text.parts
        ],
        quizzes=blocks.quizzes,
        policy=content_security_policy(scripts=[script], styles=[style]),
        style=style,
        script=script,
        data=data,
        icon=Markup(_ICON),
    )


def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("nnviz.lesson"), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["answer"] = _answer
    return environment


def _answer(quiz: Mapping[str, Any]) -> str:
    if quiz["kind"] == "order":
        return ", ".join(quiz["items"][item]["name"] for item in quiz["answer"]) + "."
    return f"{quiz['choices'][quiz['answer']].removesuffix('.')}."


def _read_text(language: str) -> str:
    return _language_file(language, ".md")


def _read_words(language: str) -> dict[str, Any]:
    words: dict[str, Any] = json.loads(_language_file(language, ".json"))
    return words


def _language_file(language: str, end: str) -> str:
    folder = files("nnviz.lesson") / "text"
    there = {path.name: path for path in folder.iterdir()}
    name = f"{language}{end}"
    if name not in there:
        known = ", ".join(sorted(n.removesuffix(end) for n in there if n.endswith(end)))
        raise NNVizError(f"there is no text of the lesson in {language!r}; there is: {known}")
    return there[name].read_text(encoding="utf-8")


def _write_quizzes(path: Path, network: Network, quizzes: list[dict[str, Any]]) -> None:
    everything = {
        "network": "-".join(map(str, network.sizes)),
        "digest": network.digest,
        "questions": quizzes,
    }
    path.write_text(json.dumps(everything, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _numbers(shown: ShownDigits) -> list[dict[str, Any]]:
    """Return the middle 8 x 8 pixels of one image, as cells of 50 units."""
    image = as_image(shown.digits.vectors()[shown.same[0]])[10:18, 10:18]
    return [
        {
            "x": 50 * column,
            "y": 50 * row,
            "opacity": f"{value:.3f}",
            "text": f"{value:.2f}",
            "lit": value > STYLE.on_lit_above,
        }
        for row, values in enumerate(image.tolist())
        for column, value in enumerate(values)
    ]


def _counting(network: Network) -> list[dict[str, str]]:
    return [
        {
            "weights": f"{layer.n_in} × {layer.n_out} = {grouped(layer.weights.size)}",
            "biases": grouped(layer.biases.size),
            "together": grouped(layer.parameter_count),
        }
        for layer in network.layers
    ]
