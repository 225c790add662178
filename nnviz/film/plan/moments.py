"""Which moments of a scene are wanted as stills."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from nnviz.core import NNVizError

__all__ = ["Moments", "moments_of"]

_EPSILON = 1e-6
# More than one still a frame at 60 frames a second shows nothing new.
_SHORTEST = 0.01
_LAST = 86_400
_MOST = 10_000


@dataclass(frozen=True)
class Moments:
    """Moments of a scene.

    Attributes
    ----------
    at : tuple of float
        Seconds from the start.
    every : float or None
        Seconds from one still to the next, from the start on.
    sections : tuple of str
        Names of sections (in any case), each as it is when it ends.
    end, poster : bool
        The last state; the moment that the scene itself chose for its poster.

    Raises
    ------
    NNVizError
        If no moment is wanted, or one lies before the start.

    Examples
    --------
    >>> moments = Moments(at=(1.5,), every=0.5)
    >>> [moments.shown_by(frame, rate=15) for frame in (7, 8, 22)]
    [(0.5,), (), (1.5,)]
    """

    at: tuple[float, ...] = ()
    every: float | None = None
    sections: tuple[str, ...] = ()
    end: bool = False
    poster: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", tuple(float(seconds) for seconds in self.at))
        object.__setattr__(self, "sections", tuple(str(name) for name in self.sections))
        wrong = [seconds for seconds in self.at if not 0 <= seconds <= _LAST]
        if wrong:
            raise NNVizError(f"expected moments from 0 s to {_LAST:,} s; got {wrong[0]:g}")
        if self.every is not None and not _SHORTEST <= self.every <= _LAST:
            raise NNVizError(
                f"expected a still every so many seconds, above 0 ({_SHORTEST} at least, {_LAST:,} "
                f"at most); got {self.every:g}"
            )
        if len(self.at) + len(self.sections) > _MOST:
            raise NNVizError(
                f"expected at most {_MOST:,} moments; got {len(self.at) + len(self.sections):,}"
            )
        if not (self.at or self.every or self.sections or self.end or self.poster):
            raise NNVizError("expected at least one moment: a time, end, poster, or a section")

    def shown_by(self, frame: int, *, rate: float) -> tuple[float, ...]:
        """Return the wanted seconds at which the frame with this number is on screen."""
        moments = {seconds for seconds in self.at if _frame(seconds, rate) == frame}
        if self.every is not None:
            first = ceil(frame / (rate * self.every) - _EPSILON)
            last = ceil((frame + 1) / (rate * self.every) - _EPSILON)
            moments.update(round(k * self.every, 6) for k in range(first, last))
        return tuple(sorted(moments))

    def wants_any(self, first: int, last: int, *, rate: float) -> bool:
        """Return whether a frame from `first` to `last` is wanted."""
        return any(self.shown_by(frame, rate=rate) for frame in range(first, last + 1))


def moments_of(
    words: Sequence[str] = (), *, every: float | None = None, sections: Sequence[str] = ()
) -> Moments:
    """Return the moments that words name: seconds, ``end``, ``poster``, commas between them.

    Raises
    ------
    NNVizError
        If a word is none of these.

    Examples
    --------
    >>> moments_of(["1.5,3", "end"])
    Moments(at=(1.5, 3.0), every=None, sections=(), end=True, poster=False)
    """
    times: list[float] = []
    named: set[str] = set()
    for word in (part.strip() for entry in words for part in entry.split(",")):
        if word in ("end", "poster"):
            named.add(word)
        elif re.fullmatch(r"\d+(\.\d*)?|\.\d+", word):
            times.append(float(word))
        else:
            raise NNVizError(f"expected seconds, end or poster; got {word!r}")
    return Moments(tuple(times), every, tuple(sections), "end" in named, "poster" in named)


def _frame(seconds: float, rate: float) -> int:
    return floor(seconds * rate + _EPSILON)
