"""Every image of the tiny world that has a few wrong pixels, to test the network on."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from by_hand_network import DIGITS, SIDE, perfect_digit
from nnviz.core import FloatArray, Network, NNVizError, Record

__all__ = ["FlawedDigits", "flawed_digits"]


@dataclass(frozen=True, eq=False)
class FlawedDigits(Record):
    """Images of the five digits, each with some wrong pixels.

    Attributes
    ----------
    images : ndarray, shape (n, 9, 9)
        0 or 1 in every pixel.
    labels : ndarray of int, shape (n,)
        The digit that each one shows.
    """

    images: FloatArray
    labels: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.labels)

    def right(self, network: Network) -> NDArray[np.bool_]:
        """Return for each image whether a network like `by_hand_network` reads it right."""
        answers = network.forward(self.images.reshape(len(self), -1)).predictions
        return np.asarray(np.array(list(DIGITS))[answers] == self.labels)


@cache
def flawed_digits(wrong: int = 1) -> FlawedDigits:
    """Return every digit with every choice of at most `wrong` (0, 1 or 2) pixels turned over.

    Examples
    --------
    >>> from by_hand_network import by_hand_network
    >>> everything = flawed_digits()
    >>> len(everything), int(everything.right(by_hand_network()).sum())
    (410, 410)
    """
    if wrong not in (0, 1, 2):
        raise NNVizError(f"expected 0, 1 or 2 wrong pixels; got {wrong}")
    flips = [np.zeros((1, SIDE * SIDE))]
    single = np.eye(SIDE * SIDE)
    if wrong >= 1:
        flips.append(single)
    if wrong >= 2:
        first, second = np.triu_indices(SIDE * SIDE, k=1)
        flips.append(single[first] + single[second])
    every = np.concatenate(flips)
    images = np.concatenate([np.abs(perfect_digit(digit).ravel() - every) for digit in DIGITS])
    return FlawedDigits(images.reshape(-1, SIDE, SIDE), np.repeat(list(DIGITS), len(every)))
