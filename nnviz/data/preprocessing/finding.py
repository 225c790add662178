"""Steps 1 to 6: the paper, the ink on it, and the parts of the ink that are the digit."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from nnviz.core import FloatArray, NNVizError
from nnviz.data.preprocessing.arrays import (
    area_average,
    bounds,
    closing,
    round_half_up,
    window_mean,
)
from nnviz.data.preprocessing.pen import stroke_width
from nnviz.data.preprocessing.record import Box
from nnviz.data.preprocessing.ruling import ruling

__all__ = [
    "MAX_WIDTH",
    "WORKING_SIDE",
    "Found",
    "at_most",
    "find",
    "is_written",
    "sides_touched",
    "strokes_width",
]

Mask = NDArray[np.bool_]

WORKING_SIDE = 256
"""No side of what is looked at is longer."""

MAX_WIDTH = 0.3
"""Of strokes, as a part of the longer side of their box."""

_PAPER_PARTS = (0.14, 0.05)
_PRINT = 1.5
_MIN_CONTRAST = 0.08
_MAX_PARTS = 30
_MIN_BOX = 5
_MAX_CROSSINGS = 16.0
_NEIGHBOURS = np.ones((3, 3), dtype=bool)


class Found(NamedTuple):
    """What steps 1 to 6 find."""

    light_ink: bool
    page: FloatArray
    paper: FloatArray
    ink: FloatArray
    contrast: float
    threshold: float
    lines: Mask
    digit: FloatArray
    box: Box
    others: int


def find(grey: FloatArray) -> Found:
    """Find the digit in a grey picture.

    Raises
    ------
    NNVizError
        If there is none.
    """
    reduced = at_most(grey, WORKING_SIDE)
    first = _has_light_ink(reduced)
    refused: NNVizError | None = None
    seen: list[Found] = []
    # A shadow narrower than the window passes for ink: then a smaller one is tried. A sheet on a
    # table may hide which is darker, paper or ink: then the other is.
    for light_ink in (first, not first):
        for part in _PAPER_PARTS:
            try:
                found = _written(reduced, light_ink, part)
            except NNVizError as error:
                refused = refused or error
                continue
            if is_written(found):
                return found
            seen.append(found)
        strokes = [found for found in seen if strokes_width(found) < MAX_WIDTH]
        if strokes:
            return strokes[0]
    if not seen:
        raise refused or NNVizError("the picture is blank: no ink was found")
    return seen[0]


def _has_light_ink(grey: FloatArray) -> bool:
    ring = np.concatenate([grey[0], grey[-1], grey[1:-1, 0], grey[1:-1, -1]])
    radius = max(1, round_half_up(max(grey.shape) / 5))
    # The first term knows the paper by its place, at the edge, however thick the pen is; the second
    # knows the ink by being narrow, however the light falls.
    from_edge = grey - np.median(ring)
    from_near = grey - window_mean(grey, radius)
    # A power would take ten times as long as two products.
    skew = from_edge * from_edge * from_edge + 8 * from_near * from_near * from_near
    return bool(skew.sum() > 0)


def _written(reduced: FloatArray, light_ink: bool, part: float) -> Found:
    page = 1.0 - reduced if light_ink else reduced
    radius = max(2, round_half_up(part * max(page.shape)))
    paper = np.clip(window_mean(closing(window_mean(page, 1), radius), 2), 0.0, 1.0)
    ink = np.clip(1.0 - page / np.maximum(paper, 0.05), 0.0, 1.0)
    level = float(np.median(ink))
    noise = 1.4826 * float(np.median(np.abs(ink - level)))
    low = level + max(0.05, 4.0 * noise)
    lines = ruling(ink >= low)
    if lines.any():  # A stroke along a line is darker than the print.
        lines &= ink <= _PRINT * float(np.median(ink[lines]))
    clean = np.where(lines, level, ink)
    contrast = _strength(clean, low) - level
    if contrast < 0.01:
        raise NNVizError("the picture is blank: no ink was found")
    if contrast < _MIN_CONTRAST:
        raise NNVizError(
            f"the picture is blank or too faint: its darkest parts lack only {contrast:.0%} "
            "of the paper's light"
        )
    threshold = max(low, level + 0.4 * contrast)
    stretched = np.clip((clean - level - contrast / 4) / (contrast / 2), 0.0, 1.0)
    digit, box, others = _digit(stretched, clean, threshold)
    return Found(light_ink, page, paper, ink, contrast, threshold, lines, digit, box, others)


def is_written(found: Found) -> bool:
    """Tell whether what was found is made of strokes that end within the picture."""
    return sides_touched(found) == 0 and strokes_width(found) < MAX_WIDTH


def sides_touched(found: Found) -> int:
    """Return how many sides of the picture the digit's box touches."""
    box = found.box
    rows, columns = found.digit.shape
    return sum((box.top == 0, box.left == 0, box.bottom == rows, box.right == columns))


