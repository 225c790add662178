"""The camera that draws batches fast, and the base of every scene."""

from nnviz.stage.camera import NetworkCamera
from nnviz.stage.scene import NetworkScene

__all__ = ["NetworkCamera", "NetworkScene"]
