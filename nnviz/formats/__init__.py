"""Networks as files: one module a format, one function to read any of them, one to write.

Whatever a file holds, nothing in it is executed or unpickled, and it is bounded before it is
unpacked. `nnviz.formats.registry` says how to add a format.
"""

from nnviz.formats.asked import Asked
from nnviz.formats.bounds import MAX_BYTES, MAX_LAYERS, MAX_NUMBERS
from nnviz.formats.input_scale import scale_inputs
from nnviz.formats.npz_file import read_arrays
from nnviz.formats.registry import ENDINGS, WRITTEN, check_ending, read_network, write_network
from nnviz.formats.sklearn_model import from_sklearn
from nnviz.formats.torch_model import from_torch

__all__ = [
    "ENDINGS",
    "MAX_BYTES",
    "MAX_LAYERS",
    "MAX_NUMBERS",
    "WRITTEN",
    "Asked",
    "check_ending",
    "from_sklearn",
    "from_torch",
    "read_arrays",
    "read_network",
    "scale_inputs",
    "write_network",
]
