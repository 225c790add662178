"""A network as named arrays: what ``.npz`` and ``.safetensors`` of ours hold.

For layer n, counted from 1, ``weights_n`` of shape (n_out, n_in) and ``biases_n`` of shape
(n_out,), in float64, with the names of the activations and the version of this convention. In
version 2 a layer may be of another kind, with ``kernels_n`` and settings, and the file says what
the inputs and outputs mean; what version 1 can say is written in version 1.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import Layer, Meaning, Network
from nnviz.errors import NNVizError
from nnviz.formats.bounds import MAX_LAYERS, MAX_NUMBERS
from nnviz.formats.layer_kinds import ARRAYS, layer_of, settings_of
from nnviz.formats.meaning_json import from_json, to_json

__all__ = ["Arrays", "arrays_of", "network_of"]

_NEWEST = 2

Arrays = Mapping[str, NDArray[Any]]


def arrays_of(network: Network) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return what is said in words, for JSON, and the arrays by name."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, layer in enumerate(network.layers, start=1):
        for name, array in layer.arrays.items():
            arrays[f"{name}_{number}"] = np.asarray(array, dtype="<f8")
    about: dict[str, Any] = {
        "format_version": 1,
        "activations": [layer.activation.name for layer in network.layers],
    }
    if not network.is_dense or network.meaning != Meaning():
        about["format_version"] = _NEWEST
        about["layers"] = [settings_of(layer) for layer in network.layers]
        about["meaning"] = to_json(network.meaning)
    return about, arrays


def network_of(about: Mapping[str, Any], arrays: Arrays) -> Network:
    """Return the network that a file describes.

    Parameters
    ----------
    about : mapping
        As it stands in the file: ``format_version``, a whole number, ``activations``, a list of
        names, and in version 2 ``layers`` and ``meaning``.
    arrays : mapping
        All that there are.

    Raises
    ------
    NNVizError
        If they describe no network; the message names the layer and the shapes that do not fit.
    """
    version, activations = about.get("format_version"), about.get("activations")
    if not isinstance(version, int) or isinstance(version, bool):
        raise NNVizError(f"expected a whole number as format_version; got {version!r:.40}")
    if not 1 <= version <= _NEWEST:
        raise NNVizError(
            f"format version {version!s:.40} is none that this nnviz reads (up to {_NEWEST}); "
            "a newer nnviz may"
        )
    if not (isinstance(activations, list) and all(isinstance(name, str) for name in activations)):
        raise NNVizError(f"expected a list of names in activations; got {activations!r:.40}")
    if not 1 <= len(activations) <= MAX_LAYERS:
        raise NNVizError(f"expected 1 to {MAX_LAYERS:,} layers; got {len(activations):,}")
    kinds = (
        _kinds(about, len(activations)) if version > 1 else [{"kind": "dense"}] * len(activations)
    )
    _check_names(arrays, kinds)
    count = sum(array.size for array in arrays.values())
    if count > MAX_NUMBERS:
        raise NNVizError(f"expected at most {MAX_NUMBERS:,} weights and biases; got {count:,}")
    layers = [
        _layer(number, kind, activations[number - 1], arrays)
        for number, kind in enumerate(kinds, start=1)
    ]
    return Network(layers, from_json(about.get("meaning", {})) if version > 1 else None)


def _kinds(about: Mapping[str, Any], count: int) -> list[dict[str, Any]]:
    layers = about.get("layers")
    if not (isinstance(layers, list) and len(layers) == count):
        raise NNVizError(f"expected a kind for each of {count:,} layers; got {layers!r:.40}")
    for number, layer in enumerate(layers, start=1):
        kind = layer.get("kind") if isinstance(layer, dict) else None
        if not isinstance(kind, str) or kind not in ARRAYS:
            known = ", ".join(ARRAYS)
            raise NNVizError(f"layer {number}: expected one of {known}; got {layer!r:.40}")
    return layers


def _layer(number: int, about: Mapping[str, Any], activation: str, arrays: Arrays) -> Layer:
    own = {name: arrays[f"{name}_{number}"] for name in ARRAYS[about["kind"]]}
    try:
        return layer_of(about, own, activation)
    except NNVizError as error:
        raise NNVizError(f"layer {number}: {error}") from error


def _check_names(arrays: Arrays, kinds: Sequence[Mapping[str, Any]]) -> None:
    expected = {
        f"{name}_{number}"
        for number, about in enumerate(kinds, start=1)
        for name in ARRAYS[about["kind"]]
    }
    if set(arrays) == expected:
        return
    missing, extra = sorted(expected - set(arrays)), sorted(set(arrays) - expected)
    raise NNVizError(
        f"expected weights and biases of {len(kinds)} layers; "
        f"missing: {_some(missing)}; not expected: {_some(extra)}"
    )


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(f"{name:.40}" for name in names[:4])
    return (shown + (", ..." if len(names) > 4 else "")) or "none"
