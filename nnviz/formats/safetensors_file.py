"""``.safetensors``: arrays after a header in JSON."""

import json
from typing import Any

from numpy.typing import NDArray

from nnviz.core import Network
from nnviz.errors import NNVizError
from nnviz.formats.asked import Asked, refuse_layers
from nnviz.formats.named_arrays import arrays_of, network_of
from nnviz.formats.state_dict import network_of_arrays

__all__ = ["begins_like_one", "network_from", "to_bytes"]

_MAX_HEADER = 1 << 20


def begins_like_one(data: bytes) -> bool:
    """Return whether the first bytes are a length and the beginning of JSON."""
    return len(data) > 8 and data[8:9] == b"{"


def network_from(data: bytes, asked: Asked) -> Network:
    """Return the network that the bytes of a ``.safetensors`` describe: ours, or mere arrays.

    Raises
    ------
    NNVizError
        If they are no such file, or describe no network.
    """
    from safetensors.numpy import load

    length = int.from_bytes(data[:8], "little")
    if length > _MAX_HEADER:
        raise NNVizError(f"expected a header of at most {_MAX_HEADER:,} bytes; got {length:,}")
    try:
        # The library gives no metadata for bytes.
        header = json.loads(data[8 : 8 + length])
        arrays: dict[str, NDArray[Any]] = dict(load(data))
    except Exception as error:  # A damaged file fails in many ways: all of them mean this.
        reason = str(error) or type(error).__name__
        raise NNVizError(f"expected a .safetensors file; {reason}") from error
    said = header.get("__metadata__") or {}
    if "nnviz" not in said:
        return network_of_arrays(arrays, asked)
    refuse_layers(asked)
    try:
        about = json.loads(said["nnviz"])
        _, _ = about["format_version"], about["activations"]
    except (KeyError, TypeError, ValueError, RecursionError):
        raise NNVizError(
            "expected the metadata nnviz with format_version and activations"
        ) from None
    return network_of(about, arrays)


def to_bytes(network: Network) -> bytes:
    """Return the bytes of a ``.safetensors``: the same for the same network."""
    from safetensors.numpy import save

    # One entry: the library writes several in another order every time.
    about, arrays = arrays_of(network)
    return bytes(save(arrays, metadata={"nnviz": json.dumps(about)}))
