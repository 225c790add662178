"""Hard pictures of digits, kind by kind: what people really send.

The hands, pens and papers are others than those of training, which never sees these pictures.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image
from scipy import ndimage

from nnviz.core import FloatArray, NNVizError
from nnviz.data.drawing.hands import STYLES, held_out_hand, lettering_hand, styled_hand
from nnviz.data.drawing.papers import (
    cloud,
    ink_cover,
    light_on,
    on_table,
    ruling_cover,
    shadow_on,
)
from nnviz.data.drawing.pictures import DrawnPicture

__all__ = ["HARD_KINDS", "hard_pictures"]

_PENS = {
    "blue": (30, 50, 150), "red": (200, 30, 40), "green": (20, 130, 60), "orange": (245, 140, 30),
    "yellow": (250, 225, 50), "purple": (120, 40, 150), "pink": (245, 110, 170),
    "light blue": (90, 180, 235),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What may be in a picture of one kind; each pair is a range."""

    pen: tuple[float, float] = (0.02, 0.045)  # Of the digit's size.
    size: tuple[float, float] = (0.35, 0.75)  # Of the shorter side.
    ink: tuple[float, float] = (15, 70)  # Grey.
    paper: tuple[float, float] = (205, 250)
    colours: bool = False
    ruling: str = ""
    rough: float = 0.0  # How much of the ink the paper's grain leaves out.
    light: tuple[float, float] = (0.0, 0.25)
    shadow: bool = False
    table: bool = False
    blur: tuple[float, float] = (0.4, 1.2)
    noise: tuple[float, float] = (1.0, 5.0)
    quality: int = 0  # Of a JPEG; 0 for PNG.
    side: tuple[int, int] = (360, 900)
    edge: bool = False
    enlarge: int = 1
    clean: bool = False  # Made on a screen.
    inverted: bool = False
    hand: str = ""


HARD_KINDS: dict[str, _Kind] = {
    "ballpoint, plain paper": _Kind(),
    "ballpoint, ruled paper": _Kind(ruling="lines"),
    "ballpoint, squared paper": _Kind(ruling="squares"),
    "pencil": _Kind(ink=(85, 140), rough=0.5, pen=(0.025, 0.06)),
    "chalk on a board": _Kind(
        ink=(190, 245), paper=(25, 80), rough=0.55, pen=(0.05, 0.12), light=(0.0, 0.4)
    ),
    "coloured pens": _Kind(colours=True, pen=(0.03, 0.09)),
    "shadow": _Kind(shadow=True, pen=(0.025, 0.08), light=(0.1, 0.5)),
    "table around the sheet": _Kind(table=True, pen=(0.03, 0.08), size=(0.3, 0.6)),
    "blur and JPEG": _Kind(blur=(2.0, 4.5), noise=(4, 12), quality=18, pen=(0.03, 0.09)),
    "phone, 12 megapixels": _Kind(
        side=(756, 1008), enlarge=4, quality=88, light=(0.1, 0.45), size=(0.15, 0.5),
        pen=(0.025, 0.06), noise=(2, 6),
    ),
    "tiny in a large picture": _Kind(
        side=(900, 1600), size=(0.035, 0.09), pen=(0.06, 0.13), quality=90, blur=(0.3, 0.8)
    ),
    "at the edge": _Kind(edge=True, pen=(0.03, 0.1)),
    "thick marker": _Kind(pen=(0.15, 0.26), size=(0.4, 0.85)),
    "one pixel wide": _Kind(clean=True, pen=(0.0, 0.0), side=(60, 600), size=(0.5, 0.9)),
    "drawn on a screen": _Kind(clean=True, pen=(0.03, 0.16), side=(40, 700), size=(0.3, 0.9)),
    "light on dark": _Kind(clean=True, inverted=True, pen=(0.02, 0.12), side=(60, 700)),
    "handwriting styles": _Kind(hand="style", pen=(0.05, 0.13)),
    "lettering": _Kind(hand="lettering", pen=(0.05, 0.13)),
}  # fmt: skip
"""The kinds of hard pictures."""


def hard_pictures(kind: str, count: int, *, seed: int) -> Iterator[DrawnPicture]:
    """Make `count` hard pictures of one kind, the digits 0 to 9 in turn.

    Parameters
    ----------
    kind : str
        One of `HARD_KINDS`.
    count : int
    seed : int
        The same seed gives the same pictures.

    Raises
    ------
    NNVizError
        If there is no such kind.

    Examples
    --------
    >>> [picture.label for picture in hard_pictures("pencil", 2, seed=1)]
    [0, 1]
    """
    if kind not in HARD_KINDS:
        raise NNVizError(f"expected one of {', '.join(HARD_KINDS)}; got {kind!r}")
    order = list(HARD_KINDS).index(kind)
    for index in range(count):
        generator = np.random.default_rng([seed, order, index])
        label, name, strokes = _hand(HARD_KINDS[kind].hand, index, generator)
        data = _make(HARD_KINDS[kind], strokes, generator)
        yield DrawnPicture(data, label, (kind, name))


