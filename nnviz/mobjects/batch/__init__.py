"""All neurons of a layer, and all connections between two layers, as one mobject each.

Importing this module also makes batches known to Manim's cameras, so that every scene class draws
the same picture (see `nnviz.mobjects.batch.drawing`).
"""

from nnviz.mobjects.batch.base import BatchMobject
from nnviz.mobjects.batch.connections import ConnectionBatch
from nnviz.mobjects.batch.drawing import forget_rasters, install
from nnviz.mobjects.batch.neurons import NeuronBatch

__all__ = ["BatchMobject", "ConnectionBatch", "NeuronBatch", "forget_rasters", "install"]

install()
