"""Render one job in this process: ``python -m nnviz.film.render.worker`` reads it from stdin.

The folders are arguments: where to write, where clips are kept. Lines of JSON on stdout say how far
it is and, at the end, what was made or why not; what scenes print themselves goes to stderr.
"""

import importlib.util
import json
import os
import shutil
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nnviz.core import NNVizError
from nnviz.film.plan.job import RenderJob
from nnviz.film.render.moment_drawer import MomentDrawer
from nnviz.film.render.settings import configure

if TYPE_CHECKING:
    from manim import Scene

__all__ = ["main", "run"]

Report = Callable[..., None]

_EVERY = 0.25


def main() -> int:
    """Read a job from stdin, render it, and return the exit code."""
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def report(event: str, **data: Any) -> None:
        try:
            lines.write(json.dumps({"event": event, **data}, ensure_ascii=False) + "\n")
            lines.flush()
        except BrokenPipeError:
            # Whoever ordered the film is gone.
            os._exit(1)

    work, cache = (Path(argument) for argument in sys.argv[1:3])
    job = RenderJob.from_json(sys.stdin.read())
    try:
        made = run(job, work, cache, report)
    except NNVizError as error:
        report("refused", reason=" ".join(str(error).split()))
        return 2
    except Exception as error:
        traceback.print_exc()
        report("failed", reason=_in_words(error, job))
        return 1
    report("made", path=str(made))
    return 0


def run(job: RenderJob, work: Path, cache: Path, report: Report) -> Path:
    """Render `job` into the folder `work`, and return the film, picture or folder of frames.

    A record (``.json``) lies beside it.
    """
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = cache / f"unfinished-{os.getpid()}"
    unfinished.touch()
    stop = threading.Event()
    try:
        # A clip that another process is writing right now looks like a finished one.
        configure(job, work, cache if _clear_unfinished(cache) else work / "cache")
        scene = _load(job)()
        drawer = None
        if job.moments is not None:
            drawer = MomentDrawer(scene, job.moments, work / "moments")
        elif job.format == "png-sequence":
            _write_every_frame(scene)
        watch = threading.Thread(target=_watch, args=(scene, stop, report), daemon=True)
        watch.start()
        scene.render()
        stop.set()
        watch.join()
        _tell(scene, report)
    finally:
        stop.set()
        unfinished.unlink()
    if drawer is not None:
        return _complete(drawer.finish(), scene, job)
    made = getattr(scene.renderer.file_writer, "final_file_path", None)
    if made is None or not Path(made).exists():
        raise NNVizError(f"{job.scene} shows nothing: it plays no animation and does not wait")
    return _complete(Path(made), scene, job)


def _load(job: RenderJob) -> type["Scene"]:
    module = _module(Path(job.path))
    found = getattr(module, job.scene, None)
    from manim import Scene

    if not (isinstance(found, type) and issubclass(found, Scene)):
        raise NNVizError(f"{job.path} has no scene {job.scene}")
    return found


def _module(path: Path) -> ModuleType:
    # Under a name of its own: a file called numpy.py or json.py must not take that module's place.
    name = f"_nnviz_scenes_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise NNVizError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    # As `manim` does: a scene may import what lies beside it, after what is installed.
    sys.path.append(str(path.parent))
    spec.loader.exec_module(module)
    return module


def _watch(scene: "Scene", stop: threading.Event, report: Report) -> None:
    while not stop.wait(_EVERY):
        _tell(scene, report)


def _tell(scene: "Scene", report: Report) -> None:
    sections = scene.renderer.file_writer.sections
    report(
        "progress",
        seconds=round(float(scene.renderer.time), 3),
        section=sections[-1].name if len(sections) else "",
    )


def _clear_unfinished(cache: Path) -> bool:
    """Remove clips and texts that were half written when their process was killed.

    Returns whether this process is the only one that uses the folder.
    """
    alone = True
    for mark in cache.glob("unfinished-*"):
        process = int(mark.name.partition("-")[2])
        if process == os.getpid():
            continue
        if _runs(process):
            alone = False
            continue
        since = mark.stat().st_mtime
        for folder in (cache / "clips", cache / "texts"):
            for path in folder.rglob("*"):
                if path.is_file() and path.stat().st_mtime >= since - 1.0:
                    path.unlink(missing_ok=True)
        mark.unlink(missing_ok=True)
    return alone


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _write_every_frame(scene: "Scene") -> None:
    """Write a still moment as often as it is shown; Manim 0.22 writes it once."""
    writer = scene.renderer.file_writer
    write_once = writer.write_frame

    def write_frame(pixels: Any, *, repeat: int = 1) -> None:
        number = writer.frame_count
        write_once(pixels)
        first = writer.output_plan.image_frame_path(number)
        for _ in range(1, repeat):
            shutil.copyfile(first, writer.output_plan.image_frame_path(writer.frame_count))
            writer.frame_count += 1

    writer.write_frame = write_frame  # type: ignore[method-assign]


def _complete(made: Path, scene: "Scene", job: RenderJob) -> Path:
    """Give every film a record, and an mp4 its chapters, its captions and its index in front."""
    from nnviz.film.record import FilmRecord

    beside = made.with_suffix(".json")
    if not beside.exists():
        said = {"scene": job.scene, "duration": round(float(scene.renderer.time), 3)}
        beside.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    if job.format != "mp4":
        return made
    from nnviz.film.encode.mp4 import join_films

    record = FilmRecord.load(beside)
    finished = made.with_name("finished.mp4")
    join_films(
        [made],
        finished,
        chapters=record.sections,
        captions=record.captions,
        title=record.title,
    )
    finished.replace(made)
    return made


def _in_words(error: Exception, job: RenderJob) -> str:
    """Return an error in one line, with the last line of the scene's file that led to it."""
    places = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == job.path
    ]
    where = f" ({Path(job.path).name}, line {places[-1]})" if places else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())}{where}"


if __name__ == "__main__":
    sys.exit(main())
