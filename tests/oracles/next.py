"""The numbers of scenes/next: the training run, made once more."""

from itertools import pairwise

import numpy as np
from scipy import special

from oracles.plain import HELD_OUT

SIZES = (784, 16, 16, 10)
START_SEED, SHUFFLE_SEED = 1, 0
EPOCHS, AT_ONCE, STEP = 12, 100, 0.6


def start():
    """Glorot's numbers: a weight is drawn from a spread of sqrt(2 / (in + out)), a bias is 0."""
    generator = np.random.default_rng(START_SEED)
    drawn = []
    for n_in, n_out in pairwise(SIZES):
        weights = generator.normal(0.0, (2.0 / (n_in + n_out)) ** 0.5, (n_out, n_in))
        # The bias is one more weight, of an input that is always 1.
        drawn.append(np.hstack([weights, np.zeros((n_out, 1))]))
    return drawn


def run(layers, images):
    passed = [images]
    for layer in layers:
        with_one = np.hstack([passed[-1], np.ones((len(images), 1))])
        passed.append(special.expit(with_one @ layer.T))
    return passed


def learn(layers, images, wanted):
    """One step of gradient descent of the cross-entropy of sigmoid outputs."""
    passed = run(layers, images)
    error = (passed[-1] - wanted) / len(images)
    slopes = []
    for layer, before in zip(reversed(layers), reversed(passed[:-1]), strict=True):
        slopes.append(error.T @ np.hstack([before, np.ones((len(images), 1))]))
        error = (error @ layer[:, :-1]) * before * (1.0 - before)
    return [layer - STEP * slope for layer, slope in zip(layers, reversed(slopes), strict=True)]


def learning(plain):
    images = plain.images.reshape(len(plain.images), -1) / 255.0
    wanted = (plain.labels[:, None] == np.arange(10)).astype(float)
    layers, generator = start(), np.random.default_rng(SHUFFLE_SEED)

    def accuracy():
        answers = run(layers, images[HELD_OUT:])[-1].argmax(axis=1)
        return int((answers == plain.labels[HELD_OUT:]).sum()) / (len(images) - HELD_OUT)

    accuracies = [accuracy()]
    for _ in range(EPOCHS):
        order = generator.permutation(HELD_OUT)
        for first in range(0, HELD_OUT, AT_ONCE):
            chosen = order[first : first + AT_ONCE]
            layers = learn(layers, images[chosen], wanted[chosen])
        accuracies.append(accuracy())
    return {
        "accuracies": accuracies,
        "last_accuracy": accuracies[-1],
        "accuracy_of_the_film": float(
            np.mean(plain.all_digits[-1][1][HELD_OUT:].argmax(axis=1) == plain.labels[HELD_OUT:])
        ),
        "examples": HELD_OUT,
        "drawn_full_from": float(np.quantile(abs(layers[0][:, :-1]), 0.99)),
    }
