"""What is heard of what is written: numbers and signs read out, word by word."""

import re
import unicodedata
from dataclasses import dataclass

from nnviz.errors import NNVizError
from nnviz.speech.numerals import LANGUAGES, cardinal, digit_by_digit
from nnviz.speech.signs import DECIMAL_POINTS, LETTERS, OF, POINT, SIGNS, TEN_TO, UNITS
from nnviz.view import split_words

__all__ = ["WrittenWord", "heard_text", "read_out"]

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿˣ", "0123456789+-()nx")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₙₓ", "0123456789+-()nx")

#: What ends a phrase stays with the word before it: a voice pauses there.
_ENDS = ".,;:!?…"
_QUIET = "\"'“”„‘’‚«»()[]*_"

_NUMBER = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
    "other": re.compile(r"\d{1,3}(?:[.\u202f\u00a0]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"),
}

#: a_1^(2) and the like: a letter, and what stands below and above it.
_INDEXED = re.compile(r"([A-Za-zσΣ])((?:[_^](?:\([^()]*\)|[0-9a-z]+))+)")
_INDEX = re.compile(r"[_^](?:\(([^()]*)\)|([0-9a-z]+))")


@dataclass(frozen=True)
class WrittenWord:
    """A word as it is written, and what is heard of it.

    Attributes
    ----------
    text : str
        As it stands in the caption, with its full stop.
    heard : str
        One word or several; empty if nothing is heard of it.
    """

    text: str
    heard: str


def read_out(text: str, language: str = "en") -> tuple[WrittenWord, ...]:
    """Return the words of a text, each with what is heard of it.

    Parameters
    ----------
    text : str
        A caption.
    language : str
        As two letters, or with a country: ``"en"``, ``"de-DE"``.

    Raises
    ------
    NNVizError
        If there is nothing to say, or a sign that nobody can say; the message names it.

    Examples
    --------
    >>> [word.heard for word in read_out("784 × 16 at 0.95.")]
    ['seven hundred eighty-four', 'times', 'sixteen', 'at', 'zero point nine five.']
    >>> heard_text("Die 12.544 Gewichte: 95,8 %", "de")
    'Die zwölftausendfünfhundertvierundvierzig Gewichte: fünfundneunzig Komma acht Prozent'
    >>> heard_text("a^(1) is σ(W a + b)")
    'a one is sigma of W a plus b'
    """
    tongue = language[:2].lower()
    before = ""
    words = []
    for word in split_words(text):
        heard = _heard(word, tongue, follows_a_number=before[-1:].isdigit())
        words.append(WrittenWord(word, heard))
        before = word
    if not any(word.heard for word in words):
        raise NNVizError(f"expected a sentence that can be said; got {text!r}")
    return tuple(words)


def heard_text(text: str, language: str = "en") -> str:
    """Return all that is heard of a text, as one text.

    Examples
    --------
    >>> heard_text("16 neurons, 0.95")
    'sixteen neurons, zero point nine five'
    """
    return " ".join(word.heard for word in read_out(text, language) if word.heard)


def _heard(word: str, language: str, *, follows_a_number: bool) -> str:
    core = word.rstrip(_ENDS + _QUIET)
    end = next((sign for sign in word[len(core) :] if sign in _ENDS), "")
    core = core.lstrip(_QUIET)
    if ")" in word[word.rfind(core) + len(core) :] and "(" in core:
        core += ")"
    unit = UNITS.get(language, {}).get(core) if follows_a_number else None
    said = unit or _core(_flat(core), language)
    return said + end if said else ""


def _flat(word: str) -> str:
    """Return a word with small figures above and below written out: ``a₁⁽²⁾`` as ``a_1^(2)``."""
    flat = []
    for kind, run in _runs(unicodedata.normalize("NFC", word)):
        if kind == "^":
            inner = run.translate(_SUPERSCRIPTS)
            flat.append(f"^{inner if inner.startswith('(') else f'({inner})'}")
        elif kind == "_":
            flat.append(f"_({run.translate(_SUBSCRIPTS)})")
        else:
            flat.append(run)
    return "".join(flat)


