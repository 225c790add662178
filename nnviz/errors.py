"""The one error that nnviz raises for a mistake that a user can mend."""

__all__ = ["NNVizError"]


class NNVizError(ValueError):
    """A user's mistake: what was given, what was expected, what to do.

    The command line prints its message as one line and exits with code 2; in Python it is an
    ordinary `ValueError`.
    """
