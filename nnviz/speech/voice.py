"""A voice at work: text in, samples and the time of every word out."""

import os
import weakref
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.speech.choice import VoiceChoice, choose_voice, spec_parts
from nnviz.speech.heard import heard_text, read_out
from nnviz.speech.kept import KeptSpeech, speech_key
from nnviz.speech.phrases import Span, spans_by_phrase
from nnviz.speech.recordings import Recordings
from nnviz.speech.said import Samples, Speech, SpokenWord, trimmed
from nnviz.speech.talker import Talker
from nnviz.view import READING_SPEED, split_words

__all__ = ["Voice", "current_voice", "use_voice"]


class Voice:
    r"""A voice at work: text in, samples and the time of every word out.

    What it has said is kept in a folder and not made again. Its process begins with the first
    sentence that is not there.

    Parameters
    ----------
    choice : VoiceChoice
    folder : path
        Where what is spoken is kept.

    Examples
    --------
    A voice that is your own, from takes in a folder, here of half a second of sound:

    >>> import tempfile
    >>> import wave
    >>> from nnviz.speech import SHEET, choose_voice
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / SHEET).write_text("1\t1.0\tBlue raises.\n")
    >>> with wave.open(str(folder / "001.wav"), "wb") as take:
    ...     take.setparams((1, 2, 48_000, 0, "NONE", ""))
    ...     take.writeframes(b"\x00\x20\x00\xe0" * 12_000)
    >>> voice = Voice(choose_voice(f"recordings:{folder}"), folder / "kept")
    >>> [word.text for word in voice.speak("Blue raises.").words]
    ['Blue', 'raises.']
    """

    def __init__(self, choice: VoiceChoice, folder: str | os.PathLike[str]) -> None:
        self.choice = choice
        self._kept = KeptSpeech(folder)
        kind, argument = spec_parts(choice.spec)
        self._recordings = Recordings(argument) if kind == "recordings" else None
        self._talker = Talker(choice.spec, kind, argument)
        weakref.finalize(self, self._talker.close)

    def speak(self, text: str, language: str | None = None, *, heard: str | None = None) -> Speech:
        """Return what is heard of a text.

        Parameters
        ----------
        text : str
            As it is written; numbers and signs are read out.
        language : str, optional
            That of the choice unless given.
        heard : str, optional
            What is heard instead of the text, whose words then follow each other evenly.

        Raises
        ------
        NNVizError
            If there is nothing to say, the voice cannot say it, or it takes too long.
        """
        tongue = language or self.choice.language
        written = read_out(text, tongue)
        said = written if heard is None else read_out(heard, tongue)
        words = [word.heard for word in said]
        whole = "\n".join(words)
        if self._recordings is not None:
            whole = " ".join(split_words(text))
        key = speech_key(self.choice.digest, tongue, f"{text}\n\n{whole}")
        found = self._kept.find(key)
        if found is not None:
            return found
        spans: list[Span] | None = None
        if self._recordings is not None:
            expected = len(heard_text(text, tongue)) / READING_SPEED + 0.5
            samples, rate = self._recordings.take(text, expected)
        else:
            samples, rate, spans = self._talker.utter(words, tongue)
        speech = self._with_words(samples, rate, words, spans, text)
        if heard is not None:
            speech = _as_written(speech, [word.text for word in written])
        else:
            speech = Speech(
                speech.samples,
                rate,
                tuple(
                    SpokenWord(word.text, timed.start, timed.end)
                    for word, timed in zip(written, speech.words, strict=True)
                ),
            )
        return self._kept.keep(key, speech)

    def _with_words(
        self, samples: Samples, rate: int, words: list[str], spans: list[Span] | None, text: str
    ) -> Speech:
        if spans is None:
            spans = spans_by_phrase(samples, rate, words)
        timed = [SpokenWord(word, *span) for word, span in zip(words, spans, strict=True)]
        try:
            return trimmed(samples, rate, timed)
        except NNVizError as error:
            raise NNVizError(
                f"the voice {self.choice.spec} gave no speech for {text!r}: {error}"
            ) from error


def _as_written(speech: Speech, words: list[str]) -> Speech:
    """Return speech with other words than those that are heard, evenly by their letters."""
    ends = [0.0]
    for word in words:
        ends.append(ends[-1] + len(word) + 1)
    times = [speech.seconds * end / ends[-1] for end in ends]
    spoken = tuple(
        SpokenWord(word, start, end)
        for word, start, end in zip(words, times[:-1], times[1:], strict=True)
    )
    return Speech(speech.samples, speech.rate, spoken)


_used: list[Voice | None] = []


def use_voice(voice: Voice | None) -> None:
    """Let every scene of this process speak with a voice, or with none.

    Examples
    --------
    >>> use_voice(None)
    >>> current_voice() is None
    True
    """
    _used[:] = [voice]


def current_voice() -> Voice | None:
    """Return the voice of this process: that of `use_voice`, or of the environment.

    ``NNVIZ_VOICE`` names it and ``NNVIZ_LANGUAGE`` its language; what it says is kept in the media
    folder (``NNVIZ_MEDIA``).

    Raises
    ------
    NNVizError
        As `choose_voice`.

    Examples
    --------
    >>> current_voice() is None  # Without ``NNVIZ_VOICE`` scenes are silent.
    True
    """
    if _used:
        return _used[0]
    choice = choose_voice(os.environ.get("NNVIZ_VOICE"), os.environ.get("NNVIZ_LANGUAGE") or "en")
    if choice is None:
        return None
    return Voice(choice, Path(os.environ.get("NNVIZ_MEDIA") or "media") / "store" / "speech")
