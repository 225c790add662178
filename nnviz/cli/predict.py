"""``nnviz predict``: which digit a picture shows."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import bar, digit_option, examples, json_option, network_option, print_json
from nnviz.core import FloatArray, ForwardPass, NNVizError
from nnviz.data import Subject, choose_subject, load_network
from nnviz.errors import one_line
from nnviz.formats import read_network
from nnviz.view import STYLE

__all__ = ["predict"]

_SHADES = " ░▒▓█"
_CERTAINTIES = {
    "guess": "a guess: no output reaches {least:g}",
    "close": "not sure: {second} is close",
    "quite": "quite sure",
    "very": "very sure",
}


@click.command(
    epilog=examples(
        "nnviz predict three.png",
        "nnviz predict --show photo.jpg",
        "nnviz predict --digit 8537",
        "nnviz predict --json *.png",
    )
)
@click.argument("images", nargs=-1, metavar="IMAGE...")
@digit_option
@network_option
@click.option("--show", is_flag=True, help="Print the 28 x 28 pixels as the network sees them.")
@json_option
def predict(
    images: tuple[str, ...],
    digit: int | None,
    network: Path | None,
    show: bool,
    as_json: bool,
) -> int:
    """Say which digit each picture shows, with all ten outputs.

    IMAGE is a PNG, JPEG, WebP, BMP or GIF: a photo or a drawing, dark on light or light on dark, of
    any size. A picture that cannot be read is named on stderr, the others are still answered, and
    the exit code is 2.
    """
    if bool(images) == (digit is not None):
        raise click.UsageError("give pictures, or --digit N")
    chosen = load_network() if network is None else read_network(network)
    results: list[dict[str, Any]] = []
    failed = False
    for index, image in enumerate(images or (None,)):
        try:
            subject = choose_subject(image=image, digit=digit, network=chosen)
            subject.needs_digit_network("nnviz predict")
        except NNVizError as error:
            failed = True
            results.append({"source": image, "error": str(error)})
            click.echo(f"nnviz: {error}", err=True)
            continue
        record = subject.forward_pass
        source = image or subject.source
        if as_json:
            results.append(_result(source, subject, record))
            continue
        if index:
            click.echo()
        if show:
            click.echo(_picture(subject.image))
        click.echo(_answer(one_line(source), subject, record))
    if as_json:
        print_json({"network": chosen.digest, "results": results})
    return 2 if failed else 0


def _result(source: str, subject: Subject, record: ForwardPass) -> dict[str, Any]:
    result: dict[str, Any] = {
        "source": source,
        "digit": record.prediction,
        "confidence": record.confidence,
        "outputs": record.outputs.tolist(),
        "ranking": list(record.ranking),
    }
    if subject.label is not None:
        result["label"] = subject.label
    return result


def _answer(source: str, subject: Subject, record: ForwardPass) -> str:
    best, second = record.ranking[:2]
    outputs = record.outputs
    lines = [f"{source}: {best}  ({_certainty(record)})"]
    for digit, value in enumerate(outputs):
        line = f"  {digit}  {bar(float(value))}  {value:.3f}"
        lines.append(click.style(line, bold=True) if digit == best else line)
    lines.append(f"  next best: {second}, {outputs[best] - outputs[second]:.3f} behind")
    if subject.label is not None:
        verdict = "right" if subject.label == best else "wrong"
        lines.append(f"  it is labelled {subject.label}: {verdict}")
    return "\n".join(lines)


def _certainty(record: ForwardPass) -> str:
    """Say how sure the network is; its outputs are no probabilities and need not add up to 1."""
    best, second = (float(record.outputs[index]) for index in record.ranking[:2])
    level = STYLE.certainty(best, second)
    return _CERTAINTIES[level].format(second=record.ranking[1], least=STYLE.guess_below)


def _picture(image: FloatArray) -> str:
    steps = (image * (len(_SHADES) - 1) + 0.5).astype(int)
    # Two characters a pixel, since a character is about twice as high as it is wide.
    rows = ["".join(_SHADES[step] * 2 for step in row) for row in steps]
    frame = "─" * 56
    return "\n".join([f"┌{frame}┐", *(f"│{row}│" for row in rows), f"└{frame}┘"])
