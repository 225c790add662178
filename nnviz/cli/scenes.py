"""``nnviz scenes``: what can be rendered."""

import click

from nnviz.cli.common import examples, json_option, print_json
from nnviz.cli.film_options import scenes_option
from nnviz.film import SceneEntry, find_scenes

__all__ = ["scenes"]


@click.command(epilog=examples("nnviz scenes", "nnviz scenes --json", "nnviz scenes --scenes mine"))
@scenes_option
@json_option
def scenes(source: str | None, as_json: bool) -> None:
    """List the scenes in the order of the film, one line each: the name, and what it teaches."""
    entries = find_scenes(source)
    if as_json:
        print_json([_as_dict(entry) for entry in entries])
        return
    width = max((len(entry.name) for entry in entries), default=0)
    for entry in entries:
        click.echo(f"{entry.name:{width}}  {entry.teaches or entry.title}")


def _as_dict(entry: SceneEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "film": entry.film,
        "title": entry.title,
        "teaches": entry.teaches,
        "part": entry.part,
        "part_title": entry.part_title,
        "path": str(entry.path),
        "shapes": list(entry.shapes),
    }
