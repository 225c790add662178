"""``nnviz trace``: every number of one forward pass."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import (
    bar,
    digit_option,
    examples,
    json_option,
    network_option,
    print_json,
)
from nnviz.data import Subject, choose_subject
from nnviz.errors import one_line

__all__ = ["trace"]


@click.command(
    epilog=examples(
        "nnviz trace three.png",
        "nnviz trace three.png --json > three.json",
        "nnviz trace --digit 8537 --json --contributions",
    )
)
@click.argument("image", required=False, metavar="IMAGE")
@digit_option
@network_option
@json_option
@click.option(
    "--contributions",
    is_flag=True,
    help="With --json: also weight times input of every connection (13,002 numbers).",
)
def trace(
    image: str | None,
    digit: int | None,
    network: Path | None,
    as_json: bool,
    contributions: bool,
) -> None:
    """Print the forward pass of one picture: inputs, and z and a of every neuron.

    z = W a + b is what comes into a neuron, with the activations a of the layer before; the
    neuron's own activation is a = f(z).
    """
    if (image is None) == (digit is None):
        raise click.UsageError("give one picture, or --digit N")
    if contributions and not as_json:
        raise click.UsageError("--contributions needs --json")
    subject = choose_subject(image=image, digit=digit, network=network)
    subject.needs_digit_network("nnviz trace")
    source = image or subject.source
    if as_json:
        print_json(_document(source, subject, contributions=contributions))
    else:
        click.echo(_text(one_line(source), subject))


def _document(source: str, subject: Subject, *, contributions: bool) -> dict[str, Any]:
    record = subject.forward_pass
    layers = []
    for index, (layer, numbers) in enumerate(
        zip(record.network.layers, record.layers, strict=True)
    ):
        entry: dict[str, Any] = {
            "activation": layer.activation.name,
            "pre_activations": numbers.pre_activations.tolist(),
            "activations": numbers.activations.tolist(),
        }
        if contributions:
            entry["contributions"] = record.contributions(index).tolist()
        layers.append(entry)
    return {
        "source": source,
        "label": subject.label,
        "network": record.network.digest,
        "sizes": list(record.network.sizes),
        "image": subject.image.tolist(),
        "inputs": record.inputs.tolist(),
        "layers": layers,
        "digit": record.prediction,
        "confidence": record.confidence,
        "ranking": list(record.ranking),
    }


def _text(source: str, subject: Subject) -> str:
    record = subject.forward_pass
    inputs = record.inputs
    lines = [
        f"{source}, through {record.network!r}",
        f"inputs: {len(inputs)} pixels, {int((inputs > 0).sum())} above 0, sum {inputs.sum():.2f}",
    ]
    last = len(record.layers)
    for number, numbers in enumerate(record.layers, start=1):
        lines.append(f"layer {number}" + (" (the outputs)" if number == last else ""))
        pairs = zip(numbers.pre_activations, numbers.activations, strict=True)
        for neuron, (z, a) in enumerate(pairs):
            lines.append(f"  {neuron:2}  z = {z:+9.4f}   a = {a:.4f}  {bar(float(a))}".rstrip())
    lines.append(f"answer: {record.prediction}")
    return "\n".join(lines)
