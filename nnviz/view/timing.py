"""How long things take on screen: reading, resting, moving."""

import re

from nnviz.errors import NNVizError

__all__ = [
    "READING_SPEED",
    "balanced_lines",
    "caption_cues",
    "caption_lines",
    "reading_time",
    "split_words",
]

READING_SPEED = 15.0
"""Characters a second that a viewer reads while watching."""

_SHORTEST = 1.2
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def split_words(text: str) -> list[str]:
    r"""Return the words of a text; a space that holds a number together parts nothing.

    Examples
    --------
    >>> split_words("12\u202f544 poids")
    ['12\u202f544', 'poids']
    """
    return [word for word in _SPACES.split(text) if word]


def reading_time(text: str) -> float:
    """Return the seconds that a caption must stay, at `READING_SPEED`.

    Examples
    --------
    >>> reading_time("x" * 45)
    3.0
    """
    return max(_SHORTEST, len(" ".join(split_words(text))) / READING_SPEED)


def caption_lines(text: str, *, longest: int = 42, most: int = 2) -> tuple[str, ...]:
    """Return a caption as few lines of about equal length.

    Parameters
    ----------
    text : str
    longest : int
        The most characters in a line.
    most : int
        The most lines.

    Raises
    ------
    NNVizError
        If it does not fit.

    Examples
    --------
    >>> caption_lines("Each pixel is a number from 0, black, to 1, white.")
    ('Each pixel is a number', 'from 0, black, to 1, white.')
    """
    whole = " ".join(split_words(text))
    for count in range(1, most + 1):
        lines = balanced_lines(whole, count)
        if max(map(len, lines)) <= longest:
            return lines
    number = {2: "two", 3: "three", 4: "four"}.get(most, str(most))
    raise NNVizError(
        f"expected a caption of at most {number} lines of {longest} characters; got {whole!r}"
    )


def caption_cues(text: str, *, longest: int = 42, most: int = 2) -> tuple[tuple[str, ...], ...]:
    """Return a text as captions that follow each other: one, if it fits, else as few as can be.

    They are parted after a full stop rather than after a comma, and there rather than elsewhere.

    Parameters
    ----------
    text : str
    longest, most : int
        As for `caption_lines`.

    Raises
    ------
    NNVizError
        If one word alone does not fit.

    Examples
    --------
    >>> caption_cues("It is short. This is not so short.", longest=12, most=2)
    (('It is short.',), ('This is not', 'so short.'))
    """
    words = split_words(text)
    if not words:
        return (("",),)
    fits = {}
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            try:
                fits[first, last] = caption_lines(
                    " ".join(words[first:last]), longest=longest, most=most
                )
            except NNVizError:
                if last == first + 1:
                    raise
                break
    # best[i]: of the words from the i-th on, how many captions, their cost, the first one's end.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] * (len(words) + 1)
    for first in reversed(range(len(words))):
        best[first] = min(
            (best[last][0] + 1, best[last][1] + _cost(words[first:last]), last)
            for last in range(first + 1, len(words) + 1)
            if (first, last) in fits
        )
    cues, first = [], 0
    while first < len(words):
        last = best[first][2]
        cues.append(fits[first, last])
        first = last
    return tuple(cues)


def _cost(words: list[str]) -> float:
    """Return what speaks against a caption that ends with these words."""
    end = words[-1].rstrip("\"')]”’")[-1:]
    apart = 0.0 if end in ".!?" else 4.0 if end in ",;:" else 10.0
    return apart + (len(" ".join(words)) / 60.0) ** 2


def balanced_lines(text: str, count: int) -> tuple[str, ...]:
    """Return the words of a text in so many lines, the longest of which is as short as can be.

    Examples
    --------
    >>> balanced_lines("one two three four five six", 3)
    ('one two', 'three four', 'five six')
    """
    words = split_words(text)
    best: list[tuple[str, ...]] = [()] * len(words)
    for lines in range(1, min(count, len(words)) + 1):
        # best[i]: the words from the i-th on, in so many lines.
        best = [
            min(
                _split(words[start:], best[start + 1 :], lines),
                key=lambda made: max(map(len, made)),
                default=(),
            )
            for start in range(len(words))
        ]
    return best[0] if words else ("",)


def _split(words: list[str], after: list[tuple[str, ...]], lines: int) -> list[tuple[str, ...]]:
    """Return every way to set a first line before the best of what follows it."""
    if lines == 1:
        return [(" ".join(words),)]
    return [
        (" ".join(words[:size]), *rest)
        for size, rest in enumerate(after, start=1)
        if len(rest) == lines - 1
    ]
