"""Where a network's answer changes along a path of inputs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core.arrays import FloatArray
from nnviz.core.network import Network
from nnviz.errors import NNVizError

__all__ = ["Flip", "blend", "find_flips"]

_HALVINGS = 40


@dataclass(frozen=True)
class Flip:
    """A place where the answer changes.

    Attributes
    ----------
    at : float
        How far along the path, in [0, 1]: the answer is `after` there, and `before` just earlier.
    before, after : int
        The predictions on both sides.

    Examples
    --------
    >>> from nnviz import DenseLayer, Network
    >>> network = Network([DenseLayer([[1.0], [-1.0]], [0.0, 1.0])])
    >>> find_flips(network, lambda t: [t])
    (Flip(at=0.5, before=1, after=0),)
    """

    at: float
    before: int
    after: int


def blend(first: ArrayLike, second: ArrayLike, share: float) -> FloatArray:
    """Return (1 - share) * first + share * second, number by number.

    Raises
    ------
    NNVizError
        If the shapes differ or the share is not in [0, 1].

    Examples
    --------
    >>> blend([0.0, 1.0], [1.0, 1.0], 0.25)
    array([0.25, 1.  ])
    """
    start, stop = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if start.shape != stop.shape:
        raise NNVizError(f"expected two inputs of one shape; got {start.shape} and {stop.shape}")
    if not 0.0 <= share <= 1.0:
        raise NNVizError(f"expected a share in [0, 1]; got {share}")
    return np.asarray((1.0 - share) * start + share * stop)


def find_flips(
    network: Network, path: Callable[[float], ArrayLike], *, steps: int = 1000
) -> tuple[Flip, ...]:
    """Return every change of the prediction along a path, in order.

    The path is looked at in `steps` even steps, and each change is then narrowed down by halving.
    Two changes that undo each other within one step are not seen.

    Parameters
    ----------
    network : Network
    path : callable
        Takes a number in [0, 1] and returns an input, shape (n_inputs,).
    steps : int

    Raises
    ------
    NNVizError
        If there is less than one step.

    Examples
    --------
    >>> from nnviz.core import DenseLayer
    >>> network = Network([DenseLayer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0], "identity")])
    >>> find_flips(network, lambda t: [1.0 - t, 3.0 * t])[0].at.__round__(6)
    0.25
    """
    if steps < 1:
        raise NNVizError(f"expected at least one step; got {steps}")
    places = np.linspace(0.0, 1.0, steps + 1)
    answers = network.forward(np.stack([np.asarray(path(float(t))) for t in places])).predictions
    flips = []
    for index in np.flatnonzero(np.diff(answers)):
        low, high = float(places[index]), float(places[index + 1])
        before, after = int(answers[index]), int(answers[index + 1])
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            answer = network.forward(path(middle)).prediction
            if answer == before:
                low = middle
            else:
                high, after = middle, answer
        flips.append(Flip(high, before, after))
        if after != int(answers[index + 1]):
            # A third answer holds for a moment between the two.
            flips.append(Flip(float(places[index + 1]), after, int(answers[index + 1])))
    return tuple(flips)
