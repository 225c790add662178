"""Training by gradient descent: mini-batches and Adam, in numpy alone.

The step is Adam (Kingma and Ba, 2015) with a learning rate that rises for a moment and then falls
along half a cosine; the network that is kept is an average of the last steps (Polyak and Juditsky,
1992).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core.backprop import Loss, Real, backpropagate, check_examples
from nnviz.core.dense import DenseLayer
from nnviz.core.network import Network
from nnviz.core.records import Record
from nnviz.errors import NNVizError

__all__ = ["Epochs", "TrainingOptions", "TrainingProgress", "train"]

Epochs = Callable[[int], tuple[NDArray[Any], NDArray[Any]]]
"""Gives the inputs (n, n_inputs) and targets (n, n_outputs) of an epoch, counted from 0."""

_BETA_1, _BETA_2, _EPSILON = 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class TrainingProgress:
    """How far a training is, after an epoch.

    Attributes
    ----------
    epoch : int
        How many epochs are done.
    epochs : int
        How many there will be.
    loss : float
        The mean loss over the examples of this epoch, each measured before its own step.

    Examples
    --------
    >>> TrainingProgress(epoch=5, epochs=20, loss=0.31)
    TrainingProgress(epoch=5, epochs=20, loss=0.31)
    """

    epoch: int
    epochs: int
    loss: float


@dataclass(frozen=True, kw_only=True)
class TrainingOptions(Record):
    """How to train.

    Parameters
    ----------
    epochs : int
        How often to ask for examples.
    batch_size : int
        Examples for one step.
    learning_rate : float
        The largest one; it is reached after `warm_up` of the steps and falls to zero at the end.
    warm_up : float
        The part of all steps in which the learning rate rises, in [0, 1).
    loss : {"cross-entropy", "mse"}
        Of sigmoid outputs, the sum over the outputs of ``-t log a - (1 - t) log(1 - a)``; of a
        softmax, the sum of ``-t log a``; or the sum of ``(a - t)^2``. Averaged over the examples.
    weight_decay : float
        Adds ``weight_decay / 2`` times the sum of all squared weights to the loss.
    smoothness : float
        Adds ``smoothness / 2`` times the sum of the squared differences between neighbours in the
        first layer's weight images, which are 0 beyond their rim; needs `image_shape`.
    image_shape : tuple of int or None
        Rows and columns of an input that is an image.
    averaging : float
        The part of all steps, at the end, over which the weights are averaged, in [0, 1].

    Raises
    ------
    NNVizError
        If a number is out of its range.

    Examples
    --------
    >>> TrainingOptions(epochs=20, loss="mse").batch_size
    100
    >>> TrainingOptions(warm_up=1.0)
    Traceback (most recent call last):
    nnviz.errors.NNVizError: ...
    """

    epochs: int = 30
    batch_size: int = 100
    learning_rate: float = 0.01
    warm_up: float = 0.02
    loss: Loss = "cross-entropy"
    weight_decay: float = 0.0
    smoothness: float = 0.0
    image_shape: tuple[int, int] | None = None
    averaging: float = 0.0

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size"):
            if getattr(self, name) < 1:
                raise NNVizError(f"expected {name} of at least 1; got {getattr(self, name)}")
        if not (np.isfinite(self.learning_rate) and self.learning_rate > 0):
            raise NNVizError(f"expected a learning rate above 0; got {self.learning_rate}")
        for name in ("weight_decay", "smoothness"):
            if not (np.isfinite(getattr(self, name)) and getattr(self, name) >= 0):
                raise NNVizError(f"expected {name} of at least 0; got {getattr(self, name)}")
        if not 0 <= self.warm_up < 1:
            raise NNVizError(f"expected warm_up from 0 to below 1; got {self.warm_up}")
        if not 0 <= self.averaging <= 1:
            raise NNVizError(f"expected averaging from 0 to 1; got {self.averaging}")
        if self.loss not in ("cross-entropy", "mse"):
            raise NNVizError(f"expected the loss 'cross-entropy' or 'mse'; got {self.loss!r}")
        if self.smoothness and self.image_shape is None:
            raise NNVizError(
                "smoothness is about weight images: give image_shape, such as (28, 28)"
            )

    def rate(self, step: int, steps: int) -> float:
        """Return the learning rate of `step`, counted from 0, of `steps`."""
        done = (step + 0.5) / steps
        if done < self.warm_up:
            return self.learning_rate * done / self.warm_up
        rest = (done - self.warm_up) / (1 - self.warm_up)
        return self.learning_rate * 0.5 * (1 + math.cos(math.pi * rest))


def train(
    network: Network,
    epochs: Epochs,
    *,
    options: TrainingOptions,
    seed: int = 0,
    on_epoch: Callable[[TrainingProgress], object] | None = None,
) -> Network:
    """Return a trained network that starts from `network`.

    The steps are computed in float32; the same examples, options and seed give the same network on
    the same machine with the same libraries and number of threads.

    Parameters
    ----------
    network : Network
        Where to start.
    epochs : callable
        Gives the inputs and targets of each epoch.
    options : TrainingOptions
    seed : int
        Shuffles the examples of each epoch.
    on_epoch : callable, optional
        Is called with a `TrainingProgress` after each epoch.

    Raises
    ------
    NNVizError
        If the examples do not fit the network, or the training runs away to infinity.

    Examples
    --------
    >>> x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    >>> either = np.array([[0.0], [1.0], [1.0], [1.0]])
    >>> trained = train(
    ...     Network.random((2, 1), seed=1),
    ...     lambda epoch: (x, either),
    ...     options=TrainingOptions(epochs=200, batch_size=4, learning_rate=0.3),
    ... )
    >>> trained.forward(x).outputs.round().ravel()
    array([0., 1., 1., 1.])
    """
    generator = np.random.default_rng(seed)
    activations = [layer.activation for layer in network.layers]
    state = _State(network, options)
    for epoch in range(options.epochs):
        inputs, targets = epochs(epoch)
        check_examples(network, inputs, targets, options.loss)
        if epoch == 0:
            state.steps = options.epochs * -(-len(inputs) // options.batch_size)
        order = generator.permutation(len(inputs))
        total = 0.0
        for start in range(0, len(order), options.batch_size):
            chosen = order[start : start + options.batch_size]
            x = inputs[chosen].astype(np.float32, copy=False)
            t = targets[chosen].astype(np.float32, copy=False)
            value, gradients = backpropagate(state.parameters, activations, x, t, options.loss)
            total += value * len(chosen)
            state.step(gradients)
        if not np.isfinite(total):
            raise NNVizError(
                f"the loss became infinite in epoch {epoch + 1}; take a smaller learning rate "
                f"than {options.learning_rate}"
            )
        if on_epoch is not None:
            on_epoch(TrainingProgress(epoch + 1, options.epochs, total / len(order)))
    return state.network()


class _State:
    """All parameters in one vector of float32, and what Adam and the average remember of them."""

    def __init__(self, network: Network, options: TrainingOptions) -> None:
        self._network = network
        self._options = options
        arrays = [array for layer in network.layers for array in (layer.weights, layer.biases)]
        self._values = np.concatenate([array.ravel() for array in arrays]).astype(np.float32)
        self._slopes = np.zeros_like(self._values)
        self._mean = np.zeros_like(self._values)
        self._square = np.zeros_like(self._values)
        self._average = np.zeros(self._values.shape)
        self._averaged = self._done = 0
        self.steps = 1
        self.parameters = _views(self._values, network)
        self._gradients = _views(self._slopes, network)
        self._decay = np.zeros_like(self._values)
        for weights in _views(self._decay, network)[::2]:
            weights[...] = options.weight_decay

    def step(self, gradients: Sequence[Real]) -> None:
        """Take one step of Adam."""
        slopes, options = self._slopes, self._options
        for kept, gradient in zip(self._gradients, gradients, strict=True):
            kept[...] = gradient
        if options.weight_decay:
            slopes += self._decay * self._values
        if options.smoothness:
            self._smooth()
        self._mean += (1 - _BETA_1) * (slopes - self._mean)
        slopes *= slopes
        self._square += (1 - _BETA_2) * (slopes - self._square)
        rate = options.rate(self._done, self.steps)
        self._done += 1
        rate *= math.sqrt(1 - _BETA_2**self._done) / (1 - _BETA_1**self._done)
        self._values -= rate * self._mean / (np.sqrt(self._square) + _EPSILON)
        if self._done > (1 - options.averaging) * self.steps:
            self._averaged += 1
            self._average += (self._values - self._average) / self._averaged

    def network(self) -> Network:
        """Return the average of the last steps, or the last if none is averaged."""
        arrays = _views(self._average if self._averaged else self._values, self._network)
        return Network(
            [
                DenseLayer(arrays[2 * index], arrays[2 * index + 1], layer.activation)
                for index, layer in enumerate(self._network.layers)
            ]
        )

    def _smooth(self) -> None:
        """Add the slope of the penalty on neighbours that differ in the first weight images.

        Beyond its rim an image is 0, so that weights of pixels that never carry ink fade out
        instead of growing to whatever the nearest useful weight happens to be.
        """
        shape = (-1, *(self._options.image_shape or ()))
        images, slopes = self.parameters[0].reshape(shape), self._gradients[0].reshape(shape)
        down = self._options.smoothness * (images[:, 1:] - images[:, :-1])
        slopes[:, 1:] += down
        slopes[:, :-1] -= down
        right = self._options.smoothness * (images[:, :, 1:] - images[:, :, :-1])
        slopes[:, :, 1:] += right
        slopes[:, :, :-1] -= right
        for rim in (np.s_[:, 0], np.s_[:, -1], np.s_[:, :, 0], np.s_[:, :, -1]):
            slopes[rim] += self._options.smoothness * images[rim]


def _views(vector: Real, network: Network) -> list[Real]:
    """Return the parts of `vector` as weights, biases, weights, ... of the network's shapes."""
    views: list[Real] = []
    start = 0
    for layer in network.layers:
        for shape in (layer.weights.shape, layer.biases.shape):
            stop = start + math.prod(shape)
            views.append(vector[start:stop].reshape(shape))
            start = stop
    return views
