"""Pictures as people have them: drawn on a screen, scanned, or photographed badly."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from nnviz.core import FloatArray, NNVizError, Record
from nnviz.data.drawing.strokes import draw_strokes

__all__ = ["DrawnPicture", "drawn_pictures"]

_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
_ORIENTATION = 0x0112
# What a camera that was held that way does to the upright picture, by EXIF orientation.
_TURNED = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True)
class DrawnPicture(Record):
    """A picture of a digit, as the bytes of a file.

    Attributes
    ----------
    data : bytes
        A PNG, JPEG, WebP, BMP or GIF.
    label : int
        The digit that was drawn.
    traits : tuple of str
        What is hard about it: ``"light ink"``, ``"uneven light"``, ``"shadow"``, ``"noise"``,
        ``"blur"``, ``"transparent"``, ``"turned"``, ``"thin pen"``, ``"thick pen"``, ``"small"``;
        the last one is the format.

    Examples
    --------
    >>> from nnviz.data import drawn_pictures, read_image
    >>> picture = next(iter(drawn_pictures(1, seed=1)))
    >>> read_image(picture.data).image.shape
    (28, 28)
    """

    data: bytes
    label: int
    traits: tuple[str, ...]


def drawn_pictures(count: int, *, seed: int) -> Iterator[DrawnPicture]:
    """Draw `count` pictures, the digits 0 to 9 in turn.

    Parameters
    ----------
    count : int
    seed : int
        The same seed gives the same drawings.

    Raises
    ------
    NNVizError
        If the count is below 0.

    Examples
    --------
    >>> pictures = list(drawn_pictures(3, seed=1))
    >>> [picture.label for picture in pictures]
    [0, 1, 2]
    """
    if count < 0:
        raise NNVizError(f"expected a count of at least 0; got {count}")
    for index in range(count):
        yield _draw(index % 10, np.random.default_rng([seed, index]))


def _draw(label: int, generator: np.random.Generator) -> DrawnPicture:
    traits: list[str] = []

    def chance(part: float, trait: str) -> bool:
        happens = bool(generator.random() < part)
        if happens:
            traits.append(trait)
        return happens

    height = round(float(np.exp(generator.uniform(np.log(60), np.log(700)))))
    width = max(40, round(height * generator.uniform(0.75, 1.4)))
    pen = float(np.exp(generator.normal(np.log(0.10), 0.4)))
    pen = min(max(pen, 0.035, 1.5 / height), 0.24)
    if pen < 0.06:
        traits.append("thin pen")
    elif pen > 0.16:
        traits.append("thick pen")
    size = min(height, width) * generator.uniform(0.4, 0.85)
    if size < 0.5 * min(height, width):
        traits.append("small")
    cover = _cover(label, (height, width), size, pen * size, generator)
    if chance(0.15, "blur"):
        radius = 0.006 * size
        cover = (
            np.asarray(
                Image.fromarray((cover * 255).astype(np.uint8)).filter(
                    ImageFilter.GaussianBlur(radius)
                )
            )
            / 255.0
        )

    light_ink = chance(0.25, "light ink")
    dark = generator.uniform(0, 90, 3)
    light = generator.uniform(190, 255, 3)
    paper, ink = (dark, light) if light_ink else (light, dark)
    if chance(0.12, "transparent"):
        return _transparent(label, cover, ink, traits)
    picture = paper + (ink - paper) * cover[..., None]
    if chance(0.35, "uneven light"):
        picture *= _light((height, width), generator)[..., None]
    if not light_ink and chance(0.12, "shadow"):
        picture *= _shadow((height, width), generator)[..., None]
    if chance(0.4, "noise"):
        picture += generator.normal(0.0, generator.uniform(3, 14), picture.shape)
    final = Image.fromarray(np.clip(picture + 0.5, 0, 255).astype(np.uint8))

    kind = _FORMATS[generator.integers(len(_FORMATS))]
    exif = Image.Exif()
    if kind == "JPEG" and chance(0.4, "turned"):
        orientation = (3, 6, 8)[generator.integers(3)]
        final = final.transpose(_TURNED[orientation])
        exif[_ORIENTATION] = orientation
    buffer = io.BytesIO()
    if kind in ("JPEG", "WEBP"):
        final.save(buffer, kind, quality=int(generator.integers(50, 95)), exif=exif)
    else:
        final.save(buffer, kind)
    return DrawnPicture(buffer.getvalue(), label, (*traits, kind))


def _cover(
    label: int,
    shape: tuple[int, int],
    size: float,
    pen: float,
    generator: np.random.Generator,
) -> FloatArray:
    """Return how much of each pixel the ink covers, in [0, 1]."""
    fine = 3
    height, width = shape
    strokes = draw_strokes(label, generator)
    extent = np.ptp(np.concatenate(strokes), axis=0) * size + pen
    room = np.maximum(np.array([width, height]) - extent - 4, 0.0)
    centre = np.array([width, height]) / 2 + room * generator.uniform(-0.5, 0.5, 2)
    canvas = Image.new("L", (width * fine, height * fine), 0)
    brush = ImageDraw.Draw(canvas)
    for stroke in strokes:
        points = [(float(x), float(y)) for x, y in (stroke * size + centre) * fine]
        brush.line(points, fill=255, width=max(1, round(pen * fine)), joint="curve")
        for x, y in (points[0], points[-1]):
            radius = pen * fine / 2
            brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(canvas.reduce(fine)) / 255.0


def _light(shape: tuple[int, int], generator: np.random.Generator) -> FloatArray:
    """Return light that falls off to one side, and a little to the corners."""
    down, across = (np.linspace(-1.0, 1.0, n) for n in shape)
    angle = generator.uniform(0.0, 2 * np.pi)
    slope = generator.uniform(0.1, 0.45) / 2
    side = np.cos(angle) * across[None, :] + np.sin(angle) * down[:, None]
    corner = (across[None, :] ** 2 + down[:, None] ** 2) / 2
    return np.asarray(1.0 - slope * (1 + side) - generator.uniform(0.0, 0.25) * corner)


def _shadow(shape: tuple[int, int], generator: np.random.Generator) -> FloatArray:
    """Return the soft edge of a shadow across the picture."""
    down, across = (np.linspace(-1.0, 1.0, n) for n in shape)
    angle = generator.uniform(0.0, 2 * np.pi)
    side = np.cos(angle) * across[None, :] + np.sin(angle) * down[:, None]
    depth, soft = generator.uniform(0.2, 0.5), generator.uniform(0.05, 0.2)
    place = generator.uniform(-0.7, 0.7)
    return np.asarray(1.0 - depth / (1 + np.exp((side - place) / soft)))


def _transparent(label: int, cover: FloatArray, ink: FloatArray, traits: list[str]) -> DrawnPicture:
    pixels = np.empty((*cover.shape, 4), dtype=np.uint8)
    pixels[..., :3] = np.round(ink)
    pixels[..., 3] = np.round(cover * 255)
    buffer = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(buffer, "PNG")
    return DrawnPicture(buffer.getvalue(), label, (*traits, "PNG"))
