"""``.npz``: numpy's archive of arrays, read within bounds and without pickles."""

import io
import json
import math
import warnings
import zipfile
from os import PathLike, fspath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import Network
from nnviz.errors import NNVizError
from nnviz.files import read_bounded, readable_size
from nnviz.formats.bounds import MAX_BYTES, MAX_LAYERS
from nnviz.formats.named_arrays import arrays_of, network_of

__all__ = ["begins_like_one", "network_from", "read_arrays", "to_bytes"]

_MAX_MEMBERS = 2 * MAX_LAYERS + 2
_ENTRY = b"PK\x01\x02"
# A compressed array may hold the four bytes that begin an entry by chance.
_CHANCE = 100
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_KINDS = "biufU"


def begins_like_one(data: bytes) -> bool:
    """Return whether the first bytes are those of a zip archive."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def network_from(data: bytes) -> Network:
    """Return the network that the bytes of an ``.npz`` describe.

    Raises
    ------
    NNVizError
        If they are no such archive, or describe no network.
    """
    arrays = _unpack(data, MAX_BYTES)
    version = arrays.pop("format_version", None)
    names = arrays.pop("activations", None)
    if version is None or names is None or version.shape != () or version.dtype.kind not in "iu":
        raise NNVizError("expected the members format_version and activations of a network file")
    if names.ndim != 1 or names.dtype.kind != "U" or len(names) > MAX_LAYERS:
        raise NNVizError(
            f"expected a list of at most {MAX_LAYERS:,} names in activations; "
            f"got {names.dtype} {names.shape}"
        )
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
    """Return the arrays of an archive, whose own directory is not trusted in anything."""
    if data.count(_ENTRY) > _MAX_MEMBERS + _CHANCE:
        raise NNVizError(f"expected at most {_MAX_MEMBERS:,} members in the archive; it has more")
    arrays: dict[str, NDArray[Any]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of very old numpy; the array is read all the same.
            entries = archive.infolist()
            if len(entries) > _MAX_MEMBERS:
                raise NNVizError(
                    f"expected at most {_MAX_MEMBERS:,} members; there are {len(entries):,}"
                )
            left = limit
            for entry in entries:
                name = entry.filename.removesuffix(".npy")
                if name in arrays:
                    raise NNVizError(f"the member {name:.40} is there twice")
                member = _member(archive, entry, left, limit)
                left -= len(member)
                arrays[name] = _array(member, name)
    except NNVizError:
        raise
    except Exception as error:  # A damaged archive fails in many ways: all of them mean this.
        raise NNVizError(
            f"expected a .npz archive of arrays; {error or type(error).__name__}"
        ) from error
    return arrays


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limit: int) -> bytes:
    """Return what a member unpacks to, and stop where that is more than is left."""
    if entry.compress_type not in _METHODS:
        # The others unpack without a bound.
        raise NNVizError(
            f"the member {entry.filename:.40} is compressed by method {entry.compress_type}; "
            "numpy's own are read (np.savez and np.savez_compressed)"
        )
    with archive.open(entry) as stream:
        data = stream.read(left + 1)
    if len(data) > left:
        raise NNVizError(f"expected at most {readable_size(limit)}; it unpacks to more")
    return data


def _array(data: bytes, name: str) -> NDArray[Any]:
    """Return one array after checking that its header does not promise more than there is."""
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
