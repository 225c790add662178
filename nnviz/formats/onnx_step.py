"""A node of an ONNX graph on its way into a network."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from nnviz.core import FloatArray, NNVizError
from nnviz.formats.assembly import Assembly, as_numbers
from nnviz.formats.onnx_wire import Node

__all__ = ["NodeStep"]


@dataclass
class NodeStep:
    """A node, its constant inputs (None where the data goes in) and the network so far."""

    node: Node
    constants: list[NDArray[Any] | None]
    at: int
    steps: Assembly
    opset: int
    classes: tuple[str, ...] = ()
    gives: int = 0
    """Which of the node's outputs are the numbers."""

    def setting(self, name: str, usual: Any) -> Any:
        """Return an attribute, or what it usually is."""
        return self.node.attributes.get(name, usual)

    def numbers(self, at: int) -> FloatArray:
        """Return the constant input at a place."""
        values = self.constants[at] if at < len(self.constants) else None
        if values is None:
            raise NNVizError(f"expected a constant as input {at + 1}")
        return as_numbers(values, f"input {at + 1}")

    def has(self, at: int) -> bool:
        """Tell whether there is a constant input at a place."""
        return at < len(self.constants) and self.constants[at] is not None
