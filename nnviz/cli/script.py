"""``nnviz script``: the sheet to read from, for a voice of your own."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, json_option, network_option, print_json, print_path
from nnviz.cli.film_options import (
    choice_of,
    drawn_films,
    jobs_of,
    place_options,
    size_options,
)
from nnviz.cli.film_outcomes import exit_code, say_failed
from nnviz.film import (
    Moments,
    RenderFailed,
    StoredFilm,
    choose_scenes,
    find_scenes,
    write_sheet,
)

__all__ = ["script"]


@click.command(
    epilog=examples(
        "nnviz script --to my-voice",
        "nnviz script Propagation --to my-voice",
        "nnviz film --voice recordings:my-voice",
    )
)
@click.argument("names", nargs=-1, metavar="[SCENE]...")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("recordings"),
    show_default=True,
    metavar="DIR",
    help="The folder of your recordings.",
)
@network_option
@click.option("--language", metavar="LANG", help="In which language.  [default: en]")
@size_options
@place_options
@json_option
def script(names: tuple[str, ...], **options: Any) -> int:
    """Write what scenes say, a numbered line for each sentence, to be read aloud and recorded.

    Read each line into a file of its number in the same folder, 001.wav or 001.flac, and let the
    scenes speak with --voice recordings:DIR. Written again, the sheet keeps the numbers of what has
    not changed, and says which takes are missing. Without SCENE, all scenes of the film.
    """
    entries = find_scenes(options["source"])
    if names:
        entries = choose_scenes(entries, names)
    options = {**options, "quality": "l", "voice": "none"}
    # Nothing but the last frame is drawn: what is said is known when the scene has been played.
    jobs = jobs_of(
        choice_of(options), entries, options, format="png-sequence", moments=Moments(end=True)
    )
    outcomes = drawn_films(jobs, options)
    for outcome in outcomes:
        if isinstance(outcome, RenderFailed):
            say_failed(outcome)
    records = [outcome.record for outcome in outcomes if isinstance(outcome, StoredFilm)]
    made = write_sheet(records, options["target"])
    if options["as_json"]:
        print_json(
            {
                "sheet": str(made.path),
                "sentences": made.sentences,
                "missing": [number for number, _ in made.missing],
            }
        )
    else:
        print_path(made.path)
        takes = made.sentences - len(made.missing)
        click.echo(f"{made.sentences} sentences, {takes} of them recorded", err=True)
    return exit_code(outcomes)
