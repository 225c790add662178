"""The numbers of scenes/layers.

Where the strokes of the drawn digits lie is taken from the package: they are an illustration. How
they are drawn on pixels, and what the made-up neurons make of them, is computed apart.
"""

import math
from itertools import pairwise

import numpy as np

from drawn_digits import DRAWN_PARTS, PARTS_OF_DIGITS
from oracles.plain import HELD_OUT, logistic

THICKNESS = 2.6


def subcomponents(plain):
    """An illustration: it says how many edges its loop and its line are cut into, as drawn."""
    return {"edges_of_a_loop": 5, "edges_of_a_long_line": 3}


def drawn(points):
    """Light each pixel by its distance from a chain of pieces, in complex numbers."""
    chain = [complex(x, y) for x, y in points]
    image = np.zeros((28, 28))
    for row in range(28):
        for column in range(28):
            here = complex(column + 0.5, row + 0.5)
            distance = math.inf
            for start, end in pairwise(chain):
                way = end - start
                along = ((here - start) * way.conjugate()).real / abs(way) ** 2
                distance = min(distance, abs(here - start - min(max(along, 0.0), 1.0) * way))
            image[row, column] = min(max(THICKNESS / 2 + 0.5 - distance, 0.0), 1.0)
    return image


def all_there(lights):
    return logistic(24.0 * (sum(lights) / len(lights) - 0.85))


def layer_hypothesis(plain):
    wholes, edges = {}, {}
    for name, part in DRAWN_PARTS.items():
        wholes[name] = drawn(part.points)
        last = len(part.points) - 1
        cuts = [round(last * k / part.n_edges) for k in range(part.n_edges + 1)]
        edges[name] = [drawn(part.points[a : b + 1]) for a, b in pairwise(cuts)]
    numbers = {}
    for digit, names in PARTS_OF_DIGITS.items():
        image = np.max([wholes[name] for name in names], axis=0)
        parts = {
            name: all_there([np.minimum(image, e).sum() / e.sum() for e in edges[name]])
            for name in DRAWN_PARTS
        }
        numbers[f"hoped_outputs_{digit}"] = [
            all_there([parts[name] for name in wanted]) for wanted in PARTS_OF_DIGITS.values()
        ]
    return numbers


def hope_versus_reality(plain):
    weights, _ = plain.layers[0]
    sums = plain.all_digits[1][0][HELD_OUT:]
    best = [max(range(len(sums)), key=lambda i: sums[i, n]) for n in range(len(weights))]
    answers = plain.all_digits[-1][1][HELD_OUT:].argmax(axis=1)
    right = sum(int(a == b) for a, b in zip(answers, plain.labels[HELD_OUT:], strict=True))
    return {
        "weights": weights,
        "most_moving_digits": [HELD_OUT + i for i in best],
        "highest_pre_activations": [
            plain.forward(plain.images[HELD_OUT + i].ravel() / 255.0)[1][0][n]
            for n, i in enumerate(best)
        ],
        "accuracy": right / len(sums),
    }
