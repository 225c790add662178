"""Networks as files: ``.npz`` and ``.safetensors``, exact in both directions, never a pickle.

Both hold, for layer n counted from 1, ``weights_n`` of shape (n_out, n_in) and ``biases_n`` of
shape (n_out,), in float64, the names of the activations, and the version of this format. A file
is bounded before anything in it is unpacked.
"""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core.network import DenseLayer, Network
from nnviz.errors import NNVizError
from nnviz.files import replace_file

__all__ = [
    "FORMAT_VERSION",
    "MAX_BYTES",
    "check_suffix",
    "load_network_file",
    "read_npz_arrays",
    "save_network_file",
]

FORMAT_VERSION = 1
"""The version that is written, and the newest that is read."""

MAX_BYTES = 256 * 2**20
"""No network file unpacks to more than this."""

_MAX_LAYERS = 1000

Arrays = Mapping[str, NDArray[Any]]


def load_network_file(path: str | PathLike[str]) -> Network:
    """Read a network.

    Parameters
    ----------
    path : str or path-like
        A file that ends in ``.npz`` or ``.safetensors``.

    Returns
    -------
    Network

    Raises
    ------
    NNVizError
        If the file is missing, too large, not such a file, of a newer format, or does not describe
        a network; the message names the file, and the layer and shapes where they do not fit.
    """
    source = Path(path)
    suffix = check_suffix(source)
    data = _contents(source)
    try:
        read = _read_npz if suffix == ".npz" else _read_safetensors
        version, activations, arrays = read(data)
        return _network(version, activations, arrays)
    except NNVizError as error:
        raise NNVizError(f"{source}: {error}") from error


def read_npz_arrays(path: str | PathLike[str]) -> dict[str, NDArray[Any]]:
    """Read all arrays of an ``.npz``, bounded and without pickles.

    Raises
    ------
    NNVizError
        If the file is missing, too large or no such archive.
    """
    source = Path(path)
    try:
        return _unpack_npz(_contents(source))
    except NNVizError as error:
        raise NNVizError(f"{source}: {error}") from error


def save_network_file(network: Network, path: str | PathLike[str]) -> None:
    """Write `network` to a file that ends in ``.npz`` or ``.safetensors``, whole or not at all.

    Raises
    ------
    NNVizError
        If the ending is another, or the file cannot be written; an older file then stays.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "small.npz"
    >>> network = Network.random((3, 2, 2), seed=7)
    >>> save_network_file(network, path)
    >>> load_network_file(path) == network
    True
    """
    target = Path(path)
    suffix = check_suffix(target)
    arrays: dict[str, NDArray[Any]] = {}
    for number, layer in enumerate(network.layers, start=1):
        arrays[f"weights_{number}"] = np.asarray(layer.weights, dtype="<f8")
        arrays[f"biases_{number}"] = np.asarray(layer.biases, dtype="<f8")
    activations = [layer.activation.name for layer in network.layers]
    with replace_file(target) as draft:
        if suffix == ".npz":
            data = _npz_bytes(activations, arrays)
        else:
            data = _safetensors_bytes(activations, arrays)
        try:
            draft.write_bytes(data)
        except OSError as error:
            raise NNVizError(f"cannot write {target}: {error.strerror or error}") from error


