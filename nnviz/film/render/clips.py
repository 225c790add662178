"""Manim's clips of single animations, written as drafts and used again only if they are whole.

Manim 0.22 writes a clip where the next run looks for it, and takes any file that lies there. Here a
clip is written into the folder of this run, checked, and moved to its place, with its checksum and
those of the files that the scene had read until then; one without such a seal, or with another, is
drawn again. Nothing else of Manim's is changed.
"""

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import av
from manim.scene import scene_file_writer
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from nnviz.files import read_json
from nnviz.film.digest import file_digest
from nnviz.film.render.reads import unchanged

__all__ = ["clip_is_current", "keep_clips_whole"]

_SEAL = ".json"

Reads = Callable[[], Mapping[str, str]]


class _WholeClipEncoder(VideoSegmentEncoder):
    """Encode a clip into `drafts`, and move it to its place when it is finished and whole."""

    def __init__(self, *, target: Path, spec: Any, drafts: Path, reads: Reads) -> None:
        self._goal, self._reads = Path(target), reads
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
        seal = {"sha256": file_digest(self.target), "reads": dict(self._reads())}
        draft_of_seal = _seal_of(self.target)
        draft_of_seal.write_text(json.dumps(seal), encoding="ascii")
        self.target.replace(self._goal)
        draft_of_seal.replace(_seal_of(self._goal))


def keep_clips_whole(drafts: Path, reads: Reads) -> None:
    """Let every clip of this process be written as a draft, and checked before it is used again.

    Parameters
    ----------
    drafts : Path
        A folder of this run, on the file system of the clips.
    reads : callable
        Returns the files that the scene has read until now, with their digests.
    """
    patched: Any = scene_file_writer
    patched.VideoSegmentEncoder = partial(_WholeClipEncoder, drafts=drafts, reads=reads)
    known = SceneFileWriter.is_already_cached

    def is_already_cached(writer: SceneFileWriter, hash_invocation: str) -> bool:
        return known(writer, hash_invocation) and clip_is_current(
            Path(writer.output_plan.segment_path(hash_invocation))
        )

    patched.SceneFileWriter.is_already_cached = is_already_cached


def clip_is_current(clip: Path) -> bool:
    """Return whether a clip is the file whose seal lies beside it, and what it shows is as it was.

    The key of a film holds its sources, and not what they read; nor does Manim know that.
    """
    try:
        seal = read_json(_seal_of(clip))
        return bool(seal["sha256"] == file_digest(clip)) and unchanged(seal["reads"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _seal_of(clip: Path) -> Path:
    return clip.with_name(clip.name + _SEAL)
