"""Movements that mean something: input fed, signals sent, layers lit, a pass propagated."""

from nnviz.animations.pixels import PixelsBecomeNeurons
from nnviz.animations.propagation import FeedInput, LightUp, Propagate, SendSignals

__all__ = ["FeedInput", "LightUp", "PixelsBecomeNeurons", "Propagate", "SendSignals"]
