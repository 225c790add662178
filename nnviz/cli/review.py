"""``nnviz review``: what a viewer would stumble over."""

from dataclasses import asdict
from typing import Any

import click

from nnviz.cli.common import examples, json_option, print_json
from nnviz.cli.film_options import (
    at_once_option,
    choice_of,
    jobs_of,
    scenes_argument,
    scenes_option,
    subject_options,
)
from nnviz.cli.film_outcomes import exit_code, failed_as_dict, say_failed
from nnviz.film import (
    RenderFailed,
    SceneReview,
    choose_scenes,
    find_scenes,
    review_jobs,
)

__all__ = ["review"]


@click.command(
    epilog=examples(
        "nnviz review Mine --scenes mine.py",
        "nnviz review Mine --scenes mine.py --theme light --json",
        "nnviz review Propagation --size 1080x1920",
    )
)
@scenes_argument
@click.option(
    "--size", metavar="WxH", help="For the shape of this frame, instead of that of the quality."
)
@subject_options("l")
@scenes_option
@at_once_option
@json_option
def review(names: tuple[str, ...], **options: Any) -> int:
    """Play scenes and say what a viewer would stumble over.

    SCENE is the name of a scene or of a part. At the end of each section: words that overlap,
    leave the frame, are too small or too faint. Throughout: flashes, and captions that go before
    they can be read. The exit code is 1 if anything is found.
    """
    jobs = jobs_of(
        choice_of(options), choose_scenes(find_scenes(options["source"]), names), options
    )
    outcomes = review_jobs(jobs, at_once=options["at_once"])
    if options["as_json"]:
        print_json([_as_dict(outcome) for outcome in outcomes])
    for outcome in outcomes:
        if isinstance(outcome, RenderFailed):
            say_failed(outcome)
        elif not options["as_json"]:
            _say(outcome)
    found = any(isinstance(one, SceneReview) and one.findings for one in outcomes)
    return exit_code(outcomes) or int(found)


def _say(outcome: SceneReview) -> None:
    number = len(outcome.findings)
    what = "nothing found" if not number else f"{number} finding{'s'[: number != 1]}"
    count = len(outcome.sections)
    looked = f"{count} section{'s'[: count != 1]}, {outcome.duration:.1f} s"
    click.echo(f"{outcome.scene}: {what} ({looked})")
    for finding in outcome.findings:
        click.echo(f"  {finding}")


def _as_dict(outcome: SceneReview | RenderFailed) -> dict[str, Any]:
    return failed_as_dict(outcome) if isinstance(outcome, RenderFailed) else asdict(outcome)
