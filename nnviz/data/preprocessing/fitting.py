"""Steps 9 and 10: 20 pixels on the longer side, and the centre of mass in the middle of 28 x 28."""

import numpy as np

from nnviz.core import FloatArray
from nnviz.data.preprocessing.arrays import area_average, centre_of_mass, round_half_up
from nnviz.data.vector import IMAGE_SIDE

__all__ = ["CENTRE", "FITTED_SIDE", "centred", "resized_to_fit"]

FITTED_SIDE = 20
"""The longer side of a digit, in pixels."""

CENTRE = 14
"""The row and the column of its centre of mass."""


def resized_to_fit(cropped: FloatArray) -> FloatArray:
    """Return a digit that was cut out, averaged down so that its longer side is `FITTED_SIDE`."""
    longer = max(cropped.shape)
    rows, columns = (max(1, round_half_up(n * FITTED_SIDE / longer)) for n in cropped.shape)
    return area_average(cropped, rows, columns)


def centred(resized: FloatArray) -> tuple[tuple[int, int], FloatArray]:
    """Return the place of its top left pixel, and the digit on 28 x 28 zeros."""
    place = []
    for size, centre in zip(resized.shape, centre_of_mass(resized), strict=True):
        place.append(min(max(CENTRE - round_half_up(centre), 0), IMAGE_SIDE - size))
    image = np.zeros((IMAGE_SIDE, IMAGE_SIDE))
    top, left = place
    image[top : top + resized.shape[0], left : left + resized.shape[1]] = resized
    return (top, left), image
