"""Which pixels spoke for an answer, and which against."""

from dataclasses import dataclass

import numpy as np

from nnviz.core import FloatArray, Network, NNVizError, Record, read_only
from nnviz.data.vector import IMAGE_SIDE, as_image, as_vector

__all__ = ["Explanation", "explain_answer"]

_PLACES = (
    ("top left", "top", "top right"),
    ("left", "middle", "right"),
    ("bottom left", "bottom", "bottom right"),
)
_SPOKEN = 2
_LEAST_SHARE = 0.1


@dataclass(frozen=True, eq=False)
class Explanation(Record):
    """What each pixel of an image did for the answer of a network, by leaving it out.

    Attributes
    ----------
    digit : int
        The answer.
    z : float
        What the answer's neuron adds up to, before its squishing.
    worth : ndarray, shape (28, 28)
        By how much z falls if this pixel alone is made 0: above 0 it spoke for the answer, below 0
        against it. Without ink a pixel has nothing to say.
    image : ndarray, shape (28, 28)

    Examples
    --------
    >>> worth = np.zeros((28, 28))
    >>> worth[4, 9], worth[20, 18] = 1.5, -0.5
    >>> Explanation(7, 2.0, worth, (worth != 0).astype(float)).words
    'for the 7 spoke most the ink at the top left (+1.5); against it, at the bottom right (-0.5)'
    """

    digit: int
    z: float
    worth: FloatArray
    image: FloatArray

    method = "occlusion: one pixel at a time is made 0"
    """How it was computed, in words."""

    def __post_init__(self) -> None:
        for name in ("worth", "image"):
            array = read_only(getattr(self, name), ndim=2, what=name)
            object.__setattr__(self, name, array)

    @property
    def places(self) -> list[tuple[str, float]]:
        """The nine parts of the ink's box, by name, and what the pixels of each did in all."""
        rows, columns = np.nonzero(self.image > 0)
        if not len(rows):
            return []
        thirds = [np.clip(3 * (at - at.min()) // (np.ptp(at) + 1), 0, 2) for at in (rows, columns)]
        sums = np.zeros((3, 3))
        np.add.at(sums, (thirds[0], thirds[1]), self.worth[rows, columns])
        return [(_PLACES[i][k], float(sums[i, k])) for i in range(3) for k in range(3)]

    @property
    def words(self) -> str:
        """Where the ink spoke for the answer most, and where against it.

        The parts that are named did at least a tenth of what the strongest did.
        """
        found = sorted(self.places, key=lambda place: -abs(place[1]))
        least = _LEAST_SHARE * abs(found[0][1]) if found else 0.0
        told = {
            side: ", ".join(
                f"{name} ({worth:+.1f})"
                for name, worth in [p for p in found if sign * p[1] > least][:_SPOKEN]
            )
            for side, sign in (("for", 1), ("against", -1))
        }
        return (
            f"for the {self.digit} spoke most the ink at the {told['for'] or 'nowhere'}; "
            f"against it, at the {told['against']}"
            if told["against"]
            else f"for the {self.digit} spoke most the ink at the {told['for'] or 'nowhere'}; "
            "against it, nothing of note"
        )


def explain_answer(network: Network, image: FloatArray) -> Explanation:
    """Return what each pixel of an image did for the network's answer.

    Each pixel with ink is made 0 in turn, and the answer's z is computed anew: what is found is
    exact for one pixel at a time. Pixels that speak together are not separated.

    Parameters
    ----------
    network : Network
        From 784 pixels to ten outputs.
    image : ndarray, shape (28, 28)

    Raises
    ------
    NNVizError
        If the network reads something else.

    Examples
    --------
    >>> from nnviz.data import load_digits, load_network
    >>> found = explain_answer(load_network(), load_digits().image(8700))
    >>> found.worth.shape, bool(found.worth[0, 0] == 0)
    ((28, 28), True)
    """
    vector = as_vector(image)
    if network.n_inputs != vector.size:
        raise NNVizError(
            f"expected a network that reads {IMAGE_SIDE} x {IMAGE_SIDE} pixels; this one has "
            f"{network.n_inputs} inputs"
        )
    record = network.forward(vector)
    digit = record.prediction
    z = float(record.layers[-1].pre_activations[digit])
    inked = np.flatnonzero(vector)
    without = np.repeat(vector[None], len(inked), axis=0)
    without[np.arange(len(inked)), inked] = 0.0
    worth = np.zeros(vector.size)
    if len(inked):
        worth[inked] = z - network.forward(without).layers[-1].pre_activations[:, digit]
    return Explanation(digit, z, as_image(worth), as_image(vector))
