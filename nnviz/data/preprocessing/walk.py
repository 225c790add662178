"""The steps from a grey picture to 28 x 28; the package's own docstring defines them."""

import math

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError, read_only
from nnviz.data.preprocessing.arrays import (
    bounds,
    centre_of_mass,
    closing,
    interpolate,
    round_half_up,
)
from nnviz.data.preprocessing.finding import (
    MAX_WIDTH,
    Found,
    find,
    is_written,
    sides_touched,
    strokes_width,
)
from nnviz.data.preprocessing.fitting import CENTRE, FITTED_SIDE, centred, resized_to_fit
from nnviz.data.preprocessing.frame import within_frame
from nnviz.data.preprocessing.pen import (
    THICK,
    THICKEST_TARGET,
    THIN,
    THINNEST_TARGET,
    redrawn,
    stroke_width,
)
from nnviz.data.preprocessing.record import Box, Preprocessed
from nnviz.data.preprocessing.sheet import sheet_box
from nnviz.data.vector import IMAGE_SIDE

__all__ = ["MIN_SIDE", "preprocess"]

MIN_SIDE = 8
"""No side of a picture is shorter."""

_LOOKS = 3
_SMALL = 0.4
_ROOM = 0.5
_FINE_SIDE = 100
_SHEET_CONTRAST = 0.2


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

    found, window, others = _look(source)
    box = found.box
    cropped = found.digit[box.top : box.bottom, box.left : box.right]
    width, drawn = _with_the_pen(cropped)
    resized = resized_to_fit(drawn)
    shift, image = centred(resized)
    return Preprocessed(
        source=source,
        grey=found.page,
        light_ink=found.light_ink,
        paper=found.paper,
        ink=found.ink,
        threshold=found.threshold,
        digit=found.digit,
        box=box,
        stroke_width=width,
        redrawn=drawn,
        resized=resized,
        shift=shift,
        image=image,
        window=window,
        others=others,
    )


def _look(source: FloatArray) -> tuple[Found, Box | None, int]:
    """Find the digit, on a sheet on a table or within a frame, and from nearer if it is small."""
    whole = Box(0, 0, *source.shape)
    on_sheet = _on_sheet(source)
    frame = within_frame(source) if on_sheet is None else None
    within = None if frame is None else _found_within(source, frame, 0.0)
    if frame is not None and within is not None:
        found, window = within, frame
    elif on_sheet is not None and sides_touched(on_sheet[0]) == 0:
        found, window = on_sheet
    else:
        found, window = find(source), whole
        # What runs into the side of a sheet may be cut off by a shadow; but an ink that is light on
        # what looks like a light sheet is no ink.
        if on_sheet is not None and found.light_ink != on_sheet[0].light_ink:
            found, window = on_sheet
    others = found.others  # From nearer, less of them is seen.
    for _ in range(_LOOKS):
        closer = _closer(found, window)
        again = None if closer is None else _found_within(source, closer, 0.5 * found.contrast)
        if closer is None or again is None:
            break
        found, window = again, closer
    return found, None if window == whole else window, others


def _on_sheet(source: FloatArray) -> tuple[Found, Box] | None:
    """Return what is written on a sheet, and the sheet; strong ink may touch one side."""
    for picture in (source, 1.0 - source):
        sheet = sheet_box(picture)
        if sheet is None:
            continue
        try:
            found = find(source[sheet.top : sheet.bottom, sheet.left : sheet.right])
        except NNVizError:
            continue
        sides = sides_touched(found)
        strong = found.contrast >= _SHEET_CONTRAST * (1 + sides)
        if sides <= 1 and strong and strokes_width(found) < MAX_WIDTH:
            return found, sheet
    return None


def _found_within(source: FloatArray, window: Box, contrast: float) -> Found | None:
    """Return what is written in a part of the source, if it is dark strokes that end there."""
    try:
        found = find(source[window.top : window.bottom, window.left : window.right])
    except NNVizError:
        return None
    return found if found.contrast >= contrast and is_written(found) else None


def _closer(found: Found, window: Box) -> Box | None:
    """Return the surroundings of a digit that is small in the window, in pixels of the source."""
    box = found.box
    longer = max(box.height, box.width)
    rows, columns = found.ink.shape
    if longer >= _SMALL * max(rows, columns) or window.height <= rows:
        return None
    room = round_half_up(_ROOM * longer) + 2
    return _in_source(
        (
            max(box.top - room, 0),
            max(box.left - room, 0),
            min(box.bottom + room, rows),
            min(box.right + room, columns),
        ),
        found,
        window,
    )


def _in_source(edges: tuple[int, int, int, int], found: Found, window: Box) -> Box | None:
    rows, columns = found.ink.shape
    scales = (window.height / rows, window.width / columns) * 2
    top, left, bottom, right = (
        math.floor(edge * scale) for edge, scale in zip(edges, scales, strict=True)
    )
    if min(bottom - top, right - left) < MIN_SIDE:
        return None
    return Box(window.top + top, window.left + left, window.top + bottom, window.left + right)


def _with_the_pen(cropped: FloatArray) -> tuple[float, FloatArray]:
    """Return the strokes' width, as a part of the longer side, and them drawn as wide as usual."""
    longer = max(cropped.shape)
    fine = cropped
    if longer < _FINE_SIDE:
        factor = math.ceil(_FINE_SIDE / longer)
        rows, columns = (n * factor for n in cropped.shape)
        fine = np.clip(interpolate(cropped, rows, columns), 0.0, 1.0)
        longer *= factor
    mask = closing(fine, 1) >= 0.5  # Chalk and pencil leave gaps.
    width = stroke_width(mask)
    part = width / longer
    if THIN <= part <= THICK:
        return part, cropped
    target = THINNEST_TARGET if part < THIN else THICKEST_TARGET
    wider = (target * longer - width) / (2 * (1 - target))
    margin = max(0, math.ceil(wider)) + 1
    drawn = redrawn(np.pad(mask, margin), wider)
    box = bounds(drawn >= 0.5)
    return part, drawn[box.top : box.bottom, box.left : box.right]


def _is_fitted(image: FloatArray) -> bool:
    if image.shape != (IMAGE_SIDE, IMAGE_SIDE):
        return False
    if np.median(image) != 0 or image.max() < 0.5:
        return False
    box = bounds(image > 0.1)
    centre = tuple(round_half_up(value) for value in centre_of_mass(image))
    longer = max(box.height, box.width)
    return 17 <= longer <= FITTED_SIDE and centre == (CENTRE, CENTRE)


def _unchanged(source: FloatArray, image: FloatArray, *, light_ink: bool) -> Preprocessed:
    box = bounds(image > 0)
    return Preprocessed(
        source=source,
        grey=1.0 - image,
        light_ink=light_ink,
        paper=np.ones_like(image),
        ink=image,
        threshold=0.5,
        digit=image,
        box=box,
        stroke_width=0.0,
        redrawn=image[box.top : box.bottom, box.left : box.right],
        resized=image[box.top : box.bottom, box.left : box.right],
        shift=(box.top, box.left),
        image=image,
        unchanged=True,
    )
