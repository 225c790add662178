"""How the shipped network was trained: `train_digits()` makes it again."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from nnviz.core import Network, NNVizError, TrainingOptions, TrainingProgress, one_hot, train
from nnviz.data.augment import Augmenter, Variation
from nnviz.data.digits import TRAINING, Digits, load_digits
from nnviz.data.vector import IMAGE_SIDE

__all__ = [
    "EPOCHS",
    "HIDDEN",
    "OPTIONS",
    "SEED",
    "VARIATION",
    "train_digits",
    "training_digits",
]

HIDDEN = (16, 16)
"""The neurons of the shipped network's hidden layers."""

SEED = 1
"""The seed of the shipped network."""

EPOCHS = 1000
"""The epochs of the shipped network."""

WRITTEN, WRITTEN_SEED = 3000, 101
"""How many digits are written by a program, in the ways that MNIST hardly shows."""

OTHER_PENS, PENS_SEED = 2500, 102
"""How many shipped digits are also seen as another pen would have written them."""

VARIATION = Variation(shift=1.0, rotation=10.0, scaling=0.1, shear=0.15, bend=0.7)
"""How far the digits are varied, anew in each epoch."""

OPTIONS = TrainingOptions(
    epochs=EPOCHS,
    batch_size=100,
    learning_rate=0.01,
    loss="mse",
    weight_decay=1e-5,
    smoothness=3e-4,
    image_shape=(IMAGE_SIDE, IMAGE_SIDE),
    averaging=0.1,
)
"""The options of the shipped network."""


def training_digits(shipped: slice = TRAINING) -> Digits:
    """Return what the shipped network was trained on.

    These are the shipped digits before the held-out ones, some of them as other pens would have
    written them, and digits that a program has written.

    Parameters
    ----------
    shipped : slice
        Which of the shipped digits.

    Examples
    --------
    >>> len(training_digits(slice(0, 20)))
    3040
    """
    # It loads scipy.sparse, which nothing else needs.
    from nnviz.data.writing import other_pens, written_digits

    digits = load_digits().subset(shipped)
    order = np.random.default_rng(PENS_SEED).permutation(len(digits))[:OTHER_PENS]
    chosen = Digits(digits.images[order], digits.labels[order])
    parts = (digits, other_pens(chosen, seed=PENS_SEED), written_digits(WRITTEN, seed=WRITTEN_SEED))
    return Digits(
        np.concatenate([part.images for part in parts]),
        np.concatenate([part.labels for part in parts]),
    )


def train_digits(
    *,
    seed: int = SEED,
    epochs: int = EPOCHS,
    hidden: tuple[int, ...] = HIDDEN,
    digits: Digits | None = None,
    on_epoch: Callable[[TrainingProgress], object] | None = None,
) -> Network:
    """Train a network on digits; with no argument, the shipped network on `training_digits`.

    It runs on one core, and gives the same network for the same arguments on the same machine and
    libraries. Elsewhere another processor may round the last digits of a sum differently, and
    training makes that grow: the network is then another one, as good.

    Parameters
    ----------
    seed : int
        Starts the weights, and draws the variations and the order of the digits.
    epochs : int
        How often each digit is seen, each time varied anew.
    hidden : tuple of int
        The neurons of the hidden layers.
    digits : Digits, optional
        What to train on, instead of `training_digits`.
    on_epoch : callable, optional
        Is called with a `TrainingProgress` after each epoch.

    Raises
    ------
    NNVizError
        If a number is out of its range, or there are no digits.

    Examples
    --------
    >>> from nnviz.data import load_digits
    >>> small = load_digits().subset(slice(0, 100))
    >>> train_digits(epochs=1, hidden=(4,), digits=small).sizes
    (784, 4, 10)
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    if seed < 0:
        raise NNVizError(f"expected a seed of at least 0; got {seed}")
    options = replace(OPTIONS, epochs=epochs)
    examples = training_digits() if digits is None else digits
    if not len(examples):
        raise NNVizError("expected digits to train on; there are none")
    images = examples.vectors().astype(np.float32)
    targets = one_hot(examples.labels).astype(np.float32)
    start = Network.random((images.shape[1], *hidden, targets.shape[1]), seed=seed)
    augmenter = Augmenter(VARIATION, seed=seed)
    with threadpool_limits(1):
        return train(
            start,
            lambda _: (augmenter.vary(images), targets),
            options=options,
            seed=seed,
            on_epoch=on_epoch,
        )
