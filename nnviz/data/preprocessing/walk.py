"""The steps from a grey picture to 28 x 28; the package's own docstring defines them."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import ndimage

from nnviz.core import NNVizError
from nnviz.core.arrays import FloatArray, read_only
from nnviz.data.preprocessing.arrays import (
    area_average,
    centre_of_mass,
    closing,
    interpolate,
    round_half_up,
    window_mean,
)
from nnviz.data.preprocessing.record import Box, Preprocessed
from nnviz.data.vector import IMAGE_SIDE

__all__ = ["MIN_SIDE", "preprocess"]

MIN_SIDE = 8
"""No side of a picture is shorter."""

_WORKING_SIDE = 256
_FITTED_SIDE = 20
_CENTRE = 14
_MIN_CONTRAST = 0.08
_MAX_PARTS = 30
_MIN_BOX = 5
_MAX_CROSSINGS = 16.0
_SHEET_FILL = 0.75
_NEIGHBOURS = np.ones((3, 3), dtype=bool)


def preprocess(grey: ArrayLike) -> Preprocessed:
    """Fit a grey picture of one digit to what the network knows.

    Parameters
    ----------
    grey : array_like, shape (h, w)
        Values in [0, 1], 0 black, 1 white; dark ink on light paper or light on dark.

    Returns
    -------
    Preprocessed

    Raises
    ------
    NNVizError
        If the array is not such a picture, or no digit can be found in it.

    Examples
    --------
    >>> picture = np.ones((100, 80))
    >>> picture[20:80, 37:45] = 0.1
    >>> fitted = preprocess(picture)
    >>> fitted.image.shape, fitted.resized.shape, fitted.light_ink
    ((28, 28), (20, 3), False)
    """
    source = read_only(grey, ndim=2, what="picture")
    if min(source.shape) < MIN_SIDE:
        raise NNVizError(
            f"expected a picture of at least {MIN_SIDE} x {MIN_SIDE} pixels; "
            f"got {source.shape[1]} x {source.shape[0]}"
        )
    if source.min() < 0 or source.max() > 1:
        raise NNVizError(
            f"expected grey values in [0, 1]; got {source.min():g} to {source.max():g}"
        )
    for light_ink, fitted in ((True, source), (False, 1.0 - source)):
        if _is_fitted(fitted):
            return _unchanged(source, fitted, light_ink=light_ink)

    found = _find(source)
    sheet = _sheet(found, source.shape)
    if sheet is not None:
        found = _find(source[sheet.top : sheet.bottom, sheet.left : sheet.right])
    box = found.box
    resized = _resize(found.digit[box.top : box.bottom, box.left : box.right])
    shift, image = _centre(resized)
    return Preprocessed(
        source=source,
        grey=found.page,
        light_ink=found.light_ink,
        paper=found.paper,
        ink=found.ink,
        threshold=found.threshold,
        digit=found.digit,
        box=box,
        resized=resized,
        shift=shift,
        image=image,
        sheet=sheet,
    )


class _Found(NamedTuple):
    """What steps 1 to 6 find."""

    light_ink: bool
    page: FloatArray
    paper: FloatArray
    ink: FloatArray
    threshold: float
    digit: FloatArray
    box: Box


def _find(grey: FloatArray) -> _Found:
    reduced = _at_most(grey, _WORKING_SIDE)
    light_ink = _has_light_ink(reduced)
    page = 1.0 - reduced if light_ink else reduced
    paper = _paper(page)
    ink = np.clip(1.0 - page / np.maximum(paper, 0.05), 0.0, 1.0)
    threshold, stretched = _stretch(ink)
    digit, box = _digit(stretched, ink >= threshold)
    return _Found(light_ink, page, paper, ink, threshold, digit, box)


def _sheet(found: _Found, shape: tuple[int, ...]) -> Box | None:
    """Return the inside of the sheet of paper, in pixels of the source, if that was found."""
    box = found.box
    if 2 * min(box.height, box.width) < max(box.height, box.width):
        return None
    dark = found.ink[box.top : box.bottom, box.left : box.right] >= found.threshold
    if dark.mean() < _SHEET_FILL:
        return None
    down, across = (max(1, round_half_up(0.04 * n)) for n in (box.height, box.width))
    rows, columns = found.ink.shape
    edges = (box.top + down, box.left + across, box.bottom - down, box.right - across)
    scales = (shape[0] / rows, shape[1] / columns) * 2
    top, left, bottom, right = (
        math.floor(edge * scale) for edge, scale in zip(edges, scales, strict=True)
    )
    if min(bottom - top, right - left) < MIN_SIDE:
        return None
    return Box(top, left, bottom, right)


def _is_fitted(image: FloatArray) -> bool:
    if image.shape != (IMAGE_SIDE, IMAGE_SIDE):
        return False
    if np.median(image) != 0 or image.max() < 0.5:
        return False
    box = _bounds(image > 0.1)
    centre = tuple(round_half_up(value) for value in centre_of_mass(image))
    longer = max(box.height, box.width)
    return 17 <= longer <= _FITTED_SIDE and centre == (_CENTRE, _CENTRE)


def _unchanged(source: FloatArray, image: FloatArray, *, light_ink: bool) -> Preprocessed:
    box = _bounds(image > 0)
    return Preprocessed(
        source=source,
        grey=1.0 - image,
        light_ink=light_ink,
        paper=np.ones_like(image),
        ink=image,
        threshold=0.5,
        digit=image,
        box=box,
        resized=image[box.top : box.bottom, box.left : box.right],
        shift=(box.top, box.left),
        image=image,
        unchanged=True,
    )


def _at_most(image: FloatArray, side: int) -> FloatArray:
    """Return `image`, averaged down if its longer side is above `side`."""
    longer = max(image.shape)
    if longer <= side:
        return image
    rows, columns = (max(1, round_half_up(n * side / longer)) for n in image.shape)
    return area_average(image, rows, columns)


def _has_light_ink(grey: FloatArray) -> bool:
    ring = np.concatenate([grey[0], grey[-1], grey[1:-1, 0], grey[1:-1, -1]])
    radius = max(1, round_half_up(max(grey.shape) / 5))
    # The first term knows the paper by its place, at the edge, however thick the pen is; the second
    # knows the ink by being narrow, however the light falls.
    skew = (grey - np.median(ring)) ** 3 + 8 * (grey - window_mean(grey, radius)) ** 3
    return bool(skew.sum() > 0)


def _paper(page: FloatArray) -> FloatArray:
    cells = window_mean(closing(_at_most(page, 32), radius=6), radius=1)
    return np.clip(interpolate(cells, *page.shape), 0.0, 1.0)


def _stretch(ink: FloatArray) -> tuple[float, FloatArray]:
    """Return Otsu's threshold, and the ink with its contrast stretched to [0, 1]."""
    bins = np.minimum((ink * 256).astype(int), 255)
    counts = np.bincount(bins.ravel(), minlength=256)
    below = np.cumsum(counts)[:-1]
    above = ink.size - below
    moment = np.cumsum(counts * np.arange(256))
    gap = moment[-1] * below - moment[:-1] * ink.size
    filled = (below > 0) & (above > 0)
    if not filled.any():
        raise NNVizError("the picture is blank: no ink was found")
    variance = np.zeros(255)
    variance[filled] = gap[filled].astype(float) ** 2 / (
        below[filled].astype(float) * above[filled]
    )
    best = np.flatnonzero(variance == variance.max())
    k = int(best[0] + best[-1]) // 2
    dark = bins > k
    paper_mean, ink_mean = float(ink[~dark].mean()), float(ink[dark].mean())
    contrast = ink_mean - paper_mean
    if contrast < _MIN_CONTRAST:
        raise NNVizError(
            f"the picture is blank or too faint: its darkest parts lack only {contrast:.0%} "
            "of the paper's light"
        )
    stretched = (ink - paper_mean - contrast / 4) / (contrast / 2)
    return (k + 1) / 256, np.clip(stretched, 0.0, 1.0)


