"""Reads an HDF5 file in a process of its own: a program, and not a module to import.

The HDF5 library is written in C, and a damaged file can make it run in circles or end the process.
Here that ends this process only, which has half a second of the processor's time.
"""

import io
import json
import signal
import sys
from collections.abc import Iterator
from typing import Any

import h5py
import numpy as np

__all__: list[str] = []

_MOST_OBJECTS = 5000
_DEEPEST = 12


class RefusedFileError(Exception):
    """What is wrong with the file, for whoever asked."""


def main(most_numbers: int, most_bytes: int) -> None:
    """Read the file from standard input, and write its arrays as an ``.npz`` or why there are none.

    The first member is ``said``: JSON with the paths of the arrays, which are called 0, 1, ..., and
    with the text model_config; or with the error.
    """
    _limit()
    arrays: list[Any] = []
    said: dict[str, Any] = {"paths": [], "config": ""}
    try:
        with h5py.File(io.BytesIO(sys.stdin.buffer.read()), "r") as file:
            said["config"] = _text(file, most_bytes)
            left = most_numbers
            for path, dataset in _datasets(file):
                left -= _checked_size(path, dataset)
                if left < 0:
                    raise RefusedFileError(
                        f"expected at most {most_numbers:,} numbers; it declares more"
                    )
                arrays.append(np.asarray(dataset[()]))
                said["paths"].append(path)
    except RefusedFileError as error:
        arrays, said = [], {"error": str(error)}
    except Exception as error:  # A damaged file fails in many ways: all of them mean this.
        said = {"error": f"expected an HDF5 file of Keras; {error or type(error).__name__}"}
        arrays = []
    named = {str(index): array for index, array in enumerate(arrays)}
    np.savez(sys.stdout.buffer, allow_pickle=False, said=np.array(json.dumps(said)), **named)


def _limit() -> None:
    """Let the system end this process when it has computed for half a second more."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0.5)


def _datasets(file: Any) -> Iterator[tuple[str, Any]]:
    waiting = [("", file, 0)]
    seen = 0
    while waiting:
        path, group, depth = waiting.pop()
        for name in group:
            seen += 1
            where = f"{path}/{name}".lstrip("/")
            if seen > _MOST_OBJECTS or depth > _DEEPEST:
                raise RefusedFileError(
                    f"expected at most {_MOST_OBJECTS:,} groups and arrays, {_DEEPEST} deep"
                )
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise RefusedFileError(f"{where:.60} is a link to elsewhere, which is not followed")
            inner = group[name]
            if isinstance(inner, h5py.Group):
                waiting.append((where, inner, depth + 1))
            elif isinstance(inner, h5py.Dataset):
                yield where, inner


def _checked_size(path: str, dataset: Any) -> int:
    if dataset.external or dataset.is_virtual or dataset.chunks is not None:
        raise RefusedFileError(
            f"{path:.60} is compressed or lies elsewhere; Keras stores arrays plainly"
        )
    if dataset.shape is None or dataset.dtype.kind not in "biuf":
        raise RefusedFileError(f"expected numbers in {path:.60}; it holds {dataset.dtype!s:.40}")
    return int(np.prod(dataset.shape, dtype=np.float64))


def _text(file: Any, most_bytes: int) -> str:
    if "model_config" not in file.attrs:
        return ""
    attribute = file.attrs.get_id("model_config")
    is_one = attribute.get_space().get_simple_extent_npoints() == 1
    if not is_one or attribute.get_storage_size() > most_bytes:
        raise RefusedFileError("expected one text as model_config")
    if h5py.check_string_dtype(attribute.dtype) is None and attribute.dtype.kind != "S":
        raise RefusedFileError("expected one text as model_config")
    text = file.attrs["model_config"]
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
