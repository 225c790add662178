"""``python -m faults``: inject every fault, and print a table of what was tried and survived."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from faults.disk import full_disks, missing_folders
from faults.edits import films_after_edits
from faults.kills import kill_at_moments, kill_at_renames
from faults.place import COMMANDS, Outcome, Place
from faults.together import killed_in_containers, two_at_once


def main() -> int:
    """Run the faults that were asked for; exit with 1 if one was not survived."""
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("--moments", type=int, default=10, help="kills of each signal, a command")
    parser.add_argument("--renames", type=int, default=40, help="at most so many a command")
    parser.add_argument("--turns", type=int, default=3, help="of containers, a command")
    parser.add_argument("--disks", type=int, default=1, help="0: leave full disks out")
    parser.add_argument("--at-once", type=int, default=2, help="commands that are tried at a time")
    parser.add_argument("--edits", type=int, default=200, help="of a scene and of the library")
    parser.add_argument("--only", choices=list(COMMANDS), action="append", help="these commands")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    commands = given.only or list(COMMANDS)
    folder = Path(tempfile.mkdtemp(prefix="nnviz-faults-"))
    tried: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    begin = time.monotonic()
    works = [films_of_edits(folder, given)] if given.edits else []
    works += [faults_of(Place(folder / name / "place", name), given) for name in commands]

    def do(work: Iterator[tuple[str, Outcome]]) -> None:
        for kind, (what, wrong) in work:
            tried[kind] += 1
            if wrong:
                failed[kind] += 1
                print(f"NOT SURVIVED {what}: {wrong}", flush=True)
            else:
                print(f"survived {what}", file=sys.stderr, flush=True)

    try:
        with ThreadPoolExecutor(given.at_once) as pool:
            list(pool.map(do, works))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"{'fault':<28}{'tried':>7}{'survived':>10}")
        for kind, count in sorted(tried.items()):
            print(f"{kind:<28}{count:>7}{count - failed[kind]:>10}")
        print(f"{sum(tried.values())} faults in {time.monotonic() - begin:.0f} s")
    return 1 if failed else 0


def films_of_edits(folder: Path, given: argparse.Namespace) -> Iterator[tuple[str, Outcome]]:
    """Try edits of a scene, its helper, its data and the library."""
    for outcome in films_after_edits(folder / "edits", given.edits, given.seed):
        yield "an edit, warm and cold", outcome


def faults_of(place: Place, given: argparse.Namespace) -> Iterator[tuple[str, Outcome]]:
    """Try every kind of fault with one command."""
    kinds = [
        *(
            (f"{number.name} at a moment", kill_at_moments(place, number, given.moments, seed))
            for seed, number in enumerate(
                (signal.SIGKILL, signal.SIGTERM, signal.SIGINT), given.seed
            )
        ),
        ("killed at a rename", kill_at_renames(place, given.renames)),
        ("killed in a container", killed_in_containers(place, given.turns)),
        ("two containers at once", two_at_once(place, given.turns)),
        ("full disk", full_disks(place) if given.disks else iter(())),
        ("no HOME, no TMPDIR", missing_folders(place) if given.disks else iter(())),
    ]
    for kind, outcomes in kinds:
        for outcome in outcomes:
            yield kind, outcome


if __name__ == "__main__":
    sys.exit(main())
