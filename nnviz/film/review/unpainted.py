"""Play a scene without writing a film, or without painting it, and look on at its moments."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from manim import tempconfig
from numpy.typing import NDArray

from nnviz.stage import NetworkScene

__all__ = ["MOMENTS", "Look", "dry_run", "look_at_frames", "look_on"]

MOMENTS = 10
"""So many moments of every animation are looked at."""

Look = Callable[[NetworkScene, bool], None]
"""Called with the scene and whether everything stands still: in a rest, at the end of a section."""

_FRAME_RATE = 60.0


@contextmanager
def dry_run(
    width: int = 160,
    height: int = 90,
    *,
    frame_rate: float | None = None,
    texts: Path | None = None,
) -> Iterator[None]:
    """Make Manim's settings those of a scene that is played to be looked at, and not written.

    Parameters
    ----------
    width, height : int
        Of the frames; they say for which shape a scene is laid out.
    frame_rate : float, optional
        Frames a second; if it is not painted, only the clock goes by it.
    texts : Path, optional
        A folder that keeps Typst's pictures of words; ``media/Tex`` unless given.
    """
    with TemporaryDirectory() as folder:
        settings = {
            "dry_run": True,
            "disable_caching": True,
            "pixel_width": width,
            "pixel_height": height,
            "frame_rate": frame_rate or _FRAME_RATE,
            "media_dir": folder,
            "tex_dir": str(texts or Path("media") / "Tex"),
            "verbosity": "ERROR",
            "progress_bar": "none",
            "notify_outdated_version": False,
        }
        with tempconfig(settings):
            yield


def look_on(scene: NetworkScene, look: Look) -> None:
    """Play a scene to its end without painting it.

    Parameters
    ----------
    scene : NetworkScene
        Not yet played; made within `dry_run`.
    look : callable
        Called at `MOMENTS` moments of every animation, in every rest, and at the end of every
        section.
    """
    renderer: Any = scene.renderer
    empty: NDArray[np.uint8] = np.zeros((2, 2, 4), dtype=np.uint8)

    def render(*_: Any) -> None:
        look(scene, False)
        renderer.time += float(scene.duration) / MOMENTS

    def freeze(duration: float) -> None:
        look(scene, True)
        renderer.time += duration

    renderer.render = render
    renderer.freeze_current_frame = freeze
    renderer.update_frame = lambda *_, **__: None
    renderer.get_frame = lambda: empty
    stage: Any = scene
    stage.get_time_progression = _moments
    scene.section_watchers.append(lambda here, _: look(here, True))
    scene.render()


def look_at_frames(scene: NetworkScene, look: Look) -> None:
    """Look at every frame of a scene that is painted, and at the end of every section."""
    renderer: Any = scene.renderer
    paint, freeze = renderer.render, renderer.freeze_current_frame

    def painted(*arguments: Any) -> None:
        look(scene, False)
        paint(*arguments)

    def frozen(duration: float) -> None:
        look(scene, True)
        freeze(duration)

    renderer.render, renderer.freeze_current_frame = painted, frozen
    scene.section_watchers.append(lambda here, _: look(here, True))


class _Moments(list[float]):
    """The moments of an animation, with what Manim asks of its progress bar."""

    def close(self) -> None:
        """Do nothing: there is no bar."""


def _moments(run_time: float, *_: Any, **__: Any) -> Iterable[float]:
    return _Moments(np.linspace(0.0, run_time, MOMENTS, endpoint=False).tolist())
