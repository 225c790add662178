"""Labelled digits from files that people have: MNIST's IDX pairs, and ``.npz``."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.data.digits import Digits
from nnviz.data.idx import MAX_IDX_BYTES, read_idx
from nnviz.errors import NNVizError
from nnviz.formats import read_arrays

__all__ = ["read_digits"]

_NAMES = (("images", "labels"), ("x_test", "y_test"), ("x", "y"))


def read_digits(paths: Sequence[str | PathLike[str]]) -> Digits:
    """Read labelled digits.

    Parameters
    ----------
    paths : sequence of path
        One ``.npz`` that holds ``images`` (n, 28, 28) in uint8 and ``labels`` (n,), or ``x_test``
        and ``y_test`` as in the common mnist.npz; or two IDX files, gzipped or not, images and
        labels in either order.

    Raises
    ------
    NNVizError
        If the files are missing, damaged, or hold something else.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> path = Path(tempfile.mkdtemp()) / "mine.npz"
    >>> np.savez(path, images=np.zeros((2, 28, 28), dtype=np.uint8), labels=np.array([3, 7]))
    >>> read_digits([path]).labels.tolist()
    [3, 7]
    """
    files = [Path(path) for path in paths]
    if len(files) == 1 and files[0].suffix.lower() == ".npz":
        images, labels = _from_npz(files[0])
    elif len(files) == 2:
        read = [read_idx(path) for path in files]
        images, labels = sorted(read, key=np.ndim, reverse=True)
    else:
        raise NNVizError(
            "expected one .npz, or two IDX files (images and labels); got "
            + (", ".join(str(path) for path in files) or "nothing")
        )
    try:
        return Digits(images, labels)
    except NNVizError as error:
        raise NNVizError(f"{', '.join(str(path) for path in files)}: {error}") from error


def _from_npz(path: Path) -> tuple[NDArray[Any], NDArray[Any]]:
    arrays = read_arrays(path, limit=MAX_IDX_BYTES)
    for images, labels in _NAMES:
        if images in arrays and labels in arrays:
            return arrays[images], arrays[labels]
    raise NNVizError(
        f"expected {path} to hold images and labels (or x_test and y_test); "
        f"it holds {', '.join(sorted(arrays)[:9]) or 'nothing'}"
    )
