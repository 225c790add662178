"""From a file or bytes to a grey picture, bounded before anything is decoded."""

import io
import math
import warnings
from collections.abc import Callable
from os import PathLike
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from nnviz.core import FloatArray, NNVizError
from nnviz.data.preprocessing.arrays import area_average, round_half_up
from nnviz.data.preprocessing.colour import seen, small_colours, telling_channel
from nnviz.data.preprocessing.heic import is_heic, register_heic
from nnviz.data.preprocessing.record import Preprocessed
from nnviz.data.preprocessing.walk import MIN_SIDE, preprocess
from nnviz.files import read_bounded, readable_size

__all__ = [
    "MAX_MEMORY",
    "MAX_PICTURE_BYTES",
    "MAX_PIXELS",
    "MAX_SIDE",
    "PICTURE_FORMATS",
    "read_grey",
    "read_image",
]

PICTURE_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
"""The formats that are read."""

MAX_PICTURE_BYTES = 32 << 20
"""No picture file is larger."""

MAX_PIXELS = 50_000_000
"""No picture is decoded that has more."""

MAX_SIDE = 16_384
"""No side of a picture has more pixels."""

MAX_MEMORY = 160 << 20
"""No picture is decoded that needs more bytes of memory."""

_SOURCE_SIDE = 1024
_STRIP_PIXELS = 1 << 18
# EXIF's orientation, and what turns the picture upright.
_UPRIGHT: dict[int, Callable[[FloatArray], FloatArray]] = {
    2: lambda grey: grey[:, ::-1],
    3: lambda grey: grey[::-1, ::-1],
    4: lambda grey: grey[::-1],
    5: lambda grey: grey.T,
    6: lambda grey: grey[::-1].T,
    7: lambda grey: grey[::-1, ::-1].T,
    8: lambda grey: grey.T[::-1],
}
_ORIENTATION = 0x0112
# How many bytes Pillow keeps for a pixel; four for every mode that is not here.
_MODE_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2}
# The decoders of WebP and HEIC keep the picture four times.
_COPIED_BYTES = 16
# A bitmap of runs is unpacked by a slow loop.
_MAX_RUNS = 1 << 20


def read_image(source: str | PathLike[str] | bytes) -> Preprocessed:
    """Read a picture of one digit and fit it to the network.

    Parameters
    ----------
    source : str, path-like or bytes
        A PNG, JPEG, WebP, BMP or GIF: its path, or its contents. HEIC with ``nnviz[heic]``.

    Returns
    -------
    Preprocessed
        ``.image`` has shape (28, 28), values in [0, 1]; the steps on the way are kept.

    Raises
    ------
    NNVizError
        If the file is missing or no picture, too small or too large, or shows no digit; the
        message names the file.

    Examples
    --------
    >>> picture = Image.new("L", (60, 80), 255)
    >>> picture.paste(0, (27, 10, 33, 70))
    >>> buffer = io.BytesIO()
    >>> picture.save(buffer, "PNG")
    >>> read_image(buffer.getvalue()).image.shape
    (28, 28)
    """
    grey = read_grey(source)
    try:
        return preprocess(grey)
    except NNVizError as error:
        raise NNVizError(f"{_name(source)}: {error}") from error


def read_grey(source: str | PathLike[str] | bytes) -> FloatArray:
    """Read a picture as grey values in [0, 1], upright, transparent parts filled with paper.

    A pixel's grey is ``(299 R + 587 G + 114 B) / 255000``, or one colour of the three if the ink
    stands out far better in that: yellow on white is seen in blue light only. Pictures with a side
    above 1,024 are averaged down to that.

    Parameters
    ----------
    source : str, path-like or bytes
        A PNG, JPEG, WebP, BMP or GIF (of an animation, the first picture), or HEIC with
        ``nnviz[heic]``.

    Returns
    -------
    ndarray of float64, shape (h, w)

    Raises
    ------
    NNVizError
        If the file is missing or no picture, or too small or too large.
    """
    data, name = _contents(source), _name(source)
    formats = register_heic(name) if is_heic(data) else PICTURE_FORMATS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own, smaller bound for bombs only warns.
            with Image.open(io.BytesIO(data), formats=formats) as picture:
                _check_size(picture, len(data), name)
                _fit_memory(picture, len(data), name)
                _decode_small(picture)
                picture.load()
                upright = _UPRIGHT.get(picture.getexif().get(_ORIENTATION, 1))
                grey = _grey(picture)
    except NNVizError:
        raise
    except UnidentifiedImageError:
        known = ", ".join(PICTURE_FORMATS)
        raise NNVizError(f"expected a picture ({known}); {name} is none of these") from None
    except Image.DecompressionBombError:
        raise NNVizError(
            f"expected a picture of at most {MAX_PIXELS:,} pixels; {name} has more"
        ) from None
    except MemoryError:
        raise NNVizError(f"{name} does not fit into memory") from None
    except Exception as error:  # A damaged file fails in many ways; they all mean this.
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        raise NNVizError(f"{name} is damaged: {reason}") from error
    if grey is None:
        raise NNVizError(f"{name} is blank: it is wholly transparent")
    return grey if upright is None else np.ascontiguousarray(upright(grey))


def _name(source: str | PathLike[str] | bytes) -> str:
    return "the picture" if isinstance(source, bytes) else str(Path(source))


