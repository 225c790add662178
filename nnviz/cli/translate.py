"""``nnviz translate``: a catalogue of everything that is shown or said."""

from pathlib import Path

import click

from nnviz.cli.common import examples, json_option, print_json, print_path
from nnviz.cli.film_options import scenes_option
from nnviz.errors import NNVizError
from nnviz.film import find_scenes
from nnviz.text import Catalogue, catalogue_files, load_catalogue, write_translation

__all__ = ["translate"]


@click.command(
    epilog=examples(
        "nnviz translate --to it",
        "nnviz translate --to de --scenes my_scenes.py",
        "nnviz render Propagation --language it",
    )
)
@click.option("--to", "language", required=True, metavar="LANG", help="it, pt-BR and so on.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PATH",
    help="The catalogue.  [default: LANG.po in the folder catalogues here]",
)
@scenes_option
@json_option
def translate(language: str, output: Path | None, source: str | None, as_json: bool) -> None:
    """Write the catalogue of a language, with what is translated already, and count what is not.

    Fill in each msgstr; the names in braces stand for numbers and stay. Entries under the context
    "until" are words for which a picture waits: how they begin in your sentence. To see the words
    in their place, render a scene with --language LANG from this folder.
    """
    if not language.replace("-", "").isalnum() or language[:2] == "en":
        raise NNVizError(
            f"expected another language than English, like it or pt-BR; got {language!r}"
        )
    goal = output or Path("catalogues") / f"{language}.po"
    known = load_catalogue(language) if catalogue_files(language) else Catalogue(language)
    folders = {entry.path.parent for entry in find_scenes(source)}
    files = [path for folder in sorted(folders) for path in sorted(folder.glob("*.py"))]
    made = write_translation(goal, files, known)
    if as_json:
        print_json({"catalogue": str(made.path), "texts": made.texts, "missing": made.missing})
        return
    print_path(made.path)
    click.echo(f"{made.texts} texts, {len(made.missing)} of them still English", err=True)
