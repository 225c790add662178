"""Render a scene in a process of its own, and put the result in its place as a whole."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from nnviz.core import NNVizError
from nnviz.files import replace_file
from nnviz.film.encode.caption_files import to_srt, to_vtt
from nnviz.film.plan.job import FORMATS, RenderJob
from nnviz.film.plan.key import library_digest
from nnviz.film.publish.folders import cache_folder, check_target, place_folder, prune_caches
from nnviz.film.record import FilmRecord

__all__ = ["Progress", "RenderFailed", "Rendered", "render_scene"]

_LAST_LINES = 12


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
class Progress:
    """How far a film is: its length so far in seconds, and the section that is being drawn."""

    scene: str
    seconds: float
    section: str


@dataclass(frozen=True)
class Rendered:
    """A finished film.

    Attributes
    ----------
    path : Path
        The film, the picture, or the folder of frames.
    record : FilmRecord
        What the scene says about it.
    beside : dict of str to Path
        The files beside it: ``record``, and ``vtt`` and ``srt`` where it speaks.
    """

    path: Path
    record: FilmRecord
    beside: dict[str, Path] = field(default_factory=dict)


def render_scene(
    job: RenderJob,
    target: str | os.PathLike[str],
    *,
    media: str | os.PathLike[str] = "media",
    progress: Callable[[Progress], None] | None = None,
    processes: "Processes | None" = None,
    extra: dict[str, Any] | None = None,
) -> Rendered:
    """Render a job and put the result at `target`, whole or not at all.

    Beside it come its record as ``.json`` and, where the scene speaks in a film, captions as
    ``.vtt`` and ``.srt``.

    Parameters
    ----------
    job : RenderJob
    target : path
        The film, or the folder for a sequence of frames.
    media : path
        Where the clips are kept that make the next run quick.
    progress : callable, optional
        Called a few times a second, in this thread.
    processes : Processes, optional
        Where the running process is kept, so that another thread can end it.
    extra : dict, optional
        What to add to the record.

    Raises
    ------
    RenderFailed
        If the scene refuses or fails.
    NNVizError
        If the target cannot be written.

    Examples
    --------
    ::

        entry, = choose_scenes(find_scenes(), ["Propagation"])
        render_scene(RenderJob(entry.name, str(entry.path)), "propagation.mp4")
    """
    goal = Path(target).absolute()
    check_target(goal, folder=not job.suffix)
    root = Path(media).absolute()
    cache = cache_folder(root, job, library_digest())
    prune_caches(root, library_digest())
    (root / "cache").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="work-", dir=root / "cache") as work:
        made = _run(job, Path(work), cache, progress, processes)
        return _put(made, goal, job, extra or {})


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
                process.terminate()

    def remove(self, process: subprocess.Popen[str]) -> None:
        """Forget a process that has ended."""
        with self._lock:
            self._running.discard(process)

    def end(self) -> None:
        """End every process that runs, and those that are still to start."""
        with self._lock:
            self._ended = True
            for process in self._running:
                process.terminate()


def _run(
    job: RenderJob,
    work: Path,
    cache: Path,
    progress: Callable[[Progress], None] | None,
    processes: Processes | None,
) -> Path:
    command = [sys.executable, "-P", "-m", "nnviz.film.render.worker", str(work), str(cache)]
    with (work / "log.txt").open("w+", encoding="utf-8", errors="replace") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            encoding="utf-8",
            env=_environment(job),
        )
        running = processes or Processes()
        running.add(process)
        try:
            last = _follow(job, process, progress)
        except BaseException:
            process.terminate()
            raise
        finally:
            process.wait()
            running.remove(process)
            if process.stdout is not None:
                process.stdout.close()
        if last.get("event") == "made":
            return Path(last["path"])
        details = _end_of(log)
    if last.get("event") == "refused":
        raise RenderFailed(job.scene, str(last["reason"]), refused=True)
    if last.get("event") == "failed":
        raise RenderFailed(job.scene, str(last["reason"]), details)
    raise RenderFailed(job.scene, f"its process ended with code {process.returncode}", details)


def _follow(
    job: RenderJob,
    process: "subprocess.Popen[str]",
    progress: Callable[[Progress], None] | None,
) -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(job.to_json())
        process.stdin.close()
    except BrokenPipeError:
        return {}
    last: dict[str, Any] = {}
    for line in process.stdout:
        last = json.loads(line)
        if last["event"] == "progress" and progress is not None:
            progress(Progress(job.scene, float(last["seconds"]), str(last["section"])))
    return last


def _environment(job: RenderJob) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in _CHOICES}
    kept.update(job.environment or {})
    here = str(Path(__file__).parents[3])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    kept["PYTHONIOENCODING"] = "utf-8"
    # Several scenes run at a time; threads of a matrix product would only fight each other.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        kept.setdefault(name, "1")
    return kept


_CHOICES = ("NNVIZ_IMAGE", "NNVIZ_DIGIT", "NNVIZ_NETWORK", "NNVIZ_THEME")


def _end_of(log: IO[str]) -> str:
    log.flush()
    log.seek(0)
    lines = [line.rstrip() for line in log if line.strip()]
    return "\n".join(lines[-_LAST_LINES:])


def _put(made: Path, goal: Path, job: RenderJob, extra: dict[str, Any]) -> Rendered:
    """Move the result and its side files to their places; the record comes last."""
    record_path = made.with_suffix(".json")
    data = {**json.loads(record_path.read_text(encoding="utf-8")), **extra}
    record = FilmRecord.from_dict(data)
    beside = {"record": goal.with_name(goal.stem + ".json")}
    if job.suffix:
        with replace_file(goal) as draft:
            shutil.move(made, draft)
    else:
        place_folder(made, goal)
    texts = {}
    if FORMATS[job.format].timed and record.captions:
        texts = {"vtt": to_vtt(record.captions), "srt": to_srt(record.captions)}
    texts["record"] = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    for name, text in texts.items():
        beside.setdefault(name, goal.with_name(f"{goal.stem}.{name}"))
        with replace_file(beside[name]) as draft:
            draft.write_text(text, encoding="utf-8")
    return Rendered(goal, record, beside)
