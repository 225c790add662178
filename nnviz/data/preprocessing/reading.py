"""From a file or bytes to a grey picture, bounded before anything is decoded."""

import io
import warnings
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from nnviz.core import NNVizError
from nnviz.core.arrays import FloatArray
from nnviz.data.preprocessing.arrays import area_average, round_half_up
from nnviz.data.preprocessing.record import Preprocessed
from nnviz.data.preprocessing.walk import MIN_SIDE, preprocess

__all__ = ["FORMATS", "MAX_BYTES", "MAX_PIXELS", "read_grey", "read_image"]

FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF")
"""The formats that are read."""

MAX_BYTES = 64 * 2**20
"""No picture file is larger."""

MAX_PIXELS = 50_000_000
"""No picture is decoded that has more."""

_SOURCE_SIDE = 1024
_STRIP = 256
# EXIF's orientation, and what turns the picture upright.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112


def read_image(source: str | PathLike[str] | bytes) -> Preprocessed:
    """Read a picture of one digit and fit it to the network.

    Parameters
    ----------
    source : str, path-like or bytes
        A PNG, JPEG, WebP, BMP or GIF: its path, or its contents.

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

    A pixel's grey is ``(299 R + 587 G + 114 B) / 255000``. Pictures with a side above 1,024 are
    averaged down to that.

    Parameters
    ----------
    source : str, path-like or bytes
        A PNG, JPEG, WebP, BMP or GIF (of an animation, the first picture).

    Returns
    -------
    ndarray of float64, shape (h, w)

    Raises
    ------
    NNVizError
        If the file is missing or no picture, or too small or too large.
    """
    data, name = _contents(source), _name(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own, smaller bound for bombs only warns.
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                _check_size(picture.size, name)
                picture.load()
                turn = _UPRIGHT.get(picture.getexif().get(_ORIENTATION, 1))
                upright = picture if turn is None else picture.transpose(turn)
                grey = _grey(upright)
    except NNVizError:
        raise
    except UnidentifiedImageError:
        known = ", ".join(FORMATS)
        raise NNVizError(f"expected a picture ({known}); {name} is none of these") from None
    except Image.DecompressionBombError:
        raise NNVizError(f"{name} is too large: {MAX_PIXELS:,} pixels are the most") from None
    except MemoryError:
        raise NNVizError(f"{name} does not fit into memory") from None
    except Exception as error:  # A damaged file fails in many ways; they all mean this.
        reason = str(error).strip().split("\n")[0] or type(error).__name__
        raise NNVizError(f"{name} is damaged: {reason}") from error
    if grey is None:
        raise NNVizError(f"{name} is blank: it is wholly transparent")
    return grey


def _name(source: str | PathLike[str] | bytes) -> str:
    return "the picture" if isinstance(source, bytes) else str(Path(source))


def _contents(source: str | PathLike[str] | bytes) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        path = Path(source)
        try:
            # A pipe or a device could keep us waiting for ever.
            if path.exists() and not path.is_file():
                raise NNVizError(f"expected a picture; {path} is not a file")
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except NNVizError:
            raise
        except FileNotFoundError:
            raise NNVizError(f"there is no picture {path}") from None
        except OSError as error:
            raise NNVizError(f"cannot read {path}: {error.strerror or error}") from error
        except ValueError as error:  # A path with a zero byte.
            raise NNVizError(f"cannot read {str(path)!r}: {error}") from error
    if not data:
        raise NNVizError(f"expected a picture; {_name(source)} is empty")
    if len(data) > MAX_BYTES:
        raise NNVizError(
            f"expected a picture of at most {MAX_BYTES:,} bytes; {_name(source)} has more"
        )
    return data


def _check_size(size: tuple[int, int], name: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise NNVizError(
            f"expected a picture of at most {MAX_PIXELS:,} pixels; {name} has {width} x {height}"
        )
    if min(size) < MIN_SIDE:
        raise NNVizError(
            f"expected a picture of at least {MIN_SIDE} x {MIN_SIDE} pixels; "
            f"{name} has {width} x {height}"
        )


def _grey(picture: Image.Image) -> FloatArray | None:
    """Return the grey values, or None if all is transparent.

    They are averaged down in strips, so that a large photo needs little memory.
    """
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return _at_most(_deep(np.asarray(picture)))
    transparent = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if transparent else "L" if picture.mode in ("1", "L") else "RGB"
    width, height = picture.size
    longer = max(width, height)
    factor = min(1.0, _SOURCE_SIDE / longer)
    rows, columns = (max(1, round_half_up(n * factor)) for n in (height, width))
    strips = -(-height // _STRIP)
    luminance, alpha = [], []
    # Columns first, strip by strip; then the rows of the whole.
    for index in range(strips):
        top, bottom = index * _STRIP, min((index + 1) * _STRIP, height)
        strip = np.asarray(picture.crop((0, top, width, bottom)).convert(mode))
        grey = strip / 255.0 if mode == "L" else _luminance(strip)
        cover = strip[..., 3] / 255.0 if transparent else np.ones(grey.shape)
        luminance.append(area_average(grey * cover, bottom - top, columns))
        if transparent:
            alpha.append(area_average(cover, bottom - top, columns))
    grey = area_average(np.concatenate(luminance), rows, columns)
    if not transparent:
        return grey
    return _on_paper(grey, area_average(np.concatenate(alpha), rows, columns))


def _luminance(colours: NDArray[np.uint8]) -> FloatArray:
    weights = np.array([299, 587, 114])
    # Whole numbers up to the one division: a grey pixel of value v becomes exactly v / 255.
    return np.asarray((colours[..., :3].astype(np.int64) @ weights) / 255000.0)


def _deep(values: NDArray[Any]) -> FloatArray:
    """Return the grey values of a picture of more than 8 bits a pixel."""
    numbers = values.astype(np.float64)
    largest = 255.0 if numbers.max() <= 255 else 65535.0
    return np.clip(numbers / largest, 0.0, 1.0)


def _at_most(grey: FloatArray) -> FloatArray:
    longer = max(grey.shape)
    if longer <= _SOURCE_SIDE:
        return grey
    rows, columns = (max(1, round_half_up(n * _SOURCE_SIDE / longer)) for n in grey.shape)
    return area_average(grey, rows, columns)


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
