"""Any speech service of manim-voiceover, by ``module:Class``."""

import importlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.errors import NNVizError
from nnviz.speech.phrases import Span
from nnviz.speech.sound_files import read_sound

__all__ = ["ServiceEngine"]

#: Its boundaries of words count in tenths of a microsecond.
_TICKS = 10_000_000


class ServiceEngine:
    """A class that writes a file of sound from a text, as manim-voiceover's services do.

    It is asked by ``generate_from_text(text, cache_dir=..., path=...)``, which returns a dict with
    ``original_audio``, the name of the file in that folder, and perhaps ``word_boundaries``.
    """

    fresh = False

    def __init__(self, argument: str) -> None:
        module, _, name = argument.partition(":")
        try:
            self._service = getattr(importlib.import_module(module), name)()
        except Exception as error:
            raise NNVizError(f"{type(error).__name__}: {error}") from error
        self._folder = tempfile.TemporaryDirectory(prefix="nnviz-voice-")

    def utter(
        self, words: Sequence[str], language: str
    ) -> tuple[np.ndarray[Any, Any], int, list[Span] | None]:
        """Return samples, their rate, and when each word is heard, if the service says it."""
        # A service is told its language when it is made.
        del language
        folder = Path(self._folder.name)
        text = " ".join(filter(None, words))
        made = self._service.generate_from_text(text, cache_dir=str(folder), path=None)
        written = made.get("final_audio") or made["original_audio"]
        samples, rate = read_sound(folder / written)
        return samples, rate, _spans(words, text, made.get("word_boundaries"), len(samples) / rate)


def _spans(words: Sequence[str], text: str, boundaries: Any, seconds: float) -> list[Span] | None:
    """Return when each word begins, by the boundary that stands at its first letter."""
    if not boundaries:
        return None
    at = {int(one["text_offset"]): float(one["audio_offset"]) / _TICKS for one in boundaries}
    starts: list[float] = []
    place = 0
    for word in words:
        if not word:
            starts.append(starts[-1] if starts else 0.0)
            continue
        place = text.index(word, place)
        if place not in at:
            return None
        starts.append(at[place])
        place += len(word)
    return list(zip(starts, [*starts[1:], seconds], strict=True))
