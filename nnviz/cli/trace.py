"""``nnviz trace``: every number of one forward pass."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import (
    bar,
    digit_option,
    examples,
    input_option,
    json_option,
    network_option,
    print_json,
)
from nnviz.cli.rows import answer_name
from nnviz.core import ForwardPass, NNVizError
from nnviz.data import choose_subject, load_network, read_rows
from nnviz.errors import one_line
from nnviz.formats import read_network

__all__ = ["trace"]


@click.command(
    epilog=examples(
        "nnviz trace three.png",
        "nnviz trace three.png --json > three.json",
        "nnviz trace --digit 8537 --json --contributions",
        "nnviz trace --network iris.skops --input 5.1,3.5,1.4,0.2",
    )
)
@click.argument("image", required=False, metavar="IMAGE")
@digit_option
@input_option
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
    inputs: tuple[str, ...],
    network: Path | None,
    as_json: bool,
    contributions: bool,
) -> None:
    """Print the forward pass of one picture: inputs, and z and a of every neuron.

    z = W a + b is what comes into a neuron, with the activations a of the layer before; the
    neuron's own activation is a = f(z).
    """
    if (image is not None, digit is not None, len(inputs) == 1).count(True) != 1:
        raise click.UsageError("give one picture, --digit N, or one --input NUMBERS")
    if contributions and not as_json:
        raise click.UsageError("--contributions needs --json")
    if inputs:
        _trace_row(inputs[0], network, as_json=as_json, contributions=contributions)
        return
    subject = choose_subject(image=image, digit=digit, network=network)
    subject.needs_digit_network("nnviz trace")
    source = image or subject.source
    if as_json:
        about = {"label": subject.label, "image": subject.image.tolist()}
        record = subject.forward_pass
        print_json(_document(source, record, about, contributions=contributions))
    else:
        click.echo(_text(one_line(source), subject.forward_pass))


def _trace_row(given: str, network: Path | None, *, as_json: bool, contributions: bool) -> None:
    chosen = load_network() if network is None else read_network(network)
    rows = read_rows([given], chosen)
    if len(rows) != 1:
        raise NNVizError(f"expected one input to trace; {given} has {len(rows):,}")
    record = chosen.forward(rows[0].values)
    if as_json:
        about = {"label": rows[0].label, "answer": answer_name(record)}
        print_json(_document(rows[0].source, record, about, contributions=contributions))
    else:
        click.echo(_text(one_line(rows[0].source), record))


def _document(
    source: str, record: ForwardPass, about: dict[str, Any], *, contributions: bool
) -> dict[str, Any]:
    layers = []
    for index, (layer, numbers) in enumerate(
        zip(record.network.layers, record.layers, strict=True)
    ):
        entry: dict[str, Any] = {
            "kind": layer.kind,
            "activation": layer.activation.name,
            "pre_activations": numbers.pre_activations.tolist(),
            "activations": numbers.activations.tolist(),
        }
        if contributions:
            entry["contributions"] = record.contributions(index).tolist()
        layers.append(entry)
    return {
        "source": source,
        **about,
        "network": record.network.digest,
        "sizes": list(record.network.sizes),
        "inputs": record.inputs.tolist(),
        "layers": layers,
        "digit": record.prediction,
        "confidence": record.confidence,
        "ranking": list(record.ranking),
    }


def _text(source: str, record: ForwardPass) -> str:
    inputs, network = record.inputs, record.network
    lines = [f"{source}, through {network!r}"]
    if network.meaning.features:
        given = zip(network.meaning.features, inputs, strict=True)
        lines += [f"  {feature.label} = {value:g}" for feature, value in given]
    else:
        what = "pixels" if network.image_shape else "numbers"
        lit = int((inputs > 0).sum())
        lines.append(f"inputs: {len(inputs)} {what}, {lit} above 0, sum {inputs.sum():.2f}")
    for number, (layer, numbers) in enumerate(
        zip(network.layers, record.layers, strict=True), start=1
    ):
        is_last = number == len(record.layers)
        kind = "" if layer.kind == "dense" else f" ({layer.kind})"
        lines.append(f"layer {number}{kind}" + (" (the outputs)" if is_last else ""))
        names = network.output_names if is_last else [str(k) for k in range(layer.n_out)]
        width = max(2, *map(len, names))
        full = max(1.0, float(numbers.activations.max()))
        pairs = zip(names, numbers.pre_activations, numbers.activations, strict=True)
        for name, z, a in pairs:
            numbers_said = f"z = {z:+9.4f}   a = {a:.4f}  {bar(float(a) / full)}"
            lines.append(f"  {name.rjust(width)}  {numbers_said}".rstrip())
    lines.append(f"answer: {answer_name(record)}")
    return "\n".join(lines)
