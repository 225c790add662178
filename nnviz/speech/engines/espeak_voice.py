"""The speech of the system's espeak-ng: very many languages, and a voice of tin."""

import io
import shutil
import subprocess
import wave
from collections.abc import Sequence
from typing import Any

import numpy as np

from nnviz.errors import NNVizError
from nnviz.speech.phrases import Span

__all__ = ["EspeakEngine"]


class EspeakEngine:
    """The program ``espeak-ng``, or its older brother ``espeak``."""

    fresh = False

    def __init__(self, argument: str) -> None:
        self._named = argument
        self._program = shutil.which("espeak-ng") or shutil.which("espeak") or "espeak-ng"

    def utter(
        self, words: Sequence[str], language: str
    ) -> tuple[np.ndarray[Any, Any], int, list[Span] | None]:
        """Return samples and their rate; when each word is heard is found in the pauses."""
        command = [self._program, "-v", self._named or language, "--stdout", "--stdin"]
        text = " ".join(filter(None, words))
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
        if done.returncode or len(done.stdout) < 44:
            said = done.stderr.decode(errors="replace").strip() or f"code {done.returncode}"
            raise NNVizError(f"espeak-ng does not speak {self._named or language}: {said}")
        with wave.open(io.BytesIO(done.stdout)) as file:
            rate = file.getframerate()
        # Written into a pipe, its head does not know how long it is.
        samples = np.frombuffer(done.stdout[44 : len(done.stdout) // 2 * 2], dtype="<i2")
        return samples.astype(np.float32) / 32_768, rate, None
