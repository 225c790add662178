"""How loud speech is: measured as broadcasters do, brought to one level, and never clipped."""

from collections.abc import Iterable
from math import gcd

import numpy as np
from pyloudnorm import Meter
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from nnviz.speech.said import Samples

__all__ = [
    "LOUDNESS",
    "SOUND_RATE",
    "TRUE_PEAK",
    "levelled",
    "loudness_of",
    "speech_track",
    "true_peak_of",
]

SOUND_RATE = 48_000
"""Samples a second of what is heard in a film."""

LOUDNESS = -16.0
"""Of every scene, in LUFS, heard from two channels."""

TRUE_PEAK = -1.0
"""The most that a decoded film may reach between its samples, in dBTP."""

#: Encoders overshoot: what is encoded stays below the limit by this much.
_ROOM = 1.0
_OVERSAMPLING = 4
_BLOCK = 0.4
_LOOKAHEAD = 0.005
_MOST_GAIN = 30.0


def loudness_of(samples: Samples, rate: int) -> float:
    """Return the integrated loudness (ITU-R BS.1770-4) in LUFS, heard from two channels.

    Parameters
    ----------
    samples : array, shape (n,)
        One channel, which both loudspeakers play.
    rate : int

    Returns
    -------
    float
        Minus infinity for silence.

    Examples
    --------
    >>> tone = np.sin(2 * np.pi * 1000 * np.arange(48_000) / 48_000).astype(np.float32)
    >>> abs(loudness_of(tone, 48_000)) < 0.1
    True
    >>> loudness_of(np.zeros(48_000, dtype=np.float32), 48_000)
    -inf
    """
    short = max(0, round(_BLOCK * rate) + 1 - len(samples))
    whole = np.pad(samples, (0, short))
    with np.errstate(divide="ignore"):
        return float(Meter(rate).integrated_loudness(np.stack([whole, whole], axis=1)))


def true_peak_of(samples: Samples) -> float:
    """Return the true peak, in dBTP: the largest value between the samples too.

    Examples
    --------
    >>> tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(48_000) / 48_000).astype(np.float32)
    >>> round(true_peak_of(tone), 1)
    -6.0
    """
    peak = float(np.abs(resample_poly(samples, _OVERSAMPLING, 1)).max(initial=0.0))
    return 20.0 * float(np.log10(max(peak, 1e-10)))


def levelled(samples: Samples, rate: int) -> Samples:
    """Return speech at `LOUDNESS`, its peaks held below `TRUE_PEAK`."""
    measured = loudness_of(samples, rate)
    if not np.isfinite(measured):
        return samples
    gain, made = 0.0, samples
    for _ in range(5):
        gain = min(gain + LOUDNESS - measured, _MOST_GAIN)
        made = _limited(samples * np.float32(10 ** (gain / 20)), rate)
        measured = loudness_of(made, rate)
        if abs(measured - LOUDNESS) < 0.05:
            break
    return made


def speech_track(parts: Iterable[tuple[float, Samples, int]], seconds: float, rate: int) -> Samples:
    """Return one track of all that is said in a scene, at one level.

    Parameters
    ----------
    parts : iterable of (start, samples, rate)
        When each part begins in the scene, in seconds.
    seconds : float
        How long the scene is.
    rate : int
        Of the track, in samples a second.

    Examples
    --------
    >>> tone = np.sin(2 * np.pi * 1000 * np.arange(48_000) / 48_000).astype(np.float32)
    >>> track = speech_track([(0.5, tone, 48_000)], seconds=2.0, rate=48_000)
    >>> len(track) / 48_000, bool(track[:20_000].any())
    (2.0, False)
    """
    track = np.zeros(round(seconds * rate), dtype=np.float32)
    for start, samples, own in parts:
        heard = _at_rate(samples, own, rate)
        first = round(start * rate)
        heard = heard[: max(0, len(track) - first)]
        track[first : first + len(heard)] += heard
    return levelled(track, rate)


def _at_rate(samples: Samples, own: int, rate: int) -> Samples:
    common = gcd(own, rate)
    if own == rate:
        return samples
    return np.asarray(resample_poly(samples, rate // common, own // common), dtype=np.float32)


def _limited(samples: Samples, rate: int) -> Samples:
    """Return samples whose peaks stay below the limit, turned down smoothly around each of them."""
    if true_peak_of(samples) <= TRUE_PEAK - _ROOM:
        return samples
    ceiling = 10 ** ((TRUE_PEAK - _ROOM) / 20)
    between = np.abs(resample_poly(samples, _OVERSAMPLING, 1)).reshape(-1, _OVERSAMPLING)
    peaks = between.max(axis=1)
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    size = 2 * round(_LOOKAHEAD * rate) + 1
    # The mean of what is the least around each place is nowhere more than what is wanted there.
    gain = uniform_filter1d(minimum_filter1d(wanted, size), size)
    return np.asarray(samples * gain, dtype=np.float32)
