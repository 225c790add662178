"""A folder with scenes and older outputs, the commands that are tried in it, what must hold."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from children import environment_of_child

__all__ = ["COMMANDS", "Place", "command_line"]

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


def command_line(name: str, digit: int) -> list[str]:
    """Return a whole command, about a shipped digit where the command takes one."""
    words = COMMANDS[name][0]
    about = ("--digit", str(digit)) if name != "lesson" else ("--title", f"Number {digit}")
    return [sys.executable, "-m", "nnviz", *words, *about]


@dataclass
class Place:
    """A folder in which one command is tried again and again."""

    folder: Path
    command: str

    def prepare(self) -> None:
        """Begin anew: scenes, and the outputs of an older run."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        (self.folder / "scenes.py").write_text(_SCENES, encoding="utf-8")
        done = self.run(4)
        if done.returncode != 0:
            raise RuntimeError(f"{self.command} does not work at all: {done.stderr}")

    def run(self, digit: int) -> "subprocess.CompletedProcess[str]":
        """Run the command to its end."""
        return subprocess.run(
            command_line(self.command, digit),
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(self, **more: str) -> Mapping[str, str]:
        """Return the environment of a command in this place."""
        return environment_of_child(**more)

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


def _is_draft(path: Path, target: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(target).parts)
