"""See what a neural network does, with every number computed."""

from importlib import import_module
from typing import TYPE_CHECKING

from nnviz.display import draw_with
from nnviz.errors import NNVizError

if TYPE_CHECKING:
    from nnviz.core import DenseLayer, ForwardPass, LayerTrace, Network

__all__ = ["DenseLayer", "ForwardPass", "LayerTrace", "NNVizError", "Network", "__version__"]

__version__ = "0.2.0"

# What a notebook shows is drawn by a room further down, loaded when something is first shown.
draw_with(lambda: import_module("nnviz.view.notebook"))


def __getattr__(name: str) -> object:
    """Import the mathematics when it is first asked for: the command line starts without numpy."""
    if name in __all__:
        value: object = getattr(import_module("nnviz.core"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'nnviz' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
