"""A sentence that was spoken: its samples, and when each word is heard."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnviz.errors import NNVizError

__all__ = ["Samples", "Speech", "SpokenWord", "trimmed"]

Samples = NDArray[np.float32]

#: What is this much quieter than the loudest moment is silence.
_QUIET = 10 ** (-42 / 20)
_BEFORE, _AFTER = 0.004, 0.03


@dataclass(frozen=True)
class SpokenWord:
    """A word as it is written, and when it is heard, in seconds from the start of its sentence.

    Examples
    --------
    >>> word = SpokenWord("raises.", start=1.25, end=1.75)
    >>> word.end - word.start
    0.5
    """

    text: str
    start: float
    end: float


@dataclass(frozen=True, eq=False)
class Speech:
    """What a voice made of a text.

    Attributes
    ----------
    samples : array of float32, shape (n,)
        One channel, values in [-1, 1].
    rate : int
        Samples a second.
    words : tuple of SpokenWord
        In the order of the text. A word of which nothing is heard takes no time.

    Raises
    ------
    NNVizError
        If there are no samples, or the words are not in the order of time.

    Examples
    --------
    >>> tone = np.zeros(8000, dtype=np.float32)
    >>> Speech(tone, 16_000, (SpokenWord("One.", 0.0, 0.5),)).seconds
    0.5
    """

    samples: Samples
    rate: int
    words: tuple[SpokenWord, ...]

    def __post_init__(self) -> None:
        samples = np.asarray(self.samples, dtype=np.float32)
        if samples.ndim != 1 or not len(samples):
            raise NNVizError(f"expected samples of one channel; got shape {samples.shape}")
        if not np.isfinite(samples).all():
            raise NNVizError("expected samples that are numbers; got NaN or infinity")
        starts = [word.start for word in self.words]
        if starts != sorted(starts):
            raise NNVizError("expected words in the order in which they are heard")
        samples.setflags(write=False)
        object.__setattr__(self, "samples", samples)

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate


def trimmed(samples: Samples, rate: int, words: Sequence[SpokenWord]) -> Speech:
    """Return a sentence without the silence before and after it; its words move with it.

    Raises
    ------
    NNVizError
        If nothing is heard at all.
    """
    loud = np.abs(samples)
    heard = np.flatnonzero(loud > _QUIET * (loud.max() if len(loud) else 0.0))
    if not len(heard):
        raise NNVizError("it is silent")
    first = max(0, int(heard[0]) - round(_BEFORE * rate))
    last = min(len(samples), int(heard[-1]) + 1 + round(_AFTER * rate))
    seconds, before = (last - first) / rate, first / rate

    def moved(time: float) -> float:
        return min(max(time - before, 0.0), seconds)

    kept = np.array(samples[first:last], dtype=np.float32)
    _fade(kept, rate)
    return Speech(
        kept, rate, tuple(SpokenWord(w.text, moved(w.start), moved(w.end)) for w in words)
    )


def _fade(samples: Samples, rate: int) -> None:
    """Let samples begin and end at nothing, so that no click is heard."""
    for count, part in ((_BEFORE, samples), (_AFTER, samples[::-1])):
        size = min(round(count * rate), len(part))
        part[:size] *= np.linspace(0.0, 1.0, size, dtype=np.float32)
