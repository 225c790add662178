"""Feed nnviz bad input and print what came of it: ``python -m fuzz --cases 100000``."""

import argparse
import sys

from fuzz.cases import KINDS
from fuzz.run import run, table


def main() -> int:
    """Run the cases, print the table, and return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000, help="how many, of all kinds together")
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only of this kind")
    given = parser.parse_args()
    found = run(given.kind or list(KINDS), given.cases, first=given.first, log=sys.stderr)
    print(table(found))
    return 1 if any(row.findings for row in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
