"""A question with choices, and then the answer that was computed."""

from collections.abc import Sequence
from string import ascii_uppercase

from manim import (
    DOWN,
    RIGHT,
    UP,
    Group,
    Mobject,
    RoundedRectangle,
    SurroundingRectangle,
    VGroup,
    VMobject,
)

from nnviz.core import NNVizError
from nnviz.mobjects.text import MIN_FONT_SIZE, Words
from nnviz.view import DARK, Theme

__all__ = ["QuestionCard"]

_FEWEST, _MOST = 2, 8


class QuestionCard(Group):
    """A question above its choices, each with a letter; the answer is marked later.

    Parameters
    ----------
    question : str
        One line, or two with a line break.
    choices : sequence of str or Mobject
        Two to eight; words are set in boxes of equal size, pictures stand as they are.
    gap : float
        Between choices, in scene units.
    font_size : float
        Of the question; choices and letters are a little smaller.
    theme : Theme

    Attributes
    ----------
    question : Words
    choices : list of Mobject
        What can be chosen, in the order given.
    letters : VGroup
        A, B, C ... below the choices.

    Raises
    ------
    NNVizError
        If there are fewer than two choices or more than eight.

    Examples
    --------
    >>> card = QuestionCard("Which digit is it?", ["a 4", "a 9"])
    >>> [letter.text for letter in card.letters]
    ['A', 'B']
    """

    def __init__(
        self,
        question: str,
        choices: Sequence[str | Mobject],
        *,
        gap: float = 0.6,
        font_size: float = 42.0,
        theme: Theme = DARK,
    ) -> None:
        if not _FEWEST <= len(choices) <= _MOST:
            raise NNVizError(f"expected {_FEWEST} to {_MOST} choices; got {len(choices)}")
        self.theme = theme
        self.question = Words(question, font_size=font_size, weight="semibold", theme=theme)
        words = [
            Words(choice, font_size=max(MIN_FONT_SIZE, 0.85 * font_size), theme=theme)
            for choice in choices
            if isinstance(choice, str)
        ]
        width = max((one.width for one in words), default=0.0) + 0.7
        height = max((one.height for one in words), default=0.0) + 0.5
        boxed = iter([self._boxed(one, width, height) for one in words])
        self.choices: list[Mobject] = [
            next(boxed) if isinstance(choice, str) else choice for choice in choices
        ]
        row = Group(*self.choices).arrange(RIGHT, buff=gap)
        self.letters = VGroup()
        for letter, choice in zip(ascii_uppercase, self.choices, strict=False):
            name = Words(letter, font_size=MIN_FONT_SIZE, color=theme.muted, theme=theme)
            name.next_to(choice, DOWN, buff=0.18).set_y(row.get_bottom()[1] - 0.18, UP)
            self.letters.add(name)
        self.question.next_to(row, UP, buff=0.55)
        super().__init__(self.question, *self.choices, self.letters)
        self.center()

    def mark(self, index: int) -> VGroup:
        """Return what marks a choice as the answer: a box around it and its letter, and a tick.

        Raises
        ------
        NNVizError
            If there is no such choice.
        """
        if not 0 <= index < len(self.choices):
            raise NNVizError(f"expected a choice from 0 to {len(self.choices) - 1}; got {index}")
        around = Group(self.choices[index], self.letters[index])
        box = SurroundingRectangle(
            around, color=self.theme.accent, buff=0.14, corner_radius=0.1, stroke_width=4.0
        )
        tick = VMobject(stroke_color=self.theme.accent, stroke_width=5.0)
        tick.set_points_as_corners([(0.0, 0.09, 0.0), (0.08, 0.0, 0.0), (0.24, 0.2, 0.0)])
        tick.next_to(self.letters[index], RIGHT, buff=0.14)
        return VGroup(box, tick)

    def _boxed(self, words: Words, width: float, height: float) -> VGroup:
        box = RoundedRectangle(
            corner_radius=0.12,
            width=width,
            height=height,
            stroke_color=self.theme.faint,
            stroke_width=2.0,
            fill_color=self.theme.panel,
            fill_opacity=1.0,
        )
        return VGroup(box, words.move_to(box))
