"""``nnviz lesson``: the lesson page."""

from pathlib import Path

import click

from nnviz.cli.common import examples, network_option, print_path
from nnviz.cli.film_options import media_option, voice_option

__all__ = ["lesson"]


@click.command(
    epilog=examples(
        "nnviz lesson",
        "nnviz lesson --to my-lesson --render",
        "nnviz lesson --network mine.npz --digits mnist.npz --to about-mine",
    )
)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the lesson goes: a new or empty folder, or an older lesson.  "
    "[default: lesson/ in the media folder]",
)
@network_option
@click.option(
    "--digits",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="The digits of the page: an .npz with images and labels, or two IDX files.  "
    "[default: the shipped ones]",
)
@click.option("--render", is_flag=True, help="Draw the films that are not in the store.")
@click.option(
    "-q",
    "--quality",
    type=click.Choice(["l", "m", "h", "k"]),
    default="l",
    show_default=True,
    help="The size of the films that are rendered: low, medium, high, 4K.",
)
@media_option
@voice_option
@click.option("--title", metavar="TEXT", help="Another title of the page.")
@click.option(
    "--language", default="en", show_default=True, metavar="CODE", help="The language of the text."
)
def lesson(
    target: Path | None,
    network: Path | None,
    digits: tuple[Path, ...],
    media: Path,
    render: bool,
    quality: str,
    title: str | None,
    language: str,
    voice: str | None,
) -> None:
    """Build the lesson "What is a neural network?" and print the path of its page.

    The page opens from disk, offline: a pad to draw digits on, the network live with every neuron,
    questions, and the films. Where a film is missing, the page says which command makes it.
    """
    from nnviz.cli.lesson_films import lesson_films
    from nnviz.data import read_digits
    from nnviz.files import check_own_folder
    from nnviz.formats import read_network
    from nnviz.lesson import build_lesson, lesson_scenes

    goal = target or media / "lesson"
    check_own_folder(goal, "lesson")
    options = [] if network is None else ["--network", str(network)]
    films = lesson_films(
        lesson_scenes(language),
        media=media,
        network=network,
        quality=quality,
        render=render,
        voice=voice,
        language=language,
    )
    page = build_lesson(
        goal,
        network=None if network is None else read_network(network),
        digits=read_digits(digits) if digits else None,
        films=films,
        render_options=options if media == Path("media") else [*options, "--media", str(media)],
        title=title,
        language=language,
        network_name=None if network is None else network.name,
        digits_name=", ".join(path.name for path in digits) or None,
    )
    print_path(page)
