"""``nnviz clean``: what the store of films holds, and what may go."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, json_option, print_json
from nnviz.cli.film_options import media_option
from nnviz.files import readable_size
from nnviz.film import clean_media, default_limit, parse_bytes

__all__ = ["clean_store"]


@click.command(
    "clean", epilog=examples("nnviz clean", "nnviz clean --max-size 500MB", "nnviz clean --all")
)
@click.option(
    "--max-size",
    metavar="SIZE",
    help="What the store may hold, as 500MB or 2GB.  [default: $NNVIZ_STORE_LIMIT, 4GB]",
)
@click.option("--all", "everything", is_flag=True, help="Empty the store.")
@media_option
@json_option
def clean_store(media: Path, max_size: str | None, everything: bool, as_json: bool) -> None:
    """Make room: remove what killed runs left behind, and what was not used for longest.

    Only the store of films is cleaned (store/ in the media folder) and unfinished drafts beside
    what was published; films that were published stay. The store also keeps below its limit by
    itself. What nnviz did not write, and what a running nnviz uses, is never removed.
    """
    if everything and max_size is not None:
        raise click.UsageError("--all and --max-size say two things; give one of them")
    limit = 0 if everything else default_limit() if max_size is None else parse_bytes(max_size)
    freed = clean_media(media, limit)
    if as_json:
        report: dict[str, Any] = {
            "removed": list(freed.removed),
            "freed": freed.freed,
            "kept": freed.kept,
        }
        print_json(report)
        return
    for name in freed.removed:
        click.echo(f"removed {name}")
    click.echo(f"freed {readable_size(freed.freed)}; the store holds {readable_size(freed.kept)}")
