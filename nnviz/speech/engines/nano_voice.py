"""NanoTTS: a small voice for six languages; it does not say when its words are heard."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from py_nanotts import NanoTTS

from nnviz.speech.phrases import Span

__all__ = ["NanoEngine"]

_VOICES = {
    "en": "en-US",
    "en-gb": "en-GB",
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "it": "it-IT",
}
_RATE = 16_000


class NanoEngine:
    """The voices of NanoTTS; only the first call of a process gives the same samples again."""

    fresh = True

    def __init__(self, argument: str) -> None:
        self._named = argument

    def utter(
        self, words: Sequence[str], language: str
    ) -> tuple[np.ndarray[Any, Any], int, list[Span] | None]:
        """Return samples and their rate; when each word is heard is found in the pauses."""
        tongue = language.lower()
        voice = self._named or _VOICES.get(tongue, _VOICES[tongue[:2]])
        data = NanoTTS().speak(" ".join(filter(None, words)), voice=voice)
        return np.frombuffer(data, dtype="<i2").astype(np.float32) / 32_768, _RATE, None
