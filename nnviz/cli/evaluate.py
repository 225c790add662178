"""``nnviz evaluate``: how often a network is right."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nnviz.cli.common import examples, json_option, network_option, print_json
from nnviz.core import Network, NNVizError
from nnviz.data import HELD_OUT, load_digits, load_network
from nnviz.data.evaluation import Evaluation
from nnviz.data.evaluation import evaluate as count
from nnviz.data.labelled import read_digits
from nnviz.errors import one_line
from nnviz.formats import read_network

if TYPE_CHECKING:
    from nnviz.data.drawing import DrawnPicture

__all__ = ["evaluate"]

_DRAWN_SEED = 2024


@click.command(
    epilog=examples(
        "nnviz evaluate",
        "nnviz evaluate --drawn",
        "nnviz evaluate --data images-idx3-ubyte.gz --data labels-idx1-ubyte.gz",
        "nnviz evaluate --data mnist.npz --network mine.npz --json",
    )
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Digits: an .npz with images and labels, or two IDX files.  [default: the held-out part "
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
    "--worst",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    metavar="N",
    help="How many of the worst mistakes to list.",
)
@json_option
def evaluate(
    data: tuple[Path, ...],
    network: Path | None,
    drawn: bool,
    drawings: int,
    worst: int,
    as_json: bool,
) -> None:
    """Measure a network: accuracy, who is taken for whom, and the worst mistakes.

    The drawn pictures are strokes with thin and thick pens, on even and uneven paper, in light and
    shadow, turned, noisy, blurred, transparent, in five formats; each goes the whole way from file
    to answer.
    """
    chosen = load_network() if network is None else read_network(network)
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
        document["drawn"] = _drawn(chosen, drawings)
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


def _drawn(network: Network, drawings: int) -> dict[str, Any]:
    from nnviz.data.drawing import drawn_pictures

    traits: dict[str, list[int]] = {}
    right = unread = 0
    for picture in drawn_pictures(drawings, seed=_DRAWN_SEED):
        answer = _answer(network, picture)
        unread += answer is None
        right += answer == picture.label
        for trait in picture.traits:
            counts = traits.setdefault(trait, [0, 0])
            counts[0] += answer == picture.label
            counts[1] += 1
    return {
        "right": right,
        "of": drawings,
        "accuracy": right / drawings,
        "unread": unread,
        "traits": {name: {"right": n, "of": of} for name, (n, of) in sorted(traits.items())},
    }


def _answer(network: Network, picture: "DrawnPicture") -> int | None:
    from nnviz.data import as_vector, read_image

    try:
        image = read_image(picture.data).image
    except NNVizError:
        return None
    return network.forward(as_vector(image)).prediction


def _drawn_text(drawn: dict[str, Any]) -> str:
    lines = [
        "",
        f"pictures drawn by a program: {drawn['right']:,} of {drawn['of']:,} right, "
        f"{drawn['accuracy']:.2%} ({drawn['unread']} could not be read)",
    ]
    for name, counts in drawn["traits"].items():
        lines.append(f"  {name:<12} {counts['right']:5} of {counts['of']:5}")
    return "\n".join(lines)
