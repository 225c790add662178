"""A sound, drawn as its waveform, whole or in its parts."""

from itertools import pairwise

import numpy as np
from manim import RIGHT, VGroup, VMobject
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError, read_only
from nnviz.view import DARK, Theme
from spoken_word import SpokenWord

__all__ = ["SpeechWaveform", "Waveform"]


class Waveform(VMobject):
    """The pressure of a sound over time, as a closed shape from the lowest to the highest value.

    Each of `columns` slices of time reaches from its smallest to its largest sample, so that no
    peak is lost however many samples there are; with at least one column for each sample it is
    the line of the samples itself.

    Parameters
    ----------
    samples : array_like, shape (n,)
    width, height : float
        In scene units; `height` spans -scale to scale.
    columns : int
        Into how many slices the time is cut, at most.
    scale : float, optional
        The sample value that reaches the top; the largest absolute one unless given.
    color : str, optional
        The theme's ink unless given.
    theme : Theme

    Raises
    ------
    NNVizError
        If there are fewer than two samples, or one lies beyond `scale`.

    Examples
    --------
    >>> wave = Waveform([0.0, 1.0, 0.0, -1.0, 0.0], width=4.0, height=2.0)
    >>> round(float(wave.width), 2), round(float(wave.height), 2)
    (4.0, 2.0)
    """

    def __init__(
        self,
        samples: ArrayLike,
        *,
        width: float = 12.0,
        height: float = 2.4,
        columns: int = 900,
        scale: float | None = None,
        color: str | None = None,
        theme: Theme = DARK,
    ) -> None:
        self.samples: FloatArray = read_only(samples, ndim=1, what="samples")
        if len(self.samples) < 2 or columns < 2:
            raise NNVizError(
                f"expected two or more samples and columns; got {len(self.samples)} and {columns}"
            )
        largest = float(np.abs(self.samples).max())
        self.sample_scale = largest or 1.0 if scale is None else float(scale)
        if largest > self.sample_scale:
            raise NNVizError(
                f"expected samples within the scale {self.sample_scale:g}; one is {largest:g}"
            )
        tone = color or theme.ink
        super().__init__(fill_color=tone, fill_opacity=1.0, stroke_color=tone, stroke_width=1.2)
        low, high = self.envelope(columns)
        x = np.linspace(-width / 2.0, width / 2.0, len(low))
        half = height / 2.0 / self.sample_scale
        upper = np.stack([x, high * half, np.zeros_like(x)], axis=1)
        lower = np.stack([x, low * half, np.zeros_like(x)], axis=1)
        self.set_points_as_corners([*upper, *lower[::-1], upper[0]])

    def envelope(self, columns: int) -> tuple[FloatArray, FloatArray]:
        """Return the smallest and the largest sample of each slice of time."""
        count = min(columns, len(self.samples))
        starts = np.linspace(0, len(self.samples), count, endpoint=False).astype(np.intp)
        return (
            np.minimum.reduceat(self.samples, starts),
            np.maximum.reduceat(self.samples, starts),
        )


class SpeechWaveform(VGroup):
    """The waveform of speech, one `Waveform` for each of its sounds, side by side.

    Parameters
    ----------
    speech : SpokenWord
    width, height : float
        Of the whole, in scene units; `height` spans samples from -1 to 1.
    theme : Theme

    Examples
    --------
    >>> from spoken_word import synthesize
    >>> wave = SpeechWaveform(synthesize(), width=10.0)
    >>> len(wave), round(float(wave.width), 1)
    (5, 10.0)
    """

    def __init__(
        self, speech: SpokenWord, *, width: float = 10.0, height: float = 2.2, theme: Theme = DARK
    ) -> None:
        super().__init__()
        scale = width / speech.seconds
        for start, end in pairwise(map(float, speech.bounds)):
            first, last = round(start * speech.rate), round(end * speech.rate)
            part = Waveform(
                speech.samples[first:last],
                width=(end - start) * scale,
                height=height,
                columns=max(2, round((end - start) * scale * 90)),
                scale=1.0,
                theme=theme,
            )
            self.add(part.shift(((start + end - speech.seconds) / 2.0 * scale) * RIGHT))
