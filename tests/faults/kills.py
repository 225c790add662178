"""Kills and interruptions at many moments, and at each rename."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from faults.place import Outcome, Place, command_line

__all__ = ["kill_at_moments", "kill_at_renames"]

_AT_RENAME = """
import os, sys
from pathlib import Path
last = int(os.environ["FAULT_AT_RENAME"])
calls = []
def counted(function):
    def call(*args, **kwargs):
        calls.append(args)
        if len(calls) == last:
            os._exit(137)
        return function(*args, **kwargs)
    return call
Path.rename, Path.replace = counted(Path.rename), counted(Path.replace)
import nnviz.files.folder as folder
folder.exchange = counted(folder.exchange)
sys.argv = ["nnviz", *sys.argv[1:]]
from nnviz.cli import main
main()
"""


def kill_at_moments(
    place: Place, number: signal.Signals, moments: int, seed: int
) -> Iterator[Outcome]:
    """Kill a command at moments spread over its run, and look at what stands afterwards.

    Parameters
    ----------
    place : Place
    number : signal
        SIGKILL, SIGTERM or SIGINT.
    moments : int
        How many.
    seed : int
        Of the moments.
    """
    assert place.old != place.new
    rng = random.Random(seed)
    for turn in range(moments):
        place.prepare()
        moment = place.seconds * (turn + rng.random()) / moments
        process = subprocess.Popen(
            command_line(place.command, 5),
            cwd=place.folder,
            env=place.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(moment)
        process.send_signal(number)
        try:
            said = process.communicate(timeout=20)[1]
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            yield f"{place.command} {number.name} at {moment:.2f} s", "it did not end in 20 s"
            continue
        wrong = _workers_of(place.folder)
        usual = {0, 128 + number}
        if number is signal.SIGKILL or place.outputs() in (place.old, place.new):
            # Before it has begun anything, and when all is done, a signal ends it at once.
            usual.add(-number)
        if process.returncode not in usual:
            wrong += f"it ended with {process.returncode}: {said[-200:]}; "
        yield f"{place.command} {number.name} at {moment:.2f} s", wrong + place.wrong_after()


def kill_at_renames(place: Place, most: int) -> Iterator[Outcome]:
    """Kill a command at its first rename, at its second, and so on, until it has no more."""
    assert place.old != place.new
    for last in range(1, most + 1):
        place.prepare()
        python, _, _, *words = command_line(place.command, 5)
        done = subprocess.run(
            [python, "-c", _AT_RENAME, *words],
            cwd=place.folder,
            env=place.environment(FAULT_AT_RENAME=str(last)),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return
        wrong = "" if done.returncode == 137 else f"it ended with {done.returncode} "
        yield f"{place.command} killed at rename {last}", wrong + place.wrong_after()


def _workers_of(folder: Path) -> str:
    """Return which processes still work for a command 2 s after it has ended."""
    until = time.monotonic() + 2
    while True:
        found = subprocess.run(
            ["pgrep", "-f", f"render.worker {folder}"], capture_output=True, text=True, check=False
        ).stdout.split()
        if not found:
            return ""
        if time.monotonic() > until:
            return f"{len(found)} worker(s) still run; "
        time.sleep(0.1)
