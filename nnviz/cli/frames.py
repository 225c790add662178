"""``nnviz frames``: single moments of a scene."""

from typing import Any

import click

from nnviz.cli.common import examples, json_option, print_json, print_path
from nnviz.cli.film_options import (
    choice_of,
    folder_option,
    jobs_of,
    media_option,
    scenes_option,
    size_options,
    subject_options,
)
from nnviz.cli.film_outcomes import exit_code, say_failed
from nnviz.cli.film_progress import FilmProgress
from nnviz.film import FilmStore, RenderFailed, choose_scenes, draw_moments, find_scenes, moments_of

__all__ = ["frames"]


@click.command(
    epilog=examples(
        "nnviz frames Propagation --at 1.5,3,end --size 3840x2160",
        'nnviz frames Propagation --section "The layers" --theme light --to figures',
        "nnviz frames Propagation --every 0.5 -q l",
    )
)
@click.argument("name", metavar="SCENE")
@click.option(
    "--at",
    multiple=True,
    metavar="MOMENTS",
    help="Seconds, 'end' or 'poster', with commas between them.  [default: poster]",
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="NAME",
    help="A section, as it is when it ends; may be given several times.",
)
@click.option("--every", type=float, metavar="SECONDS", help="A still every so many seconds.")
@click.option("--transparent", is_flag=True, help="Leave the background out.")
@folder_option("Where the stills go.  [default: frames/ in the media folder]")
@subject_options("m")
@size_options
@scenes_option
@media_option
@json_option
def frames(name: str, **options: Any) -> int:
    """Draw moments of a scene as PNG, at any size.

    Only these moments are drawn, so even large ones are quick. The frame rate of -q is the clock:
    a moment is the same as in a film of that quality.
    """
    some = options["at"] or options["sections"] or options["every"] is not None
    at = options["at"] if some else ("poster",)
    moments = moments_of(at, every=options["every"], sections=options["sections"])
    choice = choice_of(options)
    entries = choose_scenes(find_scenes(options["source"]), [name])
    (job,) = jobs_of(choice, entries[:1], options, format="png-sequence")
    target = options["target"] or options["media"] / "frames"
    store = FilmStore(options["media"])
    try:
        with FilmProgress([job], store) as display:
            stills = draw_moments(
                job, moments, target, media=options["media"], progress=display.step
            )
    except RenderFailed as failure:
        say_failed(failure)
        return exit_code([failure])
    if options["as_json"]:
        print_json([str(path) for path in stills])
    else:
        for path in stills:
            print_path(path)
    return 0
