"""A folder that appears whole or not at all, and that replaces only what it wrote itself."""

import os
from contextlib import AbstractContextManager
from pathlib import Path

from nnviz.core.folders import check_own_folder, own_folder

__all__ = ["MANIFEST", "check_replaceable", "lesson_folder"]

MANIFEST = "lesson.json"
"""The file that marks a folder as a lesson and lists every file that belongs to it."""


def lesson_folder(target: str | os.PathLike[str]) -> AbstractContextManager[Path]:
    """Give an empty folder to build in; move it to `target` if nothing went wrong.

    See `nnviz.core.folders.own_folder`.
    """
    return own_folder(target, "lesson")


def check_replaceable(target: str | os.PathLike[str]) -> None:
    """Refuse a target that holds anything that a lesson did not write.

    Raises
    ------
    NNVizError
        If `target` is a file, or a folder with such files in it.
    """
    check_own_folder(target, "lesson")
