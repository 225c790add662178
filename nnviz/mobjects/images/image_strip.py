"""Digits in rows, each with a few words under it."""

from collections.abc import Sequence

import numpy as np
from manim import DOWN, Group, Mobject, VGroup
from numpy.typing import ArrayLike

from nnviz.core import NNVizError
from nnviz.mobjects.images.digit_image import DigitImage
from nnviz.mobjects.text import MIN_FONT_SIZE, Words
from nnviz.view import DARK, Theme

__all__ = ["ImageStrip"]


class ImageStrip(Group):
    """Images in rows of equal columns, each with a caption under it.

    Parameters
    ----------
    images : array_like, shape (n, side, side)
        Values in [0, 1].
    captions : sequence of str, optional
        One for each image.
    columns : int, optional
        Images in a row; all in one row unless given.
    height : float
        Of one image, in scene units.
    gap : tuple of float
        Between columns and between rows, in scene units.
    colors : sequence of str, optional
        The colour of each caption; the theme's ink unless given.
    theme : Theme

    Attributes
    ----------
    pictures : list of DigitImage
    captions : VGroup of Words
        It is empty without captions.

    Raises
    ------
    NNVizError
        If there is no image, or not one caption and colour for each.

    Examples
    --------
    >>> import numpy as np
    >>> strip = ImageStrip(np.zeros((6, 28, 28)), list("abcdef"), columns=3)
    >>> len(strip.pictures), len(strip.captions), len(strip.item(4))
    (6, 6, 2)
    """

    def __init__(
        self,
        images: ArrayLike,
        captions: Sequence[str] | None = None,
        *,
        columns: int | None = None,
        height: float = 1.2,
        gap: tuple[float, float] = (0.35, 0.35),
        font_size: float = MIN_FONT_SIZE,
        colors: Sequence[str] | None = None,
        theme: Theme = DARK,
    ) -> None:
        stack = np.asarray(images, dtype=np.float64)
        if stack.ndim != 3 or not len(stack):
            raise NNVizError(f"expected images of shape (n, side, side); got {stack.shape}")
        for what, given in (("captions", captions), ("colors", colors)):
            if given is not None and len(given) != len(stack):
                raise NNVizError(f"expected {len(stack)} {what}, one an image; got {len(given)}")
        self.pictures = [DigitImage(image, height=height, theme=theme) for image in stack]
        self.captions = VGroup()
        per_row = len(stack) if columns is None else int(columns)
        line = 0.0 if captions is None else font_size / 48.0 * 0.7
        step = (height + gap[0], height + line + gap[1])
        rows = -(-len(stack) // per_row)
        for index, picture in enumerate(self.pictures):
            row, column = divmod(index, per_row)
            x = (column - (min(per_row, len(stack)) - 1) / 2.0) * step[0]
            y = ((rows - 1) / 2.0 - row) * step[1] + line / 2.0
            picture.move_to(np.array([x, y, 0.0]))
        if captions is not None:
            inks = [theme.ink] * len(stack) if colors is None else list(colors)
            for picture, text, ink in zip(self.pictures, captions, inks, strict=True):
                words = Words(text, font_size=font_size, color=ink, theme=theme)
                self.captions.add(words.next_to(picture, DOWN, buff=0.12))
        super().__init__(*self.pictures, self.captions)

    def item(self, index: int) -> Group:
        """Return one image together with its caption, to be moved or shown as one."""
        parts: list[Mobject] = [self.pictures[index]]
        if len(self.captions):
            parts.append(self.captions[index])
        return Group(*parts)