def _contents(source: str | PathLike[str] | bytes) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        data = read_bounded(source, limit=MAX_PICTURE_BYTES, what="picture")
    if not data:
        raise NNVizError(f"expected a picture; {_name(source)} is empty")
    if len(data) > MAX_PICTURE_BYTES:
        raise NNVizError(
            f"expected a picture of at most {readable_size(MAX_PICTURE_BYTES)}; it has more"
        )
    return data


def _check_size(picture: Image.Image, length: int, name: str) -> None:
    width, height = picture.size
    for fits, bound in (
        (max(width, height) <= MAX_SIDE, f"at most {MAX_SIDE:,} pixels a side"),
        (width * height <= MAX_PIXELS, f"at most {MAX_PIXELS:,} pixels"),
        (min(width, height) >= MIN_SIDE, f"at least {MIN_SIDE} x {MIN_SIDE} pixels"),
    ):
        if not fits:
            raise NNVizError(f"expected a picture of {bound}; {name} has {width} x {height}")
    runs = picture.format == "BMP" and picture.info.get("compression") in (1, 2)
    if runs and length > _MAX_RUNS:
        raise NNVizError(
            f"expected a bitmap of runs of at most {readable_size(_MAX_RUNS)}; {name} is larger: "
            "save it as PNG"
        )


def _decode_small(picture: Image.Image) -> None:
    """Let a JPEG's decoder halve a picture that is averaged down anyhow, as often as it may."""
    factor = _SOURCE_SIDE / max(picture.size)
    if picture.format == "JPEG" and factor < 0.5:
        width, height = picture.size
        picture.draft(picture.mode, (math.ceil(width * factor), math.ceil(height * factor)))


def _fit_memory(picture: Image.Image, length: int, name: str) -> None:
    """Refuse a picture that needs too much; let a JPEG's decoder halve it while it does."""
    width, height = picture.size
    coefficients = 0
    if picture.info.get("progressive") or picture.info.get("progression"):
        coefficients = 2 * len(picture.getbands()) * width * height
    scales = (1, 2, 4, 8) if picture.format == "JPEG" else (1,)
    for scale in scales:
        size = -(-width // scale), -(-height // scale)
        needed = length + coefficients + _bytes_for(picture, size)
        if needed <= MAX_MEMORY:
            if scale > 1:
                picture.draft(picture.mode, size)
            return
    raise NNVizError(
        f"expected a picture that decodes within {readable_size(MAX_MEMORY)}; {name}, {width} x "
        f"{height} in {picture.mode}, needs {readable_size(needed)}: make it smaller"
    )


def _bytes_for(picture: Image.Image, size: tuple[int, int]) -> int:
    """Return what the decoded picture and its columns, averaged down, take."""
    width, height = size
    a_pixel = _MODE_BYTES.get(picture.mode, 4)
    if picture.format in ("WEBP", "HEIF"):
        a_pixel = _COPIED_BYTES
    columns = round_half_up(width * min(1.0, _SOURCE_SIDE / max(size)))
    return width * height * a_pixel + 8 * height * columns * (2 if _is_transparent(picture) else 1)


def _is_transparent(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _grey(picture: Image.Image) -> FloatArray | None:
    """Return the grey values, or None if all is transparent.

    They are averaged down in strips, so that a large photo needs little memory.
    """
    deep = picture.mode in ("I", "F") or picture.mode.startswith("I;16")
    transparent = not deep and _is_transparent(picture)
    mode = "RGBA" if transparent else "L" if picture.mode in ("1", "L") else "RGB"
    width, height = picture.size
    factor = min(1.0, _SOURCE_SIDE / max(width, height))
    rows, columns = (max(1, round_half_up(n * factor)) for n in (height, width))
    channel = "luminance"
    if mode == "RGB":
        channel = telling_channel(small_colours(picture))
    largest = 255.0 if deep and _maximum(picture) <= 255 else 65535.0
    luminance = np.empty((height, columns))
    alpha = np.empty((height, columns)) if transparent else None
    # Columns first, strip by strip; then the rows of the whole.
    step = max(1, _STRIP_PIXELS // width)
    for top in range(0, height, step):
        bottom = min(top + step, height)
        strip = picture.crop((0, top, width, bottom))
        values = np.asarray(strip if deep else strip.convert(mode))
        if deep:
            grey = np.clip(values.astype(np.float64) / largest, 0.0, 1.0)
        else:
            grey = values / 255.0 if mode == "L" else seen(values, channel)
        if alpha is not None:
            cover = values[..., 3] / 255.0
            alpha[top:bottom] = area_average(cover, bottom - top, columns)
            grey = grey * cover
        luminance[top:bottom] = area_average(grey, bottom - top, columns)
    grey = area_average(luminance, rows, columns)
    if alpha is None:
        return grey
    return _on_paper(grey, area_average(alpha, rows, columns))


def _maximum(picture: Image.Image) -> float:
    return float(np.max(np.asarray(picture.getextrema(), dtype=np.float64)))


def _on_paper(covered: FloatArray, cover: FloatArray) -> FloatArray | None:
    """Lay a picture with transparent parts on paper; `covered` is its grey times its cover.

    Where most of the picture is there, its gaps get its own middle grey, which is its paper. Where
    most of it is missing, what is there is the ink, and the paper is white for dark ink, black for
    light.
    """
    total = float(cover.sum())
    if total == 0:
        return None
    if total > 0.5 * cover.size:
        solid = cover > 0.5
        paper = float(np.median(covered[solid] / cover[solid]))
    else:
        paper = 0.0 if float(covered.sum()) / total > 0.5 else 1.0
    return np.clip(covered + (1.0 - cover) * paper, 0.0, 1.0)
