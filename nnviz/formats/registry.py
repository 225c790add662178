"""Which formats there are, and the two functions that read and write any of them.

A format is a module with three functions: ``begins_like_one(data)`` looks at the first bytes,
``network_from(data, asked)`` makes a `Network` of all of them, and ``to_bytes(network)`` writes
one; a format that is only read has no ``to_bytes``. To add one, write the module and add its row.
It is imported when a file of its ending is read, so what it needs may be an extra.
"""

import os
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

import numpy as np

from nnviz.core import Network
from nnviz.errors import NNVizError
from nnviz.files import read_bounded, readable_size, replace_file
from nnviz.formats.asked import Asked
from nnviz.formats.bounds import MAX_BYTES, MAX_NUMBERS

__all__ = ["ENDINGS", "WRITTEN", "check_ending", "read_network", "write_network"]

_MODULES: dict[str, str] = {
    ".npz": "nnviz.formats.npz_file",
    ".safetensors": "nnviz.formats.safetensors_file",
    ".onnx": "nnviz.formats.onnx_file",
    ".keras": "nnviz.formats.keras_file",
    ".h5": "nnviz.formats.keras_file",
    ".skops": "nnviz.formats.skops_file",
}
"""For each ending, in lower case, the module of its format."""

ENDINGS = tuple(_MODULES)
"""The endings of the files that are read."""

WRITTEN = (".npz", ".safetensors")
"""The endings of the files that are written."""

_PICKLES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")

_CONVERT = {
    (".pt", ".pth", ".bin", ".ckpt"): (
        "PyTorch's files are pickles, which run code when they are opened. Convert it where you "
        "trust it: from safetensors.torch import save_file; "
        "save_file(torch.load({name!r}).state_dict(), 'model.safetensors')"
    ),
    (".pkl", ".pickle", ".joblib"): (
        "pickles run code when they are opened. Convert it where you trust it: from nnviz.formats "
        "import from_sklearn; from_sklearn(joblib.load({name!r})).save('model.safetensors')"
    ),
}
"""For files that are never opened, the two lines that make one that is."""


class _Format(Protocol):
    """A module as this one sees it."""

    def begins_like_one(self, data: bytes) -> bool: ...
    def network_from(self, data: bytes, asked: Asked) -> Network: ...
    def to_bytes(self, network: Network) -> bytes: ...


def read_network(path: str | os.PathLike[str], *, asked: Asked | None = None) -> Network:
    """Read a network from a file; nothing in it is ever executed or unpickled.

    Parameters
    ----------
    path : path
        Ends as one of `ENDINGS`, in any case.
    asked : Asked, optional
        What the file does not say: the function of each layer, for mere arrays. Its notes say
        afterwards how the file was read.

    Raises
    ------
    NNVizError
        If the file is missing, no ordinary file, too large, of another format than its ending
        says, or does not describe a network; the message names the file, and the layer and shapes
        where they do not fit.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "small.safetensors"
    >>> write_network(Network.random((3, 2, 2), seed=7), path)
    >>> read_network(path).sizes
    (3, 2, 2)
    """
    ending = check_ending(path)
    data = read_bounded(path, limit=MAX_BYTES, what="network")
    try:
        module = _format(_MODULES[ending])
        if not module.begins_like_one(data):
            raise NNVizError(f"expected a {ending} file; it {_looks(data)}")
        # Numbers that overflow on the way are refused where a layer gets them.
        with np.errstate(all="ignore"):
            return module.network_from(data, asked or Asked())
    except MemoryError:
        raise NNVizError(f"{os.fspath(path)} does not fit into memory") from None
    except NNVizError as error:
        raise NNVizError(f"{os.fspath(path)}: {error}") from error


def write_network(network: Network, path: str | os.PathLike[str]) -> None:
    """Write a network to a file, whole or not at all; its ending says in which format.

    Raises
    ------
    NNVizError
        If the ending is none of `WRITTEN`, the network is too large to be read again, or the file
        cannot be written; an older file then stays.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "small.npz"
    >>> network = Network.random((3, 2, 2), seed=7)
    >>> write_network(network, path)
    >>> read_network(path) == network
    True
    """
    ending = check_ending(path, WRITTEN)
    if network.parameter_count > MAX_NUMBERS:
        raise NNVizError(
            f"expected a network of at most {MAX_NUMBERS:,} weights and biases "
            f"({readable_size(MAX_BYTES)}); this one has {network.parameter_count:,}"
        )
    data = _format(_MODULES[ending]).to_bytes(network)
    with replace_file(path) as draft:
        draft.write_bytes(data)


def check_ending(path: str | os.PathLike[str], endings: tuple[str, ...] = ENDINGS) -> str:
    """Return the ending of a network file's name, in lower case.

    Parameters
    ----------
    path : path
    endings : tuple of str
        Those that are good: `ENDINGS` to read, `WRITTEN` to write.

    Raises
    ------
    NNVizError
        If it is none of them; of files that are never opened the message says how to convert them.

    Examples
    --------
    >>> check_ending("Mine.NPZ")
    '.npz'
    """
    ending = Path(path).suffix.lower()
    if ending in endings:
        return ending
    for others, hint in _CONVERT.items():
        if ending in others and endings is ENDINGS:
            raise NNVizError(f"{os.fspath(path)}: " + hint.format(name=Path(path).name[:60]))
    known = f"{', '.join(endings[:-1])} or {endings[-1]}"
    raise NNVizError(f"expected a network file that ends in {known}; got {os.fspath(path)}")


def _format(name: str) -> _Format:
    return cast(_Format, import_module(name))


def _looks(data: bytes) -> str:
    """Say what a file seems to be instead."""
    if not data:
        return "is empty"
    if data.startswith(_PICKLES):
        return "looks like a pickle, and those are never opened"
    for ending, name in reversed(_MODULES.items()):
        if _format(name).begins_like_one(data):
            return f"looks like a {ending} file"
    return "does not begin like one"
