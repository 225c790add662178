"""HDF5: the arrays and texts of a file that Keras wrote, by h5py (the extra ``keras``).

Links to other files are not followed, compressed arrays are not unpacked, and an array is read only
when its declared size fits.
"""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import NNVizError
from nnviz.formats.bounds import MAX_BYTES, MAX_NUMBERS

__all__ = ["MAGIC", "read_hdf5"]

MAGIC = b"\x89HDF\r\n\x1a\n"

_MOST_OBJECTS = 5000
_DEEPEST = 12


def read_hdf5(data: bytes) -> tuple[dict[str, NDArray[Any]], str]:
    """Return all arrays of numbers by their paths, and the text model_config of the file, if any.

    Raises
    ------
    NNVizError
        If h5py is not there, the bytes are no such file, or it holds what is not read.
    """
    try:
        import h5py
    except ImportError:
        raise NNVizError(
            "Keras files are read with h5py; install it: pip install 'nnviz[keras]'"
        ) from None
    arrays: dict[str, NDArray[Any]] = {}
    try:
        with h5py.File(io.BytesIO(data), "r") as file:
            config = _text(h5py, file)
            left = MAX_NUMBERS
            for path, dataset in _datasets(h5py, file):
                left -= _checked_size(path, dataset)
                if left < 0:
                    raise NNVizError(f"expected at most {MAX_NUMBERS:,} numbers; it declares more")
                arrays[path] = np.asarray(dataset[()])
    except NNVizError:
        raise
    except Exception as error:  # A damaged file fails in many ways: all of them mean this.
        raise NNVizError(f"expected an HDF5 file of Keras; {error or type(error)}") from error
    return arrays, config


def _datasets(h5py: Any, file: Any) -> Iterator[tuple[str, Any]]:
    waiting = [("", file, 0)]
    seen = 0
    while waiting:
        path, group, depth = waiting.pop()
        for name in group:
            seen += 1
            where = f"{path}/{name}".lstrip("/")
            if seen > _MOST_OBJECTS or depth > _DEEPEST:
                raise NNVizError(
                    f"expected at most {_MOST_OBJECTS:,} groups and arrays, {_DEEPEST} deep"
                )
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise NNVizError(f"{where:.60} is a link to elsewhere, which is not followed")
            inner = group[name]
            if isinstance(inner, h5py.Group):
                waiting.append((where, inner, depth + 1))
            elif isinstance(inner, h5py.Dataset):
                yield where, inner


def _checked_size(path: str, dataset: Any) -> int:
    if dataset.external or dataset.is_virtual or dataset.chunks is not None:
        raise NNVizError(f"{path:.60} is compressed or lies elsewhere; Keras stores arrays plainly")
    if dataset.shape is None or dataset.dtype.kind not in "biuf":
        raise NNVizError(f"expected numbers in {path:.60}; it holds {dataset.dtype!s:.40}")
    return int(np.prod(dataset.shape, dtype=np.float64))


def _text(h5py: Any, file: Any) -> str:
    if "model_config" not in file.attrs:
        return ""
    attribute = file.attrs.get_id("model_config")
    is_one = attribute.get_space().get_simple_extent_npoints() == 1
    if not is_one or attribute.get_storage_size() > MAX_BYTES:
        raise NNVizError("expected one text as model_config")
    if h5py.check_string_dtype(attribute.dtype) is None and attribute.dtype.kind != "S":
        raise NNVizError("expected one text as model_config")
    text = file.attrs["model_config"]
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
