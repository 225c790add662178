"""The shipped network and digits as plain arrays, and a forward pass written as loops."""

import gzip
import math
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
from scipy import special

FILES = Path(__file__).parents[2] / "nnviz" / "data" / "files"
DEFAULT_DIGIT = 8700
HELD_OUT = 8500


def idx(name):
    """Read an IDX file of bytes: a magic number with the count of axes, the axes, the bytes."""
    raw = gzip.decompress((FILES / name).read_bytes())
    axes = raw[3]
    shape = [int.from_bytes(raw[4 + 4 * i : 8 + 4 * i], "big") for i in range(axes)]
    return np.frombuffer(raw, dtype=np.uint8, offset=4 + 4 * axes).reshape(shape)


def logistic(z):
    """Return the sigmoid of one number."""
    return 1.0 / (1.0 + math.exp(-z)) if z >= 0 else math.exp(z) / (1.0 + math.exp(z))


class Plain:
    """Everything that an oracle needs, read from the files and computed with loops."""

    default = DEFAULT_DIGIT

    @cached_property
    def images(self):
        return idx("digits10k-images-idx3-ubyte.gz")

    @cached_property
    def labels(self):
        return idx("digits10k-labels-idx1-ubyte.gz")

    @cached_property
    def layers(self):
        """The (weights, biases) of each layer."""
        with np.load(FILES / "network-784-16-16-10.npz", allow_pickle=False) as file:
            numbers = range(1, len(file["activations"]) + 1)
            return [(file[f"weights_{n}"], file[f"biases_{n}"]) for n in numbers]

    @property
    def image(self):
        """The image that the scenes show, values in [0, 1]."""
        return self.images[self.default] / 255.0

    @cache  # noqa: B019 (there is one of it, for the whole run)
    def outputs_of(self, index):
        """The outputs for a shipped digit."""
        return self.forward(self.images[index].ravel() / 255.0)[-1][1]

    def first(self, digit):
        """The first held-out image of a digit."""
        return next(i for i in range(HELD_OUT, len(self.labels)) if self.labels[i] == digit)

    def many(self, images):
        """Return [inputs, (z1, a1), ...] of many images at once, one a row: for thousands of them.

        That it agrees with the loops of `forward` is tested in test_plain.py.
        """
        before = np.asarray(images, dtype=float).reshape(len(images), -1)
        passed: list[Any] = [before]
        for weights, biases in self.layers:
            z = np.einsum("nj,ij->ni", before, weights, optimize=True) + biases
            before = special.expit(z)
            passed.append((z, before))
        return passed

    @cached_property
    def all_digits(self):
        """The passes of all shipped digits, as `many` gives them."""
        return self.many(self.images / 255.0)

    @cached_property
    def subject(self):
        """The forward pass of that image: [(None, inputs), (z1, a1), ...]."""
        return self.forward(self.image.ravel())

    def forward(self, inputs):
        """Return [(None, inputs), (z1, a1), ...] of one input, neuron by neuron."""
        passed: list[tuple[Any, Any]] = [(None, np.asarray(inputs, dtype=float))]
        for weights, biases in self.layers:
            before = passed[-1][1]
            z = np.array(
                [
                    math.fsum(w * a for w, a in zip(row, before, strict=True)) + bias
                    for row, bias in zip(weights, biases, strict=True)
                ]
            )
            passed.append((z, np.array([logistic(value) for value in z])))
        return passed
