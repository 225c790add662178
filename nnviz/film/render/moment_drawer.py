"""Draw only some moments of a scene; runs in the process that renders."""

from collections.abc import Iterable
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PIL import Image

from nnviz.core import NNVizError
from nnviz.film.plan.moments import Moments

if TYPE_CHECKING:
    from manim import Mobject, Scene

__all__ = ["MomentDrawer"]


class MomentDrawer:
    """Let a scene play, and draw nothing but the wanted moments, as PNG.

    Everything moves as it does in the film at the same frame rate. What nobody asked for is not
    drawn, so a still at 4K costs little more than the one picture.

    The files are ``at-001.500s.png``, ``section-02.png``, ``end.png`` and ``poster.png``.

    Parameters
    ----------
    scene : Scene
        Not rendered yet.
    moments : Moments
    folder : Path
        Where the stills go; new.
    """

    def __init__(self, scene: "Scene", moments: Moments, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._scene, self._moments, self._folder = scene, moments, folder
        self._renderer = cast(Any, scene.renderer)
        self._rate = float(self._renderer.camera.frame_rate)
        self._number = 0
        self._idle = False
        self._sections: list[str] = []
        self._drawn_sections: set[str] = set()
        self._update, self._save_static = (
            self._renderer.update_frame,
            self._renderer.save_static_frame_data,
        )
        self._render, self._finish_scene = self._renderer.render, self._renderer.scene_finished
        self._renderer.update_frame = self._update_frame
        self._renderer.save_static_frame_data = self._save_static_frame
        self._renderer.render = self._render_frame
        self._renderer.scene_finished = self._finished
        self._renderer.file_writer.write_frame = self._write_frame
        watchers = getattr(scene, "section_watchers", None)
        if watchers is not None:
            watchers.append(self._section_ended)
        poster_here = getattr(scene, "poster_here", None)
        if moments.poster and poster_here is not None:

            def take_poster() -> None:
                poster_here()
                self._capture("poster")

            scene.poster_here = take_poster  # type: ignore[attr-defined]

    def finish(self) -> Path:
        """Return the folder of stills.

        Raises
        ------
        NNVizError
            If the film is over before a moment, or has no such section.
        """
        late = [t for t in self._moments.at if t > self._number / self._rate + 1e-6]
        if late:
            raise NNVizError(
                f"{type(self._scene).__name__} lasts {self._number / self._rate:.2f} s; there is "
                f"no moment at {late[0]:g} s"
            )
        for name in self._moments.sections:
            if name.casefold() not in self._drawn_sections:
                there = ", ".join(self._sections) or "none"
                raise NNVizError(
                    f"{type(self._scene).__name__} has no section {name!r}; its sections: {there}"
                )
        return self._folder

    def _save_static_frame(self, scene: "Scene", static: Iterable["Mobject"]) -> Any:
        last = self._number + ceil(float(scene.duration or 0) * self._rate)
        self._idle = not self._moments.wants_any(self._number, last, rate=self._rate)
        if self._idle:
            self._renderer.static_image = None
            return None
        return self._save_static(scene, static)

    def _update_frame(self, scene: "Scene", *args: Any, **kwargs: Any) -> None:
        if not self._idle:
            self._update(scene, *args, **kwargs)

    def _render_frame(self, scene: "Scene", time: float, moving: Any = None) -> None:
        if self._moments.shown_by(self._number, rate=self._rate):
            self._render(scene, time, moving)
        else:
            self._number += 1
            self._renderer.time += 1 / self._rate

    def _write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        for number in range(self._number, self._number + repeat):
            for seconds in self._moments.shown_by(number, rate=self._rate):
                self._save(pixels, f"at-{seconds:07.3f}s")
        self._number += repeat

    def _section_ended(self, _: "Scene", name: str) -> None:
        self._sections.append(name)
        key = name.casefold()
        if key in {wanted.casefold() for wanted in self._moments.sections}:
            self._drawn_sections.add(key)
            self._capture(f"section-{len(self._sections):02}")

    def _finished(self, scene: "Scene") -> None:
        over = [t for t in self._moments.at if abs(t * self._rate - self._number) < 1e-3]
        for seconds in over:
            self._capture(f"at-{seconds:07.3f}s")
        if self._moments.end:
            self._capture("end")
        if self._moments.poster and not (self._folder / "poster.png").exists():
            self._capture("poster")
        self._finish_scene(scene)

    def _capture(self, name: str) -> None:
        """Draw the scene as it stands now."""
        self._renderer.static_image = None
        self._update(self._scene)
        self._save(self._renderer.get_frame(), name)

    def _save(self, pixels: Any, name: str) -> None:
        Image.fromarray(pixels).save(self._folder / f"{name}.png")
