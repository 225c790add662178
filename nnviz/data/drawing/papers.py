"""What digits are written on, and the light that falls on it, as colours in [0, 255]."""

import numpy as np
from PIL import Image, ImageDraw
from scipy import ndimage

from nnviz.core import FloatArray

__all__ = ["cloud", "ink_cover", "light_on", "on_table", "ruling_cover", "shadow_on"]


def cloud(shape: tuple[int, int], cell: float, generator: np.random.Generator) -> FloatArray:
    """Return smooth random numbers, mean 0, deviation about 1, that change over `cell` pixels."""
    small = tuple(max(2, int(n / cell) + 2) for n in shape)
    values = generator.normal(size=small)
    fine = ndimage.zoom(values, [n / s for n, s in zip(shape, small, strict=True)], order=1)
    return np.asarray(fine[: shape[0], : shape[1]])


def ink_cover(
    strokes: list[FloatArray],
    shape: tuple[int, int],
    *,
    size: float,
    pen: float,
    centre: tuple[float, float],
    fine: int = 3,
) -> FloatArray:
    """Return how much of each pixel the strokes cover, in [0, 1].

    Parameters
    ----------
    strokes : list of ndarray, each of shape (n, 2)
        Points (across, down), the longer side 1, centred on 0.
    shape : tuple of int
        Rows and columns of the picture.
    size, pen : float
        The digit's longer side and the width of the pen, in pixels.
    centre : tuple of float
        Where the digit's middle is, (across, down) in pixels.
    fine : int
        Samples along a pixel; 1 draws without soft edges.
    """
    canvas = Image.new("L", (shape[1] * fine, shape[0] * fine), 0)
    brush = ImageDraw.Draw(canvas)
    radius = pen * fine / 2
    for stroke in strokes:
        points = [(float(x), float(y)) for x, y in (stroke * size + np.array(centre)) * fine]
        brush.line(points, fill=255, width=max(1, round(2 * radius)))
        if radius > 1:
            for x, y in points:
                brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(canvas.reduce(fine) if fine > 1 else canvas) / 255.0


def ruling_cover(
    shape: tuple[int, int],
    pitch: float,
    generator: np.random.Generator,
    *,
    squares: bool,
    width: float,
) -> FloatArray:
    """Return how much of each pixel printed lines cover, turned a little as in a photograph."""
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(float)
    angle = np.deg2rad(generator.normal(0.0, 1.2))
    bow = generator.normal(0.0, 2e-5)
    down = rows * np.cos(angle) + columns * np.sin(angle) + bow * (columns - shape[1] / 2) ** 2
    across = columns * np.cos(angle) - rows * np.sin(angle)
    cover = np.zeros(shape)
    for place in (down, across) if squares else (down,):
        offset = (place + generator.uniform(0, pitch)) % pitch
        away = np.minimum(offset, pitch - offset)
        cover = np.maximum(cover, np.clip(width / 2 + 0.5 - away, 0.0, min(1.0, width)))
    return cover


def light_on(shape: tuple[int, int], generator: np.random.Generator, strength: float) -> FloatArray:
    """Return light that falls off across the picture, at most 1."""
    down, across = (np.linspace(-0.5, 0.5, n) for n in shape)
    angle = generator.uniform(0.0, 2 * np.pi)
    slope = np.cos(angle) * across[None, :] + np.sin(angle) * down[:, None]
    far = (across[None, :] - generator.uniform(-0.4, 0.4)) ** 2 + down[:, None] ** 2
    return np.asarray(np.clip(1.0 - strength * (0.5 + 0.7 * slope + 0.5 * far), 0.1, 1.0))


def shadow_on(shape: tuple[int, int], generator: np.random.Generator) -> FloatArray:
    """Return the light beside the shadow of a hand or a phone, its edge soft."""
    down, across = (np.linspace(-1.0, 1.0, n) for n in shape)
    angle = generator.uniform(0.0, 2 * np.pi)
    wave = 0.12 * np.sin(generator.uniform(2, 5) * across[None, :] + generator.uniform(0, 6))
    side = np.cos(angle) * across[None, :] + np.sin(angle) * down[:, None] + wave
    depth, soft = generator.uniform(0.25, 0.55), np.exp(generator.uniform(-4.0, -2.0))
    beyond = np.clip((side - generator.uniform(-0.5, 0.5)) / soft, -30, 30)
    return np.asarray(1.0 - depth / (1 + np.exp(-beyond)))


def on_table(paper: FloatArray, generator: np.random.Generator) -> FloatArray:
    """Return a picture of a sheet, shape (h, w, 3), seen with the table around it."""
    height, width = paper.shape[:2]
    border = [int(generator.uniform(0.06, 0.22) * n) for n in (height, width, height, width)]
    if generator.random() < 0.4:  # The sheet leaves the picture on some sides.
        border[generator.integers(4)] = 0
        border[generator.integers(4)] = 0
    top, left, bottom, right = border
    shape = (height + top + bottom, width + left + right)
    wood = np.array([generator.uniform(60, 150), generator.uniform(40, 100), 0.0])
    wood[2] = 0.6 * wood[1]
    if generator.random() < 0.4:
        wood[:] = generator.uniform(30, 110)
    grain = cloud((shape[0], 1), 6, generator) + 0.6 * cloud(shape, 12, generator)
    table = wood + 7.0 * grain[..., None]
    placed = np.zeros((*shape, 4))
    placed[top : top + height, left : left + width, :3] = paper
    placed[top : top + height, left : left + width, 3] = 1.0
    angle = generator.normal(0.0, 2.5)
    turned = ndimage.rotate(placed, angle, reshape=False, order=1, mode="nearest")
    cover = np.clip(turned[..., 3:], 0.0, 1.0)
    return np.asarray(table * (1 - cover) + turned[..., :3] * cover)
