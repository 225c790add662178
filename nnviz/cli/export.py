"""``nnviz export``: a scene in every form that a lesson may want."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, json_option, print_json, print_path
from nnviz.cli.film_options import (
    choice_of,
    folder_option,
    jobs_of,
    place_options,
    scenes_argument,
    size_options,
    subject_options,
)
from nnviz.cli.film_outcomes import exit_code, say_failed
from nnviz.cli.film_progress import FilmProgress
from nnviz.film import (
    SKIPPABLE,
    Exported,
    FilmStore,
    RenderFailed,
    check_export,
    choose_scenes,
    export_scene,
    find_scenes,
)

__all__ = ["export"]


@click.command(
    epilog=examples(
        "nnviz export Propagation --to handout",
        "nnviz export Propagation --image three.png -q h --to handout",
        "nnviz export weights sigmoid --theme light --skip frames --to handout",
    )
)
@scenes_argument
@folder_option("Where the files go; other films in it stay.", required=True)
@subject_options("m")
@size_options
@click.option(
    "--skip",
    type=click.Choice(SKIPPABLE),
    multiple=True,
    help="A form to leave out; may be given several times.",
)
@place_options
@json_option
def export(names: tuple[str, ...], target: Path, **options: Any) -> int:
    """Render scenes and write each in every form into a folder.

    SCENE is the name of a scene or of a part; 'nnviz scenes' lists them. There will be an mp4, a
    webm without background, a gif, every frame, a clip of every section, a poster, captions,
    chapters, a transcript, alt text, the numbers as JSON, and snippets for HTML, Markdown, MyST,
    Quarto, reveal.js and Jupyter. The files of a scene are replaced together or not at all.
    """
    choice = choice_of(options)
    jobs = jobs_of(choice, choose_scenes(find_scenes(options["source"]), names), options)
    for job in jobs:
        check_export(target, job.entry.film, scene=job.scene)
    written: list[Exported] = []
    outcomes: list[Exported | RenderFailed] = []
    store = FilmStore(options["media"])
    with FilmProgress(jobs, store) as display:
        for job in jobs:
            try:
                made = export_scene(
                    job,
                    target,
                    skip=options["skip"],
                    media=options["media"],
                    at_once=options["at_once"],
                    progress=display.step,
                )
                written.append(made)
                outcomes.append(made)
                display.ended(job, made.record.duration)
            except RenderFailed as failure:
                outcomes.append(failure)
                display.ended(job, None)
    for outcome in outcomes:
        if isinstance(outcome, RenderFailed):
            say_failed(outcome)
    if options["as_json"]:
        print_json(
            [
                {"scene": made.record.scene, "files": [str(path) for path in made.files]}
                for made in written
            ]
        )
    else:
        for made in written:
            print_path(made.film)
    return exit_code(outcomes)
