"""Other hands than the training's: held-out digits, lettering, and the styles that people write.

Each gives strokes to be drawn with any pen. Nothing here is used in training.
"""

from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from nnviz.core import FloatArray
from nnviz.data.digits import HELD_OUT, load_digits
from nnviz.data.drawing.skeleton import centre_lines

__all__ = ["STYLES", "held_out_hand", "lettering_hand", "styled_hand"]

Line = tuple[tuple[float, float], ...]

_SIDE = 96

STYLES: dict[str, tuple[int, tuple[Line, ...]]] = {
    "1 with a flag": (1, (((0.1, 0.42), (0.55, 0.0), (0.55, 1.0)),)),
    "1 with flag and foot": (
        1,
        (((0.2, 0.25), (0.5, 0.0), (0.5, 1.0)), ((0.18, 1.0), (0.85, 1.0))),
    ),
    "1 with a long flag": (1, (((0.0, 0.62), (0.5, 0.02), (0.48, 1.0)),)),
    "open 4": (4, (((0.2, 0.0), (0.08, 0.6), (0.95, 0.58)), ((0.72, 0.2), (0.66, 1.0)))),
    "open 4, square": (4, (((0.12, 0.05), (0.12, 0.55), (0.9, 0.55)), ((0.75, 0.05), (0.75, 1.0)))),
    "closed 4": (4, (((0.62, 1.0), (0.66, 0.0), (0.02, 0.68), (1.0, 0.68)),)),
    "hooked 9": (
        9,
        (
            ((0.8, 0.2), (0.6, 0.02), (0.3, 0.06), (0.16, 0.25), (0.3, 0.46), (0.6, 0.44),
             (0.8, 0.2), (0.82, 0.55), (0.74, 0.88), (0.5, 1.0), (0.2, 0.92)),
        ),
    ),
    "9 with a straight leg": (
        9,
        (((0.72, 0.1), (0.4, 0.0), (0.15, 0.2), (0.3, 0.46), (0.7, 0.38), (0.74, 0.08),
          (0.7, 1.0)),),
    ),
    "crossed 7": (7, (((0.05, 0.05), (0.9, 0.05), (0.4, 1.0)), ((0.3, 0.52), (0.85, 0.5)))),
    "7 with a serif": (7, (((0.08, 0.2), (0.08, 0.04), (0.9, 0.04), (0.5, 0.5), (0.38, 1.0)),)),
    "boxy 0": (0, (((0.15, 0.0), (0.85, 0.0), (0.85, 1.0), (0.15, 1.0), (0.15, 0.0)),)),
    "slashless round 0": (
        0,
        (((0.5, 0.0), (0.2, 0.12), (0.1, 0.5), (0.22, 0.88), (0.5, 1.0), (0.8, 0.88), (0.9, 0.5),
          (0.8, 0.12), (0.45, 0.02)),),
    ),
    "boxy 2": (2, (((0.1, 0.03), (0.9, 0.03), (0.9, 0.5), (0.1, 0.5), (0.1, 1.0), (0.9, 1.0)),)),
    "2 with a loop": (
        2,
        (((0.12, 0.2), (0.4, 0.0), (0.75, 0.12), (0.7, 0.4), (0.3, 0.85), (0.12, 0.98), (0.1, 0.85),
          (0.3, 0.83), (0.55, 0.95), (0.95, 0.93)),),
    ),
    "flat-topped 3": (
        3,
        (((0.1, 0.03), (0.85, 0.03), (0.42, 0.42), (0.75, 0.5), (0.88, 0.74), (0.7, 0.97),
          (0.35, 1.0), (0.08, 0.86)),),
    ),
    "boxy 3": (
        3,
        (((0.1, 0.0), (0.85, 0.0), (0.85, 1.0), (0.1, 1.0)), ((0.3, 0.48), (0.85, 0.48))),
    ),
    "boxy 5": (
        5,
        (((0.9, 0.0), (0.12, 0.0), (0.12, 0.47), (0.88, 0.47), (0.88, 1.0), (0.1, 1.0)),),
    ),
    "5 in two strokes": (
        5,
        (((0.25, 0.03), (0.2, 0.43), (0.6, 0.4), (0.86, 0.65), (0.7, 0.95), (0.3, 1.0),
          (0.1, 0.9)), ((0.25, 0.02), (0.88, 0.0))),
    ),
    "straight 6": (
        6,
        (((0.66, 0.0), (0.3, 0.4), (0.16, 0.75), (0.35, 1.0), (0.7, 0.97), (0.84, 0.75),
          (0.62, 0.56), (0.3, 0.62), (0.18, 0.78)),),
    ),
    "boxy 6": (
        6,
        (((0.85, 0.0), (0.14, 0.0), (0.14, 1.0), (0.86, 1.0), (0.86, 0.5), (0.16, 0.5)),),
    ),
    "8 of two rings": (
        8,
        (((0.5, 0.46), (0.24, 0.36), (0.24, 0.12), (0.5, 0.0), (0.76, 0.12), (0.76, 0.36),
          (0.5, 0.46), (0.18, 0.6), (0.16, 0.88), (0.5, 1.0), (0.84, 0.88), (0.82, 0.6),
          (0.5, 0.46)),),
    ),
    "open 8": (
        8,
        (((0.82, 0.1), (0.5, 0.0), (0.24, 0.16), (0.4, 0.42), (0.74, 0.64), (0.78, 0.9),
          (0.5, 1.0), (0.2, 0.86), (0.36, 0.6), (0.72, 0.3), (0.86, 0.08)),),
    ),
}  # fmt: skip
"""Ways to write a digit: which, and its lines, points (across, down) in a unit square."""


