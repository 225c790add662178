"""Draw one job in this process: ``python -m nnviz.film.render.worker WORK CLIPS SPEECH``.

The job lies in the folder WORK, where the result goes too; CLIPS keeps the clips of single
animations, SPEECH what was said. Lines of JSON on stdout say how far it is and, at the end, whether
it was drawn; what scenes print themselves goes to stderr.
"""

import errno
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from nnviz.core import NNVizError
from nnviz.data import use_subject
from nnviz.files import file_lock
from nnviz.film.plan.job import FilmJob
from nnviz.film.render.order import read_order
from nnviz.film.render.reads import ReadFiles
from nnviz.speech import Voice, use_voice
from nnviz.text import load_catalogue, use_catalogue

if TYPE_CHECKING:
    from manim import Scene

__all__ = ["Report", "answer", "draw_job", "load_module", "load_scene"]

Report = Callable[..., None]

_EVERY = 0.25


def answer(do: Callable[..., dict[str, Any]]) -> int:
    """Do something with the job in a folder, and say on stdout how it ended.

    Parameters
    ----------
    do : callable
        Called with the job, a function that reports events, and the paths that are this process's
        arguments, the folder of the job first; returns what to say.

    Returns
    -------
    int
        The exit code: 0, 2 if it was refused, or 1 if it failed.
    """
    paths = [Path(argument) for argument in sys.argv[1:]]
    report = _reporter()
    try:
        job = read_order(paths[0])
        done = do(job, report, *paths)
    except NNVizError as error:
        report("refused", reason=" ".join(str(error).split()))
        return 2
    except Exception as error:
        full = _fault_of_the_place(error)
        if full is not None:
            report("refused", reason=f"cannot write in {paths[0].parent}: {full.strerror}")
            return 2
        traceback.print_exc()
        report("failed", reason=_in_words(error, job.entry.path))
        return 1
    report("done", **done)
    return 0


def draw_job(job: FilmJob, report: Report, work: Path, clips: Path, speech: Path) -> dict[str, Any]:
    """Draw `job`, and leave the finished film, its record and what belongs to it in `work`/result.

    Parameters
    ----------
    job : FilmJob
    report : callable
        Called with an event and its data.
    work : Path
        A folder of this run only.
    clips : Path
        Where clips of single animations are kept from one run to the next.
    speech : Path
        Where spoken sentences are kept from one run to the next.

    Returns
    -------
    dict
        ``reads``: the files that the scene read, with their digests.
    """
    reads = ReadFiles(apart=(Path(__file__).parents[2], work, clips, speech))
    from nnviz.film.render.clips import keep_clips_whole
    from nnviz.film.render.finish import finish_result, record_of
    from nnviz.film.render.moment_drawer import MomentDrawer
    from nnviz.film.render.settings import configure
    from nnviz.film.render.whole_scene import keep_sound, note_sections, write_every_frame

    configure(job, work, clips)
    keep_clips_whole(work / "drafts", reads.digests)
    use_subject(job.subject)
    use_catalogue(load_catalogue(job.language))
    use_voice(None if job.voice is None else Voice(job.voice, speech))
    os.environ["NNVIZ_THEME"] = job.theme
    scene = load_scene(job.entry.path, job.scene)()
    scene.writes_record = False  # type: ignore[attr-defined]
    sections = note_sections(scene)
    drawer = None
    if job.moments is not None:
        drawer = MomentDrawer(scene, job.moments, work / "moments")
    elif job.format == "png-sequence":
        write_every_frame(scene)
    elif job.format == "mp4":
        keep_sound(scene, work / "sound.wav")
    with file_lock(clips / "lock", shared=True), _progress_of(scene, report):
        scene.render()
    made = drawer.finish() if drawer is not None else _made_by(scene, job)
    finish_result(made, record_of(scene, job, sections), job, work)
    return {"reads": reads.digests()}


def load_scene(path: Path, name: str) -> type["Scene"]:
    """Run a file of scenes and return the class of this name.

    Raises
    ------
    NNVizError
        If the file has no scene of this name.
    """
    from manim import Scene

    found = getattr(load_module(path), name, None)
    if not (isinstance(found, type) and issubclass(found, Scene)):
        raise NNVizError(f"{path} has no scene {name}")
    return found


def load_module(path: Path) -> ModuleType:
    """Run a file of scenes as a module.

    It gets a name of its own: a file called ``numpy.py`` must not take that module's place. As with
    `manim`, it may import what lies beside it, after all that is installed.

    Raises
    ------
    NNVizError
        If it is no Python file.
    """
    name = f"_nnviz_scenes_{path.stem}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise NNVizError(f"{path} is not a Python file")
    module = module_from_spec(spec)
    sys.modules[name] = module
    sys.path.append(str(path.parent))
    spec.loader.exec_module(module)
    return module


def _reporter() -> Report:
    """Return the function that writes events; all else that is printed goes to stderr."""
    lines = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def report(event: str, **data: Any) -> None:
        try:
            lines.write(json.dumps({"event": event, **data}) + "\n")
            lines.flush()
        except BrokenPipeError:
            # Whoever ordered the film is gone.
            os._exit(1)

    return report


class _progress_of:  # noqa: N801
    """Say a few times a second how far a scene is."""

    def __init__(self, scene: "Scene", report: Report) -> None:
        self._scene, self._report = scene, report
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._tell_often, daemon=True)

    def __enter__(self) -> None:
        self._watch.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._watch.join()
        self._tell()

    def _tell_often(self) -> None:
        while not self._stop.wait(_EVERY):
            self._tell()

    def _tell(self) -> None:
        sections = self._scene.renderer.file_writer.sections
        self._report(
            "progress",
            seconds=round(float(self._scene.renderer.time), 3),
            section=sections[-1].name if len(sections) else "",
        )


def _made_by(scene: "Scene", job: FilmJob) -> Path:
    made = getattr(scene.renderer.file_writer, "final_file_path", None)
    if made is None or not Path(made).exists():
        raise NNVizError(f"{job.scene} shows nothing: it plays no animation and does not wait")
    return Path(made)


def _fault_of_the_place(error: BaseException) -> OSError | None:
    """Return the fault of the disk behind an error, if that is what it is."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _DISK:
            return cause
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


_DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO))


def _in_words(error: Exception, source: Path) -> str:
    """Return an error in one line, with the last line of the scene's file that led to it."""
    places = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(source)
    ]
    where = f" ({source.name}, line {places[-1]})" if places else ""
    return f"{type(error).__name__}: {' '.join(str(error).split())}{where}"


if __name__ == "__main__":
    sys.exit(answer(draw_job))