def strokes_width(found: Found) -> float:
    """Return how wide the strokes are, as a part of the longer side of the box."""
    box = found.box
    mask = found.digit[box.top : box.bottom, box.left : box.right] >= 0.5
    return stroke_width(mask) / max(box.height, box.width) if mask.any() else 1.0


def at_most(image: FloatArray, side: int) -> FloatArray:
    """Return `image`, averaged down if its longer side is above `side`."""
    longer = max(image.shape)
    if longer <= side:
        return image
    rows, columns = (max(1, round_half_up(n * side / longer)) for n in image.shape)
    return area_average(image, rows, columns)


def _strength(ink: FloatArray, low: float) -> float:
    """Return how dark the ink of the best part is, or the darkest spot if there is no part."""
    labels, scores = _parts(ink, ink >= low, low)
    if not scores.any():
        return float(ink.max())
    inside = ink[labels == int(scores.argmax())]
    return float(np.sort(inside)[int(0.9 * (len(inside) - 1))])


def _parts(
    ink: FloatArray, dark: Mask, low: float
) -> tuple[NDArray[np.signedinteger[Any]], FloatArray]:
    """Return the 8-connected parts of the ink, and how much each looks like what was written."""
    labels, count = ndimage.label(dark, structure=_NEIGHBOURS)
    weight = np.bincount(labels.ravel(), (ink.ravel() - low + 0.01) ** 2, minlength=count + 1)
    weight[0] = 0.0
    edges = (labels[0], labels[-1], labels[:, 0], labels[:, -1])
    for edge in edges:
        touching = np.unique(edge[edge > 0])
        weight[touching] /= 25.0
    return labels, np.asarray(weight, dtype=np.float64)


def _digit(stretched: FloatArray, ink: FloatArray, threshold: float) -> tuple[FloatArray, Box, int]:
    """Return the ink of the parts that make up the digit, their common box, and how many others."""
    labels, scores = _parts(ink, ink >= threshold, threshold)
    if not scores.any():
        raise NNVizError("no digit was found: the ink is not in strokes")
    sizes = np.bincount(labels.ravel(), minlength=len(scores))
    sizes[0] = 0
    main = int(scores.argmax())
    candidates = np.flatnonzero((sizes >= 0.04 * sizes[main]) & (scores > 0.01 * scores[main]))
    if len(candidates) > _MAX_PARTS:
        raise NNVizError("no digit was found: the ink is scattered in specks over the picture")
    places = ndimage.find_objects(labels)
    kept = {main}
    box = _box(places[main - 1])
    grown = True
    while grown:  # Parts that are near belong to it.
        grown = False
        reach = 0.3 * max(box.height, box.width)
        for index in candidates:
            other = _box(places[index - 1])
            if index not in kept and _gap(box, other) <= reach:
                kept.add(int(index))
                box = _around(box, other)
                grown = True
    chosen = np.isin(labels, list(kept))
    left = [index for index in candidates if index not in kept]
    others = sum(
        _is_another(_box(places[index - 1]), box) and scores[index] >= 0.3 * scores[main]
        for index in left
    )
    if max(box.height, box.width) < _MIN_BOX:
        raise NNVizError(
            f"the digit is too small: its ink is {box.width} x {box.height} pixels "
            f"(at most {WORKING_SIDE} pixels a side are looked at). Crop the picture"
        )
    inside_box = chosen[box.top : box.bottom, box.left : box.right]
    if min(_crossings(inside_box), _crossings(inside_box.T)) > _MAX_CROSSINGS:
        raise NNVizError("no digit was found: the ink is not in strokes")
    near = ndimage.maximum_filter(chosen.astype(np.uint8), 3, mode="constant")
    return np.where(near == 1, stretched, 0.0), bounds(chosen), others


def _box(place: tuple[slice, slice]) -> Box:
    rows, columns = place
    return Box(rows.start, columns.start, rows.stop, columns.stop)


def _is_another(other: Box, box: Box) -> bool:
    """Tell whether a part that does not belong to the digit is about as high as it."""
    return 0.6 * box.height <= other.height <= 1.7 * box.height


def _gap(box: Box, other: Box) -> float:
    down = max(other.top - box.bottom, box.top - other.bottom, 0)
    across = max(other.left - box.right, box.left - other.right, 0)
    return math.hypot(down, across)


def _around(box: Box, other: Box) -> Box:
    return Box(
        min(box.top, other.top),
        min(box.left, other.left),
        max(box.bottom, other.bottom),
        max(box.right, other.right),
    )


def _crossings(mask: Mask) -> float:
    """Return how often, on average, a walk along a row goes into ink or out of it."""
    padded = np.pad(mask, ((0, 0), (1, 1)))
    return float((padded[:, 1:] != padded[:, :-1]).sum(axis=1).mean())
