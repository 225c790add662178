"""What the numbers of a network mean: what goes in, and what comes out."""

import math
import re
from dataclasses import dataclass
from typing import Self

from nnviz.core.arrays import FloatArray
from nnviz.core.records import Record
from nnviz.errors import NNVizError

__all__ = ["Feature", "Meaning"]

_LONGEST = 60
_WITH_UNIT = re.compile(r"(.+?) ?\(([^()]{1,20})\)")
_MOST = 100_000


@dataclass(frozen=True)
class Feature(Record):
    """One input that is not a pixel.

    Parameters
    ----------
    name : str
        Such as ``"petal length"``.
    unit : str
        Such as ``"cm"``; empty where there is none.
    low, high : float or None
        The range that is usual, where it is known.

    Raises
    ------
    NNVizError
        If a text is empty where it must not be, too long or not printable, or the range is none.

    Examples
    --------
    >>> Feature("petal length", "cm", 1.0, 6.9).label
    'petal length (cm)'
    """

    name: str
    unit: str = ""
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        _check_text(self.name, "the name of a feature")
        if self.unit:
            _check_text(self.unit, "a unit")
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        if not low < high:
            raise NNVizError(
                f"expected a range of {self.name} that rises; got {self.low} to {self.high}"
            )

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the feature that a label such as ``petal length (cm)`` names.

        Examples
        --------
        >>> Feature.parse("petal length (cm)").unit
        'cm'
        """
        found = _WITH_UNIT.fullmatch(text.strip())
        return cls(found[1], found[2]) if found else cls(text.strip())

    @property
    def label(self) -> str:
        """The name, and the unit in brackets."""
        return f"{self.name} ({self.unit})" if self.unit else self.name


@dataclass(frozen=True, kw_only=True)
class Meaning(Record):
    """What a network's inputs and outputs are, for whoever shows them.

    Parameters
    ----------
    image_shape : tuple of int
        Rows and columns of an input that is an image; and channels, where it has several.
    features : tuple of Feature
        One for each input that is not a pixel.
    classes : tuple of str
        A name for each output. A network of one output may have two: the first where the output is
        below one half, and the second.
    preparation : str
        What was done to the inputs in training, and is part of the first layer now.

    Raises
    ------
    NNVizError
        If a shape or a name is none, or the inputs are called both pixels and features.

    Examples
    --------
    >>> import numpy as np
    >>> Meaning(classes=("no", "yes")).answer(np.array([0.8]))
    'yes'
    """

    image_shape: tuple[int, ...] = ()
    features: tuple[Feature, ...] = ()
    classes: tuple[str, ...] = ()
    preparation: str = ""

    def __post_init__(self) -> None:
        shape = self.image_shape
        if shape and not (len(shape) in (2, 3) and all(1 <= size <= _MOST for size in shape)):
            raise NNVizError(
                f"expected the rows and columns of an image, such as (8, 8); got {shape!s:.40}"
            )
        if shape and self.features:
            raise NNVizError("expected inputs that are an image or features; got both")
        for name in self.classes:
            _check_text(name, "the name of a class")
        if self.preparation:
            _check_text(self.preparation, "what was done to the inputs", longest=400)

    def check(self, n_inputs: int, n_outputs: int) -> None:
        """Check that this is the meaning of so many inputs and outputs.

        Raises
        ------
        NNVizError
            If it is not; the message says what there are.
        """
        pixels = 1
        for size in self.image_shape:
            pixels *= size
        if self.image_shape and pixels != n_inputs:
            shape = " x ".join(str(size) for size in self.image_shape)
            raise NNVizError(
                f"an image of {shape} has {pixels:,} numbers; the network reads {n_inputs:,}"
            )
        if self.features and len(self.features) != n_inputs:
            raise NNVizError(
                f"expected a name for each of {n_inputs:,} inputs; got {len(self.features):,}"
            )
        if (
            self.classes
            and len(self.classes) != n_outputs
            and (n_outputs, len(self.classes)) != (1, 2)
        ):
            raise NNVizError(
                f"expected a name for each of {n_outputs:,} outputs; got {len(self.classes):,}"
            )

    def output_names(self, n_outputs: int) -> tuple[str, ...]:
        """Return what each of so many outputs stands for: its class, or else its index."""
        if len(self.classes) == n_outputs:
            return self.classes
        return self.classes[1:] or tuple(str(index) for index in range(n_outputs))

    def answer(self, outputs: FloatArray) -> str:
        """Return the class that `outputs` of shape (n_outputs,) say, or the winner's index."""
        if outputs.size == 1 and len(self.classes) == 2:
            return self.classes[int(outputs[0] >= 0.5)]
        return self.output_names(outputs.size)[int(outputs.argmax())]


def _check_text(text: str, what: str, longest: int = _LONGEST) -> None:
    if not (isinstance(text, str) and text.isprintable() and text.strip() == text != ""):
        raise NNVizError(f"expected a printable text as {what}; got {text!r:.80}")
    if len(text) > longest:
        raise NNVizError(f"expected at most {longest} characters as {what}; got {len(text):,}")
