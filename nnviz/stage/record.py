"""What a scene says and shows, kept beside the film: captions, chapters, numbers, alt text."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nnviz.core import NNVizError

__all__ = ["Caption", "Chapter", "SceneRecord", "UntilMoment", "plain"]


@dataclass(frozen=True)
class Caption:
    """One caption: seconds from the start of the scene, and its text."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Chapter:
    """One named section of a scene, in seconds from its start."""

    start: float
    end: float
    name: str


@dataclass(frozen=True)
class UntilMoment:
    """A moment at which a picture waited for a word: the word, when it was, when it is heard."""

    words: str
    at: float
    heard: float


@dataclass(eq=False)
class SceneRecord:
    """Everything about a scene that is not a picture; `as_dict` is what is written as JSON.

    Examples
    --------
    >>> record = SceneRecord("Propagation")
    >>> record.note("winner", np.int64(3))
    >>> record.as_dict()["numbers"]
    {'winner': 3}
    """

    scene: str
    captions: list[Caption] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    sentences: list[tuple[str, float, float, list[tuple[str, float, float]]]] = field(
        default_factory=list
    )
    moments: list[UntilMoment] = field(default_factory=list)
    numbers: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)
    alt_text: str = ""
    poster: float | None = None
    duration: float = 0.0

    def note(self, name: str, value: Any) -> None:
        """Keep a number, an array or a text that the scene shows.

        Raises
        ------
        NNVizError
            If the name already stands for another value.
        """
        kept = plain(value)
        if name in self.numbers and self.numbers[name] != kept:
            raise NNVizError(f"{self.scene} already shows another {name!r}")
        self.numbers[name] = kept

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain lists, dicts, numbers and texts."""
        return {
            "scene": self.scene,
            **self.about,
            "duration": round(self.duration, 3),
            "poster": round(self.duration if self.poster is None else self.poster, 3),
            "alt": self.alt_text,
            "captions": [_timed(caption, caption.text, "text") for caption in self.captions],
            "sections": [_timed(chapter, chapter.name, "name") for chapter in self.chapters],
            "sentences": [
                {
                    "start": round(start, 4),
                    "end": round(end, 4),
                    "text": text,
                    "words": [
                        [word, round(begin, 4), round(stop, 4)] for word, begin, stop in words
                    ],
                }
                for text, start, end, words in self.sentences
            ],
            "until": [
                {"words": one.words, "at": round(one.at, 4), "heard": round(one.heard, 4)}
                for one in self.moments
            ],
            "numbers": self.numbers,
        }


def _timed(span: Caption | Chapter, value: str, key: str) -> dict[str, Any]:
    return {"start": round(span.start, 3), "end": round(span.end, 3), key: value}


def plain(value: Any) -> Any:
    """Return `value` with arrays as lists and numpy scalars as Python's.

    Examples
    --------
    >>> plain({"a": np.array([1.5])})
    {'a': [1.5]}
    """
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    return value
