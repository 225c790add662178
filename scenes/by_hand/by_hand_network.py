"""A small network that nobody trained: every weight was set by hand, and it works.

Five digits of 9 x 9 pixels are drawn from seven strokes. The first layer finds the strokes, the
second joins them into two loops and two lines, the third joins those into digits. It is the hope
that people have for the layers of a digit network, made true where the world is small enough.
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import DenseLayer, FloatArray, Network, NNVizError

__all__ = [
    "DIGITS",
    "PARTS",
    "SIDE",
    "STROKES",
    "by_hand_network",
    "perfect_digit",
    "with_bias",
]

SIDE = 9
"""Rows and columns of an image."""

STROKES = ("top", "middle", "bottom", "upper left", "upper right", "lower left", "lower right")
"""The neurons of the first layer, in order."""

PARTS = {
    "upper loop": ("top", "middle", "upper left", "upper right"),
    "lower loop": ("middle", "bottom", "lower left", "lower right"),
    "left line": ("upper left", "lower left"),
    "right line": ("upper right", "lower right"),
}
"""The neurons of the second layer, in order, and the strokes that each one needs."""

DIGITS = {
    0: ("left line", "right line"),
    1: ("right line",),
    6: ("lower loop", "left line"),
    8: ("upper loop", "lower loop"),
    9: ("upper loop", "right line"),
}
"""The outputs, in order, and the parts that each one needs."""

_AGAINST = {
    0: ("upper loop", "lower loop"),
    1: ("upper loop", "lower loop", "left line"),
    6: ("upper loop", "right line"),
    8: (),
    9: ("lower loop", "left line"),
}
"""The parts that speak against a digit."""

_DRAWN = {
    0: ("top", "bottom", "upper left", "upper right", "lower left", "lower right"),
    1: ("upper right", "lower right"),
    6: ("top", "middle", "bottom", "upper left", "lower left", "lower right"),
    8: STROKES,
    9: ("top", "middle", "bottom", "upper left", "upper right", "lower right"),
}

_ON_STROKE, _BESIDE_STROKE = 4.0, -4.0
_JOIN = 10.0

# The digit stands in columns 2 to 6. Corners belong to no stroke: two or three meet there.
_PIXELS = {
    "top": [(0, 3), (0, 4), (0, 5)],
    "middle": [(4, 3), (4, 4), (4, 5)],
    "bottom": [(8, 3), (8, 4), (8, 5)],
    "upper left": [(1, 2), (2, 2), (3, 2)],
    "upper right": [(1, 6), (2, 6), (3, 6)],
    "lower left": [(5, 2), (6, 2), (7, 2)],
    "lower right": [(5, 6), (6, 6), (7, 6)],
}


@cache
def by_hand_network() -> Network:
    """Return the network: 81-7-4-5, sigmoid, 631 parameters, all of them whole numbers.

    A stroke's neuron has +4 on its three pixels, -4 on the pixels beside it and a bias of -6, so
    that two of three pixels are enough. Parts and digits have +10 for each thing that they need,
    -10 for each that speaks against, and a bias 5 below the sum of what they need.

    Examples
    --------
    >>> by_hand_network()
    Network(81-7-4-5; sigmoid, sigmoid, sigmoid; 631 parameters)
    >>> outputs = by_hand_network().forward(perfect_digit(9).ravel()).outputs
    >>> list(DIGITS)[int(outputs.argmax())], outputs.round(2).tolist()
    (9, [0.0, 0.01, 0.0, 0.01, 0.99])
    """
    strokes = np.stack([_stroke_weights(name).ravel() for name in STROKES])
    parts = _joined(STROKES, [(needed, ()) for needed in PARTS.values()])
    digits = _joined(tuple(PARTS), [(DIGITS[digit], _AGAINST[digit]) for digit in DIGITS])
    return Network(
        [
            DenseLayer(strokes, np.full(len(STROKES), -1.5 * _ON_STROKE)),
            DenseLayer(parts, [0.5 * _JOIN - _JOIN * len(needed) for needed in PARTS.values()]),
            DenseLayer(digits, [0.5 * _JOIN - _JOIN * len(needed) for needed in DIGITS.values()]),
        ]
    )


def perfect_digit(digit: int) -> FloatArray:
    """Return the image of a digit without a flaw, shape (9, 9), 0 or 1 in every pixel.

    Raises
    ------
    NNVizError
        If the network does not know the digit.

    Examples
    --------
    >>> for row in perfect_digit(6):
    ...     print("".join(".#"[int(pixel)] for pixel in row))
    ..#####..
    ..#......
    ..#......
    ..#......
    ..#####..
    ..#...#..
    ..#...#..
    ..#...#..
    ..#####..
    """
    if digit not in _DRAWN:
        known = ", ".join(str(known) for known in DIGITS)
        raise NNVizError(f"expected a digit of {known}; got {digit}")
    image = np.zeros((SIDE, SIDE))
    for name in _DRAWN[digit]:
        cells = np.array(_PIXELS[name])
        low, high = cells.min(axis=0), cells.max(axis=0)
        # One pixel further on both ends: the corners where strokes meet.
        along = (cells.max(axis=0) > cells.min(axis=0)).astype(int)
        low, high = low - along, high + along
        image[low[0] : high[0] + 1, low[1] : high[1] + 1] = 1.0
    return image


def with_bias(network: Network, layer: int, neuron: int, bias: float) -> Network:
    """Return a network in which one neuron has another bias.

    Examples
    --------
    >>> turned = with_bias(by_hand_network(), 1, 0, -18.0)
    >>> float(turned.layers[1].biases[0])
    -18.0
    """
    old = network.layers[layer]
    biases = old.biases.copy()
    biases[neuron] = bias
    return network.with_layer(layer, DenseLayer(old.weights, biases, old.activation))


def _stroke_weights(name: str) -> FloatArray:
    weights = np.zeros((SIDE, SIDE))
    cells = np.array(_PIXELS[name])
    across = np.array([1, 0]) if np.ptp(cells[:, 1]) else np.array([0, 1])
    for cell, side in [(cell, side) for cell in cells for side in (-1, 1)]:
        row, column = cell + side * across
        if 0 <= row < SIDE and 0 <= column < SIDE:
            weights[row, column] = _BESIDE_STROKE
    weights[tuple(cells.T)] = _ON_STROKE
    return weights


def _joined(names: tuple[str, ...], rows: list[tuple[ArrayLike, ArrayLike]]) -> FloatArray:
    weights = np.zeros((len(rows), len(names)))
    for row, (needed, against) in zip(weights, rows, strict=True):
        row[[names.index(str(name)) for name in np.atleast_1d(needed)]] = _JOIN
        for name in np.atleast_1d(against):
            row[names.index(str(name))] = -_JOIN
    return weights
