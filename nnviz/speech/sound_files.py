"""Files of sound, read within bounds: recordings, and what services write."""

import os
import wave
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.errors import NNVizError
from nnviz.speech.said import Samples

__all__ = ["SOUND_ENDS", "read_sound"]

SOUND_ENDS = (".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac")
"""How the names of files of sound end."""

_LARGEST = 64 << 20
_LONGEST = 600.0
_RATES = (8_000, 192_000)


def read_sound(path: str | os.PathLike[str]) -> tuple[Samples, int]:
    """Return the samples of a file of sound, its channels as one, and its rate.

    Raises
    ------
    NNVizError
        If it is no sound, is cut off, longer than ten minutes or larger than 64 MB, or has a rate
        that is none of speech. The message names the file.
    """
    import av

    source = Path(path)
    blocks: list[Any] = []
    try:
        if not source.is_file():
            raise NNVizError(f"there is no sound {source}")
        if source.stat().st_size > _LARGEST:
            raise NNVizError(f"expected a sound of at most 64 MB; {source} is larger")
        _check_whole(source)
        with av.open(str(source)) as container:
            stream = container.streams.audio[0]
            rate = int(stream.rate or 0)
            if not _RATES[0] <= rate <= _RATES[1]:
                raise NNVizError(
                    f"expected 8,000 to 192,000 samples a second; {source} has {rate:,}"
                )
            promised = _promised(container, stream)
            resampler = av.AudioResampler(format="fltp", layout=stream.layout, rate=rate)
            count = 0
            for frame in container.decode(stream):
                frame.pts = None
                for part in resampler.resample(frame):
                    blocks.append(part.to_ndarray())
                    count += part.samples
                if count > _LONGEST * rate:
                    raise NNVizError(f"expected a sound of at most ten minutes; {source} is longer")
    except NNVizError:
        raise
    except (OSError, ValueError, IndexError) as error:
        raise NNVizError(f"cannot read the sound {source}: {error}") from error
    if not blocks:
        raise NNVizError(f"there is no sound in {source}")
    samples = np.concatenate(blocks, axis=1).mean(axis=0, dtype=np.float64).astype(np.float32)
    if promised and len(samples) < 0.98 * promised * rate - 0.1 * rate:
        raise NNVizError(
            f"the sound {source} is cut off: it says {promised:.2f} s and holds "
            f"{len(samples) / rate:.2f} s"
        )
    return samples, rate


def _check_whole(source: Path) -> None:
    """Refuse a wav that holds less than its head says; decoders take what there is."""
    try:
        with wave.open(str(source)) as file:
            size = file.getnframes() * file.getnchannels() * file.getsampwidth()
    except (wave.Error, EOFError):
        return
    if size > source.stat().st_size:
        raise NNVizError(f"the sound {source} is cut off: it says {size:,} bytes of samples")


def _promised(container: Any, stream: Any) -> float:
    """Return how long the file says that it is, in seconds, or 0."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return float(container.duration or 0) / 1_000_000
