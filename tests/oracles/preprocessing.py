"""The numbers of scenes/preprocessing.

How the picture is fitted is tested elsewhere, against other implementations; here its result is
taken, and the network's answers to it are computed apart.
"""

import numpy as np
from scipy import ndimage

from nnviz import data
from placed_images import on_paper


def preprocess(plain):
    page = data.preprocess(on_paper(plain.image))
    side = page.source.shape[0]
    assert side % 28 == 0
    step = side // 28
    blocks = page.source.reshape(28, step, 28, step).mean(axis=(1, 3))
    return {
        "picture": page.source.shape,
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
