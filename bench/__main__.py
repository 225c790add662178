"""``python -m bench``: measure every row and print the table, ratios first."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.table import MEASUREMENTS, as_table

ROOT = Path(__file__).resolve().parents[1]


def measured(name: str, repeats: int, folder: Path) -> dict[str, object]:
    """Measure one row in a process of its own."""
    command = [sys.executable, "-m", "bench.rows", name, str(repeats), str(folder)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return result


def machine() -> dict[str, object]:
    return {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load_before": os.getloadavg()[0],
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="runs of which the median counts")
    parser.add_argument("--only", nargs="+", choices=MEASUREMENTS, default=MEASUREMENTS)
    parser.add_argument("--json", type=Path, default=ROOT / "media" / "bench.json")
    options = parser.parse_args()
    options.json.parent.mkdir(parents=True, exist_ok=True)
    before = machine()
    results: dict[str, dict[str, object]] = {}
    table = ""
    with tempfile.TemporaryDirectory(prefix="nnviz-bench-") as folder:
        for name in options.only:
            print(f"measuring {name} ...", file=sys.stderr, flush=True)
            results[name] = measured(name, options.repeats, Path(folder))
            table, rows = as_table(results)
            record = {"machine": before, "repeats": options.repeats, "results": results}
            text = json.dumps(record | {"table": rows}, indent=2)
            # After every row, so that a run that is cut short leaves what it has.
            options.json.write_text(text + "\n", encoding="utf-8")
    print(table)
    load = os.getloadavg()[0]
    print(f"\n{os.cpu_count()} cores, load {load:.1f} at the end; written to {options.json}")


if __name__ == "__main__":
    main()
