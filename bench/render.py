"""Render a scene and time it; encode the very same frames again, already in memory."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from manim import Scene, config
from manim.scene.scene_file_writer import SceneFileWriter

from nnviz.mobjects import forget_rasters

Segments = list[list[tuple[Any, int]]]


def configure(folder: Path) -> None:
    """1080p60 into a folder, nothing cached, nothing printed."""
    config.quality = "high_quality"
    config.media_dir = str(folder)
    config.disable_caching = True
    config.progress_bar = "none"
    config.verbosity = "ERROR"


def spent(work: Callable[[], Any]) -> tuple[float, float]:
    """Do some work; give seconds on the clock, and of all cores of this process together."""
    gc.collect()
    wall, cores = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cores


def seconds(work: Callable[[], Any]) -> float:
    return spent(work)[0]


def render(kind: type[Scene]) -> Scene:
    """Build and render a scene from nothing, as in a process that has just started."""
    forget_rasters()
    scene = kind()
    scene.render()
    return scene


@contextmanager
def recorded() -> Iterator[Segments]:
    """Keep every frame that is handed to the encoder, segment by segment."""
    segments: Segments = []
    begin, write = SceneFileWriter.begin_animation, SceneFileWriter.write_frame

    def begin_animation(self: SceneFileWriter, *args: Any, **kwargs: Any) -> None:
        segments.append([])
        begin(self, *args, **kwargs)

    def write_frame(self: SceneFileWriter, pixels: Any, *, repeat: int = 1) -> None:
        segments[-1].append((pixels, repeat))
        write(self, pixels, repeat=repeat)

    with (
        patch.object(SceneFileWriter, "begin_animation", begin_animation),
        patch.object(SceneFileWriter, "write_frame", write_frame),
    ):
        yield segments


def encode(settings: Any, segments: Segments) -> None:
    """Send frames that are in memory through Manim's own writer: the floor of every render."""
    writer = SceneFileWriter(settings)
    for index, frames in enumerate(segments):
        writer.add_partial_movie_file(f"floor_{index:05}")
        writer.begin_animation(True, animation_index=index)
        for pixels, repeat in frames:
            writer.write_frame(pixels, repeat=repeat)
        writer.end_animation(True)
    writer.finish()


def against_the_floor(kind: type[Scene], repeats: int) -> dict[str, float]:
    """Render and encode in turn; give medians, and the median of the ratios of neighbours."""
    with recorded() as segments:
        scene = render(kind)
    settings = scene.renderer.file_writer.settings
    count = sum(repeat for frames in segments for _, repeat in frames)
    encode(settings, segments)
    rendered, encoded = [], []
    for _ in range(repeats):
        rendered.append(spent(lambda: render(kind)))
        encoded.append(spent(lambda: encode(settings, segments)))
    (wall, cores), (floor, floor_cores) = map(medians, (rendered, encoded))
    return {
        "frames": count,
        "seconds": wall,
        "floor_seconds": floor,
        "ms_a_frame": 1000 * wall / count,
        "floor_ms_a_frame": 1000 * floor / count,
        "to_floor": median(a[0] / b[0] for a, b in zip(rendered, encoded, strict=True)),
        "cpu_ms_a_frame": 1000 * cores / count,
        "floor_cpu_ms_a_frame": 1000 * floor_cores / count,
        "cpu_to_floor": median(a[1] / b[1] for a, b in zip(rendered, encoded, strict=True)),
    }


def medians(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
