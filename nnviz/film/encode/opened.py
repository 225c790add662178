"""A finished film, opened to be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from os import PathLike

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from nnviz.core import NNVizError

__all__ = ["OpenedFilm", "opened_film"]


@dataclass(frozen=True)
class OpenedFilm:
    """The pictures of a film.

    Attributes
    ----------
    container : InputContainer
    stream : VideoStream
    tick : Fraction
        The unit of its clock, in seconds.
    rate : Fraction
        Frames a second.
    """

    container: InputContainer
    stream: VideoStream
    tick: Fraction
    rate: Fraction

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.stream.codec_context.width, self.stream.codec_context.height


@contextmanager
def opened_film(film: str | PathLike[str]) -> Iterator[OpenedFilm]:
    """Open a film; what is wrong with it, now or while it is read, is an error that names it.

    Raises
    ------
    NNVizError
        If the file is no film.
    """
    try:
        with av.open(str(film)) as container:
            stream = container.streams.video[0]
            if stream.time_base is None or not stream.base_rate:
                raise NNVizError(f"{film} has no clock")
            yield OpenedFilm(container, stream, stream.time_base, stream.base_rate)
    except NNVizError:
        raise
    except (OSError, ValueError, IndexError) as error:
        raise NNVizError(f"cannot read the film {film}: {error}") from error
