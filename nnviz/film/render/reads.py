"""Which files a scene reads while it is drawn, beside those that its key already holds."""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nnviz.film.digest import file_digest

__all__ = ["ReadFiles", "unchanged"]

_SYSTEM = ("/proc", "/sys", "/dev", "/usr", "/lib", "/etc", "/var", "/opt", "/run")
_FLAGS_OF_WRITERS = 0o3


class ReadFiles:
    """Note every file that this process opens to read, from now on.

    Python tells its audit hooks of each file that is opened; a hook stays until the process ends.

    Parameters
    ----------
    apart : iterable of Path
        Folders whose files do not count: the package, what is written on the way.
    """

    def __init__(self, apart: Iterable[Path]) -> None:
        libraries = {sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")}
        libraries.update((sys.prefix, sys.base_prefix, *site.getsitepackages()))
        libraries.add(site.getusersitepackages())
        self._apart = tuple(
            f"{folder}/" for folder in (*_SYSTEM, *libraries, *(str(path) for path in apart))
        )
        self._opened: dict[str, None] = {}
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or not isinstance(arguments[0], str | bytes | Path):
            return
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if flags & _FLAGS_OF_WRITERS == 0:
            self._opened[os.fsdecode(arguments[0])] = None

    def digests(self) -> dict[str, str]:
        """Return the absolute path and the digest of each file that decides the film too."""
        modules = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
        found = {}
        for name in (*list(self._opened), *(name for name in modules if name)):
            path = Path(name).absolute()
            if path.suffix in (".pyc", ".so") or str(path).startswith(self._apart):
                continue
            digest = _digest(path)
            if digest is not None:
                found[str(path)] = digest
        return found


def unchanged(digests: Mapping[str, str]) -> bool:
    """Return whether all these files still hold what they held."""
    return all(_digest(Path(name)) == digest for name, digest in digests.items())


def _digest(path: Path) -> str | None:
    try:
        return file_digest(path) if path.is_file() else None
    except OSError:
        return None
