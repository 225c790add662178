"""How far an answer can be trusted, and what seems wrong with the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from scipy import ndimage

from nnviz.core import FloatArray, Network, Record
from nnviz.data.digits import TRAINING, load_digits
from nnviz.data.vector import as_vector

__all__ = ["CALIBRATION", "CERTAINTIES", "WARNINGS", "Doubt", "chance_of_being_right", "doubts"]

WARNINGS = {
    "several": "there seems to be more than one digit: the network reads one at a time",
    "no digit": "this is unlike every digit of the training: it may be none",
    "upside down": "turned upside down it is far more like a digit: it may be the wrong way up",
}
"""What may be wrong with a picture, in words, by the key that stands in the JSON."""

CALIBRATION = (-0.336, 0.202, 0.715)
"""Of `chance_of_being_right`: a constant, and the weights of both log odds.

Fitted to the answers of a network trained like the shipped one, for 600 epochs, on the digits 0 to
6,999 in the place of 0 to 8,499: to the digits 7,000 to 8,499 and 250 drawn pictures. On the
held-out digits, which it has not seen either, the expected calibration error of the shipped network
falls from 3.2 % (of the outputs themselves) to 0.8 %.
"""

CERTAINTIES = {"very": 0.98, "quite": 0.9, "close": 0.5}
"""From which chance on an answer is called so; the surest first. Below all it is a guess."""

# Chosen by a network trained on the digits before 7,000: of the 1,500 after, 2 are said to be no
# digit, and 1 to be upside down.
_FARTHEST = 0.58
_NEARER, _LIKELY = 0.1, 0.8
_WIDEST = 1.6
_MOST_PARTS, _SPECK = 2, 6


@dataclass(frozen=True)
class Doubt(Record):
    """What is known about one answer.

    Attributes
    ----------
    chance : float
        How often answers like this one are right, in [0, 1].
    warnings : tuple of str
        Keys of `WARNINGS`.

    Examples
    --------
    >>> from nnviz.data import load_network
    >>> (doubt,) = doubts(load_network(), [load_digits().image(8700)])
    >>> doubt.warnings, bool(doubt.chance > 0.9)
    ((), True)
    """

    chance: float
    warnings: tuple[str, ...]

    @property
    def certainty(self) -> str:
        """``"very"``, ``"quite"``, ``"close"`` (not sure) or ``"guess"``.

        Very sure answers are right 98 times of 100, quite sure ones 90.
        """
        return next((name for name, least in CERTAINTIES.items() if self.chance >= least), "guess")


def chance_of_being_right(outputs: FloatArray) -> FloatArray:
    """Return how often answers with such outputs are right.

    A logistic curve over the log odds of the best output, and of how far the second is behind:
    fitted to the answers of a network like the shipped one to digits that it was not trained on.

    Parameters
    ----------
    outputs : ndarray, shape (n, 10)
        Of sigmoid neurons.

    Returns
    -------
    ndarray, shape (n,)
        In [0, 1].

    Examples
    --------
    >>> sure, unsure = np.full(10, 0.01), np.full(10, 0.3)
    >>> sure[3], unsure[3] = 0.99, 0.35
    >>> chances = chance_of_being_right(np.stack([sure, unsure]))
    >>> bool(chances[0] > 0.98), bool(chances[1] < 0.7)
    (True, True)
    """
    cut = np.clip(outputs, 1e-6, 1.0 - 1e-6)
    odds = np.sort(np.log(cut / (1.0 - cut)), axis=1)
    constant, by_best, by_lead = CALIBRATION
    z = constant + by_best * odds[:, -1] + by_lead * (odds[:, -1] - odds[:, -2])
    return np.asarray(1.0 / (1.0 + np.exp(-z)))


def doubts(
    network: Network, images: Sequence[FloatArray], others: Sequence[int] | None = None
) -> list[Doubt]:
    """Return what is doubtful about the answers of a network to images.

    Parameters
    ----------
    network : Network
        From 784 pixels to ten outputs.
    images : sequence of ndarray, each of shape (28, 28)
    others : sequence of int, optional
        How many more digits each picture seems to show: `Preprocessed.others`.

    Examples
    --------
    >>> from nnviz.data import load_network
    >>> digit = load_digits().image(8700)
    >>> doubts(load_network(), [digit])[0].warnings
    ()
    """
    if not images:
        return []
    stack = np.stack(images)
    chances = chance_of_being_right(network.forward(as_vector(stack)).outputs)
    turned = chance_of_being_right(network.forward(as_vector(stack[:, ::-1, ::-1])).outputs)
    far, far_turned = (_distances(as_vector(each)) for each in (stack, stack[:, ::-1, ::-1]))
    found = []
    more = [0] * len(images) if others is None else others
    for image, chance, other, distance, distance_turned, n_more in zip(
        stack, chances, turned, far, far_turned, more, strict=True
    ):
        warnings = []
        if n_more or _is_several(image):
            warnings.append("several")
        elif distance - distance_turned > _NEARER and other > _LIKELY:
            warnings.append("upside down")
        elif distance > _FARTHEST or _n_parts(image) > _MOST_PARTS:
            warnings.append("no digit")
        found.append(Doubt(float(chance), tuple(warnings)))
    return found


def _is_several(image: FloatArray) -> bool:
    """Tell whether two high parts stand side by side, or all is far wider than it is high."""
    labels, count = ndimage.label(image > 0.3, structure=np.ones((3, 3)))
    if not count:
        return False
    places = ndimage.find_objects(labels)
    top = min(place[0].start for place in places)
    bottom = max(place[0].stop for place in places)
    left = min(place[1].start for place in places)
    right = max(place[1].stop for place in places)
    high = [place for place in places if place[0].stop - place[0].start >= 0.7 * (bottom - top)]
    spans = sorted((place[1].start, place[1].stop) for place in high)
    apart = any(stop <= start for (_, stop), (start, _) in pairwise(spans))
    wide = right - left > _WIDEST * (bottom - top)
    return apart or wide


def _n_parts(image: FloatArray) -> int:
    """Return how many separate parts there are that are larger than a speck."""
    labels, _ = ndimage.label(image > 0.3, structure=np.ones((3, 3)))
    return int((np.bincount(labels.ravel())[1:] >= _SPECK).sum())


@cache
def _known() -> FloatArray:
    """Return the training digits, blurred a little, each of length 1, as float32."""
    digits = load_digits().subset(TRAINING)
    vectors = _blurred(digits.vectors())
    return np.asarray(vectors, dtype=np.float32)


def _blurred(vectors: FloatArray) -> FloatArray:
    soft = ndimage.gaussian_filter(vectors.reshape(-1, 28, 28), (0, 1.0, 1.0)).reshape(-1, 784)
    lengths = np.linalg.norm(soft, axis=1, keepdims=True)
    return np.asarray(soft / np.maximum(lengths, 1e-9))


def _distances(vectors: FloatArray) -> FloatArray:
    """Return how far each image is from the nearest training digit: 0 the same, 1.41 no overlap."""
    alike = _blurred(vectors).astype(np.float32) @ _known().T
    return np.asarray(np.sqrt(np.maximum(0.0, 2.0 - 2.0 * alike.max(axis=1))), dtype=np.float64)
