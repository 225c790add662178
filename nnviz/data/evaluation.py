"""How often a network is right, and where it is wrong."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core import Network, NNVizError, Record

__all__ = ["Evaluation", "Mistake", "evaluate"]


@dataclass(frozen=True)
class Mistake:
    """An image that a network gets wrong.

    Attributes
    ----------
    index : int
        Of the image among those that were evaluated.
    label, prediction : int
        What it is, and what the network says.
    margin : float
        By how much the wrong output is above the right one.
    """

    index: int
    label: int
    prediction: int
    margin: float


@dataclass(frozen=True, eq=False)
class Evaluation(Record):
    """The answers of a network to labelled images.

    Attributes
    ----------
    confusion : ndarray of int, shape (classes, classes)
        Row: what it is; column: what the network says.
    mistakes : tuple of Mistake
        The worst first.

    Examples
    --------
    >>> from nnviz.data import load_digits, load_network
    >>> digits = load_digits().subset(slice(8500, 8600))
    >>> result = evaluate(load_network(), digits.vectors(), digits.labels)
    >>> int(result.confusion.sum()) - int(result.confusion.trace()) == len(result.mistakes)
    True
    """

    confusion: NDArray[np.int64]
    mistakes: tuple[Mistake, ...]

    @property
    def total(self) -> int:
        """How many images there were."""
        return int(self.confusion.sum())

    @property
    def right(self) -> int:
        """How many the network got right."""
        return int(np.trace(self.confusion))

    @property
    def accuracy(self) -> float:
        """The part that it got right, in [0, 1]."""
        return self.right / self.total


def evaluate(network: Network, inputs: ArrayLike, labels: ArrayLike) -> Evaluation:
    """Run labelled inputs through a network and count.

    Parameters
    ----------
    network : Network
    inputs : array_like, shape (n, n_inputs)
    labels : array_like of int, shape (n,)
        From 0 to below the number of outputs.

    Raises
    ------
    NNVizError
        If the shapes do not fit, or there is nothing to evaluate.

    Examples
    --------
    >>> from nnviz.core import DenseLayer
    >>> network = Network([DenseLayer([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0])])
    >>> result = evaluate(network, [[1.0, 0.0], [1.0, 0.0]], [0, 1])
    >>> result.accuracy, result.confusion.tolist(), result.mistakes[0].index
    (0.5, [[1, 0], [1, 0]], 1)
    """
    truth = np.asarray(labels)
    if truth.ndim != 1 or truth.dtype.kind not in "iu" or not len(truth):
        raise NNVizError(f"expected a row of labels; got shape {truth.shape} {truth.dtype}")
    if truth.min() < 0 or truth.max() >= network.n_outputs:
        raise NNVizError(
            f"expected labels from 0 to {network.n_outputs - 1}; got {truth.min()} to {truth.max()}"
        )
    record = network.forward(inputs)
    if record.outputs.shape != (len(truth), network.n_outputs):
        raise NNVizError(
            f"expected one label for each input; got {len(truth)} for {record.inputs.shape}"
        )
    answers = record.predictions
    confusion = np.zeros((network.n_outputs, network.n_outputs), dtype=np.int64)
    np.add.at(confusion, (truth, answers), 1)
    confusion.setflags(write=False)
    rows = np.arange(len(truth))
    with np.errstate(over="ignore"):
        margins = record.outputs[rows, answers] - record.outputs[rows, truth]
    wrong = np.flatnonzero(answers != truth)
    worst = wrong[np.argsort(-margins[wrong], kind="stable")]
    return Evaluation(
        confusion,
        tuple(Mistake(int(i), int(truth[i]), int(answers[i]), float(margins[i])) for i in worst),
    )
