"""Work that is done a few pieces at a time."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import TypeVar

from nnviz.errors import NNVizError

__all__ = ["run_queue"]

Piece = TypeVar("Piece")
Outcome = TypeVar("Outcome")
Failure = TypeVar("Failure", bound=Exception)


def run_queue(
    work: Callable[[Piece], Outcome],
    pieces: Sequence[Piece],
    *,
    caught: type[Failure],
    at_once: int | None = None,
    ended: Callable[[Piece, Outcome | Failure], None] | None = None,
    stop: Callable[[], None] | None = None,
) -> list[Outcome | Failure]:
    """Call `work` with every piece, a few at a time, and return the outcomes in order.

    A piece that fails with an error of the kind `caught` does not stop the others: the error is its
    outcome.

    Parameters
    ----------
    work : callable
        Called in any of several threads.
    pieces : sequence
    caught : type
        Of the errors that are outcomes.
    at_once : int, optional
        How many threads there are; one a core unless given.
    ended : callable, optional
        Called with each piece and its outcome, in this thread, as they end.
    stop : callable, optional
        Called if an error or an interruption ends the queue: ends what still runs.

    Raises
    ------
    NNVizError
        If `at_once` is less than 1.

    Examples
    --------
    >>> run_queue(int, ["3", "x"], caught=ValueError, at_once=2)
    [3, ValueError("invalid literal for int() with base 10: 'x'")]
    """
    number = at_once if at_once is not None else os.cpu_count() or 1
    if number < 1:
        raise NNVizError(f"expected at least 1 scene at a time; got {number}")
    outcomes: dict[int, Outcome | Failure] = {}
    with ThreadPoolExecutor(max_workers=number) as pool:
        try:
            waiting: dict[Future[Outcome], int] = {
                pool.submit(work, piece): place for place, piece in enumerate(pieces)
            }
            for future in as_completed(waiting):
                place = waiting[future]
                try:
                    outcomes[place] = future.result()
                except caught as failure:
                    outcomes[place] = failure
                if ended is not None:
                    ended(pieces[place], outcomes[place])
        except BaseException:
            # Whatever it was, and wherever it came: nothing goes on behind it.
            if stop is not None:
                stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [outcomes[place] for place in range(len(pieces))]
