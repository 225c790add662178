"""Captions that are seen: drawn by our own type below a smaller picture, never over it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from nnviz.core import NNVizError
from nnviz.film.record import Cue
from nnviz.view import FONT_FOLDER, Theme, check_glyphs

__all__ = ["burn_captions", "picture_beside_captions"]

#: The em, of the shorter side of the frame; the height of a line, and the margin, in ems.
_EM, _LINE, _MARGIN = 1 / 24, 1.3, 0.5
_FONT = Path(FONT_FOLDER) / "nnviz-sans-regular.otf"


@dataclass(frozen=True)
class _Room:
    """Where the picture lies in the frame, and where captions begin, in pixels."""

    left: int
    width: int
    height: int
    em: float


def picture_beside_captions(width: int, height: int) -> tuple[int, int]:
    """Return the size in pixels of the picture that leaves room for captions below it.

    A wide frame has two lines, another one four.

    Examples
    --------
    >>> picture_beside_captions(1920, 1080)
    (1632, 918)
    """
    room = _room(width, height)
    return room.width, room.height


def burn_captions(
    film: Path,
    target: Path,
    captions: Sequence[Cue],
    *,
    size: tuple[int, int],
    theme: Theme,
    keys: Sequence[float] = (),
    options: Mapping[str, str] | None = None,
) -> None:
    """Write a film whose frame has room below the picture, with captions in it.

    Parameters
    ----------
    film : Path
        An mp4 of the size that `picture_beside_captions` gives.
    target : Path
        Written in place: give the path of a draft.
    captions : sequence of Cue
    size : tuple of int
        Of the whole frame: width and height in pixels.
    theme : Theme
        The colours around the picture and of the words.
    keys : sequence of float
        Moments at which the film can be cut, in seconds.
    options : mapping, optional
        Of the encoder.

    Raises
    ------
    NNVizError
        If a caption has a character that the bundled type lacks.
    """
    for cue in captions:
        check_glyphs(cue.text)
    room = _room(*size)
    with av.open(str(film)) as container, av.open(str(target), "w", format="mp4") as written:
        source = container.streams.video[0]
        rate, base = source.base_rate, source.time_base
        if rate is None or base is None:
            raise NNVizError(f"{film} has no clock")
        stream = written.add_stream("libx264", rate=rate)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": "18", "forced-idr": "1", **(options or {})}
        begins = {round(moment * float(rate)) for moment in keys}
        frames: dict[str, NDArray[np.uint8]] = {}
        for number, picture in enumerate(container.decode(source)):
            text = _text_at(captions, (number + 0.5) / float(rate))
            if text not in frames:
                frames = {text: _around(text, size, room, theme)}
            frame = av.VideoFrame.from_ndarray(
                _with_picture(frames[text], picture, room, size), format="yuv420p"
            )
            frame.pts = number
            frame.time_base = 1 / rate
            if number in begins:
                frame.pict_type = PictureType.I
            written.mux(stream.encode(frame))
        written.mux(stream.encode(None))


def _room(width: int, height: int) -> _Room:
    em = min(width, height) * _EM
    lines = 2 if width > height else 4
    inner = _even(height - em * (lines * _LINE + 2 * _MARGIN))
    across = _even(width * inner / height)
    return _Room((width - across) // 4 * 2, across, inner, em)


def _even(length: float) -> int:
    return 2 * round(length / 2)


def _text_at(captions: Sequence[Cue], moment: float) -> str:
    return next((cue.text for cue in captions if cue.start <= moment < cue.end), "")


def _around(text: str, size: tuple[int, int], room: _Room, theme: Theme) -> NDArray[np.uint8]:
    """Return the frame around the picture, with a caption, as the planes of yuv420p."""
    sheet = Image.new("RGB", size, theme.background)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(_FONT, room.em)
    top = room.height + _MARGIN * room.em
    for place, line in enumerate(text.splitlines()):
        where = (size[0] / 2, top + (place + 0.5) * _LINE * room.em)
        pen.text(where, line, font=font, fill=theme.ink, anchor="mm")
    frame = av.VideoFrame.from_ndarray(np.asarray(sheet), format="rgb24")
    return np.asarray(frame.to_ndarray(format="yuv420p"), dtype=np.uint8)


def _with_picture(
    around: NDArray[np.uint8], picture: Any, room: _Room, size: tuple[int, int]
) -> NDArray[np.uint8]:
    """Return a copy of the frame with the picture in it, its samples as they are."""
    whole = around.copy()
    inner = picture.to_ndarray(format="yuv420p")
    for goal, source in zip(_planes(whole, size), _planes(inner, _size_of(picture)), strict=True):
        half = goal.shape[1] < size[0]
        left = room.left // 2 if half else room.left
        goal[: source.shape[0], left : left + source.shape[1]] = source
    return whole


def _size_of(picture: Any) -> tuple[int, int]:
    return picture.width, picture.height


def _planes(packed: NDArray[np.uint8], size: tuple[int, int]) -> Iterator[NDArray[np.uint8]]:
    """Yield views of the three planes of a packed yuv420p picture."""
    width, height = size
    flat = packed.reshape(-1)
    yield flat[: width * height].reshape(height, width)
    quarter = width * height // 4
    for number in range(2):
        first = width * height + number * quarter
        yield flat[first : first + quarter].reshape(height // 2, width // 2)
