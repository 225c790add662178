"""``.npz``: numpy's archive of arrays, read within bounds and without pickles."""

import io
import json
import math
import zipfile
from os import PathLike, fspath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import Network
from nnviz.errors import NNVizError
from nnviz.files import read_bounded
from nnviz.formats.archive import is_archive, members_of
from nnviz.formats.asked import Asked, refuse_layers
from nnviz.formats.bounds import MAX_BYTES, MAX_LAYERS
from nnviz.formats.named_arrays import arrays_of, network_of
from nnviz.formats.state_dict import network_of_arrays

__all__ = ["array_of", "begins_like_one", "network_from", "read_arrays", "to_bytes"]

_KINDS = "biufU"


def begins_like_one(data: bytes) -> bool:
    """Return whether the first bytes are those of a zip archive."""
    return is_archive(data)


def network_from(data: bytes, asked: Asked) -> Network:
    """Return the network that the bytes of an ``.npz`` describe: ours, or mere arrays.

    Raises
    ------
    NNVizError
        If they are no such archive, or describe no network.
    """
    arrays = _unpack(data, MAX_BYTES)
    if not {"format_version", "activations"} & set(arrays):
        return network_of_arrays(arrays, asked)
    version = arrays.pop("format_version", None)
    names = arrays.pop("activations", None)
    if version is None or names is None or version.shape != () or version.dtype.kind not in "iu":
        raise NNVizError("expected the members format_version and activations of a network file")
    if names.ndim != 1 or names.dtype.kind != "U" or len(names) > MAX_LAYERS:
        raise NNVizError(
            f"expected a list of at most {MAX_LAYERS:,} names in activations; "
            f"got {names.dtype} {names.shape}"
        )
    refuse_layers(asked)
    about = {
        **_read_about(arrays.pop("about", None)),
        "format_version": int(version),
        "activations": [str(name) for name in names],
    }
    return network_of(about, arrays)


def to_bytes(network: Network) -> bytes:
    """Return the bytes of an ``.npz``: the same for the same network, whatever the day."""
    about, arrays = arrays_of(network)
    members = {
        "format_version": np.array(about.pop("format_version"), dtype="<i8"),
        "activations": np.array(about.pop("activations"), dtype=np.str_),
        **({"about": np.array(json.dumps(about))} if about else {}),
        **arrays,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in members.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, member.getvalue())
    return buffer.getvalue()


def read_arrays(path: str | PathLike[str], *, limit: int = MAX_BYTES) -> dict[str, NDArray[Any]]:
    """Return all arrays of an ``.npz`` of numbers and texts.

    Parameters
    ----------
    path : path
    limit : int
        The most bytes that the file holds, and that it unpacks to.

    Raises
    ------
    NNVizError
        If the file is missing, no ordinary file, too large, or no such archive.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp()) / "digits.npz"
    >>> np.savez(path, labels=np.array([3, 1, 4]))
    >>> read_arrays(path)["labels"]
    array([3, 1, 4])
    """
    data = read_bounded(path, limit=limit, what="archive of arrays")
    try:
        return _unpack(data, limit)
    except NNVizError as error:
        raise NNVizError(f"{fspath(path)}: {error}") from error


def _read_about(member: NDArray[Any] | None) -> dict[str, Any]:
    """Return what is said in JSON about the layers and their meaning, if it is."""
    if member is None:
        return {}
    try:
        about = json.loads(str(member[()]))
    except (ValueError, RecursionError):
        about = None
    if not isinstance(about, dict):
        raise NNVizError("expected JSON about the layers in the member about")
    return about


def _unpack(data: bytes, limit: int) -> dict[str, NDArray[Any]]:
    what = ".npz archive of arrays"
    arrays: dict[str, NDArray[Any]] = {}
    try:
        for member, content in members_of(data, limit=limit, what=what):
            name = member.removesuffix(".npy")
            if name in arrays:
                raise NNVizError(f"the member {name:.40} is there twice")
            arrays[name] = array_of(content, name)
    except NNVizError:
        raise
    except Exception as error:  # A damaged array fails in many ways: all of them mean this.
        raise NNVizError(f"expected a {what}; {error or type(error).__name__}") from error
    return arrays


def array_of(data: bytes, name: str) -> NDArray[Any]:
    """Return the array of an ``.npy``, whose header may not promise more than there is.

    Raises
    ------
    NNVizError
        If it does, or the array holds anything but numbers and texts. A damaged header raises
        whatever numpy raises.
    """
    stream = io.BytesIO(data)
    major = np.lib.format.read_magic(stream)[0]
    header = (
        np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
    )
    shape, _, dtype = header(stream)
    if dtype.kind not in _KINDS or dtype.itemsize == 0:
        raise NNVizError(f"expected numbers or texts in the member {name:.40}; it holds {dtype}")
    if math.prod(shape) * dtype.itemsize != len(data) - stream.tell():
        raise NNVizError(f"the member {name:.40} does not hold the {dtype} {shape} it declares")
    stream.seek(0)
    return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))
