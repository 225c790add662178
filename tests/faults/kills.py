"""Kills and interruptions at many moments, and at each rename."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from faults.place import Place, command_line

__all__ = ["Outcome", "kill_at_moments", "kill_at_renames"]

Outcome = tuple[str, str]
"""What was tried, and what was wrong afterwards; empty if nothing was."""

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
    folder: Path, command: str, number: signal.Signals, moments: int, seed: int
) -> Iterator[Outcome]:
    """Kill a command at moments spread over its run, and look at what stands afterwards.

    Parameters
    ----------
    folder : Path
        For the command to run in; emptied.
    command : str
        A key of `COMMANDS`.
    number : signal
        SIGKILL, SIGTERM or SIGINT.
    moments : int
        How many.
    seed : int
        Of the moments.
    """
    place = Place(folder, command)
    place.prepare()
    old = place.outputs()
    begin = time.monotonic()
    place.run(5)
    whole = time.monotonic() - begin
    new = place.outputs()
    rng = random.Random(seed)
    for turn in range(moments):
        place.prepare()
        moment = whole * (turn + rng.random()) / moments
        process = subprocess.Popen(
            command_line(command, 5),
            cwd=folder,
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
            yield f"{command} {number.name} at {moment:.2f} s", "it did not end in 20 s"
            continue
        wrong = _workers_of(folder)
        if number is not signal.SIGKILL and process.returncode not in (0, 128 + number):
            wrong += f" it ended with {process.returncode}: {said[-200:]}"
        yield f"{command} {number.name} at {moment:.2f} s", wrong + _after(place, old, new)


def kill_at_renames(folder: Path, command: str, most: int) -> Iterator[Outcome]:
    """Kill a command at its first rename, at its second, and so on, until it has no more."""
    place = Place(folder, command)
    place.prepare()
    old = place.outputs()
    place.run(5)
    new = place.outputs()
    for last in range(1, most + 1):
        place.prepare()
        python, _, _, *words = command_line(command, 5)
        done = subprocess.run(
            [python, "-c", _AT_RENAME, *words],
            cwd=folder,
            env=place.environment(FAULT_AT_RENAME=str(last)),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return
        wrong = "" if done.returncode == 137 else f"it ended with {done.returncode}"
        yield f"{command} killed at rename {last}", wrong + _after(place, old, new)


def _after(place: Place, old: dict[str, str], new: dict[str, str]) -> str:
    """Return what is wrong after a kill: a file neither old nor new, a next run that fails."""
    wrong = []
    for name, digest in place.outputs().items():
        if digest not in (old.get(name), new.get(name)) and not name.endswith((".gif", ".webm")):
            wrong.append(f"{name} is neither old nor new")
    again = place.run(5)
    if again.returncode != 0:
        wrong.append(f"the next run ended with {again.returncode}: {again.stderr[-200:]}")
    elif sorted(place.outputs()) != sorted(new):
        wrong.append(f"the next run made {sorted(set(place.outputs()) ^ set(new))[:3]} otherwise")
    if left := place.left_over():
        wrong.append(f"left behind: {left[:3]}")
    return "; ".join(wrong)


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
