"""``.keras`` and ``.h5``: models of Keras that are one chain of layers.

The layers are described in JSON, and their arrays lie in HDF5; nothing in it is executed. Lambda
layers hold code and are refused.
"""

import json
from typing import Any

from numpy.typing import NDArray

from nnviz.core import Network, NNVizError
from nnviz.formats.archive import is_archive, members_of
from nnviz.formats.asked import Asked, refuse_layers
from nnviz.formats.bounds import MAX_BYTES, MAX_LAYERS
from nnviz.formats.hdf5 import MAGIC, read_hdf5
from nnviz.formats.keras_layers import LAYERS, KerasLayer, input_shape, snake_case, start

__all__ = ["begins_like_one", "network_from"]

_PARTS = ("config.json", "model.weights.h5")


def begins_like_one(data: bytes) -> bool:
    """Return whether the first bytes are those of a zip archive with a model, or of HDF5."""
    return data.startswith(MAGIC) or (is_archive(data) and b"model.weights.h5" in data)


def network_from(data: bytes, asked: Asked) -> Network:
    """Return the network that the bytes of a ``.keras`` or ``.h5`` describe.

    Raises
    ------
    NNVizError
        If they are no model, or it has a layer that is not supported; the message names it.
    """
    refuse_layers(asked)
    if data.startswith(MAGIC):
        arrays, text = read_hdf5(data)
        if not text:
            raise NNVizError(
                "the file holds weights only, without the layers; save the whole model: "
                "model.save('model.keras')"
            )
        return _network(_parsed(text), arrays, False, asked)
    members = dict(members_of(data, limit=MAX_BYTES, what=".keras archive"))
    if not set(_PARTS) <= set(members):
        raise NNVizError(f"expected a .keras archive of {' and '.join(_PARTS)}")
    arrays, _ = read_hdf5(members[_PARTS[1]])
    return _network(_parsed(members[_PARTS[0]]), arrays, True, asked)


def _parsed(text: str | bytes) -> dict[str, Any]:
    try:
        model = json.loads(text)
        layers = model["config"]["layers"]
        is_good = isinstance(layers, list) and all(
            isinstance(layer["config"], dict) and isinstance(layer["class_name"], str)
            for layer in layers
        )
    except (ValueError, RecursionError, KeyError, TypeError):
        is_good = False
    if not is_good:
        raise NNVizError("expected a Keras model of layers in its configuration")
    if not 1 <= len(layers) <= MAX_LAYERS:
        raise NNVizError(f"expected 1 to {MAX_LAYERS:,} layers; got {len(layers):,}")
    if model.get("class_name") not in ("Sequential", "Functional", "Model"):
        raise NNVizError(
            f"expected a Sequential or Functional model; got {model['class_name']:.60}"
        )
    return dict(model["config"])


def _network(
    config: dict[str, Any], arrays: dict[str, NDArray[Any]], is_archive_of_ours: bool, asked: Asked
) -> Network:
    layers = config["layers"]
    steps = start(input_shape(config))
    counts: dict[str, int] = {}
    before = ""
    for number, layer in enumerate(layers, start=1):
        kind, settings = layer["class_name"], layer["config"]
        name = str(settings.get("name", f"layer {number}"))
        _check_chain(layer, name, before)
        plain = snake_case(kind)
        counts[plain] = counts.get(plain, -1) + 1
        by_kind = plain if counts[plain] == 0 else f"{plain}_{counts[plain]}"
        before = name
        if kind == "InputLayer":
            continue
        read = LAYERS.get(kind)
        if read is None:
            what = "holds code, which is never run" if kind == "Lambda" else "is not supported"
            raise NNVizError(
                f"layer {number} {name:.60} ({kind:.60}) {what}; those that are read: "
                f"{', '.join(sorted(LAYERS))}"
            )
        where = f"layers/{by_kind}/vars/" if is_archive_of_ours else f"model_weights/{name}/"
        own = {path: array for path, array in arrays.items() if path.startswith(where)}
        try:
            read(KerasLayer(kind, settings, own, steps))
        except (NNVizError, ValueError, KeyError, TypeError, IndexError, OverflowError) as error:
            raise NNVizError(f"layer {number} {name:.60} ({kind}): {error}") from error
    asked.notes.extend(steps.notes)
    return steps.network()


def _check_chain(layer: dict[str, Any], name: str, before: str) -> None:
    """Check that a layer of a functional model reads the one before it, and no other."""
    nodes = layer.get("inbound_nodes")
    if not nodes or not before:
        return
    sources = set(_histories(nodes, 0))
    if sources and sources != {before}:
        raise NNVizError(
            f"layer {name:.60} reads {', '.join(sorted(sources)):.60} and not only {before:.60}: "
            "branches are not supported"
        )


def _histories(value: Any, depth: int) -> list[str]:
    """Return the names of the layers that a configuration says the inputs come from."""
    if depth > 12:
        return []
    if isinstance(value, dict):
        history = value.get("keras_history")
        if isinstance(history, list) and history:
            return [str(history[0])]
        return [name for inner in value.values() for name in _histories(inner, depth + 1)]
    if isinstance(value, list):
        if len(value) >= 3 and isinstance(value[0], str) and isinstance(value[1], int):
            return [value[0]]
        return [name for inner in value for name in _histories(inner, depth + 1)]
    return []
