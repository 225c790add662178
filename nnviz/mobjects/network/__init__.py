"""A network: its neurons and connections, what stands around them, and a neuron alone."""

from nnviz.mobjects.network.marks import output_words
from nnviz.mobjects.network.network import NetworkMobject
from nnviz.mobjects.network.neuron import Neuron
from nnviz.mobjects.network.output_bars import OutputBars
from nnviz.mobjects.network.sign_key import SignKey

__all__ = [
    "NetworkMobject",
    "Neuron",
    "OutputBars",
    "SignKey",
    "output_words",
]
