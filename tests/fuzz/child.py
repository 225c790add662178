"""A process that takes cases one after another and watches itself: ``python -m fuzz.child``.

It reads lines of "kind TAB seed" and answers each with a line of JSON.
"""

import io
import json
import os
import resource
import shutil
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from fuzz import cases, wrong
from fuzz.cases import Case

MEGABYTES, CHARACTERS = 200, 500
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_CHANGES = ("os.mkdir", "os.remove", "os.rmdir", "os.rename", "os.truncate", "os.link")


class Stopped(BaseException):
    """A film would be rendered now: the arguments were right."""


class Watch:
    """What the process does that a case should not: write elsewhere, start others."""

    def __init__(self) -> None:
        self.elsewhere: list[str] = []
        self.allowed = ""
        self.active = False
        sys.addaudithook(self._see)

    def _see(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.active:
            return
        if event == "subprocess.Popen":
            raise Stopped
        writes = event == "open" and isinstance(given[2], int) and given[2] & _WRITES
        if writes or event in _CHANGES:
            self._written(given[0])

    def _written(self, path: Any) -> None:
        if isinstance(path, int) or path in (os.devnull, b"/dev/null"):
            return
        whole = Path(os.fsdecode(path)).absolute()
        if not whole.is_relative_to(self.allowed) and not whole.is_relative_to(os.devnull):
            self.elsewhere.append(str(whole))


def main() -> None:
    """Answer cases until there are no more."""
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, most))
    _nothing_long()
    _import_all()
    kinds = {**cases.KINDS, **wrong.KINDS}
    watch, base = Watch(), Path(tempfile.mkdtemp(prefix="nnviz-fuzz-"))
    for number, line in enumerate(sys.stdin):
        kind, seed = line.rstrip("\n").split("\t")
        folder = base / str(number)
        folder.mkdir()
        try:
            reply = judge(kinds[kind], kind, int(seed), folder, watch)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        replies.write(json.dumps({"kind": kind, "seed": int(seed), **reply}) + "\n")
        replies.flush()
    shutil.rmtree(base, ignore_errors=True)


def judge(
    make: Callable[[Random, Path], Case], kind: str, seed: int, folder: Path, watch: Watch
) -> dict[str, Any]:
    """Run one case and say how it went, and what it did wrong."""
    case = make(Random(f"{kind} {seed}"), folder)
    os.chdir(folder)
    (folder / "temporary").mkdir()
    tempfile.tempdir = str(folder / "temporary")
    before = _everything(folder)
    resident, _ = _memory(reset=True)
    watch.allowed, watch.elsewhere = str(folder), []
    out, err = _Stream(), _Stream()
    outcome, broken = "accepted", []
    began = time.process_time()
    try:
        with _streams(out, err), warnings.catch_warnings():
            warnings.simplefilter("error", RuntimeWarning)
            watch.active = True
            case.run()
    except SystemExit as ending:
        code = ending.code or 0
        outcome = "accepted" if code == 0 else "refused"
        if code not in (0, 2):
            broken.append(f"exit code {code}")
    except Stopped:
        pass
    except BaseException as error:
        outcome = "refused"
        if _is_ours(error):
            broken += _message(str(error))
        else:
            broken.append(" ".join(traceback.format_exception(error)[-3:])[-600:])
    finally:
        watch.active = False
    seconds = time.process_time() - began
    peak = _memory()[1] - resident
    broken += _printed(out.text(), err.text())
    broken += [f"wrote {path}" for path in watch.elsewhere]
    new = {path for path in _everything(folder) ^ before if path.split("/")[0] not in case.targets}
    broken += [f"left {path!r}" for path in sorted(new)]
    if seconds > case.seconds:
        broken.append(f"{seconds:.1f} s")
    if peak > MEGABYTES << 10:
        broken.append(f"{peak >> 10} MB")
    return {
        "outcome": outcome,
        "seconds": seconds,
        "kilobytes": peak,
        "told": case.told[:300],
        "wrong": [text.encode("unicode_escape").decode() for text in broken],
    }


def _is_ours(error: BaseException) -> bool:
    from nnviz.errors import NNVizError

    return isinstance(error, NNVizError)


def _message(text: str) -> list[str]:
    if len(text) <= CHARACTERS and text.isprintable() and text:
        return []
    return [f"a message of {len(text)} characters: {text[:200]!r}"]


def _printed(out: str, err: str) -> list[str]:
    wrong = []
    if "Traceback" in err:
        wrong.append(err[-600:])
    is_help = out.startswith("Usage:") or err.startswith("Usage:")
    for line in err.splitlines() if not is_help else ():
        wrong += _message(line)
    if os.path.lexists(out.removesuffix("\n")):
        # A path is printed byte for byte, so that it can be piped on.
        return wrong
    for line in out.split("\n"):
        if not line.isprintable() and not os.path.lexists(line):
            wrong.append(f"printed {line[:200]!r}")
    return wrong


class _Stream(io.TextIOWrapper):
    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        return self.buffer.getvalue().decode("utf-8", "surrogateescape")  # type: ignore[attr-defined]


@contextmanager
def _streams(out: _Stream, err: _Stream) -> Iterator[None]:
    kept = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        yield
    finally:
        sys.stdout, sys.stderr = kept


def _everything(folder: Path) -> set[str]:
    return {os.path.relpath(path, folder) for path in folder.rglob("*")}


def _memory(*, reset: bool = False) -> tuple[int, int]:
    """Return the memory of this process now and at its most, in KB; forget the most first."""
    if reset:
        Path("/proc/self/clear_refs").write_text("5")
    lines = Path("/proc/self/status").read_text().splitlines()
    said = dict(line.split(":", 1) for line in lines if ":" in line)
    return int(said["VmRSS"].split()[0]), int(said["VmHWM"].split()[0])


def _import_all() -> None:
    """Import what cases import, so that no case pays for it."""
    from nnviz.cli.commands import COMMANDS

    rooms = ("data.labelled", "film", "film.encode.caption_files", "formats", "lesson", "view")
    commands = {row.target.partition(":")[0] for row in COMMANDS.values()}
    for module in (*(f"nnviz.{room}" for room in rooms), *commands):
        import_module(module)


def _nothing_long() -> None:
    """Let what takes long when it is right begin, and no more."""
    from nnviz import data

    def stop(*_: Any, **__: Any) -> None:
        raise Stopped

    # Who imports them from the room's face hereafter gets these.
    for name in ("train_digits", "drawn_pictures", "hard_pictures"):
        if not hasattr(data, name):
            raise AttributeError(f"nnviz.data has no {name}; what takes long now?")
        setattr(data, name, stop)


if __name__ == "__main__":
    main()
