"""``nnviz evaluate``: how often a network is right."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, json_option, network_option, print_json
from nnviz.cli.rows import evaluate_rows
from nnviz.core import Network, NNVizError
from nnviz.data import (
    HARD_KINDS,
    HELD_OUT,
    DrawnPicture,
    Evaluation,
    as_vector,
    drawn_pictures,
    hard_pictures,
    load_digits,
    load_network,
    read_digits,
    read_image,
)
from nnviz.data import evaluate as count
from nnviz.errors import one_line
from nnviz.formats import read_network

__all__ = ["evaluate_network"]

_DRAWN_SEED = 2024


@click.command(
    "evaluate",
    epilog=examples(
        "nnviz evaluate",
        "nnviz evaluate --drawn",
        "nnviz evaluate --data images-idx3-ubyte.gz --data labels-idx1-ubyte.gz",
        "nnviz evaluate --data mnist.npz --network mine.npz --json",
    ),
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Digits: an .npz with images and labels, or two IDX files; or a CSV of numbers, the class "
    "in the last column.  [default: the held-out part "
    "of the shipped digits, which the shipped network has not seen]",
)
@network_option
@click.option("--drawn", is_flag=True, help="Also measure on pictures drawn by a program.")
@click.option(
    "--drawings",
    type=click.IntRange(1, 100_000),
    default=500,
    show_default=True,
    metavar="N",
    help="How many of them.",
)
@click.option(
    "--each",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    metavar="N",
    help="How many hard pictures of each kind.",
)
@click.option(
    "--worst",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    metavar="N",
    help="How many of the worst mistakes to list.",
)
@json_option
def evaluate_network(
    data: tuple[Path, ...],
    network: Path | None,
    drawn: bool,
    drawings: int,
    each: int,
    worst: int,
    as_json: bool,
) -> None:
    """Measure a network: accuracy, who is taken for whom, and the worst mistakes.

    The drawn pictures are strokes with thin and thick pens, on even and uneven paper, in five
    formats. The hard ones are by other hands and on other papers, in 18 kinds: ballpoint on
    squares, pencil, chalk, coloured pens, shadows, a table around the sheet, a phone's 12
    megapixels and more. Each goes the whole way from file to answer.
    """
    chosen = load_network() if network is None else read_network(network)
    if data and all(path.suffix.lower() == ".csv" for path in data):
        evaluate_rows([str(path) for path in data], chosen, as_json=as_json)
        return
    digits = read_digits(data) if data else load_digits().subset(HELD_OUT)
    if not len(digits):
        raise NNVizError("expected digits to evaluate; there are none")
    first = 0 if data else HELD_OUT.start
    where = ", ".join(str(path) for path in data) or "the held-out shipped digits"
    result = count(chosen, digits.vectors(), digits.labels)
    document: dict[str, Any] = {
        "network": chosen.digest,
        "data": where,
        "right": result.right,
        "of": result.total,
        "accuracy": result.accuracy,
        "confusion": result.confusion.tolist(),
        "mistakes": [
            {
                "index": mistake.index + first,
                "label": mistake.label,
                "prediction": mistake.prediction,
                "margin": mistake.margin,
            }
            for mistake in result.mistakes[:worst]
        ],
    }
    if drawn:
        document["drawn"] = _drawn(chosen, drawings, each)
    if as_json:
        print_json(document)
        return
    click.echo(_text(one_line(where), result, document["mistakes"]))
    if drawn:
        click.echo(_drawn_text(document["drawn"]))


def _text(where: str, result: Evaluation, mistakes: list[dict[str, Any]]) -> str:
    lines = [f"{where}: {result.right:,} of {result.total:,} right, {result.accuracy:.2%}", ""]
    classes = range(len(result.confusion))
    lines.append("rows: what it is; columns: what the network says")
    lines.append("     " + "".join(f"{answer:5}" for answer in classes))
    for label in classes:
        row = (f"{n:5}" if n else "    ." for n in result.confusion[label])
        lines.append(f"{label:5}" + "".join(row))
    if mistakes:
        lines += ["", "the worst mistakes:"]
    for mistake in mistakes:
        lines.append(
            f"  digit {mistake['index']:5}: a {mistake['label']} taken for a "
            f"{mistake['prediction']}, which is {mistake['margin']:.3f} above"
        )
    return "\n".join(lines)


def _drawn(network: Network, drawings: int, each: int) -> dict[str, Any]:
    plain = _count(network, drawn_pictures(drawings, seed=_DRAWN_SEED))
    kinds = {
        kind: _count(network, hard_pictures(kind, each, seed=_DRAWN_SEED)) for kind in HARD_KINDS
    }
    right, of, unread = (
        sum(counts[key] for counts in kinds.values()) for key in ("right", "of", "unread")
    )
    return {
        **plain,
        "accuracy": plain["right"] / drawings,
        "hard": {
            "right": right,
            "of": of,
            "accuracy": right / of,
            "unread": unread,
            "kinds": dict(sorted(kinds.items(), key=lambda item: item[1]["right"])),
        },
    }


def _count(network: Network, pictures: Iterable[DrawnPicture]) -> dict[str, int]:
    right = of = unread = 0
    for picture in pictures:
        answer = _answer(network, picture)
        of += 1
        unread += answer is None
        right += answer == picture.label
    return {"right": right, "of": of, "unread": unread}


def _answer(network: Network, picture: DrawnPicture) -> int | None:
    try:
        image = read_image(picture.data).image
    except NNVizError:
        return None
    return network.forward(as_vector(image)).prediction


def _drawn_text(drawn: dict[str, Any]) -> str:
    hard = drawn["hard"]
    lines = [
        "",
        f"pictures drawn by a program: {drawn['right']:,} of {drawn['of']:,} right, "
        f"{drawn['accuracy']:.2%} ({drawn['unread']} could not be read)",
        f"hard pictures: {hard['right']:,} of {hard['of']:,} right, {hard['accuracy']:.2%} "
        f"({hard['unread']} could not be read); by kind, the worst first:",
    ]
    for name, counts in hard["kinds"].items():
        unread = f"  ({counts['unread']} could not be read)" if counts["unread"] else ""
        lines.append(f"  {name:<26} {counts['right']:5} of {counts['of']:5}{unread}")
    return "\n".join(lines)
