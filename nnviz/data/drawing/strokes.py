"""Digits as strokes of a pen: a few forms of each, never twice the same hand.

A form is a list of curves; a curve goes smoothly through its points, and two curves that share an
end make a corner. Points are (across, down) in a unit square.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnviz.core import FloatArray, NNVizError

__all__ = ["FORMS", "draw_strokes"]

Curve = tuple[tuple[float, float], ...]
Form = tuple[Curve, ...]

_EIGHT: Curve = (
    (0.76, 0.17), (0.52, 0.00), (0.24, 0.15), (0.33, 0.38), (0.62, 0.54), (0.82, 0.77),
    (0.52, 1.00), (0.18, 0.79), (0.36, 0.55), (0.66, 0.38), (0.78, 0.14),
)  # fmt: skip
_BOWL_OF_FIVE: Curve = (
    (0.20, 0.44), (0.52, 0.36), (0.85, 0.55), (0.82, 0.84), (0.48, 1.00), (0.10, 0.90),
)  # fmt: skip
_LOOP_OF_NINE: Curve = (
    (0.82, 0.24), (0.62, 0.02), (0.28, 0.07), (0.13, 0.32), (0.36, 0.52), (0.68, 0.44),
    (0.82, 0.20),
)  # fmt: skip
_NECK_OF_TWO: Curve = (
    (0.14, 0.24), (0.34, 0.03), (0.68, 0.04), (0.83, 0.27), (0.66, 0.54), (0.36, 0.80),
    (0.10, 0.97),
)  # fmt: skip

FORMS: tuple[tuple[Form, ...], ...] = (
    (
        (((0.5, 0.0), (0.18, 0.2), (0.1, 0.55), (0.25, 0.9), (0.52, 1.0), (0.82, 0.82),
          (0.9, 0.42), (0.75, 0.1), (0.48, 0.0)),),
        (((0.62, 0.03), (0.3, 0.08), (0.12, 0.5), (0.3, 0.93), (0.6, 0.97), (0.86, 0.6),
          (0.8, 0.2), (0.5, 0.02), (0.38, 0.1)),),
    ),
    (
        (((0.5, 0.0), (0.5, 0.5), (0.5, 1.0)),),
        (((0.3, 0.22), (0.55, 0.0)), ((0.55, 0.0), (0.53, 0.5), (0.52, 1.0))),
        (((0.62, 0.0), (0.5, 0.5), (0.4, 1.0)),),
    ),
    (
        (_NECK_OF_TWO, ((0.10, 0.97), (0.5, 0.94), (0.92, 0.95))),
        ((*_NECK_OF_TWO[:5], (0.38, 0.82), (0.16, 0.93), (0.2, 0.78), (0.45, 0.86), (0.7, 0.97),
          (0.95, 0.9)),),
    ),
    (
        (((0.14, 0.12), (0.45, 0.0), (0.80, 0.15), (0.74, 0.38), (0.38, 0.48)),
         ((0.38, 0.48), (0.78, 0.55), (0.88, 0.80), (0.50, 1.00), (0.10, 0.88))),
        (((0.16, 0.03), (0.5, 0.02), (0.84, 0.03)), ((0.84, 0.03), (0.64, 0.22), (0.45, 0.42)),
         ((0.45, 0.42), (0.80, 0.52), (0.86, 0.80), (0.48, 1.00), (0.12, 0.90))),
    ),
    (
        (((0.32, 0.0), (0.22, 0.28), (0.10, 0.58)), ((0.10, 0.58), (0.5, 0.55), (0.92, 0.53)),
         ((0.72, 0.08), (0.69, 0.5), (0.66, 1.0))),
        (((0.68, 0.0), (0.4, 0.32), (0.08, 0.64)), ((0.08, 0.64), (0.5, 0.63), (0.94, 0.62)),
         ((0.68, 0.0), (0.68, 0.5), (0.67, 1.0))),
        (((0.25, 0.05), (0.16, 0.35), (0.28, 0.52), (0.55, 0.50), (0.78, 0.40)),
         ((0.80, 0.02), (0.77, 0.5), (0.70, 1.0))),
    ),
    (
        (((0.84, 0.02), (0.55, 0.03), (0.26, 0.03)), ((0.26, 0.03), (0.23, 0.24), (0.20, 0.44)),
         _BOWL_OF_FIVE),
        (((0.26, 0.05), (0.23, 0.24), (0.20, 0.44)), _BOWL_OF_FIVE,
         ((0.25, 0.04), (0.55, 0.03), (0.90, 0.0))),
    ),
    (
        (((0.72, 0.0), (0.40, 0.20), (0.17, 0.55), (0.20, 0.86), (0.50, 1.0), (0.80, 0.86),
          (0.80, 0.64), (0.52, 0.53), (0.22, 0.72)),),
        (((0.5, 0.0), (0.28, 0.3), (0.16, 0.65), (0.32, 0.95), (0.65, 0.97), (0.82, 0.76),
          (0.62, 0.58), (0.34, 0.66), (0.22, 0.84)),),
    ),
    (
        (((0.10, 0.05), (0.5, 0.04), (0.90, 0.04)), ((0.90, 0.04), (0.66, 0.5), (0.46, 1.0))),
        (((0.10, 0.14), (0.12, 0.04), (0.5, 0.05), (0.88, 0.03)),
         ((0.88, 0.03), (0.62, 0.42), (0.50, 1.0))),
        (((0.10, 0.05), (0.5, 0.04), (0.90, 0.04)), ((0.90, 0.04), (0.66, 0.5), (0.46, 1.0)),
         ((0.38, 0.52), (0.6, 0.5), (0.84, 0.49))),
    ),
    (
        (_EIGHT,),
        (((0.5, 0.5), (0.24, 0.3), (0.32, 0.06), (0.66, 0.05), (0.76, 0.28), (0.5, 0.5)),
         ((0.5, 0.5), (0.18, 0.7), (0.28, 0.96), (0.7, 0.97), (0.84, 0.72), (0.5, 0.5))),
    ),
    (
        (_LOOP_OF_NINE, ((0.82, 0.20), (0.79, 0.6), (0.70, 1.0))),
        (_LOOP_OF_NINE, ((0.82, 0.20), (0.84, 0.6), (0.66, 0.94), (0.30, 0.97))),
        (_LOOP_OF_NINE, ((0.82, 0.20), (0.70, 0.6), (0.52, 1.0))),
    ),
)  # fmt: skip
"""The forms of each digit, 0 to 9."""

_POINTS = 12  # Of a curve, between two of its given points.


def draw_strokes(digit: int, generator: np.random.Generator) -> list[FloatArray]:
    """Return the strokes of one drawing of `digit`, unlike the one before.

    Parameters
    ----------
    digit : int
        0 to 9.
    generator : numpy.random.Generator
        Chooses the form, bends it, slants it and turns it a little.

    Returns
    -------
    list of ndarray, each of shape (n, 2)
        Points (across, down) of lines; the drawing is centred on (0, 0) and its height is 1.

    Raises
    ------
    NNVizError
        If `digit` is none.

    Examples
    --------
    >>> strokes = draw_strokes(7, np.random.default_rng(1))
    >>> points = np.concatenate(strokes)
    >>> float(np.ptp(points[:, 1]).round(6))
    1.0
    """
    if not 0 <= digit <= 9:
        raise NNVizError(f"expected a digit, 0 to 9; got {digit}")
    form = FORMS[digit][generator.integers(len(FORMS[digit]))]
    curves = [_through(np.array(curve)) - 0.5 for curve in form]
    # One smooth field bends all curves, so that ends which meet still meet.
    waves = generator.normal(0.0, 2.2, (3, 2))
    phases = generator.uniform(0.0, 2 * np.pi, 3)
    sizes = generator.normal(0.0, 0.028, (3, 2))
    width = generator.uniform(0.55, 0.85)
    slant = generator.normal(0.12, 0.14)
    angle = np.deg2rad(generator.normal(0.0, 5.0))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    shape = np.array([[width, 0.0], [-slant, 1.0]]) @ turn
    drawn = [(curve + np.sin(curve @ waves.T + phases) @ sizes) @ shape for curve in curves]
    points = np.concatenate(drawn)
    low, high = points.min(axis=0), points.max(axis=0)
    return [(curve - (low + high) / 2) / (high[1] - low[1]) for curve in drawn]


def _through(points: NDArray[Any]) -> FloatArray:
    """Return a Catmull-Rom curve through `points`."""
    padded = np.concatenate([[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]])
    t = np.linspace(0.0, 1.0, _POINTS, endpoint=False)[:, None]
    pieces = []
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            0.5
            * (
                2 * start
                + (end - before) * t
                + (2 * before - 5 * start + 4 * end - after) * t**2
                + (3 * start - before - 3 * end + after) * t**3
            )
        )
    return np.concatenate([*pieces, points[-1:]])