def _runs(word: str) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for character in word:
        code = ord(character)
        kind = "^" if code in _SUPERSCRIPTS else "_" if code in _SUBSCRIPTS else ""
        if runs and runs[-1][0] == kind:
            runs[-1] = (kind, runs[-1][1] + character)
        else:
            runs.append((kind, character))
    return runs


def _core(word: str, language: str) -> str:
    """Return what is heard of a word without the signs around it."""
    if not word:
        return ""
    found = _INDEXED.search(word)
    if found:
        indices = [a or b for a, b in _INDEX.findall(found[2])]
        # The layer is written above and said first where it is written first.
        parts = [word[: found.start()], found[1], *indices, word[found.end() :]]
        return " ".join(filter(None, (_core(part, language) for part in parts)))
    number = _NUMBER["en" if language == "en" else "other"]
    said: list[str] = []
    place = 0
    for match in number.finditer(word):
        if match.start() < place:
            continue
        said += _letters(word[place : match.start()], language, leads=place == 0)
        said.append(_number(match[0], language))
        place = match.end()
        power = re.match(r"e([+-]?)(\d+)", word[place:])
        unit = re.match(r"(?:[a-zA-Zµ]{1,3}|%|°)(?![a-zA-Z])", word[place:])
        if power and language in TEN_TO:
            sign = SIGNS[language]["−"] if power[1] == "-" else ""
            said += [TEN_TO[language], sign, cardinal(int(power[2]), language)]
            place += power.end()
        elif unit and unit[0] in UNITS.get(language, {}):
            said.append(UNITS[language][unit[0]])
            place += unit.end()
    said += _letters(word[place:], language, leads=False)
    return re.sub(r"\s+", " ", " ".join(filter(None, said))).strip()


def _number(digits: str, language: str) -> str:
    if language not in LANGUAGES:
        return digits
    point = DECIMAL_POINTS.get(language, ".")
    # A full stop counts thousands in German; one that does not is a decimal point all the same.
    grouped = re.fullmatch(r"\d{1,3}(?:[.,\u202f\u00a0]\d{3})+", digits) and point not in digits
    if grouped:
        return cardinal(int(re.sub(r"\D", "", digits)), language)
    head, found, tail = digits.rpartition(point)
    if not found:
        head, found, tail = digits.rpartition("." if point == "," else "\0")
    if not found:
        return cardinal(int(digits), language)
    whole = cardinal(int(re.sub(r"\D", "", head)), language)
    return f"{whole} {POINT.get(language, 'point')} {digit_by_digit(tail, language)}"


def _letters(part: str, language: str, *, leads: bool) -> list[str]:
    """Return what is heard of letters and signs; a hyphen that leads a number is a minus."""
    said, letters = [], ""
    for place, character in enumerate(part):
        if character.isalpha() or unicodedata.combining(character) or character in "'’":
            letters += character
            continue
        if character in "-‐" and letters:
            letters += "-"
            continue
        leading = leads and character in "-−" and place == len(part) - 1
        called = character == "(" and letters in LETTERS.get(language, {})
        heard = OF[language] if called else _sign("−" if leading else character, language, part)
        said += [_named(letters, language), heard]
        letters = ""
    return [*said, _named(letters.rstrip("-"), language)]


def _named(letters: str, language: str) -> str:
    return LETTERS.get(language, {}).get(letters, letters)


def _sign(character: str, language: str, part: str) -> str:
    """Return what is heard of a sign: nothing, where it only divides."""
    known = SIGNS.get(language)
    if known is not None and character in known:
        return known[character]
    if character in _QUIET + _ENDS + "-–—‐/\\" or character.isspace():
        return ""
    if known is None and not unicodedata.category(character).startswith("C"):
        # The voice itself knows what its language says there.
        return character
    raise NNVizError(
        f"no voice can say {character!r} in {part!r}; write it in words, or say what is heard: "
        'say(text, heard="...")'
    )
