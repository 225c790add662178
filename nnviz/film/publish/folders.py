"""Where films and the clips behind them lie in the media folder."""

import hashlib
import shutil
import tempfile
import time
from pathlib import Path

from nnviz.core import NNVizError
from nnviz.film.plan.job import RenderJob

__all__ = ["cache_folder", "place_folder", "prune_caches"]

_DAY = 86_400.0


def cache_folder(media: Path, job: RenderJob, library: str) -> Path:
    """Return the folder of a job's clips and texts, which the next run uses again.

    A folder belongs to one state of the library, one scene and one choice of image, network, theme
    and frame: Manim names its clips by the objects of a scene, and some numbers of an object it
    does not see.
    """
    choice = "\n".join(
        (
            job.path,
            job.label,
            job.format,
            str(job.transparent),
            *(
                f"{name}={_content(value)}"
                for name, value in sorted((job.environment or {}).items())
            ),
        )
    )
    name = f"{job.scene}-{hashlib.sha256(choice.encode()).hexdigest()[:12]}"
    return media / "cache" / "clips" / library / name


def _content(value: str) -> str:
    """Return a digest of the file that a choice names, or the choice itself."""
    path = Path(value)
    if value and path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return value


def prune_caches(media: Path, library: str) -> None:
    """Remove what nobody used for a day: clips of other states of the library, unfinished work."""
    clips = media / "cache" / "clips"
    current = clips / library
    current.mkdir(parents=True, exist_ok=True)
    current.touch()
    for folder in (*clips.iterdir(), *(media / "cache").glob("work-*")):
        if folder != current and time.time() - folder.stat().st_mtime > _DAY:
            shutil.rmtree(folder, ignore_errors=True)


def check_target(goal: Path, *, folder: bool) -> None:
    """Check that a result can be put at `goal`, before an hour is spent on drawing it.

    Raises
    ------
    NNVizError
        If it is in the way of a file or a folder of frames, or its folder cannot be written.
    """
    if folder:
        _check_frames(goal)
    elif goal.is_dir():
        raise NNVizError(f"expected a file to write; {goal} is a folder")
    try:
        goal.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=goal.parent):
            pass
    except OSError as error:
        raise NNVizError(f"cannot write {goal}: {error.strerror or error}") from error


def place_folder(made: Path, goal: Path) -> None:
    """Move a folder of frames to `goal`, instead of an older folder of frames.

    Raises
    ------
    NNVizError
        If `goal` is a file, or a folder that holds anything else than frames.
    """
    _check_frames(goal)
    goal.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{goal.name}-", dir=goal.parent) as aside:
        shutil.move(made, Path(aside) / "new")
        if goal.exists():
            goal.rename(Path(aside) / "old")
        (Path(aside) / "new").rename(goal)


def _check_frames(goal: Path) -> None:
    if not goal.exists():
        return
    if not goal.is_dir() or any(
        path.suffix != ".png" or not path.stem.isdecimal() for path in goal.iterdir()
    ):
        raise NNVizError(f"expected a new folder, or one of frames only; {goal} is none")
