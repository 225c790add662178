"""``.skops``: models of scikit-learn as JSON and arrays. Nothing named in it is imported."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import Network, NNVizError
from nnviz.formats.archive import is_archive, members_of
from nnviz.formats.asked import Asked, refuse_layers
from nnviz.formats.bounds import MAX_BYTES
from nnviz.formats.npz_file import array_of
from nnviz.formats.sklearn_model import Described, from_sklearn

__all__ = ["begins_like_one", "network_from"]

_DEEPEST = 40


def begins_like_one(data: bytes) -> bool:
    """Return whether the first bytes are those of a zip archive with a schema."""
    return is_archive(data) and b"schema.json" in data


def network_from(data: bytes, asked: Asked) -> Network:
    """Return the network that the bytes of a ``.skops`` describe.

    Raises
    ------
    NNVizError
        If they are no such file, or hold another model.
    """
    refuse_layers(asked)
    arrays: dict[str, NDArray[Any]] = {}
    schema: Any = None
    try:
        for name, content in members_of(data, limit=MAX_BYTES, what=".skops archive"):
            if name == "schema.json":
                schema = json.loads(content)
            elif name.endswith(".npy"):
                arrays[name] = array_of(content, name)
        model = _Reader(arrays).value(schema, 0)
    except NNVizError:
        raise
    except Exception as error:  # A damaged file fails in many ways: all of them mean this.
        raise NNVizError(f"expected a .skops file; {error or type(error).__name__}") from error
    if not isinstance(model, Described):
        raise NNVizError("expected a model in the .skops file")
    return from_sklearn(model)


class _Reader:
    """Turns the schema into plain values: objects become their attributes, with their kind."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self._arrays = arrays

    def value(self, node: Any, depth: int) -> Any:
        if depth > _DEEPEST:
            raise NNVizError(f"expected a schema at most {_DEEPEST} deep")
        if not isinstance(node, dict):
            raise NNVizError(f"expected a node of the schema; got {node!r:.40}")
        loader: Any = node.get("__loader__")
        content: Any = node.get("content")
        if loader == "JsonNode":
            return json.loads(content)
        if loader == "NdArrayNode" and node.get("type") == "numpy":
            return self._arrays[node["file"]]
        if loader in ("ListNode", "TupleNode", "SetNode", "NdArrayNode"):
            inner = content["content"] if isinstance(content, dict) else content
            values = [self.value(each, depth + 1) for each in inner]
            # Arrays of texts stand as lists.
            return np.array(values) if loader == "NdArrayNode" else values
        if loader == "DictNode":
            return {name: self.value(each, depth + 1) for name, each in content.items()}
        if loader == "ObjectNode":
            attributes = {} if content is None else self.value(content, depth + 1)
            if not isinstance(attributes, dict):
                raise NNVizError("expected the attributes of an object by name")
            return Described(**{**attributes, "described_kind": str(node.get("__class__"))})
        # What no network needs: random generators, functions, types.
        return None
