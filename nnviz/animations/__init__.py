"""Movements that mean something: input fed, signals sent, layers lit, a pass propagated."""

from nnviz.animations.darken import Darken
from nnviz.animations.pixels import PixelsBecomeNeurons
from nnviz.animations.propagation import ARRIVAL, FeedInput, LightUp, Propagate, SendSignals
from nnviz.animations.rearrange import Rearrange
from nnviz.animations.values import ChangeActivation, ChangeOutputs, RunImages
from nnviz.animations.vary import Vary
from nnviz.animations.weights import TakeWeights, WeightsBecomeImage

__all__ = [
    "ARRIVAL",
    "ChangeActivation",
    "ChangeOutputs",
    "Darken",
    "FeedInput",
    "LightUp",
    "PixelsBecomeNeurons",
    "Propagate",
    "Rearrange",
    "RunImages",
    "SendSignals",
    "TakeWeights",
    "Vary",
    "WeightsBecomeImage",
]
