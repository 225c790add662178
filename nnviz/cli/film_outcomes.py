"""How the commands that render say what happened."""

from collections.abc import Sequence
from typing import Any

import click

from nnviz.film import PublishedFilm, RenderFailed

__all__ = ["exit_code", "failed_as_dict", "published_as_dict", "say_failed"]


def published_as_dict(outcome: PublishedFilm) -> dict[str, Any]:
    """Return a finished film for ``--json``."""
    return {
        "scene": outcome.record.scene,
        "path": str(outcome.path),
        "duration": outcome.record.duration,
        "drawn": outcome.drawn,
        **{name: str(path) for name, path in outcome.beside.items()},
    }


def failed_as_dict(outcome: RenderFailed) -> dict[str, Any]:
    """Return a failure for ``--json``."""
    return {"scene": outcome.scene, "reason": outcome.reason}


def say_failed(outcome: RenderFailed) -> None:
    """Name the scene on stderr, and show how its process ended."""
    click.echo(f"nnviz: {outcome}", err=True)
    for line in outcome.details.splitlines():
        click.echo(f"  | {_as_text(line)}", err=True)


def exit_code(outcomes: Sequence[object]) -> int:
    """Return 0 if all went well, 2 if all failures are a user's to mend, else 1."""
    failures = [outcome for outcome in outcomes if isinstance(outcome, RenderFailed)]
    if not failures:
        return 0
    return 2 if all(failure.refused for failure in failures) else 1


def _as_text(line: str) -> str:
    """Return a line that a scene's process wrote, without what steers a terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)
