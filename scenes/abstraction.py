"""Abstraction: edges in a photograph by real sums, and speech from sounds up to a word."""

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
    Rectangle,
    VGroup,
    VMobject,
    linear,
)
from scipy import ndimage

from nnviz.data.photo import load_photo
from nnviz.data.speech import SEVEN, synthesize
from nnviz.mobjects.kernel_step import KernelStep, SlideKernel
from nnviz.mobjects.picture import Picture
from nnviz.mobjects.sign_key import SignKey
from nnviz.mobjects.waveform import SpeechWaveform
from nnviz.stage import NetworkScene
from nnviz.view.encoding import weight_image
from nnviz.view.theme import DARK

KERNEL = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
"""Sobel's weights: light on the right counts up, light on the left counts down."""


class EdgeDetection(NetworkScene):
    """Nine weights, slid over a photograph, find its edges."""

    title = "Finding edges"
    teaches = "How a few weights, applied at every place of a picture, bring out its edges."
    needs_digits = False

    def construct(self) -> None:
        """Show the photograph, one sum, all sums, and both directions together."""
        self.photo = load_photo()
        # At every pixel, the sum of its nine neighbours times the kernel's nine weights.
        self.across = ndimage.correlate(self.photo, KERNEL, mode="nearest")
        self.down = ndimage.correlate(self.photo, KERNEL.T, mode="nearest")
        self.show_the_photograph()
        self.take_one_sum()
        self.take_every_sum()
        self.join_both_directions()

    def show_the_photograph(self) -> None:
        """Begin with the photograph alone."""
        self.next_section("The photograph")
        rows, columns = self.photo.shape
        self.note("picture", self.photo.shape)
        self.picture = Picture(self.photo, height=5.8, theme=self.theme).shift(0.35 * UP)
        size = self.words(f"{rows} × {columns} numbers", color=self.theme.muted)
        size.next_to(self.picture, DOWN, buff=0.3)
        self.say("A photograph is numbers too: 0 is black, 1 is white.")
        self.play(FadeIn(self.picture, scale=0.96), FadeIn(size, shift=0.1 * UP))
        self.rest()
        self.play(FadeOut(size), self.picture.animate.scale(0.83).move_to(4.3 * LEFT), run_time=1.2)

    def take_one_sum(self) -> None:
        """Slide the kernel from an even place over the sharpest edge of its row."""
        self.next_section("Nine weights")
        inner = np.abs(self.across[8:-8, 48:-48])
        row, column = (int(k) for k in np.unravel_index(inner.argmax(), inner.shape))
        row, column = row + 8, column + 48
        # From the most even of the places to the left of the edge.
        before = np.abs(self.across[row, column - 44 : column - 12])
        start = column - 44 + int(before.argmin())
        step = KernelStep(self.picture, KERNEL, centre=(row, start), theme=self.theme)
        step.move_to(2.72 * RIGHT)
        step.slide_to(row, start)  # Its rays have to follow it.
        self.step = step
        self.note("kernel", KERNEL)
        self.note("even_values", [label.value for label in step.numbers])
        self.note("even_sum", step.total.value)
        self.say("Nine neighbours, nine weights: multiply each pair and add up.")
        self.play(
            Create(step.box), Create(step.rays), FadeIn(step.window, step.numbers), run_time=1.0
        )
        self.play(FadeIn(step.times, step.weights), run_time=0.7)
        self.play(FadeIn(step.equals, step.total), run_time=0.5)
        self.rest()
        self.say("Where the picture is even, light and dark cancel. At an edge the sum is large.")
        self.play(SlideKernel(step, row, column, run_time=4.0, rate_func=linear))
        self.note("edge_values", [label.value for label in step.numbers])
        self.note("edge_sum", step.total.value)
        self.note("edge_pixel", [row, column])
        self.rest()

    def take_every_sum(self) -> None:
        """Scan the whole photograph and let the sums appear beside it."""
        self.next_section("Everywhere")
        # The strongest hundredth is drawn at full colour.
        full = float(np.quantile(np.abs(self.across), 0.99))
        self.note("drawn_full_from", full)
        colors = weight_image(self.across, self.theme, scale=full) / 255.0
        self.sums = Picture(colors, height=5.8, theme=self.theme).move_to(3.3 * RIGHT + 0.4 * UP)
        cover = Rectangle(width=self.sums.width, height=self.sums.height, stroke_width=0.0)
        cover.set_fill(self.theme.background, opacity=1.0).move_to(self.sums)
        self.key = SignKey(
            positive="lighter to the right", negative="darker to the right", theme=self.theme
        ).move_to(3.15 * DOWN)
        self.say(f"The same nine weights at every place: {self.across.size:,} sums.")
        self.play(
            FadeOut(self.step, self.step.box, self.step.rays, run_time=0.6),
            self.picture.animate.scale_to_fit_height(5.8).move_to(3.3 * LEFT + 0.4 * UP),
        )
        scan = Line(self.picture.get_corner(UP + LEFT), self.picture.get_corner(UP + RIGHT))
        scan.set_stroke(DARK.accent, width=3.0)  # A photograph is as dark in every theme.
        self.play(Create(scan), run_time=0.4)
        self.add(self.sums.picture, cover, self.sums.frame)
        self.play(
            cover.animate.stretch_to_fit_height(0.001).align_to(self.sums, DOWN),
            scan.animate.move_to(self.picture.get_bottom()),
            run_time=4.0,
            rate_func=linear,
        )
        self.remove(cover)
        self.play(FadeOut(scan), FadeIn(self.key), run_time=0.5)
        self.rest()

    def join_both_directions(self) -> None:
        """Add the sums of the kernel turned by a quarter, whatever their sign."""
        self.next_section("All edges")
        strength = np.hypot(self.across, self.down)
        # The strongest two in a hundred are drawn white.
        white = float(np.quantile(strength, 0.98))
        self.note("drawn_white_from", white)
        edges = Picture(np.clip(strength / white, 0.0, 1.0), height=self.sums.height)
        edges.move_to(self.sums)
        self.say("The same weights turned a quarter, both together: all its edges.")
        self.play(FadeOut(self.key, run_time=0.4), FadeIn(edges), FadeOut(self.sums), run_time=1.6)
        self.rest()
        self.say("Edges by a few weights: that a network finds such steps itself is the hope.")
        names = VGroup(
            *(
                self.words(name, color=self.theme.muted).next_to(picture, DOWN, buff=0.35)
                for name, picture in (("the photograph", self.picture), ("its edges", edges))
            )
        )
        self.play(FadeIn(names, shift=0.1 * UP))
        self.describe(
            "A photograph of a cup beside its edges, bright on black, computed with two sets of "
            "nine weights slid over all its pixels."
        )
        self.rest(2.0)


