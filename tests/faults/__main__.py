"""``python -m faults``: inject every fault, and print a table of what was tried and survived."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from faults.disk import full_disks, missing_folders
from faults.edits import films_after_edits
from faults.kills import Outcome, kill_at_moments, kill_at_renames
from faults.place import COMMANDS
from faults.together import killed_in_containers, two_at_once


def main() -> int:
    """Run the faults that were asked for; exit with 1 if one was not survived."""
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--moments", type=int, default=60, help="kills of each signal, in all")
    parser.add_argument("--renames", type=int, default=40, help="at most so many a command")
    parser.add_argument("--turns", type=int, default=3, help="of containers, a command")
    parser.add_argument("--edits", type=int, default=200, help="of a scene and of the library")
    parser.add_argument("--only", choices=list(COMMANDS), action="append", help="these commands")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    commands = given.only or list(COMMANDS)
    folder = Path(tempfile.mkdtemp(prefix="nnviz-faults-"))
    tried: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    begin = time.monotonic()
    try:
        for kind, outcomes in _everything(folder / "place", commands, given):
            for what, wrong in outcomes:
                tried[kind] += 1
                if wrong:
                    failed[kind] += 1
                    print(f"NOT SURVIVED {what}: {wrong}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{'fault':<28}{'tried':>7}{'survived':>10}")
    for kind, count in tried.items():
        print(f"{kind:<28}{count:>7}{count - failed[kind]:>10}")
    print(f"{sum(tried.values())} faults in {time.monotonic() - begin:.0f} s")
    return 1 if failed else 0


def _everything(
    folder: Path, commands: list[str], given: argparse.Namespace
) -> Iterator[tuple[str, Iterator[Outcome]]]:
    yield "an edit, warm and cold", films_after_edits(folder, given.edits, given.seed)
    each = given.moments and max(1, given.moments // len(commands))
    for command in commands:
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
            outcomes = kill_at_moments(folder, command, number, each, given.seed)
            yield f"{number.name} at a moment", outcomes
        yield "killed at a rename", kill_at_renames(folder, command, given.renames)
        yield "killed in a container", killed_in_containers(folder, command, given.turns)
        yield "two containers at once", two_at_once(folder, command, given.turns)
        yield "full disk", full_disks(folder, command)
        yield "no HOME, no TMPDIR", missing_folders(folder, command)


if __name__ == "__main__":
    sys.exit(main())
