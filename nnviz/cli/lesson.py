"""``nnviz lesson``: the lesson page."""

from pathlib import Path

import click

from nnviz.cli.common import examples, network_option, print_path

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
    default=Path("media/lesson"),
    show_default=True,
    metavar="DIR",
    help="Where the lesson goes: a new or empty folder, or an older lesson.",
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
@click.option(
    "--films",
    type=click.Path(path_type=Path),
    default=Path("media/films"),
    show_default=True,
    metavar="DIR",
    help="Where rendered films are looked for.",
)
@click.option("--render", is_flag=True, help="Render the films that are missing there.")
@click.option(
    "-q",
    "--quality",
    type=click.Choice(["l", "m", "h", "k"]),
    default="l",
    show_default=True,
    help="The size of the films that are rendered: low, medium, high, 4K.",
)
@click.option("--title", metavar="TEXT", help="Another title of the page.")
@click.option(
    "--language", default="en", show_default=True, metavar="CODE", help="The language of the text."
)
def lesson(
    target: Path,
    network: Path | None,
    digits: tuple[Path, ...],
    films: Path,
    render: bool,
    quality: str,
    title: str | None,
    language: str,
) -> None:
    """Build the lesson "What is a neural network?" and print the path of its page.

    The page opens from disk, offline: a pad to draw digits on, the network live with every neuron,
    questions, and the films. Where a film is missing, the page says which command makes it.
    """
    from nnviz.data.labelled import read_digits
    from nnviz.formats import read_network
    from nnviz.lesson import build_lesson

    def render_films(scenes: tuple[str, ...], folder: Path) -> None:
        from nnviz.cli.lesson_films import render_missing

        render_missing(scenes, folder, quality=quality, network=network)

    page = build_lesson(
        target,
        network=None if network is None else read_network(network),
        digits=read_digits(digits) if digits else None,
        films=films,
        render=render_films if render else None,
        title=title,
        language=language,
        network_name=None if network is None else network.name,
        digits_name=", ".join(path.name for path in digits) or None,
    )
    print_path(page)
