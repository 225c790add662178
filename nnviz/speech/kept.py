"""What was spoken once is kept: the same text in the same voice is not made again."""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from nnviz.errors import NNVizError
from nnviz.files import replace_file
from nnviz.speech.said import Speech, SpokenWord

__all__ = ["KEPT_SUFFIX", "KeptSpeech", "is_kept_speech", "speech_key"]

KEPT_SUFFIX = ".speech.npz"
"""The end of the name of every file of speech."""

_MADE_BY = "nnviz speech"
_LOUDEST = 32_767


def speech_key(voice: str, language: str, text: str) -> str:
    """Return a digest of all that decides what is heard.

    Parameters
    ----------
    voice : str
        The digest of the voice and its settings.
    language : str
    text : str
        What is heard, word by word.
    """
    summary = hashlib.sha256("\n".join((_MADE_BY, voice, language, text)).encode())
    return summary.hexdigest()[:32]


class KeptSpeech:
    """A folder of sentences that were spoken, each under its key, with a checksum.

    Any number of processes may use one folder at once: a file appears whole or not at all.

    Parameters
    ----------
    folder : path
        Made when the first sentence is kept.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)

    def find(self, key: str) -> Speech | None:
        """Return the sentence of this key; None if it is not there, or not whole."""
        path = self._path(key)
        try:
            with np.load(path, allow_pickle=False) as file:
                samples, about = file["samples"], json.loads(str(file["about"]))
            if about["key"] != key or about["sha256"] != _digest(samples):
                return None
            words = tuple(SpokenWord(*word) for word in about["words"])
            speech = Speech(_as_floats(samples), int(about["rate"]), words)
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
            return None
        # The time of last use decides what is cleaned away first.
        with suppress(OSError):
            os.utime(path)
        return speech

    def keep(self, key: str, speech: Speech) -> Speech:
        """Keep a sentence, and return it as it will be found."""
        samples = np.round(np.clip(speech.samples, -1.0, 1.0) * _LOUDEST).astype(np.int16)
        about: dict[str, Any] = {
            "made_by": _MADE_BY,
            "key": key,
            "rate": speech.rate,
            "words": [[word.text, word.start, word.end] for word in speech.words],
            "sha256": _digest(samples),
        }
        # A full disk spoils no film: then it is spoken again another time.
        with (
            suppress(NNVizError, OSError),
            replace_file(self._path(key)) as draft,
            draft.open("wb") as file,
        ):
            np.savez(file, samples=samples, about=np.array(json.dumps(about)))
        return Speech(_as_floats(samples), speech.rate, speech.words)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{KEPT_SUFFIX}"


def is_kept_speech(path: Path) -> bool:
    """Return whether nnviz wrote this file of speech.

    Examples
    --------
    >>> is_kept_speech(Path("no such file.speech.npz"))
    False
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            return bool(json.loads(str(file["about"]))["made_by"] == _MADE_BY)
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return False


def _digest(samples: np.ndarray[Any, Any]) -> str:
    return hashlib.sha256(np.ascontiguousarray(samples, dtype="<i2").tobytes()).hexdigest()


def _as_floats(samples: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.asarray(samples / _LOUDEST, dtype=np.float32)
