"""A finished film as other kinds of moving pictures: numbered frames, a gif."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import islice
from os import PathLike
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from nnviz.film.encode.opened import opened_film

__all__ = ["GIF_WIDTH", "film_pictures", "gif_rate", "write_gif", "write_sequence"]

GIF_WIDTH = 640
"""A gif is not wider than this, in pixels."""

_HOLD = 100
_SAMPLES = 24
_COLOURS = 255


def film_pictures(
    film: str | PathLike[str], *, size: tuple[int, int] | None = None
) -> Iterator[tuple[Fraction, Image.Image]]:
    """Yield every picture of a film with its time in seconds, from 0.

    Parameters
    ----------
    film : path
    size : tuple of int, optional
        Width and height in pixels, instead of those of the film.

    Raises
    ------
    NNVizError
        If the file is no film.
    """
    with opened_film(film) as opened:
        begin = opened.stream.start_time or 0
        for frame in opened.container.decode(opened.stream):
            if frame.pts is not None:
                width, height = size or (frame.width, frame.height)
                shown = frame.reformat(width, height, "rgb24", interpolation="LANCZOS")
                yield (frame.pts - begin) * opened.tick, Image.fromarray(shown.to_ndarray())


def write_sequence(film: str | PathLike[str], folder: str | PathLike[str]) -> int:
    """Write every picture of a film as ``00000.png`` and on, and return how many there are.

    Parameters
    ----------
    film : path
    folder : path
        Made, if it is not there.
    """
    goal = Path(folder)
    goal.mkdir(parents=True, exist_ok=True)
    pictures = film_pictures(film)
    count = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        # A few at a time: all pictures of a film would fill the memory.
        while some := [picture for _, picture in islice(pictures, 16)]:
            paths = [goal / f"{count + place:05}.png" for place in range(len(some))]
            list(pool.map(_save_png, some, paths))
            count += len(some)
    return count


def gif_rate(frame_rate: float) -> int:
    """Return the frames a second of a gif of a film of that rate: 25 or 20.

    The delay of a gif is counted in hundredths of a second, so few rates are exact.

    Examples
    --------
    >>> gif_rate(60), gif_rate(50)
    (20, 25)
    """
    return 25 if frame_rate % 25 == 0 else 20


def write_gif(
    film: str | PathLike[str], target: str | PathLike[str], *, width: int = GIF_WIDTH
) -> int:
    """Write a film as a gif that repeats for ever, and return how many frames it has.

    One palette serves the whole gif, taken from pictures all over the film: colours do not flicker,
    and a loop begins as it began before. The last picture is held for a second.

    Parameters
    ----------
    film : path
    target : path
        Written in place: give the path of a draft.
    width : int
        In pixels; a smaller film is not made larger.

    Raises
    ------
    NNVizError
        If the file is no film.
    """
    with opened_film(film) as opened:
        rate = gif_rate(float(opened.rate))
        size = _within(opened.size, width)
    palette = _palette(film, size)
    colours = np.zeros((256, 4), dtype=np.uint8)
    table = np.asarray(palette.getpalette("RGB"), dtype=np.uint8).reshape(-1, 3)
    # PyAV wants alpha, red, green, blue.
    colours[:, 0] = 255
    colours[: len(table), 1:] = table
    count = 0
    options = {"loop": "0", "final_delay": str(_HOLD)}
    with av.open(str(target), "w", format="gif", options=options) as written:
        stream = written.add_stream("gif", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "pal8"
        for picture in _at_rate(film, rate, size):
            indices = picture.quantize(palette=palette, dither=Image.Dither.NONE)
            pixels: NDArray[np.uint8] = np.asarray(indices, dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray((pixels, colours), format="pal8")  # type: ignore[arg-type]
            frame.pts = count
            written.mux(stream.encode(frame))
            count += 1
        written.mux(stream.encode())
    return count


def _save_png(picture: Image.Image, path: Path) -> None:
    picture.save(path, compress_level=3)


def _at_rate(film: str | PathLike[str], rate: int, size: tuple[int, int]) -> Iterator[Image.Image]:
    """Yield the picture that the film shows at each step of a clock."""
    step = Fraction(1, rate)
    shown: Image.Image | None = None
    now = Fraction(0)
    for time, picture in film_pictures(film, size=size):
        while shown is not None and now < time:
            yield shown
            now += step
        shown = picture
    if shown is not None:
        yield shown


def _palette(film: str | PathLike[str], size: tuple[int, int]) -> Image.Image:
    """Return the palette of a film, made here because it is better than the library's filters.

    ``palettegen`` and ``paletteuse`` without dither, measured on two films at 480 lines: gifs 16 %
    and 20 % larger, and errors of 18 and 16 in 255 where these colours err by 7 and 11 (the worst
    pixel of a thousand). They count pixels, and a film of thin bright lines has few of those.
    """
    with opened_film(film) as opened:
        count = max(1, opened.stream.frames)
    chosen = {round(place) for place in np.linspace(0, count - 1, min(count, _SAMPLES))}
    small = (max(1, size[0] // 2), max(1, size[1] // 2))
    sheet = Image.new("RGB", (small[0], small[1] * len(chosen)))
    for number, (_, picture) in enumerate(film_pictures(film, size=small)):
        if number in chosen:
            sheet.paste(picture, (0, sorted(chosen).index(number) * small[1]))
    return _even(sheet).quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)


def _even(sheet: Image.Image) -> Image.Image:
    """Return a picture of the same colours in which the rare ones, the bright lines, count too."""
    pixels = np.asarray(sheet).reshape(-1, 3).astype(np.uint32)
    packed, counts = np.unique(
        pixels @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32), return_counts=True
    )
    colours = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1).astype(np.uint8)
    row = np.repeat(colours, np.ceil(counts**0.4).astype(int), axis=0)
    return Image.fromarray(row[None])


def _within(size: tuple[int, int], width: int) -> tuple[int, int]:
    """Return a size that is not wider than this."""
    if size[0] <= width:
        return size
    return width, max(1, round(size[1] * width / size[0]))
