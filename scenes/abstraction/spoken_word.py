"""Speech from numbers: a short word, synthesised as a source that is shaped by filters.

The source is a buzz, a train of pulses that is the voice, or a hiss, which is noise. The mouth is
a row of resonances, the formants, each a filter of second order (Fant, 1960; Klatt, 1980). Nobody
has spoken: the waveform is an illustration that is computed, not a recording.
"""

from dataclasses import dataclass

import numpy as np
from scipy import signal

from nnviz.core import FloatArray, NNVizError, Record, read_only

__all__ = ["SEVEN", "Sound", "SpokenWord", "synthesize"]

_BLEND = 0.025
"""Seconds over which a sound fades into the next."""


@dataclass(frozen=True, kw_only=True)
class Sound:
    """One sound of speech.

    Parameters
    ----------
    name : str
    seconds : float
    formants : tuple of (float, float)
        Centre and bandwidth of each resonance of the voice, in hertz; none for a voiceless sound.
    hiss : tuple of float or None
        The band of the noise in hertz, or None for a sound without noise.
    voice, noise : float
        The level of the voice and of the noise, as a part of full scale.

    Raises
    ------
    NNVizError
        If it lasts no time, or makes neither voice nor noise.
    """

    name: str
    seconds: float
    formants: tuple[tuple[float, float], ...] = ()
    hiss: tuple[float, float] | None = None
    voice: float = 0.0
    noise: float = 0.0

    def __post_init__(self) -> None:
        if not self.seconds > 2.0 * _BLEND:
            raise NNVizError(
                f"expected a sound of more than {2.0 * _BLEND:g} seconds; got {self.seconds:g}"
            )
        if not (self.formants and self.voice > 0.0) and not (self.hiss and self.noise > 0.0):
            raise NNVizError(f"the sound {self.name!r} has neither a voice nor a hiss")


@dataclass(frozen=True, eq=False)
class SpokenWord(Record):
    """A synthesised sound and where its parts lie.

    Attributes
    ----------
    samples : ndarray, shape (n,)
        Values in [-1, 1].
    rate : int
        Samples a second.
    names : tuple of str
        One for each sound.
    bounds : ndarray, shape (sounds + 1,)
        Where each sound begins and the last one ends, in seconds.
    """

    samples: FloatArray
    rate: int
    names: tuple[str, ...]
    bounds: FloatArray

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / self.rate


SEVEN: tuple[Sound, ...] = (
    Sound(name="s", seconds=0.15, hiss=(4200.0, 7400.0), noise=0.34),
    Sound(name="e", seconds=0.14, formants=((560, 70), (1800, 90), (2520, 120)), voice=1.0),
    Sound(
        name="v",
        seconds=0.09,
        formants=((260, 60), (1100, 120)),
        hiss=(1800.0, 6000.0),
        voice=0.26,
        noise=0.05,
    ),
    Sound(name="e", seconds=0.1, formants=((480, 70), (1500, 100), (2450, 130)), voice=0.72),
    Sound(name="n", seconds=0.16, formants=((250, 60), (1350, 200), (2200, 220)), voice=0.38),
)
"""The word "seven", sound by sound: typical formants of a low voice."""


def synthesize(
    sounds: tuple[Sound, ...] = SEVEN, *, rate: int = 16000, seed: int = 0
) -> SpokenWord:
    """Return a word as a waveform.

    Parameters
    ----------
    sounds : tuple of Sound
    rate : int
        Samples a second.
    seed : int
        Of the noise.

    Raises
    ------
    NNVizError
        If there is no sound, or the rate is too low for a hiss or a formant.

    Examples
    --------
    >>> word = synthesize()
    >>> word.names, round(word.seconds, 2), float(abs(word.samples).max())
    (('s', 'e', 'v', 'e', 'n'), 0.64, 1.0)
    """
    if not sounds:
        raise NNVizError("expected one or more sounds")
    highest = max(max([*(f for f, _ in s.formants), *(s.hiss or ())]) for s in sounds)
    if 2.0 * highest >= rate:
        raise NNVizError(
            f"expected a rate of more than twice {highest:g} hertz, the highest frequency; "
            f"got {rate}"
        )
    bounds = np.concatenate([[0.0], np.cumsum([sound.seconds for sound in sounds])])
    count = round(float(bounds[-1]) * rate)
    times = np.arange(count) / rate
    buzz = _buzz(times, rate)
    noise = np.random.default_rng(seed).standard_normal(count)
    samples = np.zeros(count)
    for index, sound in enumerate(sounds):
        shape = np.zeros(count)
        if sound.voice:
            shape += sound.voice * _level(_voiced(buzz, sound, rate))
        if sound.hiss is not None and sound.noise:
            band = signal.butter(2, sound.hiss, "bandpass", fs=rate, output="sos")
            shape += sound.noise * _level(signal.sosfilt(band, noise))
        samples += shape * _window(times, float(bounds[index]), float(bounds[index + 1]))
    # The word as a whole begins and ends in silence.
    samples *= np.clip(np.minimum(times, times[-1] - times) / _BLEND, 0.0, 1.0)
    samples /= np.abs(samples).max()
    return SpokenWord(
        read_only(samples, ndim=1, what="samples"),
        rate,
        tuple(sound.name for sound in sounds),
        read_only(bounds, ndim=1, what="bounds"),
    )


def _buzz(times: FloatArray, rate: int) -> FloatArray:
    """Return the voice before the mouth: a pulse for each swing of the cords, falling in pitch."""
    pitch = 128.0 - 34.0 * times / max(float(times[-1]), 1e-9)
    turns = np.cumsum(pitch) / rate
    pulses = np.diff(np.floor(turns), prepend=0.0)
    # Two poles near zero frequency: the voice loses 12 decibels an octave.
    return np.asarray(signal.lfilter([1.0], [1.0, -1.8, 0.81], pulses))


def _voiced(buzz: FloatArray, sound: Sound, rate: int) -> FloatArray:
    """Send the buzz through one resonance after the other."""
    shaped = buzz
    for centre, width in sound.formants:
        radius = np.exp(-np.pi * width / rate)
        poles = [1.0, -2.0 * radius * np.cos(2.0 * np.pi * centre / rate), radius**2]
        shaped = signal.lfilter([sum(poles)], poles, shaped)
    return np.asarray(shaped - shaped.mean())


def _level(samples: FloatArray) -> FloatArray:
    """Bring a sound to full scale."""
    return samples / max(float(np.quantile(np.abs(samples), 0.999)), 1e-12)


def _window(times: FloatArray, start: float, end: float) -> FloatArray:
    """Return 1 between `start` and `end`, with smooth slopes that add up to 1 where two meet."""
    rise = np.clip((times - start) / (2.0 * _BLEND) + 0.5, 0.0, 1.0)
    fall = np.clip((end - times) / (2.0 * _BLEND) + 0.5, 0.0, 1.0)
    return np.asarray(np.sin(rise * np.pi / 2.0) ** 2 * np.sin(fall * np.pi / 2.0) ** 2)
