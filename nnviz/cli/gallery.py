"""``nnviz gallery``: the stills and the table of all scenes."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, print_path
from nnviz.cli.film_options import (
    choice_of,
    drawn_films,
    jobs_of,
    place_options,
    quality_option,
    theme_option,
)
from nnviz.cli.film_outcomes import exit_code, say_failed
from nnviz.core import NNVizError
from nnviz.film import RenderFailed, StoredFilm, find_scenes, scenes_source

__all__ = ["gallery"]


@click.command(epilog=examples("nnviz gallery", "nnviz gallery -q m -j 2"))
@click.option(
    "--stills",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the stills go.  [default: gallery/ in the media folder]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="The table, in Markdown.  [default: README.md among the scenes]",
)
@theme_option
@quality_option("l")
@place_options
def gallery(**options: Any) -> int:
    """Render every scene that has changed, and draw its still and the table of all scenes.

    A scene that fails is named and left out of the table.
    """
    from nnviz.film import draw_stills, gallery_table

    source = scenes_source(options["source"])
    folder = source if source.is_dir() else source.parent
    media: Path = options["media"]
    outcomes = drawn_films(jobs_of(choice_of(options), find_scenes(source), options), options)
    there = [outcome for outcome in outcomes if isinstance(outcome, StoredFilm)]
    for outcome in outcomes:
        if isinstance(outcome, RenderFailed):
            say_failed(outcome)
    if not there:
        raise NNVizError("no scene was rendered, so there is nothing to show")
    stills = options["stills"] or media / "gallery"
    table = options["output"] or folder / "README.md"
    draw_stills(there, stills)
    gallery_table(there, table, stills)
    print_path(table)
    return exit_code(outcomes)
