"""Where inputs come from: the shipped digits and network, and images of every kind."""

from nnviz.data.digits import HELD_OUT, Digits, load_digits
from nnviz.data.shipped import load_network
from nnviz.data.vector import as_image, as_vector

__all__ = ["HELD_OUT", "Digits", "as_image", "as_vector", "load_digits", "load_network"]
