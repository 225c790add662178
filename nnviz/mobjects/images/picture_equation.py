"""Pictures in a row with signs between them: one picture = another + a third."""

from collections.abc import Sequence

from manim import DOWN, LEFT, RIGHT, Group, Mobject, VGroup

from nnviz.core import NNVizError
from nnviz.mobjects.text import MIN_FONT_SIZE, Words
from nnviz.view import DARK, Theme

__all__ = ["PictureEquation"]


class PictureEquation(Group):
    """Pictures with a sign between each two, and a word under each where words are given.

    Parameters
    ----------
    pictures : sequence of Mobject
        Images, or anything that can stand in a row; they are moved, not copied.
    signs : str or sequence of str
        One fewer than pictures: ``"=+"`` for one picture that is the sum of two others.
    captions : sequence of str, optional
        One for each picture; an empty one leaves it without.
    per_row : int, optional
        The most pictures in a row; all in one unless given. A row after the first begins with its
        sign.
    gap : float
        From a picture to a sign, in scene units.
    font_size : float
        Of the signs.
    theme : Theme

    Attributes
    ----------
    pictures : list of Mobject
    signs : VGroup of Words
    captions : VGroup of Words

    Raises
    ------
    NNVizError
        If the numbers of pictures, signs and captions do not fit.

    Examples
    --------
    >>> from manim import Square
    >>> row = PictureEquation([Square(), Square(), Square()], "=+")
    >>> [sign.text for sign in row.signs]
    ['=', '+']
    """

    def __init__(
        self,
        pictures: Sequence[Mobject],
        signs: Sequence[str],
        *,
        captions: Sequence[str] = (),
        per_row: int | None = None,
        gap: float = 0.22,
        font_size: float = 44.0,
        theme: Theme = DARK,
    ) -> None:
        if len(signs) != len(pictures) - 1:
            raise NNVizError(
                f"expected a sign between each two of {len(pictures)} pictures; got {len(signs)}"
            )
        if captions and len(captions) != len(pictures):
            raise NNVizError(f"expected {len(pictures)} captions; got {len(captions)}")
        self.pictures = list(pictures)
        self.signs = VGroup(*[Words(sign, font_size=font_size, theme=theme) for sign in signs])
        rows: list[list[Mobject]] = [[self.pictures[0]]]
        for index, (sign, picture) in enumerate(zip(self.signs, self.pictures[1:], strict=True), 1):
            if per_row and index % per_row == 0:
                rows.append([])
            rows[-1] += [sign, picture]
        lines = Group(*(Group(*parts).arrange(RIGHT, buff=gap) for parts in rows))
        lines.arrange(DOWN, buff=2.0 * gap, aligned_edge=LEFT)
        for line in lines[1:]:
            # Its first sign stands before the first picture of the row above.
            line.shift((lines[0][0].get_left() - line[1].get_left())[0] * RIGHT)
        self.captions = VGroup()
        for text, picture in zip(captions, self.pictures, strict=False):
            if text:
                words = Words(text, font_size=MIN_FONT_SIZE, color=theme.muted, theme=theme)
                self.captions.add(words.next_to(picture, DOWN, buff=0.18))
        super().__init__(*self.pictures, self.signs, self.captions)
        self.center()
