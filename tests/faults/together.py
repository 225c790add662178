"""Containers: the same process number again and again, and two at once on one folder."""

import subprocess
import time
from collections.abc import Iterator

from faults.place import Outcome, Place, command_line

__all__ = ["killed_in_containers", "two_at_once"]

_CONTAINER = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]


def killed_in_containers(place: Place, turns: int) -> Iterator[Outcome]:
    """Kill a command in a space of its own for process numbers, and run it in another."""
    for turn in range(turns):
        place.prepare()
        process = subprocess.Popen(
            [*_CONTAINER, *command_line(place.command, 5)],
            cwd=place.folder,
            env=place.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.6 + 0.4 * turn)
        process.kill()
        process.wait()
        done = subprocess.run(
            [*_CONTAINER, *command_line(place.command, 5)],
            cwd=place.folder,
            env=place.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        wrong = "" if done.returncode == 0 else f"code {done.returncode}: {done.stderr[-200:]}"
        if left := place.left_over():
            wrong += f" left behind: {left[:3]}"
        yield f"{place.command} killed in a container, turn {turn + 1}", wrong


def two_at_once(place: Place, turns: int) -> Iterator[Outcome]:
    """Run two containers on one folder at once."""
    for turn in range(turns):
        place.prepare()
        both = [
            subprocess.Popen(
                [*_CONTAINER, *command_line(place.command, 5 + turn)],
                cwd=place.folder,
                env=place.environment(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        wrong = []
        for process in both:
            said = process.communicate(timeout=300)[1]
            if process.returncode != 0:
                wrong.append(f"code {process.returncode}: {said[-200:]}")
        if left := place.left_over():
            wrong.append(f"left behind: {left[:3]}")
        yield f"{place.command} in two containers at once, turn {turn + 1}", "; ".join(wrong)
