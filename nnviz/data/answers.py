"""What a network answers to many digits: how often it is right, and where it is surely wrong."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nnviz.core import FloatArray, Network, Record
from nnviz.data.digits import Digits

__all__ = ["Answers"]


@dataclass(frozen=True, eq=False)
class Answers(Record):
    """The outputs of a network for labelled digits, and what follows from them.

    Parameters
    ----------
    network : Network
        From 784 pixels to ten outputs.
    digits : Digits

    Examples
    --------
    >>> from nnviz.data import HELD_OUT, load_digits, load_network
    >>> answers = Answers(load_network(), load_digits().subset(HELD_OUT))
    >>> len(answers.predictions), answers.n_right + len(answers.surest_mistakes)
    (1500, 1500)
    """

    network: Network
    digits: Digits

    @cached_property
    def outputs(self) -> FloatArray:
        """The outputs for each digit, shape (n, n_outputs)."""
        return np.asarray(self.network.forward(self.digits.vectors()).outputs)

    @property
    def predictions(self) -> NDArray[np.intp]:
        """The digit that each image is read as, shape (n,)."""
        return np.asarray(self.outputs.argmax(axis=1))

    @property
    def confidences(self) -> FloatArray:
        """The winning output for each image, shape (n,)."""
        return np.asarray(self.outputs.max(axis=1))

    @property
    def is_right(self) -> NDArray[np.bool_]:
        """Whether each image is read as what it is, shape (n,)."""
        return np.asarray(self.predictions == self.digits.labels)

    @property
    def n_right(self) -> int:
        """How many images are read as what they are."""
        return int(np.count_nonzero(self.is_right))

    @property
    def accuracy(self) -> float:
        """`n_right` as a part of all images, in [0, 1]."""
        return self.n_right / len(self.digits)

    @property
    def surest_mistakes(self) -> NDArray[np.intp]:
        """The indices of the images that are read wrongly, the surest mistake first."""
        wrong = np.flatnonzero(~self.is_right)
        return np.asarray(wrong[np.argsort(-self.confidences[wrong], kind="stable")])
