"""Numbers in words: English, German and French."""

from collections.abc import Callable

__all__ = ["LANGUAGES", "cardinal", "digit_by_digit"]

_EN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_EN_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EN_LARGE = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred"))
_DE = (
    *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"),
    *("elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn"),
    "neunzehn",
)
_DE_TENS = (
    *("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig"),
    "neunzig",
)
_FR = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit"),
    "dix-neuf",
)
_FR_TENS = ("vingt", "trente", "quarante", "cinquante", "soixante")

_MOST = 10**12


def cardinal(number: int, language: str) -> str:
    """Return a whole number in words; in a language that is not known here, in digits.

    Parameters
    ----------
    number : int
        Below 10 ** 12; larger ones stay digits.
    language : str
        As two letters.

    Examples
    --------
    >>> cardinal(784, "en"), cardinal(784, "de")
    ('seven hundred eighty-four', 'siebenhundertvierundachtzig')
    >>> cardinal(13_002, "fr")
    'treize mille deux'
    """
    in_words = _CARDINALS.get(language)
    if in_words is None or not 0 <= number < _MOST:
        return str(number)
    return in_words(number)


def digit_by_digit(digits: str, language: str) -> str:
    """Return digits in words, one after the other, as after a decimal point.

    Examples
    --------
    >>> digit_by_digit("95", "en")
    'nine five'
    """
    return " ".join(cardinal(int(digit), language) for digit in digits)


def _english(number: int) -> str:
    if number < 20:
        return _EN[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _EN_TENS[tens - 2] + (f"-{_EN[rest]}" if rest else "")
    for size, name in _EN_LARGE:
        if number >= size:
            count, rest = divmod(number, size)
            return f"{_english(count)} {name}" + (f" {_english(rest)}" if rest else "")
    raise AssertionError(number)


def _german(number: int) -> str:
    for size, one, many in (
        (10**9, "eine Milliarde", "Milliarden"),
        (10**6, "eine Million", "Millionen"),
    ):
        if number >= size:
            count, rest = divmod(number, size)
            head = one if count == 1 else f"{_german(count)} {many}"
            return head + (f" {_german(rest)}" if rest else "")
    for size, name in ((1000, "tausend"), (100, "hundert")):
        if number >= size:
            count, rest = divmod(number, size)
            head = "ein" if count == 1 else _before_a_noun(_german(count))
            return head + name + (_german(rest) if rest else "")
    if number < 20:
        return _DE[number]
    tens, rest = divmod(number, 10)
    if not rest:
        return _DE_TENS[tens - 2]
    return f"{_before_a_noun(_DE[rest])}und{_DE_TENS[tens - 2]}"


def _before_a_noun(words: str) -> str:
    """Return a German number as it stands before what it counts: eins becomes ein."""
    return words.removesuffix("s") if words.endswith("eins") else words


def _french(number: int) -> str:
    for size, name in ((10**9, "milliard"), (10**6, "million")):
        if number >= size:
            count, rest = divmod(number, size)
            head = f"{_french(count)} {name}" + ("s" if count > 1 else "")
            return head + (f" {_french(rest)}" if rest else "")
    if number >= 1000:
        count, rest = divmod(number, 1000)
        head = "mille" if count == 1 else f"{_no_plural(_french(count))} mille"
        return head + (f" {_french(rest)}" if rest else "")
    if number >= 100:
        count, rest = divmod(number, 100)
        head = "cent" if count == 1 else f"{_FR[count]} cent"
        if not rest:
            return head + ("s" if count > 1 else "")
        return f"{head} {_french(rest)}"
    return _french_below_100(number)


def _french_below_100(number: int) -> str:
    if number < 20:
        return _FR[number]
    if number >= 80:
        return "quatre-vingts" if number == 80 else f"quatre-vingt-{_FR[number - 80]}"
    tens, rest = divmod(number, 10)
    if tens == 7:
        tens, rest = 6, rest + 10
    head = _FR_TENS[tens - 2]
    if rest in (1, 11):
        return f"{head} et {_FR[rest]}"
    return f"{head}-{_FR[rest]}" if rest else head


def _no_plural(words: str) -> str:
    """Return a French number without the s that vingt and cent lose before mille."""
    return words[:-1] if words.endswith(("cents", "vingts")) else words


_CARDINALS: dict[str, Callable[[int], str]] = {"en": _english, "de": _german, "fr": _french}

LANGUAGES = tuple(_CARDINALS)
"""The languages whose numbers are put into words here."""
