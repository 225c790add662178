"""The numbers of scenes/by_hand: its network built again from the rule that the docs state."""

from itertools import combinations

import numpy as np
from scipy import special

ACROSS = {"top": 0, "middle": 4, "bottom": 8}
DOWN = {"upper left": (1, 2), "upper right": (1, 6), "lower left": (5, 2), "lower right": (5, 6)}
STROKES = [*ACROSS, *DOWN]
PARTS = {
    "upper loop": {"top", "middle", "upper left", "upper right"},
    "lower loop": {"middle", "bottom", "lower left", "lower right"},
    "left line": {"upper left", "lower left"},
    "right line": {"upper right", "lower right"},
}
DIGITS = {
    0: ({"left line", "right line"}, {"upper loop", "lower loop"}),
    1: ({"right line"}, {"upper loop", "lower loop", "left line"}),
    6: ({"lower loop", "left line"}, {"upper loop", "right line"}),
    8: ({"upper loop", "lower loop"}, set()),
    9: ({"upper loop", "right line"}, {"lower loop", "left line"}),
}
PICTURES = {
    0: ["#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#...#", "#...#", "#####"],
    1: ["....#", "....#", "....#", "....#", "....#", "....#", "....#", "....#", "....#"],
    6: ["#####", "#....", "#....", "#....", "#####", "#...#", "#...#", "#...#", "#####"],
    8: ["#####", "#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#", "#####"],
    9: ["#####", "#...#", "#...#", "#...#", "#####", "....#", "....#", "....#", "#####"],
}
KNOB_END = -18.0


def picture(digit):
    image = np.zeros((9, 9))
    for row, line in enumerate(PICTURES[digit]):
        for column, mark in enumerate(line):
            image[row, 2 + column] = mark == "#"
    return image.ravel()


def stroke(name):
    weights = np.zeros((9, 9))
    if name in ACROSS:
        row = ACROSS[name]
        for beside in (row - 1, row + 1):
            if 0 <= beside < 9:
                weights[beside, 3:6] = -4.0
        weights[row, 3:6] = 4.0
    else:
        row, column = DOWN[name]
        weights[row : row + 3, [column - 1, column + 1]] = -4.0
        weights[row : row + 3, column] = 4.0
    return weights.ravel()


def built():
    first = (np.array([stroke(name) for name in STROKES]), np.full(7, -6.0))
    second = (
        np.array([[10.0 * (s in needed) for s in STROKES] for needed in PARTS.values()]),
        np.array([5.0 - 10.0 * len(needed) for needed in PARTS.values()]),
    )
    third = (
        np.array(
            [
                [10.0 * (p in needed) - 10.0 * (p in against) for p in PARTS]
                for needed, against in DIGITS.values()
            ]
        ),
        np.array([5.0 - 10.0 * len(needed) for needed, _ in DIGITS.values()]),
    )
    return [first, second, third]


def answers(layers, images):
    for weights, biases in layers:
        images = special.expit(images @ weights.T + biases)
    return images


def right(layers, wrong):
    """How many of the images with at most `wrong` wrong pixels are read right, and how many."""
    flips: list[tuple[int, ...]] = [(), *((k,) for k in range(81))]
    if wrong == 2:
        flips += list(combinations(range(81), 2))
    correct = 0
    for place, digit in enumerate(DIGITS):
        images = np.tile(picture(digit), (len(flips), 1))
        for row, pixels in zip(images, flips, strict=True):
            row[list(pixels)] = 1.0 - row[list(pixels)]
        correct += int((answers(layers, images).argmax(axis=1) == place).sum())
    return correct, len(flips) * len(DIGITS)


def set_by_hand(plain):
    layers = built()
    turned = [(w, b.copy()) for w, b in layers]
    turned[1][1][0] = KNOB_END
    one, total = right(layers, 1)
    two, total_of_two = right(layers, 2)
    return {
        "parameters": sum(w.size + b.size for w, b in layers),
        "stroke_weights": layers[0][0],
        "outputs_of_9": answers(layers, picture(9)),
        "outputs_of_6": answers(layers, picture(6)),
        "images": total,
        "right": one,
        "right_of_two_flaws": two / total_of_two,
        "right_after_turning": right(turned, 1)[0],
        "bias": float(layers[1][1][0]),
        "bias_after_turning": KNOB_END,
    }
