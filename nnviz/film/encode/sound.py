"""Sound as a track of a film: decoded, laid on the film's clock, encoded once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from numpy.typing import NDArray

from nnviz.core import NNVizError
from nnviz.speech import SOUND_RATE

__all__ = [
    "SOUND_RATE",
    "SoundSpan",
    "add_sound_track",
    "sound_packets",
    "sound_samples",
    "write_flac",
]

_BLOCK = 1024
_FLAC_BLOCK = 4608


@dataclass(frozen=True)
class SoundSpan:
    """What is heard for so many seconds of a film.

    Attributes
    ----------
    seconds : float
        How long it lasts; a sound that is longer is cut, after a shorter one it is silent.
    path : Path or None
        The file; None is silence.
    start : float
        Where in the file it begins, in seconds.
    """

    seconds: float
    path: Path | None = None
    start: float = 0.0


def sound_samples(path: Path) -> NDArray[np.float32]:
    """Return a sound as stereo at `SOUND_RATE`, shape (2, n), values in [-1, 1].

    Raises
    ------
    NNVizError
        If the file holds no sound.
    """
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE)
    blocks: list[NDArray[Any]] = []
    try:
        with av.open(str(path)) as container:
            for frame in container.decode(container.streams.audio[0]):
                # The file's own clock may begin anywhere; samples are laid down one by one.
                frame.pts = None
                blocks += [part.to_ndarray() for part in resampler.resample(frame)]
            blocks += [part.to_ndarray() for part in resampler.resample(None)]
    except (OSError, ValueError, IndexError) as error:
        raise NNVizError(f"cannot read the sound {path}: {error}") from error
    if not blocks:
        return np.zeros((2, 0), dtype=np.float32)
    return np.concatenate(blocks, axis=1)


def write_flac(source: Path, target: Path) -> None:
    """Write a sound as FLAC: the same samples in a fraction of the room.

    Parameters
    ----------
    source : Path
    target : Path
        Written in place: give the path of a draft.
    """
    with av.open(str(target), "w", format="flac") as written:
        stream = written.add_stream("flac", rate=SOUND_RATE)
        assert isinstance(stream, AudioStream)
        stream.layout = "stereo"
        stream.format = "s16"
        done = 0
        for block in _blocks([sound_samples(source)], _FLAC_BLOCK):
            whole = np.round(np.clip(block, -1.0, 1.0) * 32_767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(whole.T).reshape(1, -1), format="s16", layout="stereo"
            )
            frame.sample_rate = SOUND_RATE
            frame.time_base = Fraction(1, SOUND_RATE)
            frame.pts = done
            done += whole.shape[1]
            written.mux(stream.encode(frame))
        written.mux(stream.encode(None))


def add_sound_track(written: OutputContainer, codec: str) -> AudioStream:
    """Add a stereo track of sound to a film: ``aac`` for mp4, ``libopus`` for webm."""
    stream = written.add_stream(codec, rate=SOUND_RATE)
    assert isinstance(stream, AudioStream)
    stream.layout = "stereo"
    stream.bit_rate = 160_000
    return stream


def sound_packets(
    stream: AudioStream, spans: Sequence[SoundSpan]
) -> "Iterator[Packet[AudioStream]]":
    """Yield the encoded sound of spans that follow one another, on one clock, without a gap."""
    position = 0
    for block in _blocks(_laid_down(spans), stream.codec_context.frame_size or _BLOCK):
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(block), format="fltp", layout="stereo"
        )
        frame.sample_rate = SOUND_RATE
        frame.time_base = Fraction(1, SOUND_RATE)
        frame.pts = position
        position += block.shape[1]
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _laid_down(spans: Iterable[SoundSpan]) -> Iterator[NDArray[np.float32]]:
    """Yield the samples of each span, exactly as many as its place on the clock has."""
    end, done = Fraction(0), 0
    for span in spans:
        end += Fraction(span.seconds).limit_denominator(1_000_000)
        count = round(end * SOUND_RATE) - done
        done += count
        samples = np.zeros((2, count), dtype=np.float32)
        if span.path is not None:
            first = round(span.start * SOUND_RATE)
            heard = sound_samples(span.path)[:, first : first + count]
            samples[:, : heard.shape[1]] = heard
        yield samples


def _blocks(parts: Iterable[NDArray[np.float32]], size: int) -> Iterator[NDArray[np.float32]]:
    rest = np.zeros((2, 0), dtype=np.float32)
    for part in parts:
        rest = np.concatenate([rest, part], axis=1)
        whole = rest.shape[1] // size * size
        for first in range(0, whole, size):
            yield rest[:, first : first + size]
        rest = rest[:, whole:]
    if rest.shape[1]:
        yield rest
