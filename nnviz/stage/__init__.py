"""The camera that draws batches fast, and the base of every scene."""

from nnviz.stage.camera import NetworkCamera
from nnviz.stage.framed import FramedScene
from nnviz.stage.scene import NetworkScene

__all__ = ["FramedScene", "NetworkCamera", "NetworkScene"]
