"""The numbers of scenes/abstraction."""

from pathlib import Path

import numpy as np
from PIL import Image

import nnviz
from spoken_word import SEVEN

KERNEL = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
PHOTO = Path(nnviz.__file__).parent / "assets" / "photo" / "cup.png"
SAMPLES_A_SECOND = 16000


def slid(picture, kernel):
    """At every pixel the nine neighbours times the nine weights; the border is repeated."""
    rows, columns = picture.shape
    wide = np.pad(picture, 1, mode="edge")
    sums = np.zeros((rows, columns))
    for i in range(3):
        for j in range(3):
            sums += kernel[i][j] * wide[i : i + rows, j : j + columns]
    return sums


def window(photo, row, column):
    """The nine values around a pixel, row by row, from 0 to 1."""
    return [photo[row + i, column + j] / 100.0 for i in (-1, 0, 1) for j in (-1, 0, 1)]


def edge_detection(plain):
    with Image.open(PHOTO) as file:
        # Whole hundredths: the sums are exact.
        photo = np.rint(np.asarray(file.convert("L")) / 255.0 * 100.0).astype(int)
    across = slid(photo, KERNEL)
    down = slid(photo, [list(column) for column in zip(*KERNEL, strict=True)])
    places = [
        (row, column)
        for row in range(8, photo.shape[0] - 8)
        for column in range(48, photo.shape[1] - 48)
    ]
    row, column = max(places, key=lambda place: abs(across[place]))
    start = min(range(column - 44, column - 12), key=lambda c: abs(across[row, c]))
    strength = np.sqrt(across**2 + down**2)
    return {
        "picture": photo.shape,
        "kernel": KERNEL,
        "even_values": window(photo, row, start),
        "even_sum": across[row, start] / 100.0,
        "edge_values": window(photo, row, column),
        "edge_sum": across[row, column] / 100.0,
        "edge_pixel": [row, column],
        "drawn_full_from": float(np.quantile(abs(across), 0.99)) / 100.0,
        "drawn_white_from": float(np.quantile(strength, 0.98)) / 100.0,
    }


def speech(plain):
    """An illustration: nothing in it is a result but how long its sounds are, as they are set."""
    lengths = [sound.seconds for sound in SEVEN]
    samples = round(sum(lengths) * SAMPLES_A_SECOND)
    return {
        "samples": samples,
        "seconds": samples / SAMPLES_A_SECOND,
        "bounds": [sum(lengths[:k]) for k in range(len(lengths) + 1)],
    }
