"""``nnviz predict``: which digit a picture shows."""

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import click

from nnviz.cli.answer import answer_text
from nnviz.cli.common import (
    bar,
    digit_option,
    examples,
    input_option,
    json_option,
    network_option,
    print_json,
)
from nnviz.cli.rows import predict_rows, rows_of_pictures
from nnviz.core import Network, NNVizError
from nnviz.data import (
    Doubt,
    Subject,
    choose_subject,
    doubts,
    explain_answer,
    load_network,
    read_image,
    read_rows,
)
from nnviz.formats import read_network

__all__ = ["predict"]

_MOST_BYTES = 32 << 20
_PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".heic", ".heif"}


@dataclass(frozen=True)
class _Read:
    """A picture that was read, and what is doubtful about the answer."""

    source: str
    subject: Subject
    doubt: Doubt


@dataclass(frozen=True)
class _Looked:
    """A picture on its way to an answer, and how many more digits it seems to show."""

    subject: Subject
    others: int


@dataclass(frozen=True)
class _Unread:
    """A picture that could not be read, and why."""

    source: str
    error: str


@click.command(
    epilog=examples(
        "nnviz predict three.png",
        "nnviz predict --show photo.jpg",
        "nnviz predict --explain three.png",
        "nnviz predict --digit 8537",
        "nnviz predict --csv scans/ > answers.csv",
        "cat three.png | nnviz predict --json -",
        "nnviz predict --network iris.skops --input 5.1,3.5,1.4,0.2",
    )
)
@click.argument("images", nargs=-1, metavar="IMAGE...")
@digit_option
@input_option
@network_option
@click.option("--show", is_flag=True, help="Print the 28 x 28 pixels as the network sees them.")
@click.option("--explain", "explains", is_flag=True, help="Show which pixels spoke for the answer.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table, one picture a line.")
@json_option
def predict(
    images: tuple[str, ...],
    digit: int | None,
    inputs: tuple[str, ...],
    network: Path | None,
    show: bool,
    explains: bool,
    as_csv: bool,
    as_json: bool,
) -> int:
    """Say which digit each picture shows, with all ten outputs.

    IMAGE is a PNG, JPEG, WebP, BMP or GIF: a photo or a drawing, dark on light or light on dark, of
    any size; a folder of pictures; or - for a picture on standard input. A picture that cannot be
    read is named on stderr, the others are still answered, and the exit code is 2. What seems wrong
    with a picture (two digits, none, upside down) is said beside the answer.

    A network that reads other numbers than pixels of a digit gets them by --input; answers and
    inputs then have the names that the network's file gives them.
    """
    if (bool(images), digit is not None, bool(inputs)).count(True) != 1:
        raise click.UsageError("give pictures, --digit N, or --input NUMBERS")
    if as_csv and (as_json or explains):
        raise click.UsageError(f"give --csv or {'--json' if as_json else '--explain'}")
    chosen = load_network() if network is None else read_network(network)
    is_other_image = len(chosen.image_shape) == 2 and chosen.image_shape != (28, 28)
    if inputs or (images and is_other_image):
        if show or explains:
            raise click.UsageError("--show and --explain belong to pictures of 28 x 28 pixels")
        rows = read_rows(inputs, chosen) if inputs else rows_of_pictures([*_files(images)], chosen)
        predict_rows(rows, chosen, as_json=as_json, as_csv=as_csv)
        return 0
    named = list(_files(images)) if images else [None]
    looked: list[tuple[str, _Looked | NNVizError]] = []
    with _Progress(len(named)) as progress:
        for image in named:
            looked.append(_look(image, digit, chosen))
            progress.advance()
    seen = [each for _, each in looked if isinstance(each, _Looked)]
    known = iter(
        doubts(chosen, [each.subject.image for each in seen], [each.others for each in seen])
    )
    answers = [
        _Unread(source, str(each))
        if isinstance(each, NNVizError)
        else _Read(source, each.subject, next(known))
        for source, each in looked
    ]
    unread = [answer for answer in answers if isinstance(answer, _Unread)]
    for answer in unread:
        click.echo(f"nnviz: {answer.error}", err=True)
    if as_json:
        print_json(
            {"network": chosen.digest, "results": [_result(each, explains) for each in answers]}
        )
    elif as_csv:
        _print_table(answers)
    elif len(answers) > len(unread):
        parts = [
            answer_text(each.source, each.subject, each.doubt, show=show, explains=explains)
            for each in answers
            if isinstance(each, _Read)
        ]
        click.echo("\n\n".join(parts))
    return 2 if unread else 0


def _files(images: tuple[str, ...]) -> Iterator[str]:
    """Yield the pictures that are named, and those in the folders that are named, by name."""
    for image in images:
        path = Path(image)
        if image == "-" or "\0" in image or not path.is_dir():
            yield image
            continue
        inside = sorted(str(each) for each in path.iterdir() if each.suffix.lower() in _PICTURES)
        yield from inside or [image]


def _look(
    image: str | None, digit: int | None, network: Network
) -> tuple[str, _Looked | NNVizError]:
    try:
        if image is None:
            subject = choose_subject(digit=digit, network=network)
            looked = _Looked(subject, 0)
        else:
            # One byte more than a picture may have: read_image says so.
            data = sys.stdin.buffer.read(_MOST_BYTES + 1) if image == "-" else image
            fitted = read_image(data)
            looked = _Looked(Subject(network, fitted.image, None, image), fitted.others)
        looked.subject.needs_digit_network("nnviz predict")
    except NNVizError as error:
        return _name(image), error
    return _name(image) or looked.subject.source, looked


def _name(image: str | None) -> str:
    return "standard input" if image == "-" else image or ""


class _Progress:
    """A bar on stderr for many pictures, if a person is looking."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0
        self._is_shown = total >= 20 and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)

    def advance(self) -> None:
        """Draw the bar one picture longer."""
        self._done += 1
        if self._is_shown and (self._done % 10 == 0 or self._done == self._total):
            drawn = bar(self._done / self._total)
            click.echo(f"\r{drawn} {self._done} of {self._total}", nl=False, err=True)


def _result(answer: _Read | _Unread, explains: bool = False) -> dict[str, Any]:
    if isinstance(answer, _Unread):
        return {"source": answer.source, "error": answer.error}
    record = answer.subject.forward_pass
    result: dict[str, Any] = {
        "source": answer.source,
        "digit": record.prediction,
        "confidence": record.confidence,
        "chance": answer.doubt.chance,
        "certainty": answer.doubt.certainty,
        "warnings": list(answer.doubt.warnings),
        "outputs": record.outputs.tolist(),
        "ranking": list(record.ranking),
    }
    if answer.subject.label is not None:
        result["label"] = answer.subject.label
    if explains:
        found = explain_answer(answer.subject.network, answer.subject.image)
        result["explanation"] = {
            "method": found.method,
            "z": found.z,
            "words": found.words,
            "places": dict(found.places),
            "worth": found.worth.tolist(),
        }
    return result


def _print_table(answers: Sequence[_Read | _Unread]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(
        ["source", "digit", "confidence", "chance", "warnings"]
        + [f"output_{k}" for k in range(10)]
        + ["error"]
    )
    for answer in answers:
        result = _result(answer)
        if "error" in result:
            writer.writerow([answer.source, *[""] * 14, result["error"]])
            continue
        outputs = [f"{value:.6f}" for value in result["outputs"]]
        numbers = [f"{result['confidence']:.6f}", f"{result['chance']:.6f}"]
        words = " ".join(result["warnings"]) if result["warnings"] else ""
        writer.writerow([answer.source, result["digit"], *numbers, words, *outputs, ""])
