"""What is being said, on the scene's clock: with a voice its words, without one reading time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nnviz.core import NNVizError
from nnviz.speech import Speech
from nnviz.view import reading_time, split_words

__all__ = ["BREATH", "Sentence"]

BREATH = 0.3
"""Seconds of silence from one sentence to the next."""

_SIGNS = ".,;:!?…\"'“”„‘’‚«»()[]"


@dataclass(eq=False)
class Sentence:
    """One caption or several, what is heard of them, and when each word begins.

    Attributes
    ----------
    text : str
        All of it.
    cues : sequence of str
        The captions, each as it is shown, in lines.
    start : float
        Seconds from the start of the scene.
    speech : Speech or None
        None where there is no voice: then it is read at `READING_SPEED`.
    source : str
        The English that it is a translation of; the text itself unless given.
    """

    text: str
    cues: Sequence[str]
    start: float
    speech: Speech | None = None
    source: str = ""
    _holds: dict[int, float] = field(default_factory=dict)
    _waited_for: int = -1

    def __post_init__(self) -> None:
        self._words = split_words(self.text)
        self._seconds = (
            sum(reading_time(cue) for cue in self.cues)
            if self.speech is None
            else self.speech.seconds
        )

    @property
    def end(self) -> float:
        """When it has been said, or can have been read."""
        return self.start + self._seconds + sum(self._holds.values())

    def word_at(self, place: int) -> float:
        """Return when a word begins, in seconds from the start of the scene."""
        held = sum(seconds for word, seconds in self._holds.items() if word <= place)
        if self.speech is not None:
            return self.start + held + self.speech.words[place].start
        read = len(" ".join([*self._words[:place], ""]))
        return self.start + held + self._seconds * read / (len(" ".join(self._words)) or 1)

    def find(self, words: str, phrase: str | None = None) -> int:
        """Return the place of words in the text, after those that were found before.

        Parameters
        ----------
        words : str
            A word, several, or how they begin, in any case and without signs: ``"red lower"``.
        phrase : str, optional
            The same in the language of a translation. Where it is not known, or not in the text,
            the word is taken that stands in the translation about where it stands in the English.

        Raises
        ------
        NNVizError
            If the sentence does not go on like that.
        """
        translation = bool(self.source) and self.source != self.text
        place = _place_of(phrase or words, self._words, self._waited_for + 1)
        if place is None and translation:
            source = split_words(self.source)
            there = _place_of(words, source, 0)
            if there is not None:
                nearest = round(there / len(source) * len(self._words))
                place = min(max(nearest, self._waited_for + 1), len(self._words) - 1)
        if place is not None:
            self._waited_for = place
            return place
        after = " after the last one that was waited for" if self._waited_for >= 0 else ""
        raise NNVizError(f"there is no {words!r} in {self.text!r}{after}")

    def hold(self, place: int, until: float) -> None:
        """Let a voice pause before a word, so that it is heard at a later moment."""
        late = until - self.word_at(place)
        if self.speech is not None and late > 0.0:
            self._holds[place] = self._holds.get(place, 0.0) + late

    def captions(self, end: float) -> Iterator[tuple[float, float, str]]:
        """Yield from, to and text of each caption; the last one stays until `end`."""
        firsts, count = [], 0
        for cue in self.cues:
            firsts.append(count)
            count += len(split_words(cue))
        starts = [self.start, *(min(self.word_at(first), end) for first in firsts[1:])]
        yield from zip(starts, [*starts[1:], end], self.cues, strict=True)

    def timed_words(self) -> list[tuple[str, float, float]]:
        """Return each word with from and to, where a voice says them."""
        if self.speech is None:
            return []
        words = []
        for place, word in enumerate(self.speech.words):
            begin = self.word_at(place)
            words.append((word.text, begin, begin + word.end - word.start))
        return words

    def sounds(self) -> Iterator[tuple[float, Speech, float, float]]:
        """Yield what is heard, in parts: when in the scene, of which speech, from and to in it."""
        if self.speech is None:
            return
        begin, shift = 0.0, self.start
        for place in sorted(self._holds):
            here = self.speech.words[place].start
            yield begin + shift, self.speech, begin, here
            begin = here
            shift += self._holds[place]
        yield begin + shift, self.speech, begin, self.speech.seconds


def _place_of(words: str, text: Sequence[str], first: int) -> int | None:
    """Return the place of words in a text, from a place on."""
    wanted = [_plain(word) for word in words.split()]
    said = [_plain(word) for word in text]
    for place in range(first, len(said) - len(wanted) + 1):
        here = said[place : place + len(wanted)]
        if wanted and here[:-1] == wanted[:-1] and here[-1].startswith(wanted[-1]):
            return place
    return None


def _plain(word: str) -> str:
    return word.strip(_SIGNS).casefold()
