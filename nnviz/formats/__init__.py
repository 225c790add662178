"""Networks as files: one module a format, one function to read any of them, one to write.

Whatever a file holds, nothing in it is executed or unpickled, and it is bounded before it is
unpacked. `nnviz.formats.registry` says how to add a format.
"""

from nnviz.formats.bounds import MAX_BYTES, MAX_LAYERS, MAX_NUMBERS
from nnviz.formats.npz_file import read_arrays
from nnviz.formats.registry import ENDINGS, check_ending, read_network, write_network

__all__ = [
    "ENDINGS",
    "MAX_BYTES",
    "MAX_LAYERS",
    "MAX_NUMBERS",
    "check_ending",
    "read_arrays",
    "read_network",
    "write_network",
]
