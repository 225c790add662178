"""When words are heard where a voice does not say: its pauses are found, and letters counted."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from nnviz.speech.said import Samples

__all__ = ["Span", "spans_by_phrase"]

Span = tuple[float, float]

_WINDOW = 0.01
_SHORTEST_PAUSE = 0.05
_QUIET = 10 ** (-38 / 20)
#: A mark of the end counts as so many letters of time, and so does each word.
_PAUSE, _WORD = 4.0, 1.0


def spans_by_phrase(samples: Samples, rate: int, words: Sequence[str]) -> list[Span]:
    """Return when each word is heard, in seconds.

    A phrase ends with a full stop, a comma and their like, and there a voice pauses: each phrase
    begins where a pause of the sound ends. Within a phrase words take time by their letters.

    Parameters
    ----------
    samples : array, shape (n,)
    rate : int
    words : sequence of str
        What is heard for each word; perhaps nothing.
    """
    begin, end = _bounds(samples, rate)
    phrases = _phrases(words)
    weights = [_weight(words[first:last]) for first, last in phrases]
    edges = np.concatenate([[0.0], np.cumsum(weights)]) / sum(weights) * (end - begin) + begin
    starts, ends = [begin], []
    for pause_from, pause_to in _chosen(_pauses(samples, rate, begin, end), edges[1:-1]):
        ends.append(pause_from)
        starts.append(pause_to)
    ends.append(end)
    spans: list[Span] = []
    for (first, last), start, stop in zip(phrases, starts, ends, strict=True):
        sizes = [_letters(word) for word in words[first:last]]
        times = start + np.concatenate([[0.0], np.cumsum(sizes)]) / (sum(sizes) or 1.0) * (
            stop - start
        )
        spans += [(float(a), float(b)) for a, b in pairwise(times)]
    return spans


def _phrases(words: Sequence[str]) -> list[tuple[int, int]]:
    phrases, first = [], 0
    for place, word in enumerate(words):
        if re.search(r"[.,;:!?…]$", word) or place == len(words) - 1:
            phrases.append((first, place + 1))
            first = place + 1
    return phrases


def _letters(word: str) -> float:
    return len(word) + _WORD if word else 0.0


def _weight(words: Sequence[str]) -> float:
    return sum(map(_letters, words)) + _PAUSE


def _bounds(samples: Samples, rate: int) -> Span:
    loud = np.abs(samples)
    heard = np.flatnonzero(loud > _QUIET * loud.max(initial=0.0))
    if not len(heard):
        return 0.0, len(samples) / rate
    return float(heard[0]) / rate, float(heard[-1] + 1) / rate


def _pauses(samples: Samples, rate: int, begin: float, end: float) -> list[Span]:
    """Return the pauses inside a sound, each from and to in seconds."""
    size = max(1, round(_WINDOW * rate))
    count = len(samples) // size
    loud = np.abs(samples[: count * size]).reshape(count, size).max(axis=1, initial=0.0)
    quiet = loud < _QUIET * np.abs(samples).max(initial=0.0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(int)))
    spans = [(a * size / rate, b * size / rate) for a, b in edges.reshape(-1, 2)]
    return [(a, b) for a, b in spans if b - a >= _SHORTEST_PAUSE and a > begin and b < end]


def _chosen(pauses: list[Span], wanted: Iterable[float]) -> list[Span]:
    """Return for each wanted moment its pause, in order; where there is none, the moment itself."""
    best: list[Span] = []
    left = list(pauses)
    previous = -np.inf
    moments = list(wanted)
    for place, moment in enumerate(moments):
        after = len(moments) - place - 1
        usable = [p for p in left if p[0] >= previous]
        if len(usable) > after:
            usable = usable[: len(usable) - after] if after else usable
            # Long pauses are more likely the end of a phrase than a stop before a hard sound.
            nearest = min(usable, key=lambda p: abs((p[0] + p[1]) / 2 - moment) - 2 * (p[1] - p[0]))
            best.append(nearest)
            left = [p for p in left if p[0] > nearest[0]]
            previous = nearest[1]
        else:
            at = float(max(moment, previous))
            best.append((at, at))
            previous = at
    return best
