"""A bounded memory of things that are costly to make, found again by content."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["ContentCache"]

T = TypeVar("T")
Arrays = Sequence[NDArray[np.float64]]


class ContentCache(Generic[T]):
    """Keep the results of a costly function of some numbers and some arrays.

    An entry is found only if every array is equal, element by element: comparing a few hundred
    kilobytes costs a tenth of hashing them, and cannot be wrong. An array that can be written is
    copied in, so a caller may go on changing its own; a read-only one is known again at once.

    Parameters
    ----------
    max_bytes : int
        Entries are dropped, the least recently used first, while they take more than this. The
        newest always stays.

    Examples
    --------
    >>> import numpy as np
    >>> cache = ContentCache(max_bytes=1000)
    >>> cache.get(("square",), [np.arange(3.0)], lambda: "made", size=lambda made: 10)
    'made'
    >>> cache.get(("square",), [np.arange(3.0)], lambda: "made again", size=lambda made: 10)
    'made'
    """

    def __init__(self, *, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self._entries: OrderedDict[int, tuple[object, Arrays, T, int]] = OrderedDict()
        self._next = 0

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def nbytes(self) -> int:
        """Memory that the entries take."""
        return sum(size for *_, size in self._entries.values())

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()

    def find(self, key: object, arrays: Arrays) -> T | None:
        """Give the entry of this key and these arrays, or None."""
        for number in reversed(self._entries):
            known, kept, value, _ = self._entries[number]
            if known == key and all(map(_equal, kept, arrays)):
                self._entries.move_to_end(number)
                return value
        return None

    def put(self, key: object, arrays: Arrays, value: T, *, size: int) -> T:
        """Keep a value; `size` is its own memory in bytes."""
        kept = [array if _is_fixed(array) else np.array(array) for array in arrays]
        size += sum(array.nbytes for array in kept)
        self._entries[self._next] = (key, kept, value, size)
        self._next += 1
        total = self.nbytes
        while total > self.max_bytes and len(self._entries) > 1:
            total -= self._entries.popitem(last=False)[1][3]
        return value

    def get(
        self, key: object, arrays: Arrays, make: Callable[[], T], *, size: Callable[[T], int]
    ) -> T:
        """Give the entry of this key and these arrays, making it if there is none."""
        found = self.find(key, arrays)
        if found is not None:
            return found
        value = make()
        return self.put(key, arrays, value, size=size(value))


def _is_fixed(array: NDArray[np.float64]) -> bool:
    return array.base is None and not array.flags.writeable


def _equal(kept: NDArray[np.float64], given: NDArray[np.float64]) -> bool:
    return kept is given or np.array_equal(kept, given)
