"""The kinds of bad input: each makes files in a folder, and hands them to nnviz."""

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from fuzz import damage, networks, pictures, sources
from fuzz.arguments import arguments


@dataclass(frozen=True)
class Case:
    """One input.

    Attributes
    ----------
    run : callable
        Hands it over; raises what nnviz raises.
    told : str
        What it was, in short.
    targets : tuple of str
        Names in the folder that may be written.
    seconds : float
        How long it may take.
    """

    run: Callable[[], Any]
    told: str
    targets: tuple[str, ...] = ()
    seconds: float = 1.0


Make = Callable[[Random, Path], Case]


def _picture(rng: Random, folder: Path) -> Case:
    from nnviz.data import read_image

    data = pictures.picture(rng)
    if rng.randrange(2):
        return Case(lambda: read_image(data), "bytes")
    path = folder / "picture.png"
    path.write_bytes(data)
    return Case(lambda: read_image(path), path.name)


def _network(ending: str) -> Make:
    def make(rng: Random, folder: Path) -> Case:
        import numpy as np

        from nnviz.formats import read_network, write_network

        path = folder / f"network{ending if rng.randrange(20) else rng.choice(networks.ENDINGS)}"
        path.write_bytes(networks.network(rng, ending))
        value = rng.choice((0.0, 0.5, 1.0, 1e200, float("nan")))

        def run() -> None:
            network = read_network(path)
            write_network(network, folder / "out.npz")
            inputs = np.full(network.n_inputs, value)
            record = network.forward(inputs)
            assert all(np.isfinite(layer.activations).all() for layer in record.layers)
            assert len(record.ranking) == network.n_outputs

        return Case(run, path.name, ("out.npz",))

    return make


def _foreign(rng: Random, folder: Path) -> Case:
    from nnviz.formats import Asked, read_network

    ending, data = networks.foreign(rng)
    path = folder / f"network{ending}"
    path.write_bytes(data)
    asked = Asked(rng.choice(((), ("relu", "softmax"), ("relu", "relu", "softmax"))))
    return Case(lambda: read_network(path, asked=asked), path.name)


def _digits(rng: Random, folder: Path) -> Case:
    from nnviz.data.labelled import read_digits

    files = networks.digits(rng)
    paths = [folder / ("one.npz" if len(files) == 1 else str(n)) for n in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    return Case(lambda: read_digits(paths), f"{len(files)} files")


def _scenes(rng: Random, folder: Path) -> Case:
    from nnviz.film import choose_scenes, find_scenes

    part = folder / "part"
    part.mkdir()
    (part / "a.py").write_bytes(sources.scenes(rng))
    if rng.randrange(2):
        (folder / "story.toml").write_bytes(sources.story(rng))
    name = damage.text(rng) if rng.randrange(2) else "First"

    def run() -> None:
        for entry in choose_scenes(find_scenes(folder), [name]):
            assert entry.title.isprintable(), entry.title
            assert entry.teaches.isprintable(), entry.teaches

    return Case(run, name)


def _record(rng: Random, folder: Path) -> Case:
    from nnviz.film.encode.caption_files import to_srt, to_transcript, to_vtt
    from nnviz.film.record import FilmRecord

    path = folder / "film.json"
    path.write_bytes(sources.record(rng))

    def run() -> None:
        record = FilmRecord.load(path)
        for text in (
            to_vtt(record.captions, title=record.title),
            to_srt(record.captions),
            to_transcript(record.captions, record.sections),
        ):
            text.encode("utf-8")

    return Case(run, "film.json")


def _call(given: list[str]) -> Callable[[], None]:
    def run() -> None:
        from nnviz.cli import main

        main(given)

    return run


def _arguments(rng: Random, folder: Path) -> Case:
    from nnviz.cli.commands import COMMANDS, nnviz

    context: Any = None
    commands = {name: nnviz.get_command(context, name) for name in COMMANDS}
    _furnish(rng, folder)
    given = arguments(rng, {name: command for name, command in commands.items() if command})
    named = (word.rpartition("=")[2].split("/")[0] for word in given)
    # 13,000 lines as a picture: what was asked for, and no bad input.
    seconds = 5.0 if "figure" in given or "lesson" in given else 1.0
    return Case(
        _call(given), repr(given), ("out", "media", "network.npz", "catalogues", *named), seconds
    )


def _names(rng: Random, folder: Path) -> Case:
    """Good and bad files under names of any bytes, on the command line."""
    good = rng.randrange(3)
    name = os.fsdecode(damage.file_name(rng, ".png"))
    out = os.fsdecode(damage.file_name(rng, rng.choice((".svg", ".svg", ".png", ""))))
    network = os.fsdecode(damage.file_name(rng, ".npz"))
    (folder / name).write_bytes(_good_files()["good.png"] if good else b"x")
    (folder / network).write_bytes(_good_files()["good.npz"] if good else b"x")
    given = rng.choice(
        (
            ["predict", "--", name],
            ["predict", "--json", "--show", "--", name, "no\udcff"],
            ["trace", "--json", "--", name],
            ["trace", f"--network={network}", "--", name],
            ["figure", "digit", f"--image={name}", f"--output={out}"],
            ["evaluate", f"--data={name}"],
            ["evaluate", f"--network={network}", "--json"],
            ["render", "First", f"--scenes={name}", f"--image={name}", "-o", "out.mp4"],
            ["scenes", f"--scenes={name}"],
            ["explain", f"--media={out}", "--", name],
        )
    )
    return Case(_call(given), repr(given), (out, "media", "out.mp4"))


@cache
def _good_files() -> dict[str, bytes]:
    import numpy as np

    from nnviz.core import Network
    from nnviz.formats import npz_file, safetensors_file

    rng, small = Random(0), Network.random((784, 4, 10), seed=1)
    buffer = io.BytesIO()
    np.savez(buffer, images=np.zeros((3, 28, 28), np.uint8), labels=np.arange(3))
    idx = bytes([0, 0, 8])
    return {
        "good.png": next(data for kind, data in pictures.corpus() if kind == "PNG"),
        "good.npz": npz_file.to_bytes(small),
        "good.safetensors": safetensors_file.to_bytes(small),
        "odd.npz": npz_file.to_bytes(Network.random((3, 2), seed=1)),
        "digits.npz": buffer.getvalue(),
        "images.idx": idx + bytes([3, *[0, 0, 0, 1, 0, 0, 0, 28, 0, 0, 0, 28]]) + bytes(784),
        "labels.idx": idx + bytes([1, 0, 0, 0, 1, 7]),
        "scene.py": sources.SCENE.replace("{title}", "'A title'").encode(),
        "numpy.py": sources.SCENE.replace("{title}", "'A title'").encode(),
        "bad.py": sources.scenes(rng),
    }


def _furnish(rng: Random, folder: Path) -> None:
    for name, data in _good_files().items():
        (folder / name).write_bytes(data)
    (folder / "bad.png").write_bytes(pictures.picture(rng))
    for ending in networks.ENDINGS:
        (folder / f"bad{ending}").write_bytes(networks.network(rng, ending))
    for name in ("pipe", "pipe.npz"):
        os.mkfifo(folder / name)
    (folder / "folder").mkdir()
    (folder / "full").mkdir()
    (folder / "full" / "theirs.txt").write_text("not ours")


KINDS: dict[str, Make] = {
    "pictures": _picture,
    "networks, npz": _network(".npz"),
    "networks, safetensors": _network(".safetensors"),
    "networks of other tools": _foreign,
    "digits": _digits,
    "scenes": _scenes,
    "records of films": _record,
    "arguments": _arguments,
    "names of files": _names,
}
