"""Review a scene as an editor would: look at the end of every section, and watch for flashes."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from manim import MovingCamera
from numpy.typing import NDArray

from nnviz.core import FloatArray
from nnviz.data import Subject
from nnviz.film.review.findings import Finding, too_fast
from nnviz.film.review.legibility import illegible, texts_on_screen
from nnviz.film.review.truth import TruthWatch
from nnviz.film.review.unpainted import dry_run, look_at_frames, look_on
from nnviz.stage import NetworkScene
from nnviz.view import luminance

__all__ = ["FLASHES_ALLOWED", "Review", "count_flashes", "review_scene"]

FLASHES_ALLOWED = 3
"""In any one second: WCAG 2.2, 2.3.1."""

_FLASH = 0.1
_BLOCKS = (9, 16)
#: So many steps of a byte from the colour of the corner, a pixel counts as drawn on.
_EMPTY = 8


@dataclass(frozen=True, eq=False)
class Review:
    """What a review found.

    Attributes
    ----------
    scene : str
    findings : tuple of Finding
        What a viewer would stumble over; empty for a clean scene.
    sections : tuple of str
        The sections whose ends were looked at.
    texts : tuple of str
        The words, formulas and numbers that stood there, each once, in the order in which they
        came; letters that were taken out of a formula are not among them.
    record : dict
        The scene's record: captions, numbers, alt text.
    digest : str
        SHA-256 of all frames: two runs of the same scene must agree.
    flashes : int
        The most flashes of any part of the picture in any second.
    covered : tuple of float
        How much of the longer side of the frame is drawn on, from the first pixel to the last, at
        the end of each section.
    """

    scene: str
    findings: tuple[Finding, ...]
    sections: tuple[str, ...]
    texts: tuple[str, ...]
    record: dict[str, Any]
    digest: str
    flashes: int
    covered: tuple[float, ...] = ()


def review_scene(
    scene_class: type[NetworkScene],
    *,
    subject: Subject | None = None,
    theme: str | None = None,
    width: int = 160,
    height: int = 90,
    frame_rate: float = 10.0,
    texts: Path | None = None,
    painted: bool = True,
) -> Review:
    """Play a scene without writing it, and say what is wrong with it.

    Parameters
    ----------
    scene_class : type
        A subclass of `NetworkScene`.
    subject : Subject, optional
    theme : str, optional
    width, height : int
        The size of the frames that are watched for flashes, in pixels; it also says for which
        shape the scene is laid out.
    frame_rate : float
        Frames a second.
    texts : Path, optional
        A folder that keeps Typst's pictures of words; ``media/Tex``, from one review to the next,
        unless given.
    painted : bool
        Whether the frames are painted. Without, it is quicker, and ten moments of every animation
        are looked at; but flashes and what is covered are not seen, and there is no digest.

    Returns
    -------
    Review
    """
    findings: list[Finding] = []
    sections: list[str] = []
    covered: list[float] = []
    words: dict[str, None] = {}
    watcher, truth = _FrameWatcher(frame_rate), TruthWatch(subject)
    with dry_run(width, height, frame_rate=frame_rate if painted else None, texts=texts):
        scene = scene_class(subject=subject, theme=theme)

        def look(here: NetworkScene, name: str) -> None:
            sections.append(name)
            covered.append(watcher.covered())
            camera = here.renderer.camera
            if isinstance(camera, MovingCamera):
                shown = [*here.mobjects, *here.foreground_mobjects]
                words.update(
                    dict.fromkeys(text.text for text in texts_on_screen(shown) if text.is_whole)
                )
                found = illegible(shown, camera)
                now = round(float(here.renderer.time), 3)
                findings.extend(Finding(name, now, text) for text in found)

        scene.section_watchers.append(look)
        if painted:
            watcher.attach(scene)
            look_at_frames(scene, truth.look)
            scene.render()
        else:
            look_on(scene, truth.look)
    findings.extend(truth.findings)
    flashes = count_flashes(watcher.luminance(), frame_rate) if painted else 0
    if flashes > FLASHES_ALLOWED:
        text = f"a part of the picture flashes {flashes} times in a second"
        findings.append(Finding("", 0.0, text))
    record = scene.record.as_dict()
    findings.extend(too_fast(record, frame=1.0 / frame_rate))
    return Review(
        scene_class.__name__,
        tuple(findings),
        tuple(sections),
        tuple(words),
        record,
        watcher.digest(),
        flashes,
        tuple(covered),
    )


class _FrameWatcher:
    """Keeps of each frame its hash and the brightness of its parts."""

    def __init__(self, frame_rate: float) -> None:
        self._sha = hashlib.sha256()
        self._frames: list[FloatArray] = []
        self._still = round(2 * frame_rate)
        self._last: NDArray[np.uint8] | None = None

    def attach(self, scene: NetworkScene) -> None:
        # Manim's type of a frame says int64; it is bytes.
        renderer: Any = scene.renderer
        passed_on = renderer.add_frame

        def add_frame(frame: NDArray[np.uint8], num_frames: int = 1) -> None:
            self._last = frame
            self._sha.update(frame.tobytes())
            self._sha.update(num_frames.to_bytes(4, "little"))
            # A long rest says no more about flashes than a short one.
            self._frames += [_block_luminance(frame)] * min(num_frames, self._still)
            passed_on(frame, num_frames)

        renderer.add_frame = add_frame

    def luminance(self) -> FloatArray:
        return np.array(self._frames).reshape(len(self._frames), -1)

    def covered(self) -> float:
        """Return how much of the longer side the last frame is not empty on, end to end."""
        if self._last is None:
            return 0.0
        light = self._last[:, :, :3].astype(np.int64)
        drawn = (np.abs(light - light[0, 0]) > _EMPTY).any(axis=2)
        along = drawn.any(axis=0 if drawn.shape[1] >= drawn.shape[0] else 1)
        places = np.flatnonzero(along)
        return float(places[-1] - places[0] + 1) / len(along) if places.size else 0.0

    def digest(self) -> str:
        return self._sha.hexdigest()


def _block_luminance(frame: NDArray[np.uint8]) -> FloatArray:
    light = luminance(frame[:, :, :3] / 255.0)
    rows, columns = _BLOCKS
    height = light.shape[0] // rows * rows
    width = light.shape[1] // columns * columns
    blocks = light[:height, :width].reshape(rows, height // rows, columns, width // columns)
    return np.asarray(blocks.mean(axis=(1, 3)))


def count_flashes(luminance: FloatArray, frame_rate: float) -> int:
    """Return the most flashes of any part of the picture in any second.

    A flash is a pair of opposing changes of relative luminance by 0.1 or more, as in WCAG 2.2.

    Parameters
    ----------
    luminance : ndarray, shape (frames, parts)
        Relative luminance in [0, 1].
    frame_rate : float
        Frames a second.

    Examples
    --------
    >>> blinking = np.tile([[0.0], [1.0]], (10, 1))
    >>> count_flashes(blinking, 10.0)
    5
    """
    most = 0
    window = max(1, round(frame_rate))
    for part in np.asarray(luminance, dtype=np.float64).T:
        turns = _turning_times(part)
        for index, time in enumerate(turns):
            within = [t for t in turns[index:] if t < time + window]
            most = max(most, len(within) // 2)
    return most


def _turning_times(values: FloatArray) -> list[int]:
    """Return the frames at which a change of 0.1 or more is complete, each against the last."""
    times: list[int] = []
    extreme, direction = float(values[0]) if len(values) else 0.0, 0
    for time, value in enumerate(values):
        if direction >= 0 and value < extreme - _FLASH:
            times.append(time)
            direction, extreme = -1, float(value)
        elif direction <= 0 and value > extreme + _FLASH:
            times.append(time)
            direction, extreme = 1, float(value)
        elif (direction >= 0 and value > extreme) or (direction <= 0 and value < extreme):
            extreme = float(value) if direction != 0 else extreme
    return times
