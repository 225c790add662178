"""Digits of `WAYS` as the preprocessing would leave them."""

from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from nnviz.core import FloatArray
from nnviz.data.digits import Digits
from nnviz.data.writing.fitting import fitted_bytes
from nnviz.data.writing.forms import WAYS

__all__ = ["written_digits"]

_LONGER = 80
"""Of a drawing, before it becomes 20 pixels."""

_PEN = (0.09, 0.2)
_SHARP = 0.25


def written_digits(count: int, *, seed: int) -> Digits:
    """Write `count` digits, 0 to 9 in turn, in the ways that people write and MNIST hardly shows.

    Parameters
    ----------
    count : int
    seed : int
        The same seed gives the same digits.

    Examples
    --------
    >>> digits = written_digits(20, seed=1)
    >>> digits.labels[:12].tolist()
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    """
    generator = np.random.default_rng(seed)
    labels = np.arange(count, dtype=np.uint8) % 10
    images = np.zeros((count, 28, 28), dtype=np.uint8)
    for image, label in zip(images, labels, strict=True):
        image[...] = _image(_lines(int(label), generator), generator)
    return Digits(images, labels)


def _lines(digit: int, generator: np.random.Generator) -> list[FloatArray]:
    """Return the lines of one digit as a hand writes them, the longer side 1."""
    forms, often = zip(*WAYS[digit], strict=True)
    form = forms[generator.choice(len(forms), p=np.array(often) / sum(often))]
    sharp = generator.random() < _SHARP
    lines = [np.array(line, dtype=float) for line in form(generator)]
    lines = [_dense(line if sharp or len(line) < 3 else _softened(line)) for line in lines]
    # A smooth field bends all lines alike; each line starts a little off.
    waves = generator.normal(0.0, 3.0, (3, 2))
    phases = generator.uniform(0.0, 2 * np.pi, 3)
    sizes = generator.normal(0.0, 0.02, (3, 2))
    angle = np.deg2rad(generator.normal(0.0, 5.0))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    width, slant = generator.uniform(0.5, 1.05), generator.normal(0.1, 0.17)
    shape = np.array([[width, 0.0], [-slant, 1.0]]) @ turn
    moved = [
        (line + np.sin(line @ waves.T + phases) @ sizes + generator.normal(0.0, 0.012, 2)) @ shape
        for line in lines
    ]
    points = np.concatenate(moved)
    low, high = points.min(axis=0), points.max(axis=0)
    return [(line - low) / max(high - low) for line in moved]


def _softened(points: FloatArray) -> FloatArray:
    """Return a line with its corners cut off twice (Chaikin)."""
    for _ in range(2):
        near, far = 0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]
        middle = np.stack([near, far], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], middle[1:-1], points[-1:]])
    return points


def _dense(points: FloatArray) -> FloatArray:
    """Return a line with so many points that bending shows."""
    if len(points) > 12:
        return points
    steps = np.linspace(0.0, 1.0, 8, endpoint=False)[:, None]
    pieces = [a + (b - a) * steps for a, b in pairwise(points)]
    return np.concatenate([*pieces, points[-1:]])


def _image(lines: list[FloatArray], generator: np.random.Generator) -> FloatArray:
    """Return lines drawn with a pen and fitted to 28 x 28, in [0, 255]."""
    pen = generator.uniform(*_PEN) * _LONGER
    inner = _LONGER - pen
    extent = np.concatenate(lines).max(axis=0) * inner
    width, height = (max(4, round(float(n + pen))) for n in extent)
    canvas = Image.new("L", (width, height), 0)
    brush = ImageDraw.Draw(canvas)
    radius = pen / 2
    for line in lines:
        points = [(float(x), float(y)) for x, y in line * inner + radius]
        brush.line(points, fill=255, width=round(pen), joint="curve")
        for x, y in (points[0], points[-1]):
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return fitted_bytes(np.asarray(canvas) / 255.0)
