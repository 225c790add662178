"""Disks that are full or may not be written, and homes that are gone."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from faults.place import COMMANDS, Outcome, Place, command_line

__all__ = ["full_disks", "missing_folders"]

_KB = (16, 64, 128, 192, 256, 384, 512)


def full_disks(place: Place) -> Iterator[Outcome]:
    """Let a command write its store, and then its results, to disks that are too small.

    The disks are small ones in memory (tmpfs); mounting them needs the rights of root.
    """
    for what, small in (("store", "media"), ("result", COMMANDS[place.command][1])):
        for size in _KB:
            place.prepare()
            disk = place.folder / small if what == "store" else place.folder / "disk"
            disk.mkdir(exist_ok=True)
            mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", str(disk)]
            if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
                yield (
                    f"{place.command}: {what} on a full disk",
                    "no right to mount a small disk: not tried",
                )
                return
            try:
                words = command_line(place.command, 5)
                if what == "result":
                    place_at = words.index("--to" if "--to" in words else "-o") + 1
                    words[place_at] = f"disk/{Path(words[place_at]).name}"
                done = subprocess.run(
                    words,
                    cwd=place.folder,
                    env=place.environment(),
                    capture_output=True,
                    text=True,
                    check=False,
                    timeout=120,
                )
                left = [path.name for path in disk.rglob(".*")] if what == "result" else []
            finally:
                subprocess.run(["umount", str(disk)], check=False)
            yield f"{place.command}: {what} on {size} KB", _judged(done, left)


def missing_folders(place: Place) -> Iterator[Outcome]:
    """Run a command without a home, without a folder for temporary files, or with neither."""
    gone = str(place.folder / "gone")
    for more in ({"HOME": gone}, {"TMPDIR": gone}, {"HOME": gone, "TMPDIR": gone}):
        place.prepare()
        done = subprocess.run(
            command_line(place.command, 5),
            cwd=place.folder,
            env=place.environment(**more),
            capture_output=True,
            text=True,
            check=False,
        )
        wrong = "" if done.returncode == 0 else f"code {done.returncode}: {done.stderr[-200:]}"
        yield f"{place.command} without {' and '.join(more)}", wrong


def _judged(done: "subprocess.CompletedProcess[str]", left: list[str]) -> str:
    if done.returncode == 0:
        return ""
    last = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else ""
    said = "No space left on device" in last or os.strerror(27) in last
    wrong = []
    if done.returncode != 2 or not said:
        wrong.append(f"code {done.returncode}: {last[-200:]}")
    if "Traceback" in done.stderr:
        wrong.append("a traceback")
    if left:
        wrong.append(f"left behind: {left[:3]}")
    return "; ".join(wrong)
