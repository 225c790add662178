"""Training by gradient descent: backpropagation, mini-batches and Adam, in numpy alone.

The gradients are the textbook ones (Rumelhart, Hinton and Williams, 1986); the step is Adam
(Kingma and Ba, 2015) with a learning rate that rises for a moment and then falls along half a
cosine; the network that is kept is a running average of the last steps (Polyak and Juditsky, 1992).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.core.activations import Activation
from nnviz.core.arrays import FloatArray, read_only
from nnviz.core.errors import NNVizError
from nnviz.core.network import DenseLayer, Network
from nnviz.core.records import Record

__all__ = [
    "Epochs",
    "Gradients",
    "Loss",
    "Progress",
    "TrainingOptions",
    "loss_and_gradients",
    "one_hot",
    "train",
]

Loss = Literal["cross-entropy", "mse"]

Epochs = Callable[[int], tuple[NDArray[Any], NDArray[Any]]]
"""Gives the inputs (n, n_inputs) and targets (n, n_outputs) of an epoch, counted from 0."""

Real = NDArray[np.floating[Any]]
Gradients = tuple[tuple[FloatArray, FloatArray], ...]
"""For each layer, the gradients of the loss by its weights and by its biases."""

_BETA_1, _BETA_2, _EPSILON = 0.9, 0.999, 1e-8


@dataclass(frozen=True)
class Progress:
    """How far a training is, after an epoch.

    Attributes
    ----------
    epoch : int
        How many epochs are done.
    epochs : int
        How many there will be.
    loss : float
        The mean loss over the examples of this epoch, each measured before its own step.
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
        first layer's weight images; needs `image_shape`.
    image_shape : tuple of int or None
        Rows and columns of an input that is an image.
    averaging : float
        The part of all steps, at the end, over which the weights are averaged, in [0, 1].

    Raises
    ------
    NNVizError
        If a number is out of its range.
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
        return self.learning_rate * 0.5 * (1 + float(np.cos(np.pi * rest)))


