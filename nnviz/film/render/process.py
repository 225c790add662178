"""Draw a job in a process of its own."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from nnviz.errors import NNVizError
from nnviz.film.plan.job import FilmJob
from nnviz.film.render.order import write_order

__all__ = ["Processes", "RenderFailed", "RenderProgress", "run_worker"]

_LAST_LINES = 12

#: A worker ends with the process that began it, however that ends: then the system closes the pipe.
#: That is watched before anything is imported; a scene that reads its input finds none.
_BEGIN = """
import os, sys, threading
life = os.dup(0)
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
threading.Thread(target=lambda: (os.read(life, 1), os._exit(1)), daemon=True).start()
from runpy import run_module
run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
"""


class RenderFailed(NNVizError):  # noqa: N818
    """A scene could not be rendered; an older result is still there.

    Attributes
    ----------
    scene : str
        The class.
    reason : str
        In one line.
    details : str
        The last lines that the scene's process wrote; may be empty.
    refused : bool
        Whether the reason is a choice that the user can mend, and not a fault of the scene.

    Examples
    --------
    >>> failed = RenderFailed("Mine", "the pen broke")
    >>> failed.scene, failed.reason
    ('Mine', 'the pen broke')
    """

    def __init__(
        self, scene: str, reason: str, details: str = "", *, refused: bool = False
    ) -> None:
        super().__init__(f"{scene} was not rendered: {reason}")
        self.scene = scene
        self.reason = reason
        self.details = details
        self.refused = refused


@dataclass(frozen=True)
class RenderProgress:
    """How far a film is: its length so far in seconds, and the section that is being drawn.

    Examples
    --------
    >>> RenderProgress("Propagation", seconds=4.5, section="The layers")
    RenderProgress(scene='Propagation', seconds=4.5, section='The layers')
    """

    scene: str
    seconds: float
    section: str


class Processes:
    """The processes that run now; `end` ends them all, for a user who interrupts."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[str]] = set()
        self._ended = False
        self._lock = threading.Lock()

    def add(self, process: subprocess.Popen[str]) -> None:
        """Keep a process that has started; after `end`, end it at once."""
        with self._lock:
            self._running.add(process)
            if self._ended:
                process.kill()

    def remove(self, process: subprocess.Popen[str]) -> None:
        """Forget a process that has ended."""
        with self._lock:
            self._running.discard(process)

    def end(self) -> None:
        """End every process that runs, and those that are still to start."""
        with self._lock:
            self._ended = True
            for process in self._running:
                process.kill()


def run_worker(
    worker: str,
    job: FilmJob,
    work: Path,
    *arguments: str,
    progress: Callable[[RenderProgress], None] | None = None,
    processes: Processes | None = None,
) -> dict[str, Any]:
    """Let a module work on a job in a new process, and return what it says in the end.

    Parameters
    ----------
    worker : str
        The module; it is started with `work` and `arguments`, and ends with
        `nnviz.film.render.worker.answer`.
    job : FilmJob
    work : Path
        An empty folder.
    *arguments : str
    progress : callable, optional
        Called a few times a second, in this thread.
    processes : Processes, optional
        Where the running process is kept, so that another thread can end it.

    Raises
    ------
    RenderFailed
        If the scene refuses or fails.
    """
    write_order(job, work)
    (work / "tmp").mkdir()
    command = [sys.executable, "-P", "-c", _BEGIN, worker, str(work), *arguments]
    with (work / "log.txt").open("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            env=_environment(work / "tmp"),
        )
        running = processes or Processes()
        running.add(process)
        try:
            last = _follow(job, process, progress)
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
            running.remove(process)
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        if last.get("event") == "done":
            return last
        details = _end_of(log)
    if last.get("event") == "refused":
        raise RenderFailed(job.scene, str(last["reason"]), refused=True)
    if last.get("event") == "failed":
        raise RenderFailed(job.scene, str(last["reason"]), details)
    raise RenderFailed(job.scene, f"its process ended with code {process.returncode}", details)


def _follow(
    job: FilmJob,
    process: "subprocess.Popen[str]",
    progress: Callable[[RenderProgress], None] | None,
) -> dict[str, Any]:
    assert process.stdout is not None
    last: dict[str, Any] = {}
    for line in process.stdout:
        last = json.loads(line)
        if last["event"] == "progress" and progress is not None:
            progress(RenderProgress(job.scene, float(last["seconds"]), str(last["section"])))
    return last


def _environment(temporary: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _CHOICES}
    here = str(Path(__file__).parents[3])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    kept["PYTHONIOENCODING"] = "utf-8"
    kept["TMPDIR"] = str(temporary)
    # Several scenes run at a time; threads of a matrix product would only fight each other.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        kept.setdefault(name, "1")
    return kept


#: The job says it all; a scene that reads these anew would read something else.
_CHOICES = (
    "NNVIZ_IMAGE",
    "NNVIZ_DIGIT",
    "NNVIZ_NETWORK",
    "NNVIZ_THEME",
    "NNVIZ_VOICE",
    "NNVIZ_LANGUAGE",
)


def _end_of(log: IO[str]) -> str:
    log.flush()
    log.seek(0)
    lines = [line.rstrip() for line in log if line.strip()]
    return "\n".join(lines[-_LAST_LINES:])
