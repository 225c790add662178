"""A process that speaks, with a limit of time for every sentence."""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.errors import NNVizError, one_line
from nnviz.speech.phrases import Span
from nnviz.speech.said import Samples

__all__ = ["Talker"]

_LIMIT = 90.0
_BEGINNING = 300.0


class Talker:
    """Let an engine speak in a process of its own, which is ended if it hangs.

    Parameters
    ----------
    voice : str
        How messages name the voice.
    kind, argument : str
        The module of the engine, and what it is begun with.
    limit : float, optional
        Seconds for a sentence; as ``NNVIZ_VOICE_LIMIT`` says, or 90, unless given.
    """

    def __init__(self, voice: str, kind: str, argument: str, limit: float | None = None) -> None:
        self._name, self._begin = voice, (kind, argument)
        self.limit = _limit() if limit is None else limit
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def utter(self, words: Sequence[str], language: str) -> tuple[Samples, int, list[Span] | None]:
        """Return samples, their rate, and from and to of each word where the voice says it.

        Raises
        ------
        NNVizError
            If the voice cannot say it, its process ends, or it takes too long. The message names
            the voice and the sentence.
        """
        sentence = one_line(" ".join(words), 80)
        if self._process is None:
            self._start()
            begun = self._answer(_BEGINNING, f"begin; it was to say {sentence!r}")
            if "error" in begun:
                self.close()
                raise NNVizError(f"cannot begin the voice {self._name}: {begun['error']}")
        process, folder = self._process, self._folder
        assert process is not None
        assert folder is not None
        assert process.stdin is not None
        target = Path(folder.name) / "said.npy"
        asked = {"words": list(words), "language": language, "to": str(target)}
        try:
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
        except OSError:
            # It has ended, which its answer will say.
            pass
        said = self._answer(self.limit, f"say {sentence!r}")
        if "error" in said:
            raise NNVizError(f"the voice {self._name} cannot say {sentence!r}: {said['error']}")
        samples = np.load(target, allow_pickle=False)
        spans = said["spans"]
        return samples, said["rate"], spans and [(float(a), float(b)) for a, b in spans]

    def _answer(self, limit: float, do: str) -> dict[str, Any]:
        try:
            answer = self._answers.get(timeout=limit)
        except queue.Empty:
            self.close()
            raise NNVizError(
                f"the voice {self._name} did not answer within {limit:g} s; it was to {do}. "
                "NNVIZ_VOICE_LIMIT gives it more seconds."
            ) from None
        if not answer:
            self.close()
            raise NNVizError(f"the voice {self._name} ended while it was to {do}")
        said: dict[str, Any] = json.loads(answer)
        return said

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _start(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="nnviz-speech-")
        self._answers = queue.Queue()
        command = [sys.executable, "-P", "-m", "nnviz.speech.engines.talk", *self._begin]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=_environment(with_here=self._begin[0] == "service"),
        )
        threading.Thread(target=_listen, args=(self._process, self._answers), daemon=True).start()


def _listen(process: "subprocess.Popen[str]", answers: "queue.Queue[str]") -> None:
    assert process.stdout is not None
    try:
        for line in process.stdout:
            answers.put(line)
    except (OSError, ValueError):
        pass
    answers.put("")


def _environment(*, with_here: bool) -> dict[str, str]:
    """Return the environment of an engine; a service of your own may lie in this folder."""
    paths = [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
    if with_here:
        paths.append(str(Path.cwd()))
    kept = dict(os.environ)
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return kept


def _limit() -> float:
    text = os.environ.get("NNVIZ_VOICE_LIMIT") or str(_LIMIT)
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0.0 < seconds <= 86_400.0:
        raise NNVizError(f"expected NNVIZ_VOICE_LIMIT in seconds, above 0; got {text!r}")
    return seconds
