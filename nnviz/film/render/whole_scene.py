"""What Manim 0.22 does not give of a scene: still moments, its sound alone, its sections."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from manim import Scene

__all__ = ["keep_sound", "note_sections", "write_every_frame"]


def keep_sound(scene: "Scene", path: Path) -> None:
    """Write a scene's sound to `path` (wav) instead of into its film.

    The film is put together from its clips first and gets its sound, its captions and its chapters
    in one step afterwards; a part of it or a film of many scenes takes the same file.
    """
    writer = scene.renderer.file_writer
    combine = writer.combine_to_movie

    def combine_to_movie() -> None:
        if writer.includes_sound:
            writer.audio_segment.export(path, format="wav")
            writer.includes_sound = False
        combine()

    writer.combine_to_movie = combine_to_movie  # type: ignore[method-assign]


def write_every_frame(scene: "Scene") -> None:
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


def note_sections(scene: "Scene") -> list[tuple[float, str]]:
    """Return a list that the scene's sections will be noted in: when each begins, and its name."""
    noted: list[tuple[float, str]] = []
    begin = scene.next_section

    def next_section(name: str = "unnamed", *args: Any, **kwargs: Any) -> None:
        noted.append((float(scene.renderer.time), name))
        begin(name, *args, **kwargs)

    scene.next_section = next_section  # type: ignore[method-assign]
    return noted