def check_suffix(path: str | PathLike[str]) -> str:
    """Return the ending of a network file's name, in lower case.

    Raises
    ------
    NNVizError
        If it is neither ``.npz`` nor ``.safetensors``.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in (".npz", ".safetensors"):
        raise NNVizError(f"expected a network file that ends in .npz or .safetensors; got {path}")
    return suffix


def _contents(source: Path) -> bytes:
    try:
        with source.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise NNVizError(f"there is no file {source}") from None
    except IsADirectoryError:
        raise NNVizError(f"expected a file; {source} is a folder") from None
    except OSError as error:
        raise NNVizError(f"cannot read {source}: {error.strerror or error}") from error
    except ValueError as error:  # A path with a zero byte.
        raise NNVizError(f"cannot read {str(source)!r}: {error}") from error
    if len(data) > MAX_BYTES:
        raise NNVizError(f"expected a file of at most {MAX_BYTES:,} bytes; {source} has more")
    return data


def _npz_bytes(activations: Sequence[str], arrays: Arrays) -> bytes:
    """Return the bytes of a ``.npz`` that are the same for the same network, whatever the day."""
    members = {
        "format_version": np.array(FORMAT_VERSION, dtype="<i8"),
        "activations": np.array(activations, dtype=np.str_),
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


def _unpack_npz(data: bytes) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            total = sum(entry.file_size for entry in entries)
            if total > MAX_BYTES or len(entries) > 2 * _MAX_LAYERS + 2:
                raise NNVizError(
                    f"expected at most {MAX_BYTES:,} bytes in {2 * _MAX_LAYERS + 2:,} members; "
                    f"this file declares {total:,} bytes in {len(entries):,}"
                )
            for entry in entries:
                name = entry.filename.removesuffix(".npy")
                arrays[name] = _read_npy(archive.read(entry), name)
    except NNVizError:
        raise
    except Exception as error:  # A damaged archive fails in many ways: all of them mean this.
        raise NNVizError(
            f"expected a .npz archive of arrays; {error or type(error).__name__}"
        ) from error
    return arrays


def _read_npz(data: bytes) -> tuple[int, list[str], dict[str, NDArray[Any]]]:
    arrays = _unpack_npz(data)
    version = arrays.pop("format_version", None)
    names = arrays.pop("activations", None)
    if version is None or names is None or version.shape != () or version.dtype.kind not in "iu":
        raise NNVizError("expected the members format_version and activations of a network file")
    if names.ndim != 1 or names.dtype.kind != "U":
        raise NNVizError(
            f"expected a list of names in activations; got {names.dtype} {names.shape}"
        )
    return int(version), [str(name) for name in names], arrays


def _read_npy(data: bytes, name: str) -> NDArray[Any]:
    """Read one array after checking that its header does not promise more than there is."""
    stream = io.BytesIO(data)
    major = np.lib.format.read_magic(stream)[0]
    header = (
        np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
    )
    shape, _, dtype = header(stream)
    count = 1
    for length in shape:
        count *= length
    if dtype.hasobject or count * dtype.itemsize != len(data) - stream.tell():
        raise NNVizError(f"the member {name} does not hold the {dtype} {shape} that it declares")
    stream.seek(0)
    return np.asarray(np.lib.format.read_array(stream, allow_pickle=False))


def _safetensors_bytes(activations: Sequence[str], arrays: Arrays) -> bytes:
    from safetensors.numpy import save

    # One entry: the library writes several in another order every time.
    about = {"format_version": FORMAT_VERSION, "activations": list(activations)}
    metadata = {"nnviz": json.dumps(about)}
    return bytes(save(dict(arrays), metadata=metadata))


def _read_safetensors(data: bytes) -> tuple[int, list[str], dict[str, NDArray[Any]]]:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        arrays = dict(load(data))
        # The library gives no metadata for bytes; the header is JSON after its length.
        header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise NNVizError(f"expected a .safetensors file; {error}") from error
    try:
        about = json.loads(header["__metadata__"]["nnviz"])
        version, activations = int(about["format_version"]), about["activations"]
    except (KeyError, TypeError, ValueError):
        raise NNVizError(
            "expected the metadata nnviz with format_version and activations"
        ) from None
    if not isinstance(activations, list) or not all(isinstance(name, str) for name in activations):
        raise NNVizError(f"expected a list of names in activations; got {activations!r}")
    return version, activations, arrays


def _network(version: int, activations: Sequence[str], arrays: Arrays) -> Network:
    if not 1 <= version <= FORMAT_VERSION:
        raise NNVizError(
            f"format version {version} is not one that this nnviz reads (up to {FORMAT_VERSION}); "
            "a newer nnviz may"
        )
    if not 1 <= len(activations) <= _MAX_LAYERS:
        raise NNVizError(f"expected 1 to {_MAX_LAYERS} layers; got {len(activations)}")
    expected = {
        f"{kind}_{number}"
        for number in range(1, len(activations) + 1)
        for kind in ("weights", "biases")
    }
    if set(arrays) != expected:
        missing = ", ".join(sorted(expected - set(arrays))) or "none"
        extra = ", ".join(sorted(set(arrays) - expected)) or "none"
        raise NNVizError(
            f"expected weights and biases of {len(activations)} layers; "
            f"missing: {missing}; not expected: {extra}"
        )
    layers = []
    for number, activation in enumerate(activations, start=1):
        try:
            layers.append(
                DenseLayer(arrays[f"weights_{number}"], arrays[f"biases_{number}"], activation)
            )
        except NNVizError as error:
            raise NNVizError(f"layer {number}: {error}") from error
    return Network(layers)
