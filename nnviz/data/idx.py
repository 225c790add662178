"""MNIST's own file format: arrays as IDX, plain or gzipped, bounded before they are unpacked.

It is read here because the format is four numbers and bytes, and no library of ours reads it.
"""

import gzip
import io
import math
import zlib
from os import PathLike
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import NNVizError
from nnviz.files import read_bounded, readable_size

__all__ = ["MAX_IDX_BYTES", "read_idx"]

MAX_IDX_BYTES = 96 << 20
"""No file of digits is larger, and none unpacks to more (MNIST's largest is 47 MB)."""

_MAX_AXES = 4


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
    packed = read_bounded(source, limit=MAX_IDX_BYTES, what="IDX file")
    is_gzip = packed[:2] == b"\x1f\x8b"
    stream: Any = gzip.GzipFile(fileobj=io.BytesIO(packed)) if is_gzip else io.BytesIO(packed)
    try:
        return _array(stream, source)
    except (OSError, EOFError, zlib.error) as error:
        raise NNVizError(f"cannot read {source}: {error}") from error


def _array(stream: IO[bytes], source: Path) -> NDArray[np.uint8]:
    """Return the array of an unpacked file, of which no more is read than its header declares."""
    head = stream.read(4)
    if len(head) < 4 or head[:2] != b"\0\0":
        raise NNVizError(f"expected an IDX file; {source} does not begin like one")
    kind, axes = head[2], head[3]
    if kind != 0x08:
        raise NNVizError(f"expected an IDX file of bytes (type 0x08); {source} has 0x{kind:02x}")
    if not 1 <= axes <= _MAX_AXES:
        raise NNVizError(f"expected 1 to {_MAX_AXES} axes; {source} declares {axes}")
    shape = tuple(
        int(n) for n in np.frombuffer(stream.read(4 * axes).ljust(4 * axes, b"\xff"), ">u4")
    )
    # An axis of no length allows any length beside it.
    if math.prod(max(1, length) for length in shape) > MAX_IDX_BYTES:
        raise NNVizError(
            f"expected at most {readable_size(MAX_IDX_BYTES)}; {source} declares shape {shape}"
        )
    count = math.prod(shape)
    data = stream.read(count + 1)
    if len(data) != count:
        held = "more" if len(data) > count else f"{len(data):,}"
        raise NNVizError(f"{source} declares shape {shape} of {count:,} bytes and holds {held}")
    return np.frombuffer(data, dtype=np.uint8).reshape(shape)
