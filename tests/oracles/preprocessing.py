"""The numbers of scenes/preprocessing.

The picture is fitted once more, in the plain way of those who made MNIST: cut out, 20 pixels long,
its centre of mass in the middle. The package looks more closely for paper and ink, so the two agree
nearly and not to the last digit; the answers of the network to its image are computed apart.
"""

import numpy as np
from PIL import Image
from scipy import ndimage

from nnviz import data
from placed_images import on_paper

NEAR = 0.04
"""How far two ways of fitting may differ, in the mean of all pixels; a pixel aside is over 0.05."""


def fitted(sheet):
    """A picture of dark ink on paper as MNIST's makers would fit it, and its size before."""
    # What is never dark within 35 pixels is paper; ink is what is darker than it.
    paper = ndimage.gaussian_filter(ndimage.grey_closing(sheet, 35), 12.0)
    ink = np.clip(1.0 - sheet / paper, 0.0, None)
    ink = np.where(ink > 0.3 * ink.max(), ink / np.quantile(ink[ink > 0.5 * ink.max()], 0.5), 0.0)
    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    cut = np.clip(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 0.0, 1.0)
    height, width = (max(1, round(20 * side / max(cut.shape))) for side in cut.shape)
    small = Image.fromarray(cut.astype(np.float32)).resize((width, height), Image.Resampling.BOX)
    pixels = np.asarray(small, dtype=float)
    down, right = ndimage.center_of_mass(pixels)
    image = np.zeros((28, 28))
    top, left = int(14.5 - down), int(14.5 - right)
    image[top : top + height, left : left + width] = pixels
    return image, (height, width)


def preprocess(plain):
    sheet = on_paper(plain.image)
    side = sheet.shape[0]
    assert side % 28 == 0
    step = side // 28
    blocks = sheet.reshape(28, step, 28, step).mean(axis=(1, 3))
    page = data.preprocess(sheet)
    apart, size = fitted(sheet)
    assert np.abs(page.image - apart).mean() < NEAR
    assert np.abs(np.subtract(page.resized.shape, size)).max() <= 1
    assert plain.forward(apart.ravel())[-1][1].argmax() == plain.labels[plain.default]
    return {
        "picture": sheet.shape,
        "before": plain.forward((1.0 - blocks).ravel())[-1][1],
        "resized": page.resized.shape,
        "after": plain.forward(page.image.ravel())[-1][1],
        "image": page.image,
    }


def moved(image, right, down):
    """Shift by bilinear interpolation, what comes in being 0."""
    return np.clip(ndimage.shift(image, (down, right), order=1), 0.0, 1.0)


def resized(image, size):
    """Resize about the middle by bilinear interpolation."""
    places = 13.5 + (np.mgrid[:28, :28] - 13.5) / size
    return np.clip(ndimage.map_coordinates(image, places, order=1), 0.0, 1.0)


def first_flip(plain, images, answer):
    answers = plain.many(images)[-1][1].argmax(axis=1)
    changed = [place for place, other in enumerate(answers) if other != answer]
    place = changed[0] if changed else len(images) - 1
    return place, plain.forward(images[place].ravel())[-1][1]


def off_centre(plain):
    outputs = plain.subject[-1][1]
    answer = int(outputs.argmax())
    far = np.linspace(0.0, 6.0, 241)
    slides = [
        first_flip(plain, [moved(plain.image, x * t, y * t) for t in far], answer)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1))
    ]
    place, moved_outputs = min(slides, key=lambda found: found[0])
    ways = [np.linspace(1.0, end, 241) for end in (1.6, 0.4)]
    sizes = [first_flip(plain, [resized(plain.image, s) for s in way], answer) for way in ways]
    chosen = min(range(2), key=lambda i: sizes[i][0])
    return {
        "outputs": outputs,
        "moved_flip": float(far[place]),
        "moved_outputs": moved_outputs,
        "resized_flip": float(100.0 * ways[chosen][sizes[chosen][0]]),
        "resized_outputs": sizes[chosen][1],
    }
