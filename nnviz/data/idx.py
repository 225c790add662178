"""MNIST's own file format: arrays as IDX, plain or gzipped, bounded before they are unpacked."""

import gzip
import zlib
from os import PathLike
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nnviz.core import NNVizError

__all__ = ["MAX_BYTES", "read_idx"]

MAX_BYTES = 256 * 2**20
"""No IDX file unpacks to more than this (MNIST's largest is 47 MB)."""


def read_idx(path: str | PathLike[str]) -> NDArray[np.uint8]:
    """Read an IDX file of bytes, such as MNIST's images or labels.

    Parameters
    ----------
    path : str or path-like
        An IDX file; gzip is recognised by its first bytes, not by its name.

    Returns
    -------
    ndarray of uint8
        Read-only, of the shape that the file declares.

    Raises
    ------
    NNVizError
        If the file is missing, not IDX, not of bytes, too large, or shorter or longer than it says.
    """
    source = Path(path)
    try:
        data = _unpacked(source)
    except FileNotFoundError:
        raise NNVizError(f"there is no file {source}") from None
    except IsADirectoryError:
        raise NNVizError(f"expected an IDX file; {source} is a folder") from None
    except (OSError, EOFError, zlib.error) as error:
        raise NNVizError(f"cannot read {source}: {error}") from error
    if len(data) < 4 or data[:2] != b"\0\0":
        raise NNVizError(f"expected an IDX file; {source} does not begin like one")
    kind, axes = data[2], data[3]
    if kind != 0x08:
        raise NNVizError(f"expected an IDX file of bytes (type 0x08); {source} has 0x{kind:02x}")
    start = 4 + 4 * axes
    shape = tuple(int(n) for n in np.frombuffer(data[4 : len(data[:start]) // 4 * 4], dtype=">u4"))
    count = 1
    for length in shape:
        count *= length
    if axes == 0 or len(shape) != axes or len(data) - start != count:
        raise NNVizError(
            f"{source} declares shape {shape} and holds {max(len(data) - start, 0):,} bytes"
        )
    return np.frombuffer(data, dtype=np.uint8, offset=start).reshape(shape)


def _unpacked(source: Path) -> bytes:
    with source.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if packed:
            with gzip.open(file) as stream:
                data = stream.read(MAX_BYTES + 1)
        else:
            data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise NNVizError(f"expected at most {MAX_BYTES:,} bytes; {source} unpacks to more")
    return data
