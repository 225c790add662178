"""What a user wants every time: who speaks, and in which language, from a file of settings."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.files import read_bounded
from nnviz.film.plan.catalogue import PROJECT_FILE

__all__ = ["UserSettings", "read_settings", "settings_file"]

_LARGEST = 1 << 20
_KNOWN = ("voice", "language")


@dataclass(frozen=True)
class UserSettings:
    """Choices that are kept; None and ``en`` where nothing is said."""

    voice: str | None = None
    language: str = "en"


def settings_file() -> Path | None:
    """Return the user's own file of settings; None for a user without a home."""
    try:
        home = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser()
    except RuntimeError:
        return None
    return home / "nnviz" / PROJECT_FILE


def read_settings() -> UserSettings:
    """Return the settings of the project here, and of the user where the project says nothing.

    Both are called ``nnviz.toml``: the project's lies in its folder, the user's in
    ``~/.config/nnviz``. They may say ``voice = "best"`` and ``language = "de"``.

    Raises
    ------
    NNVizError
        If a file cannot be read, or says something else under these names than a text.
    """
    found: dict[str, str] = {}
    for path in (Path(PROJECT_FILE), settings_file()):
        if path is not None and path.is_file():
            found = {**_read(path), **found}
    return UserSettings(**found)


def _read(path: Path) -> dict[str, str]:
    data = read_bounded(path, limit=_LARGEST, what="file of settings")
    try:
        said = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise NNVizError(f"cannot read the settings {path}: {error}") from error
    chosen = {name: said[name] for name in _KNOWN if name in said}
    wrong = [name for name, value in chosen.items() if not isinstance(value, str)]
    if wrong:
        raise NNVizError(f"expected a text for {wrong[0]} in {path}; got {chosen[wrong[0]]!r}")
    return chosen
