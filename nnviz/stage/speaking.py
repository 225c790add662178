"""A scene that speaks: captions, a voice if there is one, and pictures that wait for words."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from pydub import AudioSegment

from nnviz.core import NNVizError
from nnviz.files import writable_text
from nnviz.speech import SOUND_RATE, Samples, Voice, current_voice, speech_track
from nnviz.stage.making import MakingScene
from nnviz.stage.narration import BREATH, Sentence
from nnviz.stage.record import Caption, Chapter, SceneRecord, UntilMoment
from nnviz.text import current_catalogue, translated
from nnviz.view import caption_cues, split_words

__all__ = ["SpeakingScene"]

_TOO_SHORT = 0.05
_FADE = 0.004


class SpeakingScene(MakingScene):
    """A scene that speaks with `say`, waits with `rest` and `until`, and keeps its record.

    With a voice (``NNVIZ_VOICE``, or ``--voice`` of a command) what is said is heard; without one
    the same code runs on the time that reading takes, in the same order. A sentence is never cut
    off: the next one, the next section and the end of the scene wait for it.

    Examples
    --------
    ::

        self.say("Blue raises a neuron, red lowers it.")
        self.play(FadeIn(blue), until="raises")     # is there when "raises" begins
        self.until("red")                           # waits for "red"
        self.play(FadeIn(red))
        self.rest()                                 # until it has all been said
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.record = SceneRecord(type(self).__name__)
        self.section_watchers: list[Callable[[Any, str], None]] = []
        """Called with the scene and the section's name when a section ends; tests look there."""
        self._sentence: Sentence | None = None
        self._said: list[Sentence] = []
        self._heard: list[tuple[float, Samples, int]] = []
        self._section: tuple[float, str] | None = None
        self._voice: Voice | None = current_voice()
        super().__init__(*args, **kwargs)

    def say(self, text: str, *, heard: str | None = None) -> None:
        """Begin a sentence: a caption, and what a voice says; until the next one or `hush`.

        A sentence that is too long for a caption becomes several, each from its first word on.

        Parameters
        ----------
        text : str
            As it is shown. Numbers and signs in it are read out.
        heard : str, optional
            What is heard instead.

        Raises
        ------
        NNVizError
            If it is empty, holds what no voice can say, or a word that fits into no caption.
        """
        source = " ".join(split_words(writable_text(text)))
        if not source:
            raise NNVizError("expected a sentence to say; got an empty text")
        whole = translated(source)
        longest, most = (42, 2) if self.frame_shape.is_wide else (28, 4)
        cues = ["\n".join(cue) for cue in caption_cues(whole, longest=longest, most=most)]
        speech = (
            None
            if self._voice is None
            else self._voice.speak(whole, heard=heard and translated(heard))
        )
        self.hush()
        self._sentence = Sentence(whole, cues, float(self.time), speech, source)
        self._said.append(self._sentence)

    def hear(self, samples: ArrayLike, rate: int) -> None:
        """Let a sound be heard from now on, with a voice or without; what is being said ends first.

        Parameters
        ----------
        samples : array_like, shape (n,)
            One channel, values in [-1, 1]; it is brought to the level of speech.
        rate : int
            Samples a second.
        """
        self._let_finish()
        heard = np.array(samples, dtype=np.float32)
        self._heard.append((float(self.time), heard, rate))

    def hush(self) -> None:
        """End the caption; what is being said is said to its end first."""
        if self._sentence is None:
            return
        self._let_finish()
        sentence, self._sentence = self._sentence, None
        now = float(self.time)
        for start, end, text in sentence.captions(now):
            first = self._frame_of(start) / self._rate
            last = now if end == now else self._frame_of(end) / self._rate
            if last - first >= _TOO_SHORT:
                self.record.captions.append(Caption(first, last, text))
                self.add_subcaption(text, duration=last - first, offset=first - now)

    def rest(self, seconds: float = 0.8) -> None:
        """Wait at least `seconds`, and until the sentence has been said, or can have been read."""
        remaining = 0.0
        if self._sentence is not None:
            remaining = self._sentence.end - float(self.time)
            if self._voice is not None and remaining > 0.0:
                remaining += BREATH
        if self._voice is None or remaining <= seconds:
            self.wait(max(seconds, remaining))
        else:
            self._wait_until(float(self.time) + remaining)

    def until(self, words: str) -> None:
        """Wait until words of the sentence begin; if they would have begun, they begin now.

        Parameters
        ----------
        words : str
            As they stand in the text, or how they begin: ``"lower"`` finds ``"lowers."``. Each
            call looks after the words of the one before.

        Raises
        ------
        NNVizError
            If nothing is being said, or there are no such words.
        """
        sentence, place = self._find(words)
        self._wait_until(sentence.word_at(place), nearest=True)
        self._begin_word(sentence, place, words)

    def play(self, *args: Any, until: str | None = None, **kwargs: Any) -> None:
        """Play as Manim does, and keep the clock to whole frames.

        Manim moves its clock by the frames that it draws, but by the time asked for where it takes
        a clip from its cache. Captions and rests would differ from one run to the next.

        Parameters
        ----------
        *args, **kwargs
            As for Manim's `play`.
        until : str, optional
            Words of the sentence at which the animation is over, as for `until`: it takes just as
            long as there is, or, with ``run_time``, begins so much before them.
        """
        if until is None:
            self._play(*args, **kwargs)
            return
        sentence, place = self._find(until)
        at = sentence.word_at(place)
        if "run_time" in kwargs:
            self._wait_until(at - float(kwargs["run_time"]), nearest=True)
        else:
            frames = self._frame_of(at) - self._frame_of(float(self.time))
            kwargs["run_time"] = self._whole(max(frames, round(self._rate * _LEAST)))
        self._play(*args, **kwargs)
        self._wait_until(at, nearest=True)
        self._begin_word(sentence, place, until)

    def next_section(self, name: str = "unnamed", *args: Any, **kwargs: Any) -> None:
        """Begin a named section; it is a chapter of the film and a step of the slides."""
        self._let_finish()
        self._end_section()
        name = translated(writable_text(name))
        self._section = (float(self.time), name)
        super().next_section(name, *args, **kwargs)

    def tear_down(self) -> None:
        """Say the last sentence to its end, close its caption and the section, lay down sound."""
        self._let_finish()
        self._end_section()
        self.hush()
        self.record.sentences = [
            (one.text, one.start, one.end, one.timed_words()) for one in self._said
        ]
        self._lay_down_sound()
        super().tear_down()

    def _about_voice(self) -> dict[str, Any]:
        """Return who speaks, for the record."""
        if self._voice is None:
            return {}
        choice = self._voice.choice
        return {"voice": {"name": choice.name, "language": choice.language}}

    def _end_section(self) -> None:
        if self._section is None:
            return
        start, name = self._section
        self._section = None
        for watcher in self.section_watchers:
            watcher(self, name)
        if float(self.time) - start >= _TOO_SHORT:
            self.record.chapters.append(Chapter(start, float(self.time), name))

    def _let_finish(self) -> None:
        """Wait for the voice."""
        if self._sentence is not None and self._voice is not None:
            end = self._sentence.end
            if self._frame_of(end) > self._frame_of(float(self.time)):
                self._wait_until(end + BREATH)

    def _find(self, words: str) -> tuple[Sentence, int]:
        if self._sentence is None:
            raise NNVizError(f"nothing is being said that could hold {words!r}; say it first")
        return self._sentence, self._sentence.find(words, current_catalogue().phrases.get(words))

    def _begin_word(self, sentence: Sentence, place: int, words: str) -> None:
        now = float(self.time)
        if self._frame_of(now) > self._frame_of(sentence.word_at(place)):
            sentence.hold(place, now)
        heard = now if sentence.speech is None else sentence.word_at(place)
        self.record.moments.append(UntilMoment(words, now, heard))

    @property
    def _rate(self) -> float:
        return float(self.camera.frame_rate)

    def _frame_of(self, time: float) -> int:
        return round(time * self._rate)

    def _wait_until(self, time: float, *, nearest: bool = False) -> None:
        """Wait whole frames, up to the first at or after a moment, or the nearest to it."""
        ahead = (time - float(self.time)) * self._rate
        frames = round(ahead) if nearest else int(np.ceil(ahead - 1e-6))
        if frames > 0:
            self.wait(self._whole(frames))

    def _whole(self, frames: int) -> float:
        """Return the seconds of which Manim makes just so many frames."""
        step = 1 / self._rate
        seconds = frames * step
        while seconds / step < frames:
            seconds = float(np.nextafter(seconds, np.inf))
        while seconds / step > frames:
            seconds = float(np.nextafter(seconds, -np.inf))
        return seconds

    def _play(self, *args: Any, **kwargs: Any) -> None:
        before = self._frame_of(float(self.time))
        super().play(*args, **kwargs)
        frames = self._frame_of(float(self.time))
        if self.renderer.skip_animations:
            duration = float(self.duration)
            if self.is_current_animation_frozen_frame():
                frames = before + int(duration / (1 / self._rate))
            else:
                frames = before + len(np.arange(0, duration, 1 / self._rate))
        self.renderer.time = frames / self._rate

    def _lay_down_sound(self) -> None:
        """Give what was said to Manim as one sound, at one level."""
        parts = list(self._heard)
        for sentence in self._said:
            for start, speech, begin, end in sentence.sounds():
                first, last = (round(edge * speech.rate) for edge in (begin, end))
                samples = np.array(speech.samples[first:last], dtype=np.float32)
                fade = min(round(_FADE * speech.rate), len(samples))
                samples[len(samples) - fade :] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
                parts.append((start, samples, speech.rate))
        if not parts:
            return
        track = speech_track(parts, float(self.time), SOUND_RATE)
        mono = np.round(track * 32_767).astype("<i2")
        sound = AudioSegment(
            np.repeat(mono, 2).tobytes(), frame_rate=SOUND_RATE, sample_width=2, channels=2
        )
        self.renderer.file_writer.add_audio_segment(sound, 0.0)


#: An animation that comes too late for its word still takes so long, in seconds.
_LEAST = 0.3
