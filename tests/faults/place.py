"""A folder with scenes and older outputs, the commands that are tried in it, what must hold."""

import hashlib
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from children import environment_of_child
from nursery import LIBRARIES, OURS, Nursery

__all__ = ["COMMANDS", "Outcome", "Place", "command_line"]

Outcome = tuple[str, str]
"""What was tried, and what was wrong afterwards; empty if nothing was."""

_SCENES = """
from manim import RIGHT, Circle

from nnviz.stage import NetworkScene


class First(NetworkScene):
    def construct(self):
        dots = Circle(1 + self.forward_pass.confidence)
        self.next_section("One")
        self.say("A circle.")
        self.play(dots.animate.shift(RIGHT), run_time=0.4)
        self.next_section("Two")
        self.wait(0.4)


class Second(First):
    pass
"""

_LOOK = ("--scenes", "scenes.py", "--size", "128x72", "-q", "l")

COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "render": (("render", "First", *_LOOK, "-o", "out/first.mp4"), "out"),
    "film": (("film", *_LOOK, "-j", "2", "-o", "out/film.mp4"), "out"),
    "export": (("export", "First", *_LOOK, "--to", "out"), "out"),
    "deck": (("deck", "First", "Second", *_LOOK, "--to", "out/talk"), "out/talk"),
    "frames": (("frames", "First", *_LOOK, "--at", "0.2,end", "--to", "out"), "out"),
    "lesson": (("lesson", "--to", "out/lesson"), "out/lesson"),
}
"""By name: the words of a command, and the folder of what it makes."""

_IN_A_COPY = "from nursery import use_copies; use_copies(); from nnviz.cli import main; main()"
_NURSERY = Nursery(*LIBRARIES, *OURS, counted=False)


def command_line(name: str, digit: int) -> list[str]:
    """Return a whole command, about a shipped digit where the command takes one."""
    words = COMMANDS[name][0]
    about = ("--digit", str(digit)) if name != "lesson" else ("--title", f"Number {digit}")
    return [sys.executable, "-m", "nnviz", *words, *about]


@dataclass
class Place:
    """A folder in which one command is tried again and again.

    Attributes
    ----------
    folder : Path
        Where it is tried; what it begins with is kept beside it.
    command : str
        A key of `COMMANDS`.
    seconds : float
        How long the command took to its end, when it was tried in a process of its own.
    """

    folder: Path
    command: str
    seconds: float = field(default=0.0, init=False)

    @cached_property
    def old(self) -> dict[str, str]:
        """The outputs of an older run, about the digit 4."""
        self.prepare()
        return self.outputs()

    @cached_property
    def new(self) -> dict[str, str]:
        """The outputs of a run about the digit 5 that nothing disturbs."""
        self.prepare()
        begin = time.monotonic()
        done = subprocess.run(
            command_line(self.command, 5),
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        self.seconds = time.monotonic() - begin
        if done.returncode != 0:
            raise RuntimeError(f"{self.command} does not work at all: {done.stderr}")
        return self.outputs()

    def prepare(self) -> None:
        """Begin anew: scenes, and the outputs and the store of an older run."""
        shutil.rmtree(self.folder, ignore_errors=True)
        kept = self.folder.with_name(f"{self.folder.name}-{self.command}-at-first")
        if not kept.exists():
            self.folder.mkdir(parents=True)
            (self.folder / "scenes.py").write_text(_SCENES, encoding="utf-8")
            done = self.run(4)
            if done.returncode != 0:
                raise RuntimeError(f"{self.command} does not work at all: {done.stderr}")
            self.folder.rename(kept)
        shutil.copytree(kept, self.folder, symlinks=True)

    def run(self, digit: int) -> "subprocess.CompletedProcess[str]":
        """Run the command to its end, in a process that has all libraries loaded."""
        python, _, _, *words = command_line(self.command, digit)
        command = [python, "-c", _IN_A_COPY, *words]
        return _NURSERY.run(command, cwd=self.folder, env=self.environment())

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a command in this place; its films are the same each time."""
        return environment_of_child(NNVIZ_REPRODUCIBLE="1", **more)

    def outputs(self) -> dict[str, str]:
        """Return what lies where the command writes, with checksums."""
        target = self.folder / COMMANDS[self.command][1]
        return {
            path.relative_to(target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(target.rglob("*"))
            if path.is_file() and not _is_draft(path, target)
        }

    def left_over(self) -> list[str]:
        """Return the drafts and unfinished work that lie about."""
        drafts = [path for path in self.folder.rglob(".*") if "store" not in path.parts]
        work = (self.folder / "media" / "store" / "work").glob("*")
        return [str(path.relative_to(self.folder)) for path in (*drafts, *work)]

    def wrong_after(self) -> str:
        """Return what is wrong after a kill, and after the next run; empty if nothing is."""
        wrong = [
            f"{name} is neither old nor new"
            for name, digest in self.outputs().items()
            if digest not in (self.old.get(name), self.new.get(name))
        ]
        again = self.run(5)
        if again.returncode != 0:
            wrong.append(f"the next run ended with {again.returncode}: {again.stderr[-200:]}")
        elif self.outputs() != self.new:
            other = {name for name, _ in self.outputs().items() ^ self.new.items()}
            wrong.append(f"the next run made {sorted(other)[:3]} otherwise")
        if left := self.left_over():
            wrong.append(f"left behind: {left[:3]}")
        return "; ".join(wrong)


def _is_draft(path: Path, target: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(target).parts)
