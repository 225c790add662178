"""``nnviz film``: every scene, joined into one film."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, json_option, print_json, print_path
from nnviz.cli.film_options import (
    captions_option,
    choice_of,
    drawn_films,
    jobs_of,
    output_option,
    place_options,
    size_options,
    subject_options,
)
from nnviz.cli.film_outcomes import exit_code, failed_as_dict, say_failed
from nnviz.core import NNVizError
from nnviz.film import (
    RenderFailed,
    SceneEntry,
    StoredFilm,
    check_film_name,
    check_target,
    choose_scenes,
    find_scenes,
    join_stored,
)

__all__ = ["film"]


@click.command(
    epilog=examples(
        "nnviz film -q l",
        "nnviz film --only neurons --only propagation -j 2",
        "nnviz film --theme light -o lecture.mp4",
    )
)
@click.option(
    "--only",
    multiple=True,
    metavar="PART",
    help="This part, or scene; may be given several times.  [default: all]",
)
@subject_options("m")
@size_options
@captions_option
@output_option("The film.  [default: film.mp4 in the media folder]")
@click.option(
    "--partial", is_flag=True, help="If a scene fails, join the others; else an older film stays."
)
@place_options
@json_option
def film(only: tuple[str, ...], **options: Any) -> int:
    """Render the scenes in order and join them into one mp4 with chapters and captions.

    Several scenes are rendered at a time. What has not changed since the last run is used again:
    the scene, the library, the image, the network, the theme and the quality decide.
    """
    target = check_film_name(options["output"] or options["media"] / "film.mp4")
    choice = choice_of(options)
    jobs = jobs_of(choice, _chosen(options["source"], only), options)
    check_target(target, jobs[0])
    outcomes = drawn_films(jobs, options)
    failures = [outcome for outcome in outcomes if isinstance(outcome, RenderFailed)]
    parts = [outcome for outcome in outcomes if isinstance(outcome, StoredFilm)]
    for failure in failures:
        say_failed(failure)
    joined = parts if options["partial"] or not failures else []
    _tell(joined, target, parts, failures, as_json=options["as_json"])
    return exit_code(outcomes)


def _chosen(source: str | None, only: tuple[str, ...]) -> tuple[SceneEntry, ...]:
    """Return the scenes of these parts (or of these names), in the order of the film."""
    entries = find_scenes(source)
    wanted: set[SceneEntry] = set()
    for name in only:
        part = [entry for entry in entries if entry.part == name]
        wanted.update(part or choose_scenes(entries, [name]))
    chosen = tuple(entry for entry in entries if not only or entry in wanted)
    if not chosen:
        raise NNVizError("expected at least one scene for a film")
    return chosen


def _tell(
    joined: list[StoredFilm],
    target: Path,
    parts: list[StoredFilm],
    failures: list[RenderFailed],
    *,
    as_json: bool,
) -> None:
    result: dict[str, Any] = {
        "film": None,
        "parts": [str(part.film) for part in parts],
        "rendered": [part.job.scene for part in parts if part.drawn],
        "failed": [failed_as_dict(failure) for failure in failures],
    }
    if joined:
        made = join_stored(joined, target)
        result.update(
            film=str(made.path),
            duration=round(made.duration, 3),
            chapters=[[round(c.start, 3), round(c.end, 3), c.text] for c in made.chapters],
            beside={name: str(path) for name, path in made.beside.items()},
        )
    else:
        number = len(parts) + len(failures)
        click.echo(
            f"nnviz: no film was joined, {len(failures)} of {number} scenes failed; the others "
            "are kept, and --partial joins them",
            err=True,
        )
    if as_json:
        print_json(result)
    elif joined:
        print_path(target)
