"""The mathematics: networks, activations and the forward pass. numpy and scipy only."""

from nnviz.core.activations import ACTIVATIONS, Activation, activation_named, sigmoid
from nnviz.core.errors import NNVizError
from nnviz.core.forward import ForwardPass, LayerTrace
from nnviz.core.network import DenseLayer, Network

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "DenseLayer",
    "ForwardPass",
    "LayerTrace",
    "NNVizError",
    "Network",
    "activation_named",
    "sigmoid",
]
