"""A drawing as the network sees it: averaged down to 20 pixels, and centred."""

from functools import lru_cache

import numpy as np
from scipy import sparse

from nnviz.core import FloatArray
from nnviz.data.preprocessing.fitting import FITTED_SIDE, centred

__all__ = ["fitted_bytes"]


def fitted_bytes(drawn: FloatArray) -> FloatArray:
    """Return a drawing cut to its ink, values in [0, 1], on 28 x 28 pixels, in [0, 255].

    It equals steps 9 and 10 of the preprocessing up to rounding. The matrices of the averages are
    kept: thousands of drawings share a few sizes.

    Examples
    --------
    >>> fitted_bytes(np.ones((40, 20))).sum() == 255 * 20 * 10
    np.True_
    """
    longer = max(drawn.shape)
    rows, columns = (max(1, int(n * FITTED_SIDE / longer + 0.5)) for n in drawn.shape)
    halfway = np.clip(_averaging(drawn.shape[0], rows) @ drawn, 0.0, 1.0)
    across = np.ascontiguousarray(halfway.T)
    small = np.clip(_averaging(drawn.shape[1], columns) @ across, 0.0, 1.0).T
    return np.round(255.0 * centred(np.ascontiguousarray(small))[1])


@lru_cache(maxsize=1024)
def _averaging(given: int, count: int) -> sparse.csr_array:
    """Return the matrix from `given` rows to `count` means of them."""
    edges = np.arange(count + 1) * (given / count)
    edges[-1] = given
    low, high = edges[:-1, None], edges[1:, None]
    first = np.floor(low).astype(int)
    index = first + np.arange(int(np.max(np.ceil(high).astype(int) - first)))
    part = np.clip(np.minimum(high, index + 1) - np.maximum(low, index), 0.0, 1.0) / (high - low)
    starts = np.arange(count + 1) * index.shape[1]
    entries = (part.ravel(), np.minimum(index, given - 1).ravel(), starts)
    return sparse.csr_array(entries, shape=(count, given))
