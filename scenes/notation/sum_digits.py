"""With how many digits a sum is written, so that what is written adds up."""

from collections.abc import Sequence
from decimal import Decimal

__all__ = ["digits_of_sum"]

_DIGITS = ((2, 2), (3, 3), (2, 1))
"""Of the numbers and of their sum, the first that will do."""


def digits_of_sum(
    terms: Sequence[tuple[float, float]], others: Sequence[float], total: float
) -> tuple[int, int, bool]:
    """Return the digits of the numbers, those of the sum, and whether what is written closes.

    It closes if the rounded factors, multiplied, and the other numbers, rounded, add up to a number
    that, rounded as the sum is, is the rounded sum.

    Parameters
    ----------
    terms : sequence of (float, float)
        The products, each by its two factors.
    others : sequence of float
        What is added to them.
    total : float

    Examples
    --------
    >>> digits_of_sum([(0.504, 0.5)], [0.0], 0.252), digits_of_sum([(0.5, 0.5)], [1.0], 1.25)
    ((2, 2, True), (2, 2, True))
    >>> digits_of_sum([(0.514, 1.0)], [0.514, 0.514], 1.542)
    (3, 3, True)
    """
    for digits, of_total in _DIGITS:
        unit = Decimal(1).scaleb(-of_total)
        pairs = [[Decimal(f"{factor:.{digits}f}") for factor in term] for term in terms]
        products = [weight * value for weight, value in pairs]
        written = sum([Decimal(f"{value:.{digits}f}") for value in others] + products, Decimal(0))
        if abs(written - Decimal(f"{total:.{of_total}f}")) * 2 <= unit:
            return digits, of_total, True
    return 2, 2, False
