"""Mere arrays by name: PyTorch's state dicts, scikit-learn's coefs_, or anybody's weights.

Names say which arrays belong together, shapes say their order and which way round the weights are.
What no array says is asked for: the function of each layer.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import FloatArray, Network, NNVizError
from nnviz.formats.asked import Asked
from nnviz.formats.assembly import Assembly, as_numbers
from nnviz.formats.bounds import MAX_NUMBERS

__all__ = ["network_of_arrays"]

_WEIGHTS = re.compile(r"(weights?|kernels?|coefs?|w)(?![a-z])", re.IGNORECASE)
_BIASES = re.compile(r"(bias(es)?|intercepts?|b)(?![a-z])", re.IGNORECASE)
_NORMS = ("running_mean", "running_var", "num_batches_tracked")
_MOST_TRIED = 8
_MOST_ARRAYS = 4000


@dataclass
class _Pair:
    """The weights of a layer as they stand in the file, and the biases if it has some."""

    name: str
    weights: FloatArray
    biases: FloatArray | None


def network_of_arrays(arrays: Mapping[str, NDArray[Any]], asked: Asked) -> Network:
    """Return the network of dense layers that some named arrays are.

    Raises
    ------
    NNVizError
        If the arrays make no chain of layers, or `asked.layers` has not a function for each.
    """
    pairs = _in_order(_pairs(arrays))
    is_turned = _is_turned(pairs, asked)
    shapes = [pair.weights.T.shape if is_turned else pair.weights.shape for pair in pairs]
    sizes = "-".join(str(size) for size in (shapes[0][1], *(shape[0] for shape in shapes)))
    if len(asked.layers) != len(pairs):
        example = ",".join(["relu"] * (len(pairs) - 1) + ["softmax"])
        given = f"got {len(asked.layers)}" if asked.layers else "the file does not say them"
        raise NNVizError(
            f"expected the function of each of its {len(pairs)} layers ({sizes}); {given}: "
            f"for example --layers {example}"
        )
    steps = Assembly((shapes[0][1],))
    for pair, name in zip(pairs, asked.layers, strict=True):
        weights = pair.weights.T if is_turned else pair.weights
        biases = np.zeros(len(weights)) if pair.biases is None else pair.biases
        if pair.biases is None:
            asked.notes.append(f"{pair.name} has no biases: they are 0")
        steps.dense(weights, biases)
        steps.activation(name)
    asked.notes.extend(steps.notes)
    return steps.network()


def _pairs(arrays: Mapping[str, NDArray[Any]]) -> list[_Pair]:
    """Return the arrays that belong together, by the names' natural order."""
    if len(arrays) > _MOST_ARRAYS or sum(array.size for array in arrays.values()) > MAX_NUMBERS:
        raise NNVizError(f"expected at most {_MOST_ARRAYS:,} arrays with {MAX_NUMBERS:,} numbers")
    names = sorted(arrays, key=_natural)
    if not names:
        raise NNVizError("expected the weights of a network; there are no arrays")
    for name in names:
        if name.endswith(_NORMS):
            raise NNVizError(
                f"{name:.60} is of a normalisation, whose settings a state dict does not hold; "
                "export the model as ONNX: torch.onnx.export(model.eval(), example, 'model.onnx')"
            )
        if arrays[name].ndim > 2:
            raise NNVizError(
                f"{name:.60} has the shape {arrays[name].shape}: a convolution, whose strides and "
                "pooling a state dict does not hold; export the model as ONNX: "
                "torch.onnx.export(model.eval(), example, 'model.onnx')"
            )
    found: dict[str, _Pair] = {}
    left: dict[str, tuple[str, FloatArray]] = {}
    last = ""
    for name in names:
        array = as_numbers(arrays[name], f"{name:.60}")
        stem, is_bias = _stem(name, array)
        if is_bias:
            left[stem] = (name, array.ravel())
        else:
            found[stem] = _Pair(name, array, None)
    for stem, (name, biases) in left.items():
        pair = found.get(stem)
        if pair is None:
            # arr_0, arr_1, ...: each after its weights.
            before = [other for other in found if _natural(other) < _natural(stem)]
            last = max(before, key=_natural) if before else ""
            pair = found.get(last)
        if pair is None or pair.biases is not None or len(biases) not in pair.weights.shape:
            raise NNVizError(
                f"{name:.60} of shape ({len(biases)},) belongs to no weights; expected names such "
                "as 0.weight and 0.bias, or W1 and b1"
            )
        pair.biases = biases
    return list(found.values())


def _stem(name: str, array: FloatArray) -> tuple[str, bool]:
    """Return what a name shares with its partner's, and whether it is that of biases."""
    is_flat = array.ndim < 2 or (1 in array.shape and _BIASES.search(name) is not None)
    pattern = _BIASES if is_flat else _WEIGHTS
    return pattern.sub("", name, count=1) or name, is_flat


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Return a key that puts layer 10 behind layer 9."""
    parts = re.split(r"(\d{1,9})", name)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]


def _in_order(pairs: list[_Pair]) -> list[_Pair]:
    """Return the pairs so that each gives what the next expects: by name, or by their shapes."""
    if len(pairs) == 1 or any(_chains(pairs, turned) for turned in (False, True)):
        return pairs
    if len(pairs) <= _MOST_TRIED:
        for turned in (False, True):
            ways = list(_ways(pairs, turned))
            if len(ways) == 1:
                return ways[0]
    shapes = ", ".join(f"{pair.name:.30} {pair.weights.shape}" for pair in pairs[:6])
    raise NNVizError(f"expected layers that each give what the next expects; got {shapes}")


def _ways(
    pairs: Sequence[_Pair], turned: bool, so_far: tuple[_Pair, ...] = ()
) -> list[list[_Pair]]:
    if not pairs:
        return [list(so_far)]
    found = []
    for place, pair in enumerate(pairs):
        if not so_far or _chains([so_far[-1], pair], turned):
            rest = [*pairs[:place], *pairs[place + 1 :]]
            found += _ways(rest, turned, (*so_far, pair))
            if len(found) > 1:
                break
    return found


def _chains(pairs: Sequence[_Pair], turned: bool) -> bool:
    out, into = (1, 0) if turned else (0, 1)
    fits = all(
        before.weights.shape[out] == after.weights.shape[into] for before, after in pairwise(pairs)
    )
    return fits and all(
        pair.biases is None or len(pair.biases) == pair.weights.shape[out] for pair in pairs
    )


def _is_turned(pairs: Sequence[_Pair], asked: Asked) -> bool:
    """Return whether the weights are (n_in, n_out), as the shapes or the person say."""
    straight, turned = (_chains(pairs, way) for way in (False, True))
    if not (straight or turned):
        shapes = ", ".join(f"{pair.name:.30} {pair.weights.shape}" for pair in pairs[:6])
        raise NNVizError(f"expected a bias for each neuron of every layer; got {shapes}")
    if straight and turned:
        if asked.is_transposed:
            return True
        asked.notes.append(
            "the shapes do not tell whether the weights are (n_out, n_in), as PyTorch has them and "
            "as they were read, or (n_in, n_out): for those give --transposed"
        )
        return False
    if turned:
        asked.notes.append("the weights are (n_in, n_out): they were transposed")
    elif asked.is_transposed:
        raise NNVizError("the weights are (n_out, n_in) by their shapes: leave --transposed out")
    return turned
