"""The weights of an edge, set by hand."""

import numpy as np

from nnviz.core import FloatArray

EDGE_THICKNESS, AROUND = 2, 2
"""Pixels: how thick the edge is that a neuron should find, and how wide what is around it."""


def edge_weights(length: int, *, around: float) -> FloatArray:
    """Set weights by hand: +1 on a level edge, `around` on the rows above and below it.

    The result has 6 rows and `length` columns.
    """
    rows = np.repeat([around, 1.0, around], [AROUND, EDGE_THICKNESS, AROUND])
    return np.repeat(rows[:, None], length, axis=1)
