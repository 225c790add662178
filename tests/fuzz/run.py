"""Run cases in a child process, and count."""

import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from typing import IO, Any

from children import ROOT, environment_of_child

#: A case is ended after so many seconds by the clock, and a child after so many cases.
_PATIENCE, _CHILD_CASES = 60.0, 2000


@dataclass
class Row:
    """What came of the cases of one kind."""

    cases: int = 0
    refused: int = 0
    accepted: int = 0
    seconds: float = 0.0
    kilobytes: int = 0
    findings: list[str] = field(default_factory=list)


def run(
    kinds: Sequence[str], cases: int, *, first: int = 0, log: IO[str] | None = None
) -> dict[str, Row]:
    """Run so many cases, the kinds in turn, and return a row for each kind.

    Ctrl-C ends it, with what was counted until then.
    """
    rows = {kind: Row() for kind in kinds}
    wanted = [(kinds[number % len(kinds)], first + number // len(kinds)) for number in range(cases)]
    with suppress(KeyboardInterrupt):
        for begin in range(0, len(wanted), _CHILD_CASES):
            _count(wanted[begin : begin + _CHILD_CASES], rows, log)
            if log is not None and cases > _CHILD_CASES:
                print(f"{min(begin + _CHILD_CASES, cases):,} of {cases:,}", file=log, flush=True)
    return rows


def _count(wanted: Sequence[tuple[str, int]], rows: dict[str, Row], log: IO[str] | None) -> None:
    with TemporaryDirectory(prefix="nnviz-fuzz-", ignore_cleanup_errors=True) as folder:
        for reply in _replies(wanted, folder):
            row = rows[reply["kind"]]
            row.cases += 1
            row.refused += reply["outcome"] == "refused"
            row.accepted += reply["outcome"] == "accepted"
            row.seconds = max(row.seconds, reply["seconds"])
            row.kilobytes = max(row.kilobytes, reply["kilobytes"])
            if reply["wrong"]:
                said = "; ".join(reply["wrong"])
                row.findings.append(f"{reply['kind']} {reply['seed']} ({reply['told']}): {said}")
                if log is not None:
                    print(row.findings[-1], file=log, flush=True)


def table(rows: dict[str, Row]) -> str:
    """Return the table that is printed."""
    head = ("kind", "cases", "refused", "accepted", "worst s", "worst MB", "findings")
    lines = [
        (
            kind,
            f"{row.cases:,}",
            f"{row.refused:,}",
            f"{row.accepted:,}",
            f"{row.seconds:.2f}",
            f"{row.kilobytes / 1024:.0f}",
            f"{len(row.findings):,}",
        )
        for kind, row in rows.items()
    ]
    total = sum(row.cases for row in rows.values()), sum(len(r.findings) for r in rows.values())
    lines.append(("all", f"{total[0]:,}", "", "", "", "", f"{total[1]:,}"))
    widths = [max(len(line[n]) for line in (head, *lines)) for n in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in (head, *lines)
    )


def _replies(cases: Sequence[tuple[str, int]], folder: str) -> Iterator[dict[str, Any]]:
    """Yield a reply for every case; one that ends its process or never ends is a finding."""
    left = list(cases)
    while left:
        child = _start(folder)
        try:
            while left:
                reply = _ask(child, *left[0])
                kind, seed = left.pop(0)
                if reply is None:
                    how = child.poll()
                    said = "no answer" if how is None else f"its process ended with {how}"
                    yield {
                        "kind": kind, "seed": seed, "outcome": "lost", "seconds": _PATIENCE,
                        "kilobytes": 0, "told": "", "wrong": [said],
                    }  # fmt: skip
                    break
                yield reply
        finally:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()


def _start(folder: str) -> "subprocess.Popen[bytes]":
    environment = environment_of_child(
        PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
        OMP_NUM_THREADS="1",
        OPENBLAS_NUM_THREADS="1",
        PYTHONUTF8="1",
        TMPDIR=folder,
        HOME=folder,
    )
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "fuzz.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


def _ask(child: "subprocess.Popen[bytes]", kind: str, seed: int) -> dict[str, Any] | None:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(f"{kind}\t{seed}\n".encode())
        child.stdin.flush()
    except BrokenPipeError:
        child.wait()
        return None
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        if not selector.select(_PATIENCE):
            return None
    line = child.stdout.readline()
    if not line:
        child.wait()
        return None
    reply: dict[str, Any] = json.loads(line)
    return reply
