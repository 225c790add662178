"""Neurons that move to other places, one after another."""

from typing import Any

import numpy as np
from manim import Animation, linear, smooth

from nnviz.core import NNVizError
from nnviz.mobjects import NeuronBatch

__all__ = ["Rearrange"]


class Rearrange(Animation):
    """Move every neuron to its place in another arrangement, the first neurons first.

    Places, sizes and styles of each neuron change along its own part of the time; it ends as
    ``target``.

    Parameters
    ----------
    neurons : NeuronBatch
    target : NeuronBatch
        As many neurons, in the same order.
    lag : float
        How far the last neuron is behind the first, in [0, 1): 0 moves all at once.

    Raises
    ------
    NNVizError
        If there are not as many neurons, or the lag is out of range.

    Examples
    --------
    >>> row = NeuronBatch([[0.0, 0.0], [1.0, 0.0]], 0.3)
    >>> column = NeuronBatch([[0.0, 0.0], [0.0, -1.0]], 0.3)
    >>> move = Rearrange(row, column, lag=0.0)
    >>> move.begin()
    >>> move.finish()
    >>> row.centres[1].tolist()
    [0.0, -1.0, 0.0]
    """

    def __init__(
        self,
        neurons: NeuronBatch,
        target: NeuronBatch,
        *,
        lag: float = 0.6,
        rate_func: Any = linear,
        **kwargs: Any,
    ) -> None:
        if len(neurons) != len(target):
            raise NNVizError(f"expected a target of {len(neurons)} neurons; got {len(target)}")
        if not 0.0 <= lag < 1.0:
            raise NNVizError(f"expected a lag of at least 0 and below 1; got {lag:g}")
        self.neurons, self.target, self.lag = neurons, target, float(lag)
        super().__init__(neurons, rate_func=rate_func, **kwargs)

    def begin(self) -> None:
        """Remember the arrangement to start from."""
        self._start = self.neurons.copy()
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        """Move every neuron along its own part of the time."""
        share = self.rate_func(alpha)
        self.neurons.interpolate_color(self._start, self.target, share)
        order = np.linspace(0.0, 1.0, len(self.neurons))
        local = np.clip((share - self.lag * order) / (1.0 - self.lag), 0.0, 1.0)
        eased = np.repeat([smooth(value) for value in local], self.neurons.points_per_item)
        first, last = self._start.points, self.target.points
        self.neurons.points = first + (last - first) * eased[:, None]
