"""How long things take on screen: reading, resting, moving."""

from nnviz.errors import NNVizError

__all__ = ["READING_SPEED", "balanced_lines", "caption_lines", "reading_time"]

READING_SPEED = 15.0
"""Characters a second that a viewer reads while watching."""

_SHORTEST = 1.2


def reading_time(text: str) -> float:
    """Return the seconds that a caption must stay, at `READING_SPEED`.

    Examples
    --------
    >>> reading_time("x" * 45)
    3.0
    """
    return max(_SHORTEST, len(" ".join(text.split())) / READING_SPEED)


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
    whole = " ".join(text.split())
    for count in range(1, most + 1):
        lines = balanced_lines(whole, count)
        if max(map(len, lines)) <= longest:
            return lines
    number = {2: "two", 3: "three", 4: "four"}.get(most, str(most))
    raise NNVizError(
        f"expected a caption of at most {number} lines of {longest} characters; got {whole!r}"
    )


def balanced_lines(text: str, count: int) -> tuple[str, ...]:
    """Return the words of a text in so many lines, the longest of which is as short as can be.

    Examples
    --------
    >>> balanced_lines("one two three four five six", 3)
    ('one two', 'three four', 'five six')
    """
    words = text.split()
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