def _hand(
    hand: str, index: int, generator: np.random.Generator
) -> tuple[int, str, list[FloatArray]]:
    label = index % 10
    chosen = hand or ("held out", "lettering", "style")[generator.choice(3, p=(0.5, 0.25, 0.25))]
    if chosen == "held out":
        return label, chosen, held_out_hand(label, generator)
    if chosen == "lettering":
        return label, chosen, lettering_hand(label, generator)
    names = [name for name, (digit, _) in STYLES.items() if digit == label]
    if hand:  # The kind that is about styles goes through all of them.
        names = [list(STYLES)[index % len(STYLES)]]
    name = names[generator.integers(len(names))]
    return STYLES[name][0], name, styled_hand(name, generator)


def _make(kind: _Kind, strokes: list[FloatArray], generator: np.random.Generator) -> bytes:
    def within(pair: tuple[float, float]) -> float:
        return float(generator.uniform(*pair))

    low, high = np.log(kind.side)
    height = round(float(np.exp(generator.uniform(low, high))))
    width = round(height * generator.uniform(0.75, 1.4))
    shape = (height, width)
    size = within(kind.size) * min(shape)
    pen = max(within(kind.pen) * size, 1.0 if kind.clean else 1.6)
    extent = (np.ptp(np.concatenate(strokes), axis=0) * size + pen) / 2
    room = np.maximum(np.array([width, height]) / 2 - extent - 3, 0.0)
    spread = np.clip(generator.normal(0.0, 0.4, 2), -1.0, 1.0)
    if kind.edge:
        spread[generator.integers(2)] = generator.choice((-1.0, 1.0))
    x, y = np.array([width, height]) / 2 + room * spread
    fine = 1 if kind.clean and generator.random() < 0.4 else 3
    cover = ink_cover(strokes, shape, size=size, pen=pen, centre=(x, y), fine=fine)
    if kind.clean:
        return _on_screen(cover, kind.inverted, generator)
    picture = _on_paper(kind, cover, size, within, generator)
    if kind.table:
        picture = on_table(picture, generator)
    picture = picture * light_on(picture.shape[:2], generator, within(kind.light))[..., None]
    if kind.shadow:
        picture = picture * shadow_on(picture.shape[:2], generator)[..., None]
    return _camera(kind, picture, within, generator)


def _on_paper(
    kind: _Kind, cover: FloatArray, size: float, within: Any, generator: np.random.Generator
) -> FloatArray:
    """Return the colours of the paper with its print and ink, shape (h, w, 3)."""
    shape = (cover.shape[0], cover.shape[1])
    tint = np.array([1.0, generator.uniform(0.97, 1.0), generator.uniform(0.9, 1.0)])
    paper = within(kind.paper) * tint + 1.5 * cloud(shape, 2, generator)[..., None]
    paper = paper + 2.5 * cloud(shape, 60, generator)[..., None]
    if kind.ruling:
        squares = kind.ruling == "squares"
        pitch = size * (generator.uniform(0.18, 0.6) if squares else generator.uniform(0.35, 1.3))
        wide = max(1.0, 0.012 * size) * generator.uniform(0.8, 1.4)
        lines = ruling_cover(shape, pitch, generator, squares=squares, width=wide)
        print_ = np.array([(120, 160, 210), (150, 150, 155), (190, 130, 140)])[
            generator.integers(3)
        ]
        strength = generator.uniform(0.4, 0.9)
        paper = paper + (print_ - paper) * (strength * lines)[..., None]
    if kind.colours:
        names = list(_PENS)
        ink = np.array(_PENS[names[generator.integers(len(names))]], dtype=float)
    else:
        ink = within(kind.ink) * np.array([1.0, 1.0, generator.uniform(1.0, 1.6)])
    if kind.rough:
        grain = 0.7 * cloud(shape, 1.2, generator) + 0.5 * cloud(shape, 4, generator)
        cover = cover * np.clip(1.0 - kind.rough * (0.5 + 0.6 * grain), 0.1, 1.0)
    else:
        cover = cover * np.clip(0.93 + 0.05 * cloud(shape, 12, generator), 0.0, 1.0)
    return np.asarray(np.clip(paper + (ink - paper) * cover[..., None], 0, 255))


def _camera(kind: _Kind, picture: FloatArray, within: Any, generator: np.random.Generator) -> bytes:
    radius = within(kind.blur)
    picture = ndimage.gaussian_filter(picture, (radius, radius, 0))
    picture = picture + generator.normal(0.0, within(kind.noise), picture.shape)
    image = Image.fromarray(np.clip(picture + 0.5, 0, 255).astype(np.uint8))
    if kind.enlarge > 1:
        sides = (image.width * kind.enlarge, image.height * kind.enlarge)
        image = image.resize(sides, Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    if kind.quality:
        image.save(buffer, "JPEG", quality=kind.quality)
    else:
        image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def _on_screen(cover: FloatArray, inverted: bool, generator: np.random.Generator) -> bytes:
    paper, ink = (0, 255) if inverted else (255, 0)
    if generator.random() < 0.4:
        paper = 40 if inverted else 235
        ink = int(generator.uniform(170, 255) if inverted else generator.uniform(0, 90))
    picture = paper + (ink - paper) * cover
    buffer = io.BytesIO()
    Image.fromarray(np.round(picture).astype(np.uint8)).save(buffer, "PNG")
    return buffer.getvalue()
