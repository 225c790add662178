"""Speak what is asked for, sentence by sentence: ``python -m nnviz.speech.engines.talk KIND ARG``.

The first line on stdout says that the voice has begun. Each line on stdin is a sentence in JSON:
its words, its language, and the file for its samples; each further line on stdout answers one.
What a voice itself prints goes to stderr.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.errors import NNVizError

__all__: list[str] = []


def main() -> None:
    """Answer until there is no more to say."""
    kind, argument = sys.argv[1:3]
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    parent = os.getppid()
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    engine: Any = None

    def begin() -> dict[str, Any]:
        nonlocal engine
        engine = _engine(kind, argument)
        return {}

    def say(answer: dict[str, Any]) -> bool:
        lines.write(json.dumps(answer) + "\n")
        lines.flush()
        return "error" not in answer

    if say(_careful(begin)):
        for line in sys.stdin:
            say(_careful(lambda: _answer(engine, json.loads(line))))  # noqa: B023


def _careful(do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what a step answers, or what went wrong in it."""
    try:
        return do()
    except NNVizError as error:
        return {"error": str(error)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}


def _engine(kind: str, argument: str) -> Any:
    # Each needs libraries that another does without.
    if kind == "piper":
        from nnviz.speech.engines.piper_voice import PiperEngine

        return PiperEngine(argument)
    if kind == "nano":
        from nnviz.speech.engines.nano_voice import NanoEngine

        return NanoEngine(argument)
    if kind == "espeak":
        from nnviz.speech.engines.espeak_voice import EspeakEngine

        return EspeakEngine(argument)
    from nnviz.speech.engines.service_voice import ServiceEngine

    return ServiceEngine(argument)


def _answer(engine: Any, asked: dict[str, Any]) -> dict[str, Any]:
    if not (engine.fresh and hasattr(os, "fork")):
        return _spoken(engine, asked)
    # A process of its own for each sentence: then the samples are the same every time.
    note = Path(asked["to"] + ".json")
    child = os.fork()
    if not child:
        code = 1
        try:
            note.write_text(json.dumps(_spoken(engine, asked)), encoding="utf-8")
            code = 0
        except BaseException as error:
            note.write_text(json.dumps({"error": f"{type(error).__name__}: {error}"}))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if not note.exists():
        raise NNVizError(f"its process ended with code {os.waitstatus_to_exitcode(status)}")
    answer: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    note.unlink()
    return answer


def _spoken(engine: Any, asked: dict[str, Any]) -> dict[str, Any]:
    samples, rate, spans = engine.utter(asked["words"], asked["language"])
    np.save(asked["to"], np.asarray(samples, dtype=np.float32), allow_pickle=False)
    return {"rate": int(rate), "spans": spans}


def _end_with(parent: int) -> None:
    """End this process when the one that began it is gone, even in the middle of a sentence."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    main()
