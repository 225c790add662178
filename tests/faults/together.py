"""Containers: the same process number again and again, and two at once on one folder."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from faults.kills import Outcome
from faults.place import Place, command_line

__all__ = ["killed_in_containers", "two_at_once"]

_CONTAINER = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]


def killed_in_containers(folder: Path, command: str, turns: int) -> Iterator[Outcome]:
    """Kill a command in a space of its own for process numbers, and run it in another."""
    place = Place(folder, command)
    for turn in range(turns):
        place.prepare()
        process = subprocess.Popen(
            [*_CONTAINER, *command_line(command, 5)],
            cwd=folder,
            env=place.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.6 + 0.4 * turn)
        process.kill()
        process.wait()
        done = subprocess.run(
            [*_CONTAINER, *command_line(command, 5)],
            cwd=folder,
            env=place.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        wrong = "" if done.returncode == 0 else f"code {done.returncode}: {done.stderr[-200:]}"
        if left := place.left_over():
            wrong += f" left behind: {left[:3]}"
        yield f"{command} killed in a container, turn {turn + 1}", wrong


def two_at_once(folder: Path, command: str, turns: int) -> Iterator[Outcome]:
    """Run two containers on one folder at once."""
    place = Place(folder, command)
    for turn in range(turns):
        place.prepare()
        both = [
            subprocess.Popen(
                [*_CONTAINER, *command_line(command, 5 + turn)],
                cwd=folder,
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
        yield f"{command} in two containers at once, turn {turn + 1}", "; ".join(wrong)
