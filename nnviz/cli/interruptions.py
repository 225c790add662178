"""Ctrl-C and SIGTERM end a command alike: what it has begun is cleaned up, one line says so.

This is the first thing that the command line loads, so it loads next to nothing.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Interrupted", "interruptible"]

# SIGHUP comes when a terminal is closed; Windows has none.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_SIGNALS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


class Interrupted(BaseException):
    """A `KeyboardInterrupt` on its way out, when all is cleaned up.

    The library that reads the command line would answer the other one with a line of its own.
    """


@contextmanager
def interruptible(*, to_the_end: bool) -> Iterator[None]:
    """Turn the signals that ask a process to end into `KeyboardInterrupt`, and that into an exit.

    The exit code is 130 for Ctrl-C and 143 for SIGTERM, as a shell has it. A signal that is
    ignored, as ``nohup`` asks, stays ignored.

    Parameters
    ----------
    to_the_end : bool
        Whether the process ends with this: a signal that comes when all is done then ends it at
        once, without a word. Otherwise the signals mean again what they meant before.
    """
    received = [signal.SIGINT]

    def stop(number: int, _: FrameType | None) -> None:
        received.append(signal.Signals(number))
        raise KeyboardInterrupt

    before = {one: signal.getsignal(one) for one in _SIGNALS}
    handled = [one for one, handler in before.items() if handler != signal.SIG_IGN]
    try:
        for one in handled:
            signal.signal(one, stop)
    except ValueError:  # A thread that is not the main one is never interrupted.
        handled = []
    try:
        yield
    except (KeyboardInterrupt, Interrupted):
        last = received[-1]
        how = "interrupted" if last == signal.SIGINT else f"ended by {last.name}"
        print(f"nnviz: {how}", file=sys.stderr)
        sys.exit(128 + last)
    finally:
        for one in handled:
            signal.signal(one, signal.SIG_DFL if to_the_end else before[one])
