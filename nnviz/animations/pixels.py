"""Pixels that become neurons."""

from typing import Any

import numpy as np
from manim import Animation, linear, smooth

from nnviz.core import NNVizError
from nnviz.mobjects import DigitImage, NeuronBatch

__all__ = ["PixelsBecomeNeurons"]

_LAG = 0.55
_FULL = 0.56


class PixelsBecomeNeurons(Animation):
    """Let every pixel of an image fly to its neuron, the first rows first.

    The neurons begin as discs on the pixels, so that an image that is taken away at the same
    moment seems to come apart into them; they end where, and as large as, they were before.

    Parameters
    ----------
    image : DigitImage
    neurons : NeuronBatch
        One neuron for each pixel of `indices`.
    indices : array_like of int, optional
        Which pixels the neurons belong to; all of them, in order, unless given.

    Raises
    ------
    NNVizError
        If there are not as many neurons as pixels.

    Examples
    --------
    >>> from nnviz.mobjects import DigitImage, NeuronBatch
    >>> image = DigitImage([[0.0, 0.5], [1.0, 0.25]], height=2.0)
    >>> neurons = NeuronBatch([[3.0, 1.5 - row] for row in range(4)], 0.2)
    >>> fly = PixelsBecomeNeurons(image, neurons)
    >>> fly.begin()
    >>> neurons.centres[0].round(6).tolist()  # On the upper left pixel.
    [-0.5, 0.5, 0.0]
    >>> fly.finish()
    >>> neurons.centres[0].tolist()
    [3.0, 1.5, 0.0]
    """

    def __init__(
        self,
        image: DigitImage,
        neurons: NeuronBatch,
        *,
        indices: Any = None,
        rate_func: Any = linear,
        **kwargs: Any,
    ) -> None:
        pixels = image.pixel_centres()
        self._from = pixels if indices is None else pixels[np.asarray(indices)]
        if len(self._from) != len(neurons):
            raise NNVizError(
                f"expected one neuron for each of {len(self._from)} pixels; got {len(neurons)}"
            )
        self.neurons = neurons
        self._scale = image.pixel_pitch * _FULL
        super().__init__(neurons, rate_func=rate_func, **kwargs)

    def begin(self) -> None:
        """Remember the places to end in."""
        count = len(self.neurons)
        self._end = np.array(self.mobject.points).reshape(count, -1, 3)
        centres = self.neurons.centres[:, None, :]
        size = self._scale / np.maximum(self.neurons.radii, 1e-9)[:, None, None]
        self._start = self._from[:, None, :] + (self._end - centres) * size
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Move every neuron along its own part of the time."""
        order = np.linspace(0.0, 1.0, len(self._end))
        local = np.clip(self.rate_func(alpha) * (1.0 + _LAG) - _LAG * order, 0.0, 1.0)
        eased = np.array([smooth(value) for value in local])[:, None, None]
        self.mobject.points = (self._start + (self._end - self._start) * eased).reshape(-1, 3)
