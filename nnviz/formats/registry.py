"""Which formats there are, and the two functions that read and write any of them.

A format is a module with three functions: ``begins_like_one(data)`` looks at the first bytes,
``network_from(data)`` makes a `Network` of all of them, and ``to_bytes(network)`` writes one; a
format that is only read has no ``to_bytes``. To add one, write the module and add its row. It is
imported when a file of its ending is read, so what it needs may be an extra.
"""

import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from nnviz.core import Network
from nnviz.errors import NNVizError
from nnviz.files import read_bounded, readable_size, replace_file
from nnviz.formats.bounds import MAX_BYTES, MAX_NUMBERS

__all__ = ["ENDINGS", "check_ending", "read_network", "write_network"]

_MODULES: dict[str, tuple[str, ...]] = {
    ".npz": ("nnviz.formats.npz_file",),
    ".safetensors": ("nnviz.formats.safetensors_file",),
}
"""For each ending, in lower case, the formats that bear it; the first bytes choose among them."""

ENDINGS = tuple(_MODULES)
"""The endings of the files that are read."""

_PICKLES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


class _Format(Protocol):
    """A module as this one sees it."""

    def begins_like_one(self, data: bytes) -> bool: ...
    def network_from(self, data: bytes) -> Network: ...
    def to_bytes(self, network: Network) -> bytes: ...


def read_network(path: str | os.PathLike[str]) -> Network:
    """Read a network from a file; nothing in it is ever executed or unpickled.

    Parameters
    ----------
    path : path
        Ends as one of `ENDINGS`, in any case.

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
        for module in _formats(_MODULES[ending]):
            if module.begins_like_one(data):
                return module.network_from(data)
        raise NNVizError(f"expected a {ending} file; it {_looks(data)}")
    except MemoryError:
        raise NNVizError(f"{os.fspath(path)} does not fit into memory") from None
    except NNVizError as error:
        raise NNVizError(f"{os.fspath(path)}: {error}") from error


def write_network(network: Network, path: str | os.PathLike[str]) -> None:
    """Write a network to a file, whole or not at all; its ending says in which format.

    Raises
    ------
    NNVizError
        If the ending is none of `ENDINGS`, the network is too large to be read again, or the file
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
    ending = check_ending(path)
    if network.parameter_count > MAX_NUMBERS:
        raise NNVizError(
            f"expected a network of at most {MAX_NUMBERS:,} weights and biases "
            f"({readable_size(MAX_BYTES)}); this one has {network.parameter_count:,}"
        )
    (module, *_) = _formats(_MODULES[ending])
    data = module.to_bytes(network)
    with replace_file(path) as draft:
        draft.write_bytes(data)


def check_ending(path: str | os.PathLike[str]) -> str:
    """Return the ending of a network file's name, in lower case.

    Raises
    ------
    NNVizError
        If it is none of `ENDINGS`.

    Examples
    --------
    >>> check_ending("Mine.NPZ")
    '.npz'
    """
    ending = Path(path).suffix.lower()
    if ending not in _MODULES:
        known = " or ".join(ENDINGS)
        raise NNVizError(f"expected a network file that ends in {known}; got {os.fspath(path)}")
    return ending


def _formats(names: Iterable[str]) -> list[_Format]:
    return [cast(_Format, import_module(name)) for name in names]


def _looks(data: bytes) -> str:
    """Say what a file seems to be instead."""
    if not data:
        return "is empty"
    if data.startswith(_PICKLES):
        return "looks like a pickle, and those are never opened"
    for ending, names in _MODULES.items():
        if any(module.begins_like_one(data) for module in _formats(names)):
            return f"looks like a {ending} file"
    return "does not begin like one"
