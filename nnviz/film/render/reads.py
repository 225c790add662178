"""Which files a scene reads while it is drawn, beside those that its key already holds."""

import os
import site
import sys
import sysconfig
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from importlib.util import source_from_cache
from pathlib import Path
from typing import Any

from nnviz.film.digest import file_digest

__all__ = ["ReadFiles", "unchanged"]

#: What the system and its packages hold; a project may well lie in /opt, /usr/src or /var/lib.
_SYSTEM = ("/proc", "/sys", "/dev", "/etc", "/lib", "/run", "/usr/lib", "/usr/share")
_FLAGS_OF_WRITERS = os.O_WRONLY | os.O_RDWR


class ReadFiles:
    """Note every file that this process opens to read, from now on, and what it holds then.

    Python tells its audit hooks of each file that is opened; a hook stays until the process ends.
    Of what else may decide a film it knows nothing: the clock, the environment, which files there
    are in a folder.

    Parameters
    ----------
    apart : iterable of Path
        Folders whose files do not count: the package, what is written on the way.
    """

    def __init__(self, apart: Iterable[Path]) -> None:
        names = {sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")}
        names.update((*_SYSTEM, *site.getsitepackages(), site.getusersitepackages()))
        folders = (*map(Path, names), *apart)
        self._apart = tuple(f"{folder.resolve()}/" for folder in folders)
        self._digests: dict[str, str] = {}
        self._mine = threading.local()
        sys.addaudithook(self._note)

    def digests(self) -> dict[str, str]:
        """Return the absolute path and the digest of each file that was read until now."""
        return dict(self._digests)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or getattr(self._mine, "reads", False):
            return
        name, _, flags = arguments
        if isinstance(name, str | bytes | os.PathLike) and not flags & _FLAGS_OF_WRITERS:
            self._mine.reads = True
            try:
                self._read(str(Path(os.fsdecode(name)).resolve()))
            finally:
                self._mine.reads = False

    def _read(self, name: str) -> None:
        if name.endswith(".pyc"):
            with suppress(ValueError):
                name = source_from_cache(name)
        if name in self._digests or name.startswith(self._apart) or name.endswith((".pyc", ".so")):
            return
        digest = _digest(Path(name))
        if digest is not None:
            self._digests[name] = digest


def unchanged(digests: Mapping[str, str]) -> bool:
    """Return whether all these files still hold what they held."""
    return all(_digest(Path(name)) == digest for name, digest in digests.items())


def _digest(path: Path) -> str | None:
    try:
        return file_digest(path) if path.is_file() else None
    except OSError:
        return None
