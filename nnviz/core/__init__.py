"""The mathematics: networks, activations and the forward pass. numpy and scipy only."""

from nnviz.core.activations import ACTIVATIONS, Activation, activation_named, sigmoid
from nnviz.core.forward import ForwardPass, LayerTrace
from nnviz.core.network import DenseLayer, Network
from nnviz.errors import NNVizError

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
