"""The parts of an ONNX file: models, graphs, nodes and tensors, read within bounds.

ONNX is a schema of protocol buffers: each field is a number, a kind and a value. What a network
needs of it is little, so it is read here, in Python, with nothing to install; fields that are not
asked for are passed over, and nothing is unpacked before its length is known to fit.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import NNVizError
from nnviz.formats.bounds import MAX_NUMBERS

__all__ = ["Graph", "Node", "read_model"]

_MOST_NODES = 5000
_FIELDS = 200_000
_TYPES = {
    1: ("<f4", 4), 2: ("u1", 5), 3: ("i1", 5), 4: ("<u2", 5), 5: ("<i2", 5), 6: ("<i4", 5),
    7: ("<i8", 7), 9: ("?", 5), 10: ("<f2", 5), 11: ("<f8", 10), 12: ("<u4", 11), 13: ("<u8", 11),
}  # fmt: skip
"""For each type of tensor its numbers as numpy has them, and the field that may list them."""


@dataclass
class Node:
    """One step: an operator, the names of what goes in and comes out, and its settings."""

    operator: str = ""
    name: str = ""
    domain: str = ""
    inputs: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass
class Graph:
    """Nodes in their order, tensors by name, and the shapes of what goes in (0: any size)."""

    nodes: list[Node] = field(default_factory=list)
    tensors: dict[str, NDArray[Any]] = field(default_factory=dict)
    inputs: dict[str, tuple[int, ...]] = field(default_factory=dict)
    outputs: list[str] = field(default_factory=list)
    opset: int = 1


def read_model(data: bytes) -> Graph:
    """Return the graph of a model's bytes.

    Raises
    ------
    NNVizError
        If they are no model, one whose numbers lie in other files, or too large.
    """
    reader = _Reader()
    graph = None
    opset = 1
    for number, value in reader.fields(memoryview(data)):
        if number == 7 and isinstance(value, memoryview):
            graph = reader.graph(value)
        elif number == 8 and isinstance(value, memoryview):
            domain, version = "", 1
            for inner, item in reader.fields(value):
                if inner == 1:
                    domain = _text(item)
                elif inner == 2:
                    version = _whole(item)
            if domain in ("", "ai.onnx"):
                opset = version
    if graph is None:
        raise NNVizError("expected an ONNX model; it has no graph")
    graph.opset = opset
    return graph


class _Reader:
    """Reads messages, and counts what it has read."""

    def __init__(self) -> None:
        self._fields = 0
        self._numbers = 0

    def fields(self, data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
        """Yield the fields of a message: whole numbers, and bytes that are not copied."""
        at, end = 0, len(data)
        while at < end:
            self._count()
            key, at = _varint(data, at)
            number, kind = key >> 3, key & 7
            if kind == 0:
                value, at = _varint(data, at)
                yield number, value
                continue
            if kind == 2:
                size, at = _varint(data, at)
            elif kind in (1, 5):
                size = 8 if kind == 1 else 4
            else:
                raise NNVizError(f"expected an ONNX model; a field is of kind {kind}")
            if size > end - at:
                raise NNVizError("expected an ONNX model; it is cut off, or no such file")
            yield number, data[at : at + size]
            at += size

    def _count(self) -> None:
        self._fields += 1
        if self._fields > _FIELDS:
            raise NNVizError(f"expected an ONNX model of at most {_FIELDS:,} fields")

    def graph(self, data: memoryview) -> Graph:
        graph = Graph()
        for number, value in self.fields(data):
            if number == 1:
                graph.nodes.append(self._node(_bytes(value)))
                if len(graph.nodes) > _MOST_NODES:
                    raise NNVizError(f"expected at most {_MOST_NODES:,} nodes; there are more")
            elif number == 5:
                name, tensor = self._tensor(_bytes(value))
                graph.tensors[name] = tensor
            elif number == 11:
                name, shape = self._value_info(_bytes(value))
                graph.inputs[name] = shape
            elif number == 12:
                graph.outputs.append(self._value_info(_bytes(value))[0])
            elif number == 15:
                raise NNVizError("sparse tensors are not supported")
        return graph

    def _node(self, data: memoryview) -> Node:
        node = Node()
        for number, value in self.fields(data):
            if number == 1:
                node.inputs.append(_text(value))
            elif number == 2:
                node.outputs.append(_text(value))
            elif number == 3:
                node.name = _text(value)
            elif number == 4:
                node.operator = _text(value)
            elif number == 5:
                name, setting = self._attribute(_bytes(value))
                node.attributes[name] = setting
            elif number == 7:
                node.domain = _text(value)
        return node

    def _attribute(self, data: memoryview) -> tuple[str, Any]:
        name = ""
        setting: Any = None
        floats: list[float] = []
        wholes: list[int] = []
        texts: list[str] = []
        for number, value in self.fields(data):
            if number == 1:
                name = _text(value)
            elif number == 2:
                setting = float(np.frombuffer(_bytes(value), "<f4")[0])
            elif number == 3:
                setting = _whole(value)
            elif number == 4:
                setting = _text(value)
            elif number == 5:
                setting = self._tensor(_bytes(value))[1]
            elif number == 6:
                setting = "a graph"
            elif number == 7:
                floats += np.frombuffer(_bytes(value), "<f4").tolist()
            elif number == 8:
                wholes += self._wholes(value)
            elif number == 9:
                texts.append(_text(value))
        return name, next((some for some in (floats, wholes, texts) if some), setting)

    def _tensor(self, data: memoryview) -> tuple[str, NDArray[Any]]:
        name, kind, shape = "", 0, []
        raw: memoryview | None = None
        listed: dict[int, list[Any]] = {}
        for number, value in self.fields(data):
            if number == 1:
                shape += self._wholes(value)
            elif number == 2:
                kind = _whole(value)
            elif number in (4, 10):
                listed.setdefault(number, []).append(
                    np.frombuffer(_bytes(value), "<f4" if number == 4 else "<f8")
                )
            elif number in (5, 7, 11):
                listed.setdefault(number, []).append(np.array(self._wholes(value), dtype=np.int64))
            elif number == 6:
                listed.setdefault(6, []).append(_text(value))
            elif number == 8:
                name = _text(value)
            elif number == 9:
                raw = _bytes(value)
            elif number in (13, 14) and value not in (0, b""):
                raise NNVizError(
                    f"the numbers of {name or 'a tensor'} lie in another file; save the model with "
                    "onnx.save(model, path) so that it holds them"
                )
        if len(shape) > 8 or any(size < 0 for size in shape) or math.prod(shape) > MAX_NUMBERS:
            raise NNVizError(
                f"expected at most {MAX_NUMBERS:,} numbers in {name}; got {shape!s:.60}"
            )
        self._numbers += math.prod(shape)
        if self._numbers > 2 * MAX_NUMBERS:
            raise NNVizError(f"expected at most {2 * MAX_NUMBERS:,} numbers in the model")
        if kind == 8:
            return name, np.array(listed.get(6, []), dtype=np.str_)
        if kind not in _TYPES:
            raise NNVizError(f"the tensor {name:.60} is of type {kind}, which is not supported")
        layout, place = _TYPES[kind]
        if raw is not None:
            values = (
                np.frombuffer(raw, layout) if len(raw) % np.dtype(layout).itemsize == 0 else None
            )
        elif kind == 10:
            bits = np.concatenate(listed.get(5, [np.zeros(0, np.int64)]))
            values = bits.astype("<u2").view("<f2")
        else:
            values = np.concatenate(listed.get(place, [np.zeros(0)])).astype(layout)
        if values is None or values.size != math.prod(shape):
            raise NNVizError(f"the tensor {name:.60} does not hold the {shape} numbers it declares")
        return name, values.reshape(shape)

    def _value_info(self, data: memoryview) -> tuple[str, tuple[int, ...]]:
        name, shape = "", []
        for number, value in self.fields(data):
            if number == 1:
                name = _text(value)
            elif number == 2:
                for path in self._inside(value, 1, 2, 1):
                    sizes = [_whole(v) for n, v in self.fields(path) if n == 1]
                    shape.append(sizes[0] if sizes else 0)
        return name, tuple(shape)

    def _inside(self, value: int | memoryview, *numbers: int) -> Iterator[memoryview]:
        """Yield the messages that lie so deep in others, by their numbers."""
        if not numbers:
            yield _bytes(value)
            return
        for number, inner in self.fields(_bytes(value)):
            if number == numbers[0] and isinstance(inner, memoryview):
                yield from self._inside(inner, *numbers[1:])

    def _wholes(self, value: int | memoryview) -> list[int]:
        """Return one whole number, or those that are packed."""
        if isinstance(value, int):
            return [_signed(value)]
        at, found = 0, []
        while at < len(value):
            number, at = _varint(value, at)
            found.append(_signed(number))
            self._count()
        return found


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise NNVizError("expected an ONNX model; it is cut off, or no such file")
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value & ((1 << 64) - 1), at
    raise NNVizError("expected an ONNX model; a number has no end")


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value


def _whole(value: int | memoryview) -> int:
    if isinstance(value, memoryview):
        raise NNVizError("expected an ONNX model; a number stands as bytes")
    return _signed(value)


def _bytes(value: int | memoryview) -> memoryview:
    if isinstance(value, int):
        raise NNVizError("expected an ONNX model; bytes stand as a number")
    return value


def _text(value: int | memoryview) -> str:
    data = _bytes(value)
    if len(data) > 4096:
        raise NNVizError(f"expected names of at most 4,096 bytes; one has {len(data):,}")
    return bytes(data).decode("utf-8", errors="replace")
