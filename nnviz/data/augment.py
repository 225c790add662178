"""Fresh variations of the digits for every epoch: small shifts, turns, scalings, shears, bends.

A variation is a linear map of the 784 pixels (each new pixel is a bilinear mixture of at most four
old ones), and so a sparse 784 x 784 matrix. A bank of such matrices is made once; every epoch
deals the digits anew into small groups and sends each group through a matrix drawn from the bank.
That makes some 100,000 varied digits a second on one core.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from nnviz.core import NNVizError
from nnviz.data.vector import IMAGE_SIDE

if TYPE_CHECKING:
    from scipy import sparse

__all__ = ["Augmenter", "Variation"]


@dataclass(frozen=True, kw_only=True)
class Variation:
    """How far a digit may be varied.

    Parameters
    ----------
    shift : float
        Largest shift along each axis, in pixels.
    rotation : float
        Largest turn, in degrees.
    scaling : float
        Largest relative change of height and of width, each on its own.
    shear : float
        Largest horizontal shear: pixels across for each pixel up.
    bend : float
        Root mean square of a random smooth displacement, in pixels.
    """

    shift: float = 1.0
    rotation: float = 10.0
    scaling: float = 0.1
    shear: float = 0.15
    bend: float = 0.0

    def __post_init__(self) -> None:
        for name in ("shift", "rotation", "scaling", "shear", "bend"):
            value = getattr(self, name)
            if not (np.isfinite(value) and value >= 0):
                raise NNVizError(f"expected a {name} of at least 0; got {value}")
        if self.scaling >= 1:
            raise NNVizError(f"expected a scaling below 1; got {self.scaling}")


class Augmenter:
    """Varied copies of images, a fresh set at every call.

    Parameters
    ----------
    variation : Variation
    seed : int
        The same seed gives the same variations in the same order.
    bank : int
        How many variations to draw from.
    group : int
        How many images share one variation within a call.

    Examples
    --------
    >>> images = np.zeros((3, 784), dtype=np.float32)
    >>> images[:, 28 * 14 + 14] = 1.0
    >>> Augmenter(Variation(), seed=1, bank=8).vary(images).shape
    (3, 784)
    """

    def __init__(
        self, variation: Variation, *, seed: int, bank: int = 2000, group: int = 50
    ) -> None:
        if bank < 1 or group < 1:
            raise NNVizError(f"expected bank and group of at least 1; got {bank} and {group}")
        self._generator = np.random.default_rng(seed)
        self._group = group
        self._maps = [_map(variation, self._generator) for _ in range(bank)]

    def vary(self, images: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return one varied copy of each of the images, shape (n, 784), in the order given."""
        varied = np.empty_like(images)
        order = self._generator.permutation(len(images))
        for start in range(0, len(images), self._group):
            chosen = order[start : start + self._group]
            matrix = self._maps[self._generator.integers(len(self._maps))]
            varied[chosen] = (matrix @ images[chosen].T).T
        return varied


def _map(variation: Variation, generator: np.random.Generator) -> "sparse.csr_matrix":
    """Return one random variation as a sparse matrix of float32, shape (784, 784)."""
    # Only training needs it, and it takes its time to load.
    from scipy import sparse

    side = IMAGE_SIDE

    def draw(largest: float) -> float:
        return float(generator.uniform(-largest, largest))

    angle = np.deg2rad(draw(variation.rotation))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shear = np.array([[1.0, 0.0], [draw(variation.shear), 1.0]])
    scale = np.diag([1 + draw(variation.scaling), 1 + draw(variation.scaling)])
    shift = np.array([draw(variation.shift), draw(variation.shift)])
    # From a pixel of the new image to its place in the old one; 14 is where digits are centred.
    rows, columns = np.mgrid[:side, :side].astype(float)
    places = np.stack([rows.ravel(), columns.ravel()]) - side / 2
    places = turn @ shear @ scale @ places + side / 2 + shift[:, None]
    if variation.bend:
        field = generator.normal(size=(2, side, side))
        field = ndimage.gaussian_filter(field, (0, 4.0, 4.0), mode="wrap")
        field *= variation.bend / np.sqrt(np.mean(field**2))
        places += field.reshape(2, -1)

    low = np.floor(places).astype(int)
    part = places - low
    taps = []
    for down in (0, 1):
        for right in (0, 1):
            row, column = low[0] + down, low[1] + right
            weight = np.abs(1 - down - part[0]) * np.abs(1 - right - part[1])
            inside = (row >= 0) & (row < side) & (column >= 0) & (column < side)
            taps.append((np.flatnonzero(inside), (row * side + column)[inside], weight[inside]))
    new, old, weight = (np.concatenate(parts) for parts in zip(*taps, strict=True))
    return sparse.csr_matrix(
        (weight.astype(np.float32), (new, old)), shape=(side * side, side * side)
    )