def styled_hand(name: str, generator: np.random.Generator) -> list[FloatArray]:
    """Return the strokes of a style of `STYLES`, written by an unsteady hand."""
    _, lines = STYLES[name]
    strokes = [_rounded(np.array(line), "boxy" in name) for line in lines]
    shaken = [stroke + generator.normal(0.0, 0.012, 2) for stroke in strokes]
    return _posed(shaken, generator, width=generator.uniform(0.45, 0.8))


def lettering_hand(digit: int, generator: np.random.Generator) -> list[FloatArray]:
    """Return the middle lines of a digit of a typeface that imitates handwriting."""
    masks = _lettering()
    pieces = centre_lines(masks[generator.integers(len(masks)), digit])
    return _posed([piece / _SIDE for piece in pieces], generator)


def held_out_hand(digit: int, generator: np.random.Generator) -> list[FloatArray]:
    """Return the middle lines of a held-out shipped digit, as somebody wrote it."""
    digits = load_digits().subset(HELD_OUT)
    chosen = generator.choice(np.flatnonzero(digits.labels == digit))
    large = ndimage.zoom(digits.image(int(chosen)), 4, order=3)
    pieces = centre_lines(ndimage.gaussian_filter(large, 1.0) > 0.45)
    return _posed([piece / large.shape[0] for piece in pieces], generator, turned=2.0)


@cache
def _lettering() -> NDArray[np.bool_]:
    path = resources.files("nnviz.data").joinpath("files/lettering.npz")
    with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        packed = archive["masks"]
    bits = np.unpackbits(packed, axis=-1).astype(bool)
    return np.asarray(bits.reshape(*packed.shape[:2], _SIDE, _SIDE))


def _rounded(points: FloatArray, sharp: bool) -> FloatArray:
    """Return a line through points, its corners cut off twice (Chaikin) unless it is sharp."""
    for _ in range(0 if sharp else 2):
        near = 0.8 * points[:-1] + 0.2 * points[1:]
        far = 0.2 * points[:-1] + 0.8 * points[1:]
        middle = np.stack([near, far], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], middle[1:-1], points[-1:]])
    return points


def _posed(
    strokes: list[FloatArray],
    generator: np.random.Generator,
    *,
    width: float = 1.0,
    turned: float = 4.0,
) -> list[FloatArray]:
    """Return strokes slanted, turned and stretched a little, centred, the longer side 1."""
    angle = np.deg2rad(generator.normal(0.0, turned))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    shape = np.array([[width, 0.0], [generator.normal(-0.05, 0.09), 1.0]]) @ turn
    moved = [stroke @ shape for stroke in strokes]
    points = np.concatenate(moved)
    low, high = points.min(axis=0), points.max(axis=0)
    return [(stroke - (low + high) / 2) / max(high - low) for stroke in moved]
