"""HDF5: the arrays and texts of a file that Keras wrote, by h5py (the extra ``keras``).

The file is read in a process of its own (`hdf5_child.py`). Links to other files are not followed,
compressed arrays are not unpacked, and an array is read only when its declared size fits.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from nnviz.core import NNVizError
from nnviz.formats.archive import members_of
from nnviz.formats.bounds import MAX_BYTES, MAX_NUMBERS
from nnviz.formats.npz_file import array_of

__all__ = ["MAGIC", "read_hdf5"]

MAGIC = b"\x89HDF\r\n\x1a\n"

_CHILD = Path(__file__).with_name("hdf5_child.py")
_LONGEST = 60.0


def read_hdf5(data: bytes) -> tuple[dict[str, NDArray[Any]], str]:
    """Return all arrays of numbers by their paths, and the text model_config of the file, if any.

    Raises
    ------
    NNVizError
        If h5py is not there, the bytes are no such file, or it holds what is not read.
    """
    if find_spec("h5py") is None:
        raise NNVizError("Keras files are read with h5py; install it: pip install 'nnviz[keras]'")
    # -P: the modules beside the program take nobody's place.
    command = [sys.executable, "-P", str(_CHILD), str(MAX_NUMBERS), str(MAX_BYTES)]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise NNVizError("expected an HDF5 file of Keras; reading it takes too long") from None
    if done.returncode:
        raise NNVizError(
            f"expected an HDF5 file of Keras; reading it ended with code {done.returncode}"
        )
    members = members_of(done.stdout, limit=3 * MAX_BYTES, what="file that h5py reads")
    arrays = {name.removesuffix(".npy"): array_of(content, name) for name, content in members}
    said = json.loads(str(arrays.pop("said")[()]))
    if "error" in said:
        raise NNVizError(said["error"])
    paths = enumerate(said["paths"])
    return {path: arrays[str(index)] for index, path in paths}, said["config"]
