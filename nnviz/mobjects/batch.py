"""All neurons of a layer, and all connections between two layers, as one mobject each.

Importing this module also makes batches known to Manim's cameras, so that every scene class draws
the same picture (see `nnviz.mobjects.batch_drawing`).
"""

from nnviz.mobjects.batch_base import BatchMobject
from nnviz.mobjects.batch_connections import ConnectionBatch
from nnviz.mobjects.batch_drawing import install
from nnviz.mobjects.batch_neurons import NeuronBatch

__all__ = ["BatchMobject", "ConnectionBatch", "NeuronBatch"]

install()
