"""``nnviz figure``: one state of a network as a vector figure."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nnviz.cli.common import (
    digit_option,
    examples,
    image_option,
    input_option,
    network_option,
    print_path,
)
from nnviz.core import NNVizError

if TYPE_CHECKING:
    from nnviz.core import Network
    from nnviz.view import Theme, VectorFigure

__all__ = ["figure"]

_KINDS = ("network", "weights", "sigmoid", "digit", "forward", "explain", "calibration")
_ENDS = (".svg", ".pdf", ".png")
_BELONGS = {
    "layer": ("weights", "sigmoid"),
    "neuron": ("weights", "sigmoid"),
    "values": ("digit",),
    "image": ("forward", "sigmoid", "digit", "explain"),
    "digit": ("forward", "sigmoid", "digit", "explain"),
    "input": ("forward", "sigmoid"),
    "network": ("network", "weights", "sigmoid", "forward", "explain", "calibration"),
}
"""The figures that an option is for; the others show nothing of it and refuse it."""


@click.command(
    epilog=examples(
        "nnviz figure forward -o forward.svg",
        "nnviz figure forward --image three.png --theme light -o forward.pdf",
        "nnviz figure weights --layer 1 --neuron 3 -o neuron.svg",
        "nnviz figure sigmoid --layer 2 --neuron 7 --width 1600 -o sigmoid.png",
        "nnviz figure digit --digit 8537 --values -o digit.pdf",
        "nnviz figure explain --image three.png -o explained.svg",
        "nnviz figure calibration -o calibration.svg",
        "nnviz figure forward --network xor.npz --input 0,1 -o xor.svg",
    )
)
@click.argument("kind", type=click.Choice(_KINDS), metavar="|".join(_KINDS))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Ends in .svg, .pdf or .png.",
)
@image_option
@digit_option
@input_option
@network_option
@click.option("--theme", metavar="NAME", help="dark, light or colorblind.  [default: dark]")
@click.option("--layer", type=int, metavar="N", help="1 is the first after the input.")
@click.option("--neuron", type=int, metavar="N", help="The index in its layer, from 0.")
@click.option("--values", is_flag=True, help="digit: write the number into every pixel.")
@click.option("--transparent", is_flag=True, help="Leave the background out.")
@click.option("--width", type=click.IntRange(16, 20000), metavar="PIXELS", help="Of a PNG.")
def figure(kind: str, output: Path, **options: Any) -> None:
    """Draw one state of a network, in the colours and places of the films.

    network: every weight; weights: those of a layer or of one neuron, as images; sigmoid: a
    neuron's z and a on its curve; digit: the 28 x 28 pixels; forward: a whole forward pass;
    explain: which pixels spoke for the answer; calibration: how far answers can be trusted, on the
    held-out digits.
    """
    from nnviz.files import replace_file

    if output.suffix.lower() not in _ENDS:
        raise NNVizError(f"expected a name that ends in {', '.join(_ENDS)}; got {output.name}")
    for name, fits in _BELONGS.items():
        value = options["inputs"] if name == "input" else options[name]
        if value not in (None, False, ()) and kind not in fits:
            owners = " and ".join([", ".join(fits[:-1]), fits[-1]] if fits[1:] else fits)
            raise click.UsageError(f"--{name} belongs to {owners}, not to {kind}")
    if options["width"] and output.suffix.lower() != ".png":
        raise click.UsageError("--width belongs to a PNG; SVG and PDF have any size")
    drawn = _drawn(kind, options)
    if options["transparent"]:
        drawn.background = None
    with replace_file(output) as draft:
        draft.write_bytes(_written(drawn, output.suffix.lower(), options["width"]))
    print_path(output)


def _drawn(kind: str, options: dict[str, Any]) -> "VectorFigure":
    from nnviz.data import choose_subject, explain_answer, read_rows
    from nnviz.view import (
        digit_figure,
        forward_figure,
        network_figure,
        sigmoid_figure,
        theme_named,
        weights_figure,
        worth_figure,
    )

    theme = theme_named(options["theme"] or "dark")
    given = {name: options[name] for name in ("image", "digit", "network")}
    if options["inputs"] and (options["image"] or options["digit"] is not None):
        raise click.UsageError("give --image, --digit, or --input")
    subject = choose_subject(**given)
    network, neuron = subject.network, options["neuron"]
    row = read_rows(options["inputs"], network)[0] if options["inputs"] else None
    layer = None if options["layer"] is None else options["layer"] - 1
    if layer is not None and not 0 <= layer < len(network.layers):
        raise NNVizError(
            f"expected --layer 1 to {len(network.layers)} for this network; got {layer + 1}"
        )
    if kind == "network":
        return network_figure(network, theme=theme)
    if kind == "weights":
        return weights_figure(network, layer=layer or 0, neuron=neuron, theme=theme)
    if kind == "digit":
        caption = subject.source
        return digit_figure(subject.image, theme=theme, caption=caption, values=options["values"])
    if row is not None and kind == "forward":
        return forward_figure(network.forward(row.values), theme=theme, source=row.source)
    if row is not None and kind == "sigmoid":
        record = network.forward(row.values)
        return sigmoid_figure(record, layer=layer, neuron=neuron, theme=theme)
    if network.n_inputs != subject.image.size:
        raise NNVizError(
            f"{kind} shows a network that reads {subject.image.size} pixels; "
            f"this one has {network.n_inputs} inputs: give them by --input"
        )
    if kind == "calibration":
        return _calibration(network, theme)
    if kind == "explain":
        found = explain_answer(network, subject.image)
        return worth_figure(
            found.image,
            found.worth,
            answer=str(found.digit),
            theme=theme,
            caption=f"{subject.source}; {found.method}",
        )
    if kind == "sigmoid":
        return sigmoid_figure(subject.forward_pass, layer=layer, neuron=neuron, theme=theme)
    return forward_figure(subject.forward_pass, theme=theme, source=subject.source)


def _calibration(network: "Network", theme: "Theme") -> "VectorFigure":
    """Draw how far the answers to the held-out digits can be trusted."""
    from nnviz.data import HELD_OUT, chance_of_being_right, load_digits
    from nnviz.view import calibration_figure

    digits = load_digits().subset(HELD_OUT)
    outputs = network.forward(digits.vectors()).outputs
    if outputs.shape[1] != 10:
        raise NNVizError(f"calibration is of ten digits; this network has {outputs.shape[1]}")
    return calibration_figure(
        chance_of_being_right(outputs),
        outputs.argmax(axis=1) == digits.labels,
        theme=theme,
        data="held-out digits",
    )


def _written(drawn: "VectorFigure", end: str, width: int | None) -> bytes:
    if end == ".svg":
        return drawn.to_svg().encode("utf-8")
    if end == ".pdf":
        return drawn.to_pdf()
    return drawn.to_png(pixels_per_unit=width / drawn.width if width else 1920 / drawn.width)
