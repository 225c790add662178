"""The few operators that an ONNX graph applies to constants before it uses them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import NNVizError
from nnviz.formats.bounds import MAX_NUMBERS
from nnviz.formats.onnx_wire import Node

__all__ = ["fold"]

_PAIRS = {"Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": np.divide}


def fold(node: Node, given: list[NDArray[Any]]) -> NDArray[Any]:
    """Return what a node makes of constants.

    Raises
    ------
    NNVizError
        If the operator is not one of those, or the result would be too large.
    """
    settings, operator = node.attributes, node.operator
    if operator == "Constant":
        for name in ("value", "value_float", "value_floats", "value_int", "value_ints"):
            if name in settings:
                return np.asarray(settings[name])
    if operator in ("Identity", "Cast") and given:
        return given[0]
    if operator in _PAIRS and len(given) == 2:
        size = np.broadcast(*given).size
        if size > MAX_NUMBERS:
            raise NNVizError(f"expected at most {MAX_NUMBERS:,} numbers; got {size:,}")
        return np.asarray(_PAIRS[operator](*given))
    if operator == "Transpose":
        return np.transpose(given[0], settings.get("perm"))
    if operator == "Reshape":
        return given[0].reshape([int(size) for size in given[1].ravel()])
    if operator == "Gather":
        return np.take(given[0], given[1].astype(np.int64), axis=int(settings.get("axis", 0)))
    if operator in ("Unsqueeze", "Squeeze"):
        axes = settings.get("axes", given[1].ravel().tolist() if len(given) > 1 else [0])
        change = np.expand_dims if operator == "Unsqueeze" else np.squeeze
        return np.asarray(change(given[0], tuple(int(axis) for axis in axes)))
    if operator == "Concat":
        return np.concatenate(given, axis=int(settings.get("axis", 0)))
    raise NNVizError("this operator is not supported on constants")
