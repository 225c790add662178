"""Manim's clips of single animations, written as drafts and used again only if they are whole.

Manim 0.22 writes a clip where the next run looks for it, and takes any file that lies there. Here a
clip is written into the folder of this run, checked, and moved to its place with its checksum; one
without a checksum, or with another, is drawn again. Nothing else of Manim's is changed.
"""

import os
from functools import partial
from pathlib import Path
from typing import Any

import av
from manim.scene import scene_file_writer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from nnviz.film.digest import file_digest

__all__ = ["clip_is_whole", "keep_clips_whole"]

_SUM = ".sha256"


class _WholeClipEncoder(VideoSegmentEncoder):
    """Encode a clip into `drafts`, and move it to its place when it is finished and whole."""

    def __init__(self, *, target: Path, spec: Any, drafts: Path) -> None:
        self._goal = Path(target)
        self._goal.parent.mkdir(parents=True, exist_ok=True)
        drafts.mkdir(parents=True, exist_ok=True)
        super().__init__(target=drafts / self._goal.name, spec=spec)

    def finish(self) -> None:
        """Finish the draft, check that all frames are on the disk, and move it."""
        super().finish()
        if not self.target.exists():
            return
        with self.target.open("rb+") as file:
            # A full disk may say so only now.
            os.fsync(file.fileno())
        if self.target.suffix == ".mp4":
            with av.open(str(self.target)) as container:
                count = container.streams.video[0].frames
            if count != self._next_pts:
                raise OSError(f"a clip of {self._next_pts} frames has {count} on the disk")
        digest = file_digest(self.target)
        sum_draft = self.target.with_name(self.target.name + _SUM)
        sum_draft.write_text(digest, encoding="ascii")
        self.target.replace(self._goal)
        sum_draft.replace(self._goal.with_name(self._goal.name + _SUM))


def keep_clips_whole(drafts: Path) -> None:
    """Let every clip of this process be written as a draft, and checked before it is used again.

    Parameters
    ----------
    drafts : Path
        A folder of this run, on the file system of the clips.
    """
    patched: Any = scene_file_writer
    patched.VideoSegmentEncoder = partial(_WholeClipEncoder, drafts=drafts)
    known = SceneFileWriter.is_already_cached

    def is_already_cached(writer: SceneFileWriter, hash_invocation: str) -> bool:
        return known(writer, hash_invocation) and clip_is_whole(
            Path(writer.output_plan.segment_path(hash_invocation))
        )

    patched.SceneFileWriter.is_already_cached = is_already_cached


def clip_is_whole(clip: Path) -> bool:
    """Return whether a clip is the file whose checksum lies beside it."""
    try:
        known = clip.with_name(clip.name + _SUM).read_text(encoding="ascii", errors="replace")
        return known == file_digest(clip)
    except OSError:
        return False
