"""Cases that break the contract, so that the watch can be seen to see them."""

import os
from pathlib import Path
from random import Random
from typing import Any

from fuzz.cases import Case, Make


def _long() -> None:
    from nnviz.errors import NNVizError

    error = NNVizError()
    error.args = ("x" * 2000,)
    raise error


def _leaves() -> None:
    Path("stray").write_text("x")


def _memory() -> None:
    len(bytes(300 << 20).replace(b"\0", b"x"))


def _ends() -> None:
    os._exit(7)


def _fault() -> None:
    _ = 1 / 0


def _kind(run: Any) -> Make:
    def make(rng: Random, folder: Path) -> Case:
        return Case(run, "wrong")

    return make


KINDS: dict[str, Make] = {
    "wrong: long": _kind(_long),
    "wrong: leaves": _kind(_leaves),
    "wrong: memory": _kind(_memory),
    "wrong: ends": _kind(_ends),
    "wrong: fault": _kind(_fault),
}
