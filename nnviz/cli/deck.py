"""``nnviz deck``: slides of scenes."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, print_path
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
from nnviz.files import check_own_folder
from nnviz.film import FilmStore, RenderFailed, choose_scenes, find_scenes

__all__ = ["deck"]


@click.command(
    epilog=examples(
        "nnviz deck Propagation --to talk",
        "nnviz deck neurons weights sigmoid -q h --theme light --to talk",
    )
)
@scenes_argument
@folder_option("Where the deck goes: a new or empty folder, or an older deck.", required=True)
@click.option("--title", metavar="TEXT", help="Of the page.  [default: that of the first scene]")
@subject_options("m")
@size_options
@place_options
def deck(names: tuple[str, ...], target: Path, **options: Any) -> int:
    """Make slides of scenes: a reveal.js deck, each section of a scene a step.

    SCENE is the name of a scene or of a part. The deck opens from disk, offline. A section plays
    when its slide is shown; C switches captions, R plays again, F fills the screen.
    """
    from nnviz.film import write_deck

    choice = choice_of(options)
    jobs = jobs_of(choice, choose_scenes(find_scenes(options["source"]), names), options)
    check_own_folder(target, "deck")
    try:
        with FilmProgress(jobs, FilmStore(options["media"])) as display:
            page = write_deck(
                jobs,
                target,
                media=options["media"],
                at_once=options["at_once"],
                title=options["title"],
                progress=display.step,
                finished=display.finished,
            )
    except RenderFailed as failure:
        say_failed(failure)
        return exit_code([failure])
    print_path(page)
    return 0
