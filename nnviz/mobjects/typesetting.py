"""One process at a time sets type in a folder: Manim's cache of it is not made for several."""

from collections.abc import Iterator
from contextlib import contextmanager

from manim import config

try:
    import fcntl
except ImportError:  # not on Windows, where several processes then need several media folders
    fcntl = None  # type: ignore[assignment]

__all__ = ["alone_in_cache"]


@contextmanager
def alone_in_cache() -> Iterator[None]:
    """Hold the cache of compiled type while a text is made.

    Manim writes the picture of a text beside its source, and a second file that it deletes at
    once; another process that makes the same text at the same moment finds half a file, or none.
    """
    folder = config.get_dir("tex_dir")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
