"""Ctrl-C and SIGTERM end a command alike: what it has begun is cleaned up, one line says so.

This is the first thing that the command line loads, so it loads next to nothing.
"""

import os
import signal
import sys
import time
from _thread import start_new_thread
from collections.abc import Callable
from types import FrameType

__all__ = ["Interrupted", "interruptible"]

# SIGHUP comes when a terminal is closed; Windows has none.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_SIGNALS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


class Interrupted(BaseException):
    """A `KeyboardInterrupt` on its way out, when all is cleaned up.

    The library that reads the command line would answer the other one with a line of its own.
    """


def interruptible(work: Callable[[], int], *, to_the_end: bool) -> int:
    """Do some work; signals that ask the process to end become `KeyboardInterrupt` in it.

    A signal that is ignored, as ``nohup`` asks, stays ignored.

    Parameters
    ----------
    work : callable
        Returns an exit code.
    to_the_end : bool
        Whether the process ends with this: a signal that comes when all is done then ends it at
        once, without a word. Otherwise the signals mean again what they meant before.

    Returns
    -------
    int
        The exit code: that of the work, or 130 after Ctrl-C and 143 after SIGTERM, as a shell has
        it; a line on stderr says which it was.
    """
    received = [signal.SIGINT]

    def stop(number: int, _: FrameType | None) -> None:
        received.append(signal.Signals(number))
        raise KeyboardInterrupt

    def swallowed(what: "sys.UnraisableHookArgs") -> None:
        # A callback of the import system, say, cannot be interrupted: ask again when it is over.
        if isinstance(what.exc_value, KeyboardInterrupt):
            start_new_thread(_send_again, (received[-1],))
        else:
            hook(what)

    hook, sys.unraisablehook = sys.unraisablehook, swallowed
    before = {one: signal.getsignal(one) for one in _SIGNALS}
    handled = [one for one, handler in before.items() if handler != signal.SIG_IGN]
    try:
        try:
            for one in handled:
                signal.signal(one, stop)
        except ValueError:  # A thread that is not the main one is never interrupted.
            handled = []
        return work()
    except (KeyboardInterrupt, Interrupted):
        last = received[-1]
        how = "interrupted" if last == signal.SIGINT else f"ended by {last.name}"
        print(f"nnviz: {how}", file=sys.stderr)
        return 128 + last
    finally:
        sys.unraisablehook = hook
        for one in handled:
            signal.signal(one, signal.SIG_DFL if to_the_end else before[one])


def _send_again(number: int) -> None:
    time.sleep(0.02)
    os.kill(os.getpid(), number)
