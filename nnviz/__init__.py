"""See what a neural network does, with every number computed."""

from nnviz.core import DenseLayer, ForwardPass, LayerTrace, Network, NNVizError

__all__ = ["DenseLayer", "ForwardPass", "LayerTrace", "NNVizError", "Network", "__version__"]

__version__ = "0.1.0"
