"""``nnviz import``: a network of another tool, reported and converted."""

from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, json_option, print_json
from nnviz.core import Feature, Layer, Meaning, Network, NNVizError
from nnviz.errors import one_line

__all__ = ["import_network"]


@click.command(
    name="import",
    epilog=examples(
        "nnviz import model.onnx",
        "nnviz import model.keras -o mine.safetensors",
        "nnviz import state.safetensors --layers relu,softmax",
        "nnviz import model.onnx --scale 255 -o mine.safetensors",
        "nnviz import xor.skops --classes no,yes -o xor.safetensors",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it: .safetensors or .npz; without it the file is only reported.",
)
@click.option(
    "--layers",
    metavar="NAMES",
    help="The function of each layer, where the file holds mere arrays: relu,softmax.",
)
@click.option("--transposed", is_flag=True, help="Mere arrays are (n_in, n_out).")
@click.option("--scale", type=float, metavar="X", help="Trained on inputs so many times ours: 255.")
@click.option("--mean", metavar="NUMBERS", help="Trained on inputs less this, one or one for each.")
@click.option("--std", metavar="NUMBERS", help="... and divided by this.")
@click.option("--image", metavar="ROWSxCOLUMNS", help="The inputs are an image, such as 8x8.")
@click.option("--features", metavar="NAMES", help="The inputs' names: 'length (cm),width (cm)'.")
@click.option("--classes", metavar="NAMES", help="What the outputs stand for: no,yes.")
@json_option
def import_network(file: Path, output: Path | None, as_json: bool, **options: Any) -> None:
    """Read a network of another tool, say what it is, and write it as one of ours.

    FILE is .npz, .safetensors, .onnx, .keras, .h5 or .skops; nothing in it is executed or
    unpickled. All commands with --network take such files directly; converted, a network also keeps
    what its inputs and outputs mean, and how the inputs were prepared in training.
    """
    from nnviz.cli.import_checks import noticed
    from nnviz.formats import WRITTEN, Asked, check_ending, read_network, write_network

    if output is not None:
        check_ending(output, WRITTEN)
    names = tuple(options["layers"].split(",")) if options["layers"] else ()
    asked = Asked(names, is_transposed=options["transposed"])
    network = _prepared(read_network(file, asked=asked), options)
    network = Network(network.layers, _meaning(network.meaning, options))
    notes = [*asked.notes, *noticed(network)]
    if output is not None:
        write_network(network, output)
    if as_json:
        print_json(_record(network, notes, file, output))
        return
    click.echo("\n".join(_report(network, notes, file, output)))


def _prepared(network: Network, options: dict[str, Any]) -> Network:
    """Return the network with what was done to its inputs in its first layer."""
    from nnviz.formats import scale_inputs

    mean, std = (_numbers(options[name], f"--{name}") for name in ("mean", "std"))
    if options["scale"] is not None and (mean or std):
        raise click.UsageError("give --scale, or --mean and --std")
    if options["scale"] is not None:
        said = f"inputs were multiplied by {options['scale']:g}"
        return scale_inputs(network, options["scale"], said=said)
    if not (mean or std):
        return network
    spread, centre = std or [1.0], mean or [0.0]
    if 0.0 in spread:
        raise NNVizError("expected --std other than 0")
    count = max(len(spread), len(centre))
    spread, centre = (each * count if len(each) == 1 else each for each in (spread, centre))
    if len(spread) != len(centre):
        raise NNVizError(f"expected as many --mean as --std; got {len(centre)} and {len(spread)}")
    said = "inputs were standardised"
    if count == 1:
        said = (
            f"{centre[0]:g} was subtracted from the inputs, and they were divided by {spread[0]:g}"
        )
    scale = [1.0 / each for each in spread]
    shift = [-middle / each for middle, each in zip(centre, spread, strict=True)]
    return scale_inputs(network, scale, shift, said=said)


def _numbers(text: str | None, option: str) -> list[float]:
    try:
        return [float(each) for each in text.split(",")] if text else []
    except ValueError:
        raise NNVizError(f"expected numbers in {option}, such as 0.5,1.2; got {text}") from None


def _meaning(said: Meaning, options: dict[str, Any]) -> Meaning:
    """Return what the file and the options say of inputs and outputs."""
    shape, features, classes = said.image_shape, said.features, said.classes
    if options["image"]:
        sizes = options["image"].lower().split("x")
        if not all(size.isdecimal() for size in sizes):
            raise NNVizError(f"expected --image such as 8x8 or 32x32x3; got {options['image']}")
        shape, features = tuple(int(size) for size in sizes), ()
    if options["features"]:
        features, shape = tuple(Feature.parse(each) for each in options["features"].split(",")), ()
    if options["classes"]:
        classes = tuple(each.strip() for each in options["classes"].split(","))
    return Meaning(
        image_shape=shape, features=features, classes=classes, preparation=said.preparation
    )


def _shape(layer: Layer) -> str:
    """Return the size of a layer's arrays, or of its maps."""
    arrays = list(layer.arrays.values())
    sizes = arrays[0].shape if arrays else layer.out_shape
    return " x ".join(f"{size:,}" for size in sizes)


def _record(network: Network, notes: list[str], file: Path, output: Path | None) -> dict[str, Any]:
    return {
        "file": str(file),
        "output": None if output is None else str(output),
        "network": network.digest,
        "sizes": list(network.sizes),
        "parameters": network.parameter_count,
        "layers": [
            {
                "kind": layer.kind,
                "activation": layer.activation.name,
                "arrays": {name: list(array.shape) for name, array in layer.arrays.items()},
                "out_shape": list(layer.out_shape),
                "parameters": layer.parameter_count,
            }
            for layer in network.layers
        ],
        "image_shape": list(network.image_shape),
        "features": [feature.label for feature in network.meaning.features],
        "classes": list(network.meaning.classes),
        "preparation": network.meaning.preparation,
        "notes": notes,
    }


def _report(network: Network, notes: list[str], file: Path, output: Path | None) -> list[str]:
    sizes = "-".join(str(size) for size in network.sizes)
    lines = [f"{one_line(file)}: {sizes}, {network.parameter_count:,} weights and biases"]
    rows = [
        (f"layer {number}", layer.kind, _shape(layer), layer.activation.name,
         f"{layer.parameter_count:,}")
        for number, layer in enumerate(network.layers, start=1)
    ]  # fmt: skip
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        lines.append(f"  {'  '.join(cells)}  {row[4]}")
    meaning = network.meaning
    if network.image_shape:
        lines.append(f"  inputs: an image, {' x '.join(str(size) for size in network.image_shape)}")
    elif meaning.features:
        lines.append(f"  inputs: {', '.join(feature.label for feature in meaning.features)}")
    elif network.n_inputs in (64, 256, 1024):
        side = int(network.n_inputs**0.5)
        notes = [
            *notes,
            f"if its {network.n_inputs:,} inputs are an image, give --image {side}x{side}",
        ]
    if meaning.classes:
        lines.append(f"  outputs: {', '.join(meaning.classes)}")
    if meaning.preparation:
        lines.append(f"  in training: {meaning.preparation}; this is part of the first layer now")
    lines += [f"  note: {one_line(note)}" for note in notes]
    if output is not None:
        lines.append(one_line(output))
    return lines