class Speech(NetworkScene):
    """A waveform, its sounds, its syllables, its word: an illustration of the same idea."""

    title = "From a sound to a word"
    teaches = "The idea of parts that are made of smaller parts is not about pictures alone."
    needs_digits = False

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
        self.wave = SpeechWaveform(self.speech, width=10.0, theme=self.theme)
        self.wave.scale(1.25).shift(0.2 * UP)
        seconds = f"{self.speech.seconds:.2f} seconds"
        self.mark = self.words(f"synthesised, {seconds}: an illustration", color=self.theme.muted)
        self.mark.move_to(3.5 * DOWN)
        self.say(f"A sound is numbers too: here {len(self.speech.samples):,}, one after another.")
        self.play(
            LaggedStart(*(FadeIn(part, shift=0.1 * RIGHT) for part in self.wave), lag_ratio=0.5),
            FadeIn(self.mark),
            run_time=2.0,
        )
        self.rest()

    def cut_into_sounds(self) -> None:
        """Let the sounds part from one another, each with its letter."""
        self.next_section("The sounds")
        self.say("It can be cut into sounds: a hiss for s, and the buzz of the voice.")
        self.play(
            self.wave.animate.scale(0.8).shift(1.2 * RIGHT + 2.1 * DOWN),
            self.mark.animate.shift(1.2 * RIGHT),
            run_time=1.2,
        )
        self.side("waveform", -1.9)
        self.play(
            *(part.animate.shift((i - 2) * 0.18 * RIGHT) for i, part in enumerate(self.wave)),
            run_time=0.9,
        )
        self.sounds = self.level(self.speech.names, [[part] for part in self.wave], height=0.2)
        self.side("sounds", 0.2)
        self.rest()

    def join_them(self) -> None:
        """Join sounds into syllables, and syllables into the word."""
        self.next_section("Syllables and a word")
        self.say("Sounds make syllables.")
        syllables = self.level(
            ("sev", "en"), [list(self.sounds[:3]), list(self.sounds[3:])], height=1.65
        )
        self.side("syllables", 1.65)
        self.rest()
        self.say("Syllables make a word.")
        word = self.level(("seven",), [list(syllables)], height=3.1)
        self.side("word", 3.1)
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
        self.play(FadeIn(words.move_to((-6.7 + words.width / 2.0, height, 0.0))), run_time=0.4)
