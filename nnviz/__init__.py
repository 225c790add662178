"""See what a neural network does, with every number computed."""

from importlib import import_module

from nnviz.core import DenseLayer, ForwardPass, LayerTrace, Network, NNVizError
from nnviz.core.display import draw_with

__all__ = ["DenseLayer", "ForwardPass", "LayerTrace", "NNVizError", "Network", "__version__"]

__version__ = "0.1.0"

# What a notebook shows is drawn by a room further down, loaded when something is first shown.
draw_with(lambda: import_module("nnviz.view.notebook"))