def one_hot(labels: ArrayLike, classes: int = 10) -> FloatArray:
    """Return targets with a 1 at each label and 0 elsewhere, shape (n, classes).

    Examples
    --------
    >>> one_hot([2, 0], classes=3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    return np.asarray(np.eye(classes)[np.asarray(labels)])


def loss_and_gradients(
    network: Network, inputs: ArrayLike, targets: ArrayLike, *, loss: Loss = "cross-entropy"
) -> tuple[float, Gradients]:
    """Return the mean loss over some examples and its gradient by every parameter.

    Parameters
    ----------
    network : Network
    inputs : array_like, shape (batch, n_inputs)
    targets : array_like, shape (batch, n_outputs)
    loss : {"cross-entropy", "mse"}

    Returns
    -------
    loss : float
    gradients : tuple of (ndarray, ndarray)
        Of the shapes of the weights and biases of each layer.

    Raises
    ------
    NNVizError
        If the shapes do not fit, or this loss has no meaning for the last activation.

    Examples
    --------
    >>> network = Network([DenseLayer([[2.0]], [0.0], "identity")])
    >>> loss_and_gradients(network, [[3.0]], [[5.0]], loss="mse")
    (1.0, ((array([[6.]]), array([2.])),))
    """
    x = read_only(inputs, ndim=2, what="inputs")
    t = read_only(targets, ndim=2, what="targets")
    _check(network, x, t, loss)
    parameters: list[Real] = []
    for layer in network.layers:
        parameters += [layer.weights, layer.biases]
    activations = [layer.activation for layer in network.layers]
    value, gradients = _backpropagate(parameters, activations, x, t, loss)
    pairs = tuple(
        (np.asarray(gradients[i], dtype=np.float64), np.asarray(gradients[i + 1], dtype=np.float64))
        for i in range(0, len(gradients), 2)
    )
    return value, pairs


def train(
    network: Network,
    epochs: Epochs,
    *,
    options: TrainingOptions,
    seed: int = 0,
    on_epoch: Callable[[Progress], object] | None = None,
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
        Is called with a `Progress` after each epoch.

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
    parameters: list[Real] = []
    for layer in network.layers:
        parameters += [layer.weights.astype(np.float32), layer.biases.astype(np.float32)]
    moments = [np.zeros_like(p) for p in parameters]
    squares = [np.zeros_like(p) for p in parameters]
    average = [np.zeros(p.shape) for p in parameters]
    averaged = step = 0
    steps = options.epochs  # Known exactly once the first epoch has come.

    for epoch in range(options.epochs):
        inputs, targets = epochs(epoch)
        if epoch == 0:
            steps = options.epochs * -(-len(inputs) // options.batch_size)
        _check(network, inputs, targets, options.loss)
        order = generator.permutation(len(inputs))
        total = 0.0
        for start in range(0, len(order), options.batch_size):
            chosen = order[start : start + options.batch_size]
            x = inputs[chosen].astype(np.float32, copy=False)
            t = targets[chosen].astype(np.float32, copy=False)
            value, gradients = _backpropagate(parameters, activations, x, t, options.loss)
            total += value * len(chosen)
            _regularize(parameters, gradients, options)
            step += 1
            rate = options.rate(step - 1, max(steps, step))
            rate *= float(np.sqrt(1 - _BETA_2**step) / (1 - _BETA_1**step))
            for p, g, m, s in zip(parameters, gradients, moments, squares, strict=True):
                m += (1 - _BETA_1) * (g - m)
                s += (1 - _BETA_2) * (g * g - s)
                p -= rate * m / (np.sqrt(s) + _EPSILON)
            if step > (1 - options.averaging) * steps:
                averaged += 1
                for kept, p in zip(average, parameters, strict=True):
                    kept += (p - kept) / averaged
        if not np.isfinite(total):
            raise NNVizError(
                f"the loss became infinite in epoch {epoch + 1}; take a smaller learning rate "
                f"than {options.learning_rate}"
            )
        if on_epoch is not None:
            on_epoch(Progress(epoch + 1, options.epochs, total / len(order)))

    final = average if averaged else parameters
    return Network(
        [
            DenseLayer(final[2 * i], final[2 * i + 1], activation)
            for i, activation in enumerate(activations)
        ]
    )


def _check(network: Network, inputs: NDArray[Any], targets: NDArray[Any], loss: str) -> None:
    wanted = (len(inputs), network.n_inputs), (len(inputs), network.n_outputs)
    if (inputs.shape, targets.shape) != wanted or not len(inputs):
        raise NNVizError(
            f"expected inputs of shape (n, {network.n_inputs}) and targets of shape "
            f"(n, {network.n_outputs}) with n at least 1; got {inputs.shape} and {targets.shape}"
        )
    for number, layer in enumerate(network.layers, start=1):
        last = number == len(network.layers)
        if layer.activation.slope is None and not (last and loss == "cross-entropy"):
            raise NNVizError(
                f"layer {number} is a {layer.activation.name}: it can be trained as the last "
                "layer, with the loss 'cross-entropy'"
            )
        if last and loss == "cross-entropy" and layer.activation.name not in ("sigmoid", "softmax"):
            raise NNVizError(
                "the loss 'cross-entropy' is for sigmoid or softmax outputs; "
                f"these are {layer.activation.name}: take 'mse'"
            )


def _backpropagate(
    parameters: Sequence[Real], activations: Sequence[Activation], x: Real, t: Real, loss: str
) -> tuple[float, list[Real]]:
    """Return the mean loss and the gradients, in the order and precision of `parameters`."""
    kind = parameters[0].dtype
    zs: list[Real] = []
    before: list[Real] = [x]
    for index, activation in enumerate(activations):
        zs.append(before[-1] @ parameters[2 * index].T + parameters[2 * index + 1])
        before.append(activation(zs[-1]).astype(kind, copy=False))
    a, z, last = before[-1], zs[-1], activations[-1]
    if loss == "mse":
        value = float(np.sum((a - t) ** 2)) / len(x)
        delta = 2 * (a - t) * last.derivative(z).astype(kind, copy=False)
    elif last.name == "sigmoid":
        # log(1 + e^z) - t z is -t log a - (1 - t) log(1 - a), without a log of zero.
        value = float(np.sum(np.logaddexp(0, z) - t * z)) / len(x)
        delta = a - t
    else:
        largest = z.max(axis=1, keepdims=True)
        log_sum = largest + np.log(np.exp(z - largest).sum(axis=1, keepdims=True))
        value = float(np.sum(t * (log_sum - z))) / len(x)
        delta = a * t.sum(axis=1, keepdims=True) - t
    delta = delta / len(x)
    gradients: list[Real] = []
    for index in reversed(range(len(activations))):
        gradients += [delta.sum(axis=0), delta.T @ before[index]]
        if index:
            slope = activations[index - 1].derivative(zs[index - 1])
            delta = (delta @ parameters[2 * index]) * slope.astype(kind, copy=False)
    return value, gradients[::-1]


def _regularize(
    parameters: Sequence[Real], gradients: Sequence[Real], options: TrainingOptions
) -> None:
    """Add the gradients of the penalties on the weights to `gradients`, in place."""
    if options.weight_decay:
        for index in range(0, len(parameters), 2):
            gradients[index][...] += options.weight_decay * parameters[index]
    if options.smoothness and options.image_shape is not None:
        images = parameters[0].reshape(-1, *options.image_shape)
        slope = gradients[0].reshape(images.shape)
        for axis in (1, 2):
            step = options.smoothness * np.diff(images, axis=axis)
            ahead = (slice(None),) * axis + (slice(1, None),)
            behind = (slice(None),) * axis + (slice(None, -1),)
            slope[ahead] += step
            slope[behind] -= step
