"""Round numbers to mark an axis with."""

from math import ceil, floor, isfinite, log10

from nnviz.errors import NNVizError

__all__ = ["decimals_of", "nice_ticks", "round_reach"]

_STEPS = (1.0, 2.0, 5.0, 10.0)


def nice_ticks(low: float, high: float, *, most: int = 7) -> tuple[float, ...]:
    """Return at most `most` round numbers from `low` to `high`, evenly spaced.

    The step is 1, 2 or 5 times a power of ten.

    Raises
    ------
    NNVizError
        If the range is empty or `most` is below 2.

    Examples
    --------
    >>> nice_ticks(-8.0, 8.0, most=5)
    (-5.0, 0.0, 5.0)
    >>> nice_ticks(0.0, 1.0, most=6)
    (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    """
    _check_range(low, high)
    if most < 2:
        raise NNVizError(f"expected room for at least 2 ticks; got {most}")
    scale = 10.0 ** floor(log10((high - low) / most))
    while True:
        for factor in _STEPS:
            step = factor * scale
            first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
            if last - first + 1 <= most:
                # Division by a whole number keeps 0.6 from becoming 0.6000000000000001.
                return tuple(round(k * step, 12) + 0.0 for k in range(first, last + 1))
        scale *= 10.0


def decimals_of(ticks: tuple[float, ...]) -> int:
    """Return how many digits after the point it takes to write every tick, at most 6.

    Examples
    --------
    >>> decimals_of((0.0, 0.25, 0.5)), decimals_of((-10.0, 10.0))
    (2, 0)
    """
    for decimals in range(6):
        if all(abs(round(tick, decimals) - tick) < 1e-9 for tick in ticks):
            return decimals
    return 6


def round_reach(value: float, *, step: float = 5.0) -> float:
    """Return the smallest multiple of `step`, of one step or more, that reaches |value|.

    Examples
    --------
    >>> round_reach(-20.7), round_reach(0.0)
    (25.0, 5.0)
    """
    return max(1.0, ceil(abs(value) / step)) * step


def _check_range(low: float, high: float) -> None:
    if not (isfinite(low) and isfinite(high) and low < high):
        raise NNVizError(f"expected a range from low to high; got {low:g} to {high:g}")
