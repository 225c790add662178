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

__all__ = ["interruptible"]

# SIGHUP comes when a terminal is closed; Windows has none.
_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
_PATIENCE = 0.3
_SIGNALS = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]


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
    over, again = [False], [False]

    def stop(number: int, _: FrameType | None) -> None:
        mine, again[0] = again[0], False
        if over[0] or (mine and _is_ending()):
            return
        received.append(signal.Signals(number))
        if not mine:
            start_new_thread(insist, (number,))
        raise KeyboardInterrupt

    def insist(number: int) -> None:
        # What is raised inside a callback of the import system, say, is lost: ask again.
        while True:
            time.sleep(_PATIENCE)
            if over[0]:
                return
            again[0] = True
            os.kill(os.getpid(), number)

    def unraisable(what: "sys.UnraisableHookArgs") -> None:
        if not isinstance(what.exc_value, KeyboardInterrupt):
            hook(what)

    hook, sys.unraisablehook = sys.unraisablehook, unraisable
    before = {one: signal.getsignal(one) for one in _SIGNALS}
    handled = [one for one, handler in before.items() if handler != signal.SIG_IGN]
    try:
        try:
            for one in handled:
                signal.signal(one, stop)
        except ValueError:  # A thread that is not the main one is never interrupted.
            handled = []
        return work()
    except BaseException:
        # One in the body of a class, say, comes out as the cause of another error.
        if not _is_ending():
            raise
        over[0] = True
        last = received[-1]
        how = "interrupted" if last == signal.SIGINT else f"ended by {last.name}"
        print(f"nnviz: {how}", file=sys.stderr)
        return 128 + last
    finally:
        over[0] = True
        sys.unraisablehook = hook
        for one in handled:
            signal.signal(one, signal.SIG_DFL if to_the_end else before[one])


def _is_ending() -> bool:
    """Whether what runs now is the clean-up after an interruption."""
    error = sys.exception()
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None
