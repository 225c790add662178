"""The mathematics: networks, activations, forward pass and gradient. numpy and scipy only."""

from nnviz.core.activations import ACTIVATIONS, Activation, activation_named, sigmoid
from nnviz.core.arrays import FloatArray, read_only
from nnviz.core.backprop import one_hot
from nnviz.core.convolution import Conv2D
from nnviz.core.dense import DenseLayer
from nnviz.core.descent import gradient_descent
from nnviz.core.flips import Flip, blend, find_flips
from nnviz.core.forward import ForwardPass, LayerTrace
from nnviz.core.layer import Layer
from nnviz.core.linear import collapse, without_activation
from nnviz.core.meaning import Feature, Meaning
from nnviz.core.network import Network
from nnviz.core.pooling import AveragePool2D, Flatten, GlobalAveragePool2D, MaxPool2D
from nnviz.core.records import Record
from nnviz.core.training import TrainingOptions, TrainingProgress, train
from nnviz.errors import NNVizError

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "AveragePool2D",
    "Conv2D",
    "DenseLayer",
    "Feature",
    "Flatten",
    "Flip",
    "FloatArray",
    "ForwardPass",
    "GlobalAveragePool2D",
    "Layer",
    "LayerTrace",
    "MaxPool2D",
    "Meaning",
    "NNVizError",
    "Network",
    "Record",
    "TrainingOptions",
    "TrainingProgress",
    "activation_named",
    "blend",
    "collapse",
    "find_flips",
    "gradient_descent",
    "one_hot",
    "read_only",
    "sigmoid",
    "train",
    "without_activation",
]
