"""Where inputs come from: the shipped digits and network, and pictures of every kind."""

from nnviz.data.digits import HELD_OUT, Digits, load_digits
from nnviz.data.preprocessing import Preprocessed, preprocess, read_image
from nnviz.data.shipped import load_network
from nnviz.data.vector import as_image, as_vector

__all__ = [
    "HELD_OUT",
    "Digits",
    "Preprocessed",
    "as_image",
    "as_vector",
    "load_digits",
    "load_network",
    "preprocess",
    "read_image",
]
