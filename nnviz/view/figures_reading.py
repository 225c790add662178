"""Figures of how an image was read: which pixels spoke for the answer, and how far to trust it."""

import numpy as np
from numpy.typing import ArrayLike

from nnviz.core import FloatArray, NNVizError
from nnviz.view.encoding import weight_image
from nnviz.view.figures_parts import NOTE, shade_key, sign_key, write
from nnviz.view.theme import DARK, Theme
from nnviz.view.vector import VectorFigure

__all__ = ["calibration_figure", "worth_figure"]

_WIDTH, _HEIGHT = 128 / 9, 8.0
_FEWEST = 5


def worth_figure(
    image: ArrayLike, worth: ArrayLike, *, answer: str, theme: Theme = DARK, caption: str = ""
) -> VectorFigure:
    """Draw an image beside what each of its pixels did for the answer.

    Parameters
    ----------
    image : array_like, shape (rows, columns)
        Values in [0, 1].
    worth : array_like, shape (rows, columns)
        Above 0 the pixel spoke for the answer, below 0 against it.
    answer : str
        What the network answered.
    theme : Theme
    caption : str
        A line below.

    Returns
    -------
    VectorFigure
        Of 128/9 x 8 scene units.

    Raises
    ------
    NNVizError
        If the shapes differ or have not two axes.

    Examples
    --------
    >>> worth_figure([[0.0, 1.0]], [[0.0, 2.0]], answer="1").to_svg().count("<image")
    3
    """
    pixels, spoken = (np.asarray(array, dtype=np.float64) for array in (image, worth))
    if pixels.ndim != 2 or pixels.shape != spoken.shape or not pixels.size:
        raise NNVizError(
            f"expected an image and a worth of one shape; got {pixels.shape} and {spoken.shape}"
        )
    scale = float(np.abs(spoken).max()) or 1.0
    figure = VectorFigure(
        _WIDTH,
        _HEIGHT,
        background=theme.background,
        font=theme.font,
        title=f"Which pixels spoke for the {answer}",
        description=f"{int((spoken > 0).sum())} pixels spoke for the {answer} and "
        f"{int((spoken < 0).sum())} against it; one pixel did at most {scale:.2f}.",
    )
    rows, columns = pixels.shape
    pitch = 4.8 / max(rows, columns)
    half_wide, half_high = columns * pitch / 2, rows * pitch / 2
    shades = np.repeat(pixels[..., None], 3, axis=2)
    coloured = weight_image(spoken, theme, scale=scale) / 255.0
    for middle, colours, words in (
        (-3.3, shades, "what the network sees"),
        (3.3, coloured, f"what each pixel did for the {answer}"),
    ):
        low, high = (middle - half_wide, 0.65 - half_high), (middle + half_wide, 0.65 + half_high)
        figure.image(colours, low, high)
        figure.rectangle(low, high, stroke_color=theme.faint)
        write(figure, (middle, 0.65 + half_high + 0.4), words, color=theme.ink)
    sign_key(figure, 3.3 + 2.4, -2.2, theme, ("for", "against"))
    shade_key(figure, (-3.3, -2.4), scale, theme, of="worth")
    if caption:
        write(figure, (0.0, -_HEIGHT / 2 + 0.4), caption, size=NOTE, color=theme.muted)
    return figure


def calibration_figure(
    chances: ArrayLike, right: ArrayLike, *, theme: Theme = DARK, bins: int = 10, data: str = ""
) -> VectorFigure:
    """Draw how often answers are right against how often they were said to be.

    A dot a group of answers of like chance, as large as the group; on the diagonal what is said
    holds. Groups of fewer than five are left out, and counted.

    Parameters
    ----------
    chances : array_like, shape (n,)
        What was said, in [0, 1].
    right : array_like of bool, shape (n,)
        Whether each answer was right.
    theme : Theme
    bins : int
        How many groups, each a part of [0, 1].
    data : str
        What was answered, in words.

    Returns
    -------
    VectorFigure
        Of 128/9 x 8 scene units.

    Raises
    ------
    NNVizError
        If there are no answers, or not one chance for each.

    Examples
    --------
    >>> said = np.linspace(0.05, 0.95, 200)
    >>> calibration_figure(said, np.arange(200) % 2 == 0).to_svg().count("<circle")
    10
    """
    said, is_right = np.asarray(chances, dtype=np.float64), np.asarray(right, dtype=bool)
    if said.ndim != 1 or said.shape != is_right.shape or not said.size:
        raise NNVizError(
            f"expected one chance for each answer; got {said.shape} and {is_right.shape}"
        )
    groups, error = _groups(said, is_right, bins)
    figure = VectorFigure(
        _WIDTH,
        _HEIGHT,
        background=theme.background,
        font=theme.font,
        title="How far an answer can be trusted",
        description=f"{said.size} answers in {bins} groups of like chance. What is said and what "
        f"holds differ by {100 * error:.1f} % on average.",
    )

    def at(x: float, y: float) -> tuple[float, float]:
        return -3.0 + 6.0 * x, -2.45 + 5.0 * y

    for tick in np.linspace(0.0, 1.0, 6):
        figure.lines([at(0, tick)], [at(1, tick)], colors=theme.faint, opacities=0.5)
        words, size = f"{100 * tick:.0f} %", NOTE
        where = (at(0, tick)[0] - 0.15, at(0, tick)[1])
        write(figure, where, words, size=size, color=theme.muted, anchor="end")
        write(figure, (at(tick, 0)[0], at(0, 0)[1] - 0.3), words, size=size, color=theme.muted)
    figure.lines([at(0, 0), at(0, 0)], [at(1, 0), at(0, 1)], colors=theme.faint)
    figure.lines([at(0, 0)], [at(1, 1)], colors=theme.muted, widths=1.5)
    left_out = 0
    for x, y, count in groups:
        if count < _FEWEST:
            left_out += count
            continue
        radius = 0.06 + 0.16 * (count / said.size) ** 0.5
        figure.circles([at(x, y)], radius, fill_color=theme.accent, ring_width=0.0)
    write(figure, (0.0, -3.25), "said to be right", color=theme.ink)
    write(figure, (-3.5, 3.0), "right", color=theme.ink)
    heading = f"{data or 'answers'}: {said.size:,} answers, off by {100 * error:.1f} % on average"
    write(figure, (0.0, _HEIGHT / 2 - 0.45), heading, color=theme.ink)
    if left_out:
        note = f"{left_out} answers, in groups of fewer than {_FEWEST}, are not drawn"
        write(figure, (0.0, -3.75), note, size=NOTE, color=theme.muted)
    return figure


def _groups(
    said: FloatArray, is_right: np.ndarray, bins: int
) -> tuple[list[tuple[float, float, int]], float]:
    """Return (mean chance, part that is right, count) of each group, and the calibration error."""
    place = np.minimum((said * bins).astype(int), bins - 1)
    found = []
    error = 0.0
    for group in range(bins):
        inside = place == group
        count = int(inside.sum())
        if count:
            mean, part = float(said[inside].mean()), float(is_right[inside].mean())
            found.append((mean, part, count))
            error += abs(mean - part) * count / said.size
    return found, error
