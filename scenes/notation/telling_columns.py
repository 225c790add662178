"""Which pixels stand for all 784."""

import numpy as np

from nnviz.core import ForwardPass
from nnviz.view import NeuronSelection

__all__ = ["telling_columns"]


def telling_columns(forward_pass: ForwardPass) -> NeuronSelection:
    """Choose two lit neighbours that differ most, and the pixel elsewhere that matters most."""
    inputs = np.asarray(forward_pass.inputs)
    moved = np.abs(forward_pass.contributions(0)).sum(axis=0)
    lit = np.minimum(inputs[:-1], inputs[1:]) > 0.1
    first = int(np.argmax(np.where(lit, np.abs(np.diff(inputs)), -1.0)))
    moved[max(first - 1, 0) : first + 3] = -1.0
    third = int(np.argmax(moved))
    return NeuronSelection(
        inputs.size, [first, first + 1, third], gap_after=2 if third > first else 1
    )
