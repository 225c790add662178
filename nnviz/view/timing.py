"""How long things take on screen: reading, resting, moving."""

from nnviz.errors import NNVizError

__all__ = ["READING_SPEED", "caption_lines", "reading_time"]

READING_SPEED = 15.0
"""Characters a second that a viewer reads while watching."""

_LINE = 42
_SHORTEST = 1.2


def reading_time(text: str) -> float:
    """Return the seconds that a caption must stay, at `READING_SPEED`.

    Examples
    --------
    >>> reading_time("x" * 45)
    3.0
    """
    return max(_SHORTEST, len(" ".join(text.split())) / READING_SPEED)


def caption_lines(text: str) -> tuple[str, ...]:
    """Return a caption as one line or two of at most 42 characters, split near the middle.

    Raises
    ------
    NNVizError
        If it does not fit two lines.

    Examples
    --------
    >>> caption_lines("Each pixel is a number from 0, black, to 1, white.")
    ('Each pixel is a number', 'from 0, black, to 1, white.')
    """
    words = text.split()
    whole = " ".join(words)
    if len(whole) <= _LINE:
        return (whole,)
    splits = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    fitting = [pair for pair in splits if max(map(len, pair)) <= _LINE]
    if not fitting:
        raise NNVizError(
            f"expected a caption of at most two lines of {_LINE} characters; got {whole!r}"
        )
    return min(fitting, key=lambda pair: abs(len(pair[0]) - len(pair[1])))
