"""The one error that nnviz raises for a mistake that a user can mend, and how texts are shown."""

__all__ = ["LONGEST_MESSAGE", "NNVizError", "one_line"]

LONGEST_MESSAGE = 490
"""Characters of an error's message; with the command's name before it, a line stays below 500."""

_CUT = " [...] "


def one_line(text: object, longest: int = LONGEST_MESSAGE) -> str:
    r"""Return a text as one line of printable characters, cut in the middle where it is too long.

    Names of files and texts inside them come from others: a line break becomes a space, and what
    cannot be printed, the codes that steer a terminal among it, is written as an escape.

    Parameters
    ----------
    text : object
        Its `str` is taken.
    longest : int
        In characters.

    Examples
    --------
    >>> one_line("two\nlines"), one_line("a bell \a, a byte \udcff")
    ('two lines', 'a bell \\x07, a byte \\xff')
    >>> one_line("0123456789" * 9, longest=27)
    '0123456789 [...] 0123456789'
    """
    whole = str(text)
    if len(whole) > 100 * longest:
        # Nobody waits for what is cut away.
        whole = whole[: 50 * longest] + whole[-50 * longest :]
    shown = " ".join("".join(map(_printable, whole)).split())
    if len(shown) <= longest:
        return shown
    tail = (longest - len(_CUT)) // 2
    return shown[: longest - len(_CUT) - tail] + _CUT + shown[-tail:]


def _printable(character: str) -> str:
    if character.isprintable() or character.isspace():
        return character if character.isprintable() else " "
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        # A byte of a file's name that is no text: Python keeps it as half of a surrogate pair.
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


class NNVizError(ValueError):
    r"""A user's mistake: what was given, what was expected, what to do.

    The command line prints its message as one line and exits with code 2; in Python it is an
    ordinary `ValueError`. The message is one line of at most `LONGEST_MESSAGE` printable
    characters, whatever was given.

    Examples
    --------
    >>> str(NNVizError("there is no file three\x1b[2J.png"))
    'there is no file three\\x1b[2J.png'
    """

    def __init__(self, message: object = "") -> None:
        super().__init__(one_line(message))
