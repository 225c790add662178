"""``nnviz film``: every scene, joined into one film."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, json_option, print_json, print_path
from nnviz.cli.film_options import (
    exit_code,
    failed_as_dict,
    place_options,
    say_failed,
    subject_options,
)
from nnviz.cli.film_progress import FilmProgress
from nnviz.core import NNVizError
from nnviz.film.plan.catalogue import SceneEntry, choose_scenes, find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import quality_named
from nnviz.film.publish.joined import Part, join_parts, plan_parts, render_parts
from nnviz.film.render.process import RenderFailed

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
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The film.  [default: film.mp4 in the media folder]",
)
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
    given = {name: options[name] for name in ("image", "digit", "network", "theme")}
    media: Path = options["media"]
    entries = _chosen(options["source"], only)
    parts = plan_parts(entries, choose(**given), quality_named(options["quality"]), media=media)
    target = options["output"] or media / "film.mp4"
    if target.suffix.lower() != ".mp4":
        raise NNVizError(f"expected a film whose name ends in .mp4; got {target}")
    changed = [part for part in parts if not part.is_up_to_date()]
    with FilmProgress([part.order for part in changed]) as display:
        failures = render_parts(
            changed,
            media=media,
            at_once=options["at_once"],
            progress=display.step,
            finished=display.finished,
        )
    for failure in failures:
        say_failed(failure)
    failed = {failure.scene for failure in failures}
    there = [part for part in parts if part.entry.name not in failed]
    joined = there if there and (options["partial"] or not failures) else []
    _tell(joined, target, parts, changed, failures, as_json=options["as_json"])
    return exit_code(failures)


def _chosen(source: str | None, only: tuple[str, ...]) -> tuple[SceneEntry, ...]:
    """Return the scenes of these parts (or of these names), in the order of the film."""
    entries = find_scenes(source)
    wanted: set[SceneEntry] = set()
    for name in only:
        part = [entry for entry in entries if entry.part == name]
        wanted.update(part or choose_scenes(entries, [name]))
    return tuple(entry for entry in entries if not only or entry in wanted)


def _tell(
    joined: list[Part],
    target: Path,
    parts: tuple[Part, ...],
    changed: list[Part],
    failures: list[RenderFailed],
    *,
    as_json: bool,
) -> None:
    result: dict[str, Any] = {
        "film": None,
        "parts": [str(part.order.target) for part in parts],
        "rendered": [part.entry.name for part in changed],
        "failed": [failed_as_dict(failure) for failure in failures],
    }
    if joined:
        made = join_parts(joined, target)
        result.update(
            film=str(made.path),
            duration=round(made.duration, 3),
            chapters=[[round(c.start, 3), round(c.end, 3), c.text] for c in made.chapters],
            beside={name: str(path) for name, path in made.beside.items()},
        )
    else:
        click.echo(
            f"nnviz: no film was joined, {len(failures)} of {len(parts)} scenes failed; the others "
            f"are in {parts[0].order.target.parent}",
            err=True,
        )
    if as_json:
        print_json(result)
    elif joined:
        print_path(target)
