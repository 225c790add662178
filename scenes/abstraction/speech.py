"""From a sound to a word."""

from collections.abc import Sequence

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    VGroup,
    VMobject,
    linear,
)

from nnviz.stage import NetworkScene
from speech_waveform import SpeechWaveform
from spoken_word import SEVEN, synthesize


class Speech(NetworkScene):
    """A waveform, its sounds, its syllables, its word: an illustration of the same idea."""

    title = "From a sound to a word"
    teaches = "The idea of parts that are made of smaller parts is not about pictures alone."
    needs_digits = False
    shapes = ("16:9", "9:16")

    def construct(self) -> None:
        """Show the waveform, cut it into sounds, and join them again."""
        self.speech = synthesize(SEVEN)
        self.note("samples", len(self.speech.samples))
        self.note("seconds", self.speech.seconds)
        self.note("bounds", self.speech.bounds)
        self.show_the_waveform()
        self.cut_into_sounds()
        self.join_them()

    def show_the_waveform(self) -> None:
        """Draw the sound from left to right."""
        self.next_section("The waveform")
        self.wave = self.make(
            SpeechWaveform,
            self.speech,
            width=self.by_shape(10.0, tall=6.8),
            height=self.by_shape(2.2, tall=4.0),
        )
        self.wave.scale(self.by_shape(1.25, tall=1.0)).shift(0.2 * UP)
        seconds = f"{self.speech.seconds:.2f} seconds"
        self.mark = self.words(f"synthesised, {seconds}: an illustration", color=self.theme.muted)
        self.mark.move_to(self.by_shape(3.5, tall=6.3) * DOWN)
        self.say(f"A sound is numbers too: here {len(self.speech.samples):,}, one after another.")
        self.play(
            LaggedStart(*(FadeIn(part, shift=0.1 * RIGHT) for part in self.wave), lag_ratio=0.5),
            FadeIn(self.mark),
            run_time=2.0,
        )
        self.rest()
        self.play_the_sound()

    def play_the_sound(self) -> None:
        """Let the waveform be heard while a line runs over it."""
        line = Line(self.wave.get_corner(UP + LEFT), self.wave.get_corner(DOWN + LEFT))
        self.hear(self.speech.samples, self.speech.rate)
        self.play(
            line.set_color(self.theme.accent).animate.move_to(self.wave.get_right()),
            rate_func=linear,
            run_time=self.speech.seconds,
        )
        self.play(FadeOut(line), run_time=0.3)

    def cut_into_sounds(self) -> None:
        """Let the sounds part from one another, each with its letter."""
        self.next_section("The sounds")
        self.say("It can be cut into sounds: a hiss for s, and the buzz of the voice.")
        self.play(
            self.wave.animate.scale(0.8).shift(
                self.by_shape(1.2 * RIGHT + 2.1 * DOWN, tall=0.75 * RIGHT + 3.7 * DOWN)
            ),
            self.mark.animate.shift(self.by_shape(1.2, tall=0.0) * RIGHT),
            run_time=1.2,
        )
        sounds, self.syllables_at, self.word_at = self.by_shape(
            (0.2, 1.65, 3.1), tall=(-0.4, 2.3, 5.0)
        )
        self.side("waveform", self.by_shape(-1.9, tall=-5.3))
        spread = self.by_shape(0.18, tall=0.1)
        self.play(
            *(part.animate.shift((i - 2) * spread * RIGHT) for i, part in enumerate(self.wave)),
            run_time=0.9,
        )
        self.sounds = self.level(self.speech.names, [[part] for part in self.wave], height=sounds)
        self.side("sounds", sounds)
        self.rest()

    def join_them(self) -> None:
        """Join sounds into syllables, and syllables into the word."""
        self.next_section("Syllables and a word")
        self.say("Sounds make syllables.")
        syllables = self.level(
            ("sev", "en"), [list(self.sounds[:3]), list(self.sounds[3:])], height=self.syllables_at
        )
        self.side("syllables", self.syllables_at)
        self.rest()
        self.say("Syllables make a word.")
        word = self.level(("seven",), [list(syllables)], height=self.word_at)
        self.side("word", self.word_at)
        self.rest()
        self.say("Small parts make larger ones. That layers do the same is a hope, for sound too.")
        self.play(word.animate.set_color(self.theme.accent), run_time=0.8)
        self.describe(
            f"The waveform of a synthesised word, {self.speech.seconds:.2f} seconds long, cut into "
            "the sounds s, e, v, e, n; above them the syllables sev and en, and the word seven. "
            "The division is an illustration."
        )
        self.rest(2.0)

    def level(
        self, names: Sequence[str], below: Sequence[Sequence[VMobject]], *, height: float
    ) -> VGroup:
        """Write names above what they are made of, tied to each part of it."""
        words, ties = VGroup(), VGroup()
        top = max(float(part.get_top()[1]) for parts in below for part in parts) + 0.15
        for name, parts in zip(names, below, strict=True):
            middle = sum(float(part.get_x()) for part in parts) / len(parts)
            word = self.words(name, font_size=52.0, weight="semibold")
            words.add(word.move_to((middle, height, 0.0)))
            foot = np.array([middle, height - 0.4, 0.0])
            for part in parts:
                head = np.array([part.get_x(), top, 0.0])
                ties.add(Line(head, foot, color=self.theme.faint, stroke_width=3.0))
        self.play(LaggedStart(*(Create(tie) for tie in ties), lag_ratio=0.1), run_time=0.7)
        self.play(FadeIn(words, shift=0.15 * UP), run_time=0.7)
        return words

    def side(self, name: str, height: float) -> None:
        """Say at the left what stands at this height."""
        words = self.words(name, color=self.theme.muted)
        left = self.by_shape(-6.7, tall=-3.7)
        self.play(FadeIn(words.move_to((left + words.width / 2.0, height, 0.0))), run_time=0.4)
