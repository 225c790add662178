"""Numbers as a language writes them."""

import re
from functools import cache

from babel import Locale

__all__ = ["in_style"]

_NUMBER = re.compile(
    r"(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\w|,\d)|(?<![\w.])\d+\.\d+(?!\w|\.\d)"
)
_PERCENT = re.compile(r"(?<=\d)%")


def in_style(text: str, language: str) -> str:
    r"""Return a text whose numbers, written as in English, are written as in a language.

    Parameters
    ----------
    text : str
    language : str
        As two letters, or with a country; an unknown one leaves the text as it is.

    Examples
    --------
    >>> in_style("12,544 weights, 95.8%, z = -0.5", "de")
    '12.544 weights, 95,8\xa0%, z = -0,5'
    >>> in_style("784-16-16-10 and 0.95", "en")
    '784-16-16-10 and 0.95'
    """
    group, point, percent = _signs(language)
    if (group, point, percent) == (",", ".", "%"):
        return text

    def written(found: re.Match[str]) -> str:
        return found[0].replace(",", "\0").replace(".", point).replace("\0", group)

    return _PERCENT.sub(percent, _NUMBER.sub(written, text))


@cache
def _signs(language: str) -> tuple[str, str, str]:
    """Return what groups digits, what stands before decimals, and what follows for percent."""
    try:
        locale = Locale.parse(language, sep="-")
    except ValueError:
        return ",", ".", "%"
    symbols = locale.number_symbols["latn"]
    pattern = str(locale.percent_formats[None].pattern)
    return symbols["group"], symbols["decimal"], pattern.lstrip("#,.0")
