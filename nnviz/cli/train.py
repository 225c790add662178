"""``nnviz train``: the shipped network again, or another one."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nnviz.cli.common import examples, json_option, print_json, print_path

if TYPE_CHECKING:
    from nnviz.core import TrainingProgress

__all__ = ["train_network"]


@click.command(
    "train",
    epilog=examples(
        "nnviz train    # the shipped network again",
        "nnviz train --out mine.npz --seed 7",
        "nnviz train --hidden 32 --hidden 16 --epochs 100 -o wide.safetensors",
    ),
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("network.npz"),
    show_default=True,
    metavar="FILE",
    help="Where to write the network, .npz or .safetensors.",
)
@click.option("--seed", type=int, metavar="N", help="[default: the shipped network's]")
@click.option(
    "--epochs", type=int, metavar="N", help="Times to see each digit.  [default: the shipped's]"
)
@click.option(
    "--hidden",
    type=click.IntRange(1, 4096),
    multiple=True,
    metavar="N",
    help="Neurons of a hidden layer; once for each.  [default: 16 16]",
)
@json_option
def train_network(
    out: Path,
    seed: int | None,
    epochs: int | None,
    hidden: tuple[int, ...],
    as_json: bool,
) -> None:
    """Train a network on the shipped digits before the held-out ones, and write it to a file.

    With no option this is how the shipped network was made: the same digits, variations, seed and
    steps, on one core. At the end its accuracy on the digits it has not seen is printed.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from nnviz.data import HELD_OUT, load_digits, load_network, train_digits
    from nnviz.files import replace_file
    from nnviz.formats import check_ending

    check_ending(out)
    with replace_file(out) as draft:  # A place that cannot be written is known before the work.
        began = time.perf_counter()
        columns = (
            TextColumn("training"),
            BarColumn(),
            TextColumn("epoch {task.completed} of {task.total}"),
            TextColumn("loss {task.fields[loss]:.3f}"),
            TimeRemainingColumn(),
        )
        console = Console(stderr=True)
        with Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        ) as progress:
            task = progress.add_task("", total=epochs, loss=float("nan"))

            def show(done: "TrainingProgress") -> None:
                progress.update(task, total=done.epochs, completed=done.epoch, loss=done.loss)

            given = {"seed": seed, "epochs": epochs, "hidden": hidden or None}
            chosen: dict[str, Any] = {k: v for k, v in given.items() if v is not None}
            network = train_digits(**chosen, on_epoch=show)
        seconds = time.perf_counter() - began
        network.save(draft)
    held_out = load_digits().subset(HELD_OUT)
    right = int(network.forward(held_out.vectors()).is_right(held_out.labels).sum())
    same = network == load_network()
    if as_json:
        print_json(
            {
                "file": str(out),
                "network": network.digest,
                "shipped": same,
                "seconds": seconds,
                "held_out": {"right": right, "of": len(held_out)},
            }
        )
        return
    click.echo(f"{network!r}, trained in {seconds:.0f} s")
    click.echo(
        f"right on {right:,} of {len(held_out):,} held-out digits: {right / len(held_out):.2%}"
    )
    if same:
        click.echo("bit for bit the shipped network")
    print_path(out)
