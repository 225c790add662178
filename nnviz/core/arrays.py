"""Arrays as the records keep them: float64, finite, contiguous and read-only."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnviz.errors import NNVizError

__all__ = ["FloatArray", "is_finite", "read_only"]

FloatArray = NDArray[np.float64]


def read_only(values: ArrayLike, *, ndim: int | tuple[int, ...], what: str) -> FloatArray:
    """Return `values` as read-only float64, checked: a copy, unless they are that already.

    Parameters
    ----------
    values : array_like
        Real numbers.
    ndim : int or tuple of int
        How many axes the array may have.
    what : str
        How an error names the array, for example ``"weights of layer 2"``.

    Returns
    -------
    ndarray of float64

    Raises
    ------
    NNVizError
        If the values are not real numbers, have another number of axes, or hold NaN or infinity.

    Examples
    --------
    >>> read_only([1, 2], ndim=1, what="biases")
    array([1., 2.])
    """
    allowed = (ndim,) if isinstance(ndim, int) else ndim
    try:
        given: NDArray[Any] = np.asarray(values)
        if given.dtype.kind not in "biuf":
            raise TypeError(given.dtype)
        array = given if _is_kept(given) else np.array(given, dtype=np.float64, order="C")
    except (TypeError, ValueError, OverflowError) as error:
        raise NNVizError(f"expected real numbers for the {what}; got {error}") from error
    if array.ndim not in allowed:
        axes = " or ".join(str(n) for n in allowed)
        raise NNVizError(
            f"expected an array with {axes} axes for the {what}; got shape {array.shape}"
        )
    if not is_finite(array):
        bad = int(array.size - np.isfinite(array).sum())
        raise NNVizError(f"expected finite numbers for the {what}; {bad} are NaN or infinite")
    array.setflags(write=False)
    return array


def is_finite(array: FloatArray) -> bool:
    """Tell whether no number is NaN or infinite.

    A sum is finite only if all numbers are, and costs less than a look at each; if it is not, it
    may have overflowed, and each is looked at. A dot product would be shared among threads, which
    costs far more than it saves where others are at work.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return bool(np.isfinite(array.sum()) or np.isfinite(array).all())


def _is_kept(array: NDArray[Any]) -> bool:
    """Tell whether an array is as `read_only` makes them, its own and not to be written to."""
    flags = array.flags
    whole = flags.owndata and flags.c_contiguous and array.dtype == np.float64
    return bool(whole and not flags.writeable and type(array) is np.ndarray)
