"""The photograph that the package ships."""

from functools import cache
from importlib.resources import as_file, files

import numpy as np
from PIL import Image

from nnviz.core import FloatArray, read_only

__all__ = ["load_photo"]


@cache
def load_photo() -> FloatArray:
    """Return a photograph of a cup as grey values in [0, 1], shape (256, 256).

    By Rachel Michetti, dedicated to the public domain (CC0 1.0); assets/photo/LICENSE.md says
    where it comes from and what was changed.

    Examples
    --------
    >>> photo = load_photo()
    >>> photo.shape, bool(0.0 <= photo.min() < photo.max() <= 1.0)
    ((256, 256), True)
    """
    with as_file(files("nnviz") / "assets" / "photo" / "cup.png") as path, Image.open(path) as file:
        greys = np.asarray(file.convert("L"), dtype=np.float64) / 255.0
    return read_only(greys, ndim=2, what="photograph")
