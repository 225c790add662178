"""What is true of an image on screen, in the form in which it can be seen."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, ForwardPass
from nnviz.view import activation_scale

__all__ = ["Known", "as_light"]


@dataclass(frozen=True, eq=False)
class Known:
    """What is true of one image: of its pixels, of what a network or the scene makes of it."""

    numbers: FloatArray
    """What a neuron may hold, sorted. That a pixel is dark makes no output 0."""

    lights: FloatArray
    """Every opacity that a neuron can have by it, sorted."""

    record: ForwardPass | None = None

    @classmethod
    def of_pixels(cls, image: FloatArray, *, dark: bool) -> "Known":
        """Know the pixels alone; those that are 0 only if a neuron may hold a dark pixel."""
        return cls(np.unique(image if dark else image[image != 0.0]), np.unique(image))

    @classmethod
    def of_pass(cls, record: ForwardPass) -> "Known":
        """Know the activations of a forward pass."""
        layers = [np.asarray(layer).ravel() for layer in record.activations[1:]]
        lights = [np.abs(layer) / activation_scale(layer) for layer in layers]
        # A neuron that is drawn alone is lit by its own scale.
        lights += [np.minimum(np.abs(layer), 1.0) for layer in layers]
        return cls(np.unique(np.concatenate(layers)), np.unique(np.concatenate(lights)), record)

    @classmethod
    def of_numbers(cls, values: ArrayLike) -> "Known":
        """Know numbers that are activations."""
        numbers = np.asarray(values, dtype=np.float64).ravel()
        return cls(np.unique(numbers), np.unique(np.abs(numbers) / activation_scale(numbers)))

    @cached_property
    def signals(self) -> list[FloatArray]:
        """What connections carry, as light: of each layer, and of each neuron by itself."""
        if self.record is None:
            return []
        return [as_light(self.record.contributions(i)) for i in range(len(self.record.layers))]

    @property
    def answer(self) -> float:
        """How sure the answer is; -1 if there is none."""
        return -1.0 if self.record is None else round(self.record.confidence, 2)


def as_light(table: FloatArray) -> FloatArray:
    """Return what connections can show of a table (n_out, n_in), sorted, with its signs.

    Each number as part of the largest of the table, and as part of the largest of its row.
    """
    sizes = [np.abs(table).max(initial=0.0), *np.abs(table).max(axis=1, initial=0.0)]
    rows = [table, *table]
    lights = [part.ravel() / size for part, size in zip(rows, sizes, strict=True) if size > 0.0]
    return np.unique(np.concatenate([np.zeros(1), *lights]))
