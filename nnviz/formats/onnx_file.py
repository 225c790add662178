"""``.onnx``: the graph that PyTorch, scikit-learn, Keras and others export, read step by step.

A graph that is one chain of steps is a network; what follows a classifier's probabilities in
scikit-learn's graphs (the winner's label, a table of probabilities) is cut off.
"""

from typing import Any

import numpy as np

from nnviz.core import Meaning, Network, NNVizError
from nnviz.formats.asked import Asked, refuse_layers
from nnviz.formats.assembly import Assembly
from nnviz.formats.onnx_constants import fold
from nnviz.formats.onnx_nodes import OPERATORS
from nnviz.formats.onnx_step import NodeStep
from nnviz.formats.onnx_wire import Graph, Node, read_model

__all__ = ["begins_like_one", "network_from"]

_TAIL = ("ArgMax", "ArrayFeatureExtractor", "LabelEncoder", "Normalizer", "TopK", "ZipMap")
_DAMAGE = (ValueError, KeyError, IndexError, TypeError, OverflowError)
_DOMAINS = ("", "ai.onnx", "ai.onnx.ml")


def begins_like_one(data: bytes) -> bool:
    """Return whether the first bytes are those of a model: its version, or who wrote it."""
    return data[:1] in (b"\x08", b"\x12", b"\x3a", b"\x42") and data[:4] != b"\x08\x00\x00\x00"


def network_from(data: bytes, asked: Asked) -> Network:
    """Return the network that the bytes of an ``.onnx`` describe.

    Raises
    ------
    NNVizError
        If they are no model, or it has a step that is not supported; the message names the node.
    """
    refuse_layers(asked)
    try:
        graph = read_model(data)
    except NNVizError:
        raise
    except _DAMAGE as error:
        raise NNVizError(f"expected an ONNX model; {error}") from error
    return _Walk(graph, asked).network()


class _Walk:
    """The way through a graph from its input, and what is known at each name."""

    def __init__(self, graph: Graph, asked: Asked) -> None:
        self._graph, self._asked = graph, asked
        self._known: dict[str, Any] = dict(graph.tensors)
        self._beyond: set[str] = set()
        self._classes: tuple[str, ...] = ()
        name, shape = self._input()
        self._now = name
        self._steps = Assembly(shape)

    def network(self) -> Network:
        for place, node in enumerate(self._graph.nodes, start=1):
            try:
                self._take(node)
            except (NNVizError, *_DAMAGE) as error:
                name = f" {node.name}" if node.name else ""
                raise NNVizError(f"node {place}{name} ({node.operator}): {error}") from error
        if self._beyond:
            self._asked.notes.append(
                "what follows the outputs in the file (the winner's label, a table) is left out"
            )
        elif self._graph.outputs and self._now not in self._graph.outputs:
            raise NNVizError(
                f"expected the last step to give the output {self._graph.outputs[0]:.60}; "
                f"it gives {self._now:.60}"
            )
        self._asked.notes.extend(self._steps.notes)
        network = self._steps.network()
        if len(self._classes) == network.n_outputs:
            return Network(network.layers, Meaning(classes=self._classes))
        if network.n_outputs == 1 and len(self._classes) == 2:
            return Network(network.layers, Meaning(classes=self._classes))
        return network

    def _input(self) -> tuple[str, tuple[int, ...]]:
        """Return the name of the input, and its shape without the batch."""
        inputs = {
            name: shape
            for name, shape in self._graph.inputs.items()
            if name not in self._graph.tensors
        }
        if len(inputs) != 1:
            raise NNVizError(f"expected a model of one input; it has {len(inputs)}")
        ((name, shape),) = inputs.items()
        if len(shape) >= 2 and all(size > 0 for size in shape[1:]):
            return name, shape[1:]
        for node in self._graph.nodes:
            if node.operator in ("Gemm", "MatMul") and len(node.inputs) > 1:
                weights = self._known.get(node.inputs[1])
                if weights is not None and weights.ndim == 2:
                    is_turned = node.operator == "Gemm" and node.attributes.get("transB")
                    return name, (int(weights.shape[1 if is_turned else 0]),)
            if node.operator not in ("Cast", "Identity", "Constant"):
                break
        raise NNVizError(
            f"the input {name:.60} has the shape {shape}; export the model with all sizes but the "
            "batch's fixed"
        )

    def _take(self, node: Node) -> None:
        if node.domain not in _DOMAINS:
            raise NNVizError(f"operators of {node.domain:.60} are not supported")
        used = [name for name in node.inputs if name]
        if any(name in self._beyond for name in used) or self._is_tail(node, used):
            self._beyond.update(node.outputs)
            self._learn_classes(node)
            return
        if self._now not in used:
            missing = [name for name in used if name not in self._known]
            if missing:
                raise NNVizError(
                    f"{missing[0]:.60} is used a second time: a network with branches is not "
                    "supported"
                )
            given = [self._known[name] for name in used]
            self._known[node.outputs[0]] = fold(node, given)
            return
        if node.operator == "Shape":
            self._known[node.outputs[0]] = np.array([1, *self._steps.shape])
            return
        operator = OPERATORS.get(node.operator)
        if operator is None:
            known = ", ".join(sorted(OPERATORS))
            raise NNVizError(f"this operator is not supported; those that are: {known}")
        others = [None if name in ("", self._now) else self._constant(name) for name in node.inputs]
        step = NodeStep(node, others, node.inputs.index(self._now), self._steps, self._graph.opset)
        operator(step)
        self._classes = step.classes or self._classes
        self._now = node.outputs[step.gives]
        self._beyond.update(name for name in node.outputs[: step.gives])

    def _constant(self, name: str) -> Any:
        if name not in self._known:
            raise NNVizError(f"{name:.60} is not constant: branches are not supported")
        return self._known[name]

    def _is_tail(self, node: Node, used: list[str]) -> bool:
        """Tell whether a node only says the outputs in another way."""
        if self._now not in used:
            return False
        if node.operator in _TAIL:
            return True
        # The other of two classes: 1 - p.
        one = self._known.get(node.inputs[0]) if node.operator == "Sub" else None
        return one is not None and self._steps.shape == (1,) and bool(np.all(np.asarray(one) == 1))

    def _learn_classes(self, node: Node) -> None:
        for name in ("classlabels_strings", "classlabels_int64s", "keys_strings"):
            if isinstance(node.attributes.get(name), list):
                self._classes = tuple(str(each) for each in node.attributes[name])
        if node.operator == "ArrayFeatureExtractor" and node.inputs[0] in self._known:
            self._classes = tuple(str(each) for each in self._known[node.inputs[0]].ravel())
