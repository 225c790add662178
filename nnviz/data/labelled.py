"""Labelled digits from files that people have: MNIST's IDX pairs, and ``.npz``."""

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import NNVizError
from nnviz.core.formats import read_npz_arrays
from nnviz.data.digits import Digits
from nnviz.data.idx import read_idx

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
    """
    files = [Path(path) for path in paths]
    if len(files) == 1 and files[0].suffix.lower() == ".npz":
        images, labels = _from_npz(files[0])
    elif len(files) == 2:
        images, labels = sorted((read_idx(path) for path in files), key=np.ndim, reverse=True)
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
    arrays = read_npz_arrays(path)
    for images, labels in _NAMES:
        if images in arrays and labels in arrays:
            return arrays[images], arrays[labels]
    raise NNVizError(
        f"expected {path} to hold images and labels (or x_test and y_test); "
        f"it holds {', '.join(sorted(arrays)) or 'nothing'}"
    )
