"""A function as what it does to a number line: every number moves to where it is sent."""

from typing import Self

import numpy as np
from manim import Group, VMobject
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, read_only
from nnviz.mobjects import ConnectionBatch, NeuronBatch, NumberAxis, PlotFunction
from nnviz.view import DARK, Theme, activation_opacity, activation_scale, sign_colors

__all__ = ["LineMap"]


class LineMap(Group):
    """A copy of one number line on its way to another, under a function.

    Each mark of the line trails a thread from where it came from, in the colour of its sign; some
    numbers are neurons, which light up as they arrive. `set_share` says how far all of them are.

    Parameters
    ----------
    source, target : NumberAxis
        Where the numbers come from and where their images are.
    function : callable
        Takes an array of numbers and returns as many.
    marks : array_like, shape (n,)
        The numbers that trail a thread.
    neurons : array_like, shape (m,)
        The numbers that are drawn as neurons.
    radius : float
        Of the neurons, in scene units.
    theme : Theme

    Attributes
    ----------
    threads : ConnectionBatch
    line : VMobject
        The moving line itself.
    neurons : NeuronBatch

    Examples
    --------
    >>> source = NumberAxis(-5, 5).shift([0.0, 1.0, 0.0])
    >>> target = NumberAxis(0, 5).shift([0.0, -1.0, 0.0])
    >>> folded = LineMap(source, target, lambda z: np.maximum(z, 0.0), [-1, 0, 1], [-3.0, 5.0])
    >>> folded.set_share(1.0).neurons.centres[:, 0].tolist()
    [-4.0, 4.0]
    """

    def __init__(
        self,
        source: NumberAxis,
        target: NumberAxis,
        function: PlotFunction,
        marks: ArrayLike,
        neurons: ArrayLike,
        *,
        radius: float = 0.14,
        theme: Theme = DARK,
    ) -> None:
        self.marks: FloatArray = read_only(marks, ndim=1, what="marks")
        self.values: FloatArray = read_only(neurons, ndim=1, what="neurons' numbers")
        self.images: FloatArray = read_only(
            np.asarray(function(self.values)), ndim=1, what="images of the neurons' numbers"
        )
        ends = np.array([source.low, source.high])
        self._from = [source.points_at(numbers) for numbers in (self.marks, self.values, ends)]
        self._to = [
            target.points_at(np.asarray(function(numbers)))
            for numbers in (self.marks, self.values, ends)
        ]
        self.threads = ConnectionBatch(
            self._from[0],
            self._from[0],
            colors=sign_colors(self.marks, theme),
            opacities=0.5,
            widths=1.6,
        )
        self.line = VMobject(stroke_color=theme.ink, stroke_width=5.0)
        self.neurons = NeuronBatch(
            self._from[1],
            radius,
            fill_color=theme.lit,
            hollow_color=theme.hollow,
            ring_color=theme.lit,
            ring_width=2.0,
        )
        self._light = activation_opacity(self.images, scale=activation_scale(self.images))
        super().__init__(self.threads, self.line, self.neurons)
        self.set_share(0.0)

    def set_share(self, share: float) -> Self:
        """Bring every number `share` of the way to its image: 0 not yet moved, 1 arrived."""
        marks, neurons, ends = (
            start + share * (stop - start) for start, stop in zip(self._from, self._to, strict=True)
        )
        self.threads.points = np.stack([self._from[0], marks], axis=1).reshape(-1, 3)
        self.line.set_points_as_corners(ends)
        step = (neurons - self.neurons.centres)[:, None]
        rims = self.neurons.points.reshape(len(neurons), -1, 3)
        self.neurons.points = (rims + step).reshape(-1, 3)
        self.neurons.set_fill_opacities(np.clip(share * self._light, 0.0, 1.0))
        return self
