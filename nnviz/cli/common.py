"""What several commands share: options, examples in the help, JSON, bars."""

import json
import math
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import click

from nnviz.errors import NNVizError, one_line

__all__ = [
    "Path",
    "bar",
    "digit_option",
    "examples",
    "image_option",
    "input_option",
    "json_option",
    "network_option",
    "print_json",
    "print_path",
]

Function = TypeVar("Function", bound=Callable[..., Any])

_EIGHTHS = " ▏▎▍▌▋▊▉"


def image_option(function: Function) -> Function:
    """Add ``--image FILE``, passed on as `image`, a Path or None."""
    return click.option(
        "--image", type=click.Path(path_type=Path), help="A picture of a digit (PNG, JPEG, ...)."
    )(function)


def digit_option(function: Function) -> Function:
    """Add ``--digit N``, passed on as `digit`, the index of a shipped digit or None."""
    return click.option(
        "--digit", type=int, metavar="N", help="The shipped digit with this index, 0 to 9999."
    )(function)


def input_option(function: Function) -> Function:
    """Add ``--input NUMBERS``, passed on as `inputs`, a tuple of texts."""
    return click.option(
        "--input",
        "inputs",
        multiple=True,
        metavar="NUMBERS",
        help="The inputs of the network: 5.1,3.5,1.4,0.2, or a CSV file of them.",
    )(function)


def network_option(function: Function) -> Function:
    """Add ``--network FILE``, passed on as `network`, a Path or None for the shipped one.

    With ``--layers`` the path is that of a copy which says its layers, until the command ends.
    """
    named = click.option(
        "--network",
        type=click.Path(path_type=Path),
        metavar="FILE",
        callback=_network_with_layers,
        help="A network: .npz, .safetensors, .onnx, .keras, ...  [default: the shipped one]",
    )
    layers = click.option(
        "--layers",
        metavar="NAMES",
        is_eager=True,
        expose_value=False,
        callback=_keep_layers,
        help="The function of each layer of a --network of mere arrays: relu,softmax.",
    )
    return layers(named(function))


_LAYERS = "nnviz.layers"


def _keep_layers(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta[_LAYERS] = value


def _network_with_layers(
    context: click.Context, _: click.Parameter, path: Path | None
) -> Path | None:
    layers = context.meta.get(_LAYERS)
    if not layers:
        return path
    if path is None:
        raise click.UsageError("--layers belongs to --network")
    from nnviz.formats import Asked, read_network, write_network

    asked = Asked(tuple(layers.split(",")))
    network = read_network(path, asked=asked)
    for note in asked.notes:
        click.echo(f"nnviz: {one_line(note)}", err=True)
    folder = context.with_resource(TemporaryDirectory(prefix="nnviz-"))
    copy = Path(folder, path.stem + ".safetensors")
    write_network(network, copy)
    return copy


def json_option(function: Function) -> Function:
    """Add ``--json``, passed on as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")(
        function
    )


def examples(*lines: str) -> str:
    r"""Return an epilog of examples for a command's help, one a line.

    Examples
    --------
    >>> examples("nnviz predict three.png").splitlines()
    ['\x08', 'Examples:', '  nnviz predict three.png']
    """
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def print_json(data: Any) -> None:
    """Print `data` as JSON.

    Raises
    ------
    NNVizError
        If it holds NaN or infinity, which JSON lacks.
    """
    try:
        text = json.dumps(data, allow_nan=False, ensure_ascii=False)
    except ValueError as error:
        raise NNVizError(f"expected finite numbers to print; {error}") from error
    if not text.isprintable():
        # Names of files may hold bytes that are no text, or codes that steer a terminal.
        text = "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
    click.echo(text)


def print_path(path: Path) -> None:
    """Print where a file was written: into a pipe byte for byte, on a terminal as text."""
    click.echo(one_line(path) if sys.stdout.isatty() else os.fsencode(path))


def bar(value: float, width: int = 24) -> str:
    """Return a bar of `width` characters, filled up to `value` in [0, 1].

    Examples
    --------
    >>> bar(0.5, width=4), bar(1.0, width=2)
    ('██  ', '██')
    """
    eighths = math.floor(min(max(value, 0.0), 1.0) * width * 8 + 0.5)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(width)
