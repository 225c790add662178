"""Numbers that change before the eye: an activation, ten outputs, a run of images."""

from typing import Any

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
    activation : float

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

    def __init__(self, neuron: Neuron, activation: float, **kwargs: Any) -> None:
        self.neuron, self.activation = neuron, float(activation)
        super().__init__(neuron, **kwargs)

    def begin(self) -> None:
        """Remember where the neuron starts from."""
        self._start = self.neuron.activation
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the neuron between its start and its end."""
        share = self.rate_func(alpha)
        self.neuron.set_activation((1.0 - share) * self._start + share * self.activation)


class ChangeOutputs(Animation):
    """Move bars to other outputs; it ends as ``bars.show(outputs)``.

    Parameters
    ----------
    bars : OutputBars
    outputs : array_like, shape (n,)

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

    def __init__(self, bars: OutputBars, outputs: ArrayLike, **kwargs: Any) -> None:
        self.bars, self.outputs = bars, np.array(outputs, dtype=np.float64)
        super().__init__(bars, **kwargs)

    def begin(self) -> None:
        """Remember where the bars start from."""
        self._start = np.array(self.bars.outputs)
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Set the bars between their start and their end."""
        share = self.rate_func(alpha)
        self.bars.show((1.0 - share) * self._start + share * self.outputs)


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