def _digit(stretched: FloatArray, dark: NDArray[np.bool_]) -> tuple[FloatArray, Box]:
    """Return the ink of the parts that make up the digit, and their common box."""
    labels, count = ndimage.label(dark, structure=_NEIGHBOURS)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)
    sizes[0] = 0
    touching = np.zeros(count + 1, dtype=bool)
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        touching[edge] = True
    inside = np.where(touching, 0, sizes)
    if inside.max() * 25 >= np.where(touching, sizes, 0).max():
        sizes = inside
    kept = sizes * 20 >= max(int(sizes.max()), 1)
    if kept.sum() > _MAX_PARTS:
        raise NNVizError("no digit was found: the ink is scattered in specks over the picture")
    chosen = kept[labels]
    box = _bounds(chosen)
    if max(box.height, box.width) < _MIN_BOX:
        raise NNVizError(
            f"the digit is too small: its ink is {box.width} x {box.height} pixels "
            f"(at most {_WORKING_SIDE} pixels a side are looked at). Crop the picture"
        )
    inside_box = dark[box.top : box.bottom, box.left : box.right]
    if min(_crossings(inside_box), _crossings(inside_box.T)) > _MAX_CROSSINGS:
        raise NNVizError("no digit was found: the ink is not in strokes")
    near = ndimage.binary_dilation(chosen, structure=_NEIGHBOURS)
    return np.where(near, stretched, 0.0), box


def _crossings(mask: NDArray[np.bool_]) -> float:
    """Return how often, on average, a walk along a row goes into ink or out of it."""
    padded = np.pad(mask, ((0, 0), (1, 1)))
    return float((padded[:, 1:] != padded[:, :-1]).sum(axis=1).mean())


def _bounds(mask: NDArray[np.bool_]) -> Box:
    rows = np.flatnonzero(mask.any(axis=1))
    columns = np.flatnonzero(mask.any(axis=0))
    return Box(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)


def _resize(cropped: FloatArray) -> FloatArray:
    longer = max(cropped.shape)
    rows, columns = (max(1, round_half_up(n * _FITTED_SIDE / longer)) for n in cropped.shape)
    return area_average(cropped, rows, columns)


def _centre(resized: FloatArray) -> tuple[tuple[int, int], FloatArray]:
    place = []
    for size, centre in zip(resized.shape, centre_of_mass(resized), strict=True):
        place.append(min(max(_CENTRE - round_half_up(centre), 0), IMAGE_SIDE - size))
    image = np.zeros((IMAGE_SIDE, IMAGE_SIDE))
    top, left = place
    image[top : top + resized.shape[0], left : left + resized.shape[1]] = resized
    return (top, left), image
