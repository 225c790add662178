"""What the frozen records share."""

from typing import Any, Self

__all__ = ["Record"]


class Record:
    """A frozen record of read-only arrays: a copy of it is itself.

    Drawing libraries deep-copy whatever their objects hold, and a deep copy of a read-only array
    is a writeable one; a record therefore answers every copy with itself.

    Examples
    --------
    >>> from copy import deepcopy
    >>> from nnviz import Network
    >>> record = Network.random((3, 2), seed=1).forward([0.0, 0.5, 1.0])
    >>> deepcopy(record) is record
    True
    """

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self
