"""``python -m bench.reading``: what two versions read of the same hard pictures, kind by kind.

The pictures are made by this version; an earlier one, a commit of this repository, is unpacked
beside it and reads the same files in a process of its own, with its own preprocessing and network.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path

from nnviz.data import HARD_KINDS, hard_pictures

__all__ = ["reading_table"]

ROOT = Path(__file__).resolve().parents[1]

BEFORE = "68842de"
"""The last commit with the preprocessing of the first release."""

SEED = 2024
_SLOWEST = 1800.0

READER = """
import json, sys, time
from pathlib import Path
from nnviz.data import as_vector, load_network, read_image
network, found = load_network(), {}
began = time.process_time()
for path in sorted(Path(sys.argv[1]).iterdir()):
    try: found[path.name] = network.forward(as_vector(read_image(path).image)).prediction
    except Exception as error: found[path.name] = None
print(json.dumps({"answers": found, "seconds": time.process_time() - began}))
"""


def draw(folder: Path, each: int, seed: int) -> None:
    """Write the pictures: number of the kind, number of the picture, label."""
    for number, kind in enumerate(HARD_KINDS):
        for place, picture in enumerate(hard_pictures(kind, each, seed=seed)):
            name = f"{number:02}-{place:04}-{picture.label}"
            (folder / name).write_bytes(picture.data)


def unpack(commit: str, folder: Path) -> Path:
    """Write the package as it was at a commit into a folder."""
    command = ["git", "-C", str(ROOT), "archive", commit, "nnviz"]
    packed = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def read(version: Path, pictures: Path) -> tuple[dict[str, int | None], float]:
    """Return what a version answers to each picture, and the seconds that it works for one."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", READER, str(pictures)],
        cwd=version,
        env={**os.environ, "PYTHONPATH": str(version), "OPENBLAS_NUM_THREADS": "1"},
        check=True,
        capture_output=True,
        text=True,
        timeout=_SLOWEST,
    )
    result = json.loads(done.stdout)
    return result["answers"], result["seconds"] / len(result["answers"])


def reading_table(answers: Sequence[dict[str, int | None]]) -> list[tuple[str, int, list[int]]]:
    """Return (kind, pictures, how many of them each version reads right), the last the worst first.

    Parameters
    ----------
    answers : sequence of dict
        Of each version, by the names that `draw` gives.
    """
    rows = []
    for number, kind in enumerate(HARD_KINDS):
        names = [name for name in answers[0] if name.startswith(f"{number:02}-")]
        rights = [sum(found[name] == int(name[-1]) for name in names) for found in answers]
        rows.append((kind, len(names), rights))
    return sorted(rows, key=lambda row: row[2][-1])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--before", default=BEFORE, help="the earlier commit")
    parser.add_argument("--each", type=int, default=20, help="pictures of each kind")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nnviz-reading-") as folder:
        pictures, before = Path(folder) / "pictures", Path(folder) / "before"
        pictures.mkdir()
        before.mkdir()
        print("drawing the pictures ...", file=sys.stderr, flush=True)
        draw(pictures, options.each, options.seed)
        print("reading them ...", file=sys.stderr, flush=True)
        found = [read(version, pictures) for version in (unpack(options.before, before), ROOT)]
    rows = reading_table([answers for answers, _ in found])
    unread = [sum(answer is None for answer in answers.values()) for answers, _ in found]
    total = sum(count for _, count, _ in rows)
    print(f"| kind | of | {options.before} | now |\n|---|---:|---:|---:|")
    for kind, count, rights in rows:
        print(f"| {kind} | {count} | {rights[0]} | {rights[1]} |")
    sums = [sum(rights[version] for _, _, rights in rows) for version in (0, 1)]
    print(f"| all | {total} | {sums[0]} | {sums[1]} |")
    print(f"| refused | {total} | {unread[0]} | {unread[1]} |")
    seconds = [1000 * each for _, each in found]
    print(f"| ms of a core for a picture | | {seconds[0]:.0f} | {seconds[1]:.0f} |")


if __name__ == "__main__":
    main()
