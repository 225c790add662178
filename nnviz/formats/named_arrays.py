"""A network as named arrays: what ``.npz`` and ``.safetensors`` of ours hold.

For layer n, counted from 1, ``weights_n`` of shape (n_out, n_in) and ``biases_n`` of shape
(n_out,), in float64, with the names of the activations and the version of this convention.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import DenseLayer, Network
from nnviz.errors import NNVizError
from nnviz.formats.bounds import MAX_LAYERS, MAX_NUMBERS

__all__ = ["CONVENTION", "Arrays", "arrays_of", "network_of"]

CONVENTION = 1
"""The version that is written, and the newest that is read."""

Arrays = Mapping[str, NDArray[Any]]


def arrays_of(network: Network) -> tuple[list[str], dict[str, NDArray[Any]]]:
    """Return the names of the activations, and the arrays by name."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, layer in enumerate(network.layers, start=1):
        arrays[f"weights_{number}"] = np.asarray(layer.weights, dtype="<f8")
        arrays[f"biases_{number}"] = np.asarray(layer.biases, dtype="<f8")
    return [layer.activation.name for layer in network.layers], arrays


def network_of(version: object, activations: object, arrays: Arrays) -> Network:
    """Return the network that the members of a file describe.

    Parameters
    ----------
    version, activations : object
        As they stand in the file; a whole number and a list of names are expected.
    arrays : mapping
        All that there are.

    Raises
    ------
    NNVizError
        If they describe no network; the message names the layer and the shapes that do not fit.
    """
    if not isinstance(version, int) or isinstance(version, bool):
        raise NNVizError(f"expected a whole number as format_version; got {version!r:.40}")
    if not 1 <= version <= CONVENTION:
        raise NNVizError(
            f"format version {version!s:.40} is none that this nnviz reads (up to {CONVENTION}); "
            "a newer nnviz may"
        )
    if not (isinstance(activations, list) and all(isinstance(name, str) for name in activations)):
        raise NNVizError(f"expected a list of names in activations; got {activations!r:.40}")
    if not 1 <= len(activations) <= MAX_LAYERS:
        raise NNVizError(f"expected 1 to {MAX_LAYERS:,} layers; got {len(activations):,}")
    numbers = range(1, len(activations) + 1)
    _check_names(arrays, {f"{kind}_{n}" for n in numbers for kind in ("weights", "biases")})
    count = sum(array.size for array in arrays.values())
    if count > MAX_NUMBERS:
        raise NNVizError(f"expected at most {MAX_NUMBERS:,} weights and biases; got {count:,}")
    return Network([_layer(number, activations, arrays) for number in numbers])


def _layer(number: int, activations: Sequence[str], arrays: Arrays) -> DenseLayer:
    weights, biases = arrays[f"weights_{number}"], arrays[f"biases_{number}"]
    try:
        return DenseLayer(weights, biases, activations[number - 1])
    except NNVizError as error:
        raise NNVizError(f"layer {number}: {error}") from error


def _check_names(arrays: Arrays, expected: set[str]) -> None:
    if set(arrays) == expected:
        return
    missing, extra = sorted(expected - set(arrays)), sorted(set(arrays) - expected)
    raise NNVizError(
        f"expected weights and biases of {len(expected) // 2} layers; "
        f"missing: {_some(missing)}; not expected: {_some(extra)}"
    )


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(f"{name:.40}" for name in names[:4])
    return (shown + (", ..." if len(names) > 4 else "")) or "none"
