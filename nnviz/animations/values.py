"""Numbers that change before the eye: an activation, ten outputs, a run of images."""

from typing import Any, TypeVar

import numpy as np
from manim import Animation, Group
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, Network, NNVizError
from nnviz.data import as_vector
from nnviz.mobjects import Neuron, OutputBars, PixelImage

__all__ = ["ChangeActivation", "ChangeOutputs", "RunImages"]


class ChangeActivation(Animation):
    """Move one large neuron to an activation, its light and its number together.

    Parameters
    ----------
    neuron : Neuron
    activation : float or None
        None lets the neuron go dark and its number vanish: it holds none.

    Examples
    --------
    >>> from nnviz.mobjects import Neuron
    >>> neuron = Neuron(0.2)
    >>> change = ChangeActivation(neuron, 0.9)
    >>> change.begin()
    >>> change.finish()
    >>> round(neuron.activation, 6)
    0.9
    """

    def __init__(self, neuron: Neuron, activation: float | None, **kwargs: Any) -> None:
        self.neuron, self.activation = neuron, None if activation is None else float(activation)
        super().__init__(neuron, **kwargs)

    def begin(self) -> None:
        """Remember where the neuron starts from."""
        self._start = None if self.neuron.is_blank else self.neuron.activation
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the neuron between its start and its end."""
        self.neuron.set_activation(_between(self._start, self.activation, self.rate_func(alpha)))
        if self.neuron.number is not None and self.activation is None and self._start is not None:
            self.neuron.number.set_fill(opacity=1.0 - self.rate_func(alpha))


class ChangeOutputs(Animation):
    """Move bars to other outputs; it ends as ``bars.show(outputs)``.

    Parameters
    ----------
    bars : OutputBars
    outputs : array_like, shape (n,), or None
        None lets the bars shrink and their numbers vanish: they show none.

    Examples
    --------
    >>> from nnviz.mobjects import OutputBars
    >>> bars = OutputBars([0.1, 0.9])
    >>> change = ChangeOutputs(bars, [0.8, 0.3])
    >>> change.begin()
    >>> change.finish()
    >>> bars.displayed_outputs().round(2).tolist()
    [0.8, 0.3]
    """

    def __init__(self, bars: OutputBars, outputs: ArrayLike | None, **kwargs: Any) -> None:
        self.bars = bars
        self.outputs = None if outputs is None else np.array(outputs, dtype=np.float64)
        super().__init__(bars, **kwargs)

    def begin(self) -> None:
        """Remember where the bars start from."""
        self._start = None if self.bars.is_blank else np.array(self.bars.outputs)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the bars between their start and their end."""
        self.bars.show(_between(self._start, self.outputs, self.rate_func(alpha)))
        if self.outputs is None and self._start is not None:
            self.bars.values.set_opacity(1.0 - self.rate_func(alpha))


Value = TypeVar("Value", float, FloatArray)


def _between(start: Value | None, end: Value | None, share: float) -> Value | float | None:
    """Return the value on the way from one to another; None, for none at all, weighs nothing."""
    if (start is None or share >= 1.0) and (end is None or share <= 0.0):
        return None
    first = 0.0 if start is None else (1.0 - share) * start
    return first + (0.0 if end is None else share * end)


class RunImages(Animation):
    """Show a run of images one after another, and what the network answers to each.

    Nothing is blended: every frame shows one of the images and the outputs of exactly that one.

    Parameters
    ----------
    picture : PixelImage
    images : array_like, shape (n, 28, 28)
        In [0, 1], in order; as many as the frames wanted, or more, for a smooth run.
    network : Network
    bars : OutputBars, optional
        Where the outputs are shown.

    Attributes
    ----------
    outputs : ndarray, shape (n, n_outputs)
        Of each of the images.

    Raises
    ------
    NNVizError
        If the images do not fit the picture or the network.

    Examples
    --------
    >>> from nnviz.data import load_digits, load_network
    >>> from nnviz.mobjects import DigitImage
    >>> images = [load_digits().image(index) for index in (8700, 8701, 8702)]
    >>> run = RunImages(DigitImage(images[0]), images, load_network())
    >>> run.outputs.shape
    (3, 10)
    """

    def __init__(
        self,
        picture: PixelImage,
        images: ArrayLike,
        network: Network,
        *,
        bars: OutputBars | None = None,
        **kwargs: Any,
    ) -> None:
        self.images: FloatArray = np.array(images, dtype=np.float64)
        if self.images.ndim != 3 or self.images.shape[1:] != picture.values.shape:
            raise NNVizError(
                f"expected images of shape (n, {picture.values.shape[0]}, "
                f"{picture.values.shape[1]}), as the picture; got {self.images.shape}"
            )
        self.outputs: FloatArray = np.array(network.forward(as_vector(self.images)).outputs)
        self.picture, self.bars = picture, bars
        super().__init__(picture if bars is None else Group(picture, bars), **kwargs)

    def interpolate_mobject(self, alpha: float) -> None:
        """Show the image of this moment and its outputs."""
        place = round(self.rate_func(alpha) * (len(self.images) - 1))
        self.picture.set_values(self.images[place])
        if self.bars is not None:
            self.bars.show(self.outputs[place])
