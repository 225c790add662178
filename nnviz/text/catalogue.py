"""A catalogue: the English of the code, and what stands for it in another language."""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from nnviz.errors import NNVizError
from nnviz.files import read_bounded
from nnviz.text.numbers import in_style

__all__ = [
    "UNTIL",
    "Catalogue",
    "catalogue_digest",
    "catalogue_files",
    "current_catalogue",
    "load_catalogue",
    "translated",
    "use_catalogue",
]

UNTIL = "until"
"""The context of words that a picture waits for."""

_SHIPPED = Path(__file__).with_name("catalogues")
_LARGEST = 4 << 20
_HOLE = re.compile(r"\{(\w*)\}")


class Catalogue:
    """The words of one language.

    An entry may have holes: ``"The network reads a {answer}, at {sure}."`` stands for every text of
    that form; what fills a hole is a number, which is written as the language does, or words that
    are translated themselves. Text that no entry stands for stays English and is noted.

    Parameters
    ----------
    language : str
        ``"en"`` has no entries.
    entries : mapping
        The English, and its translation.
    phrases : mapping
        Words that pictures wait for, and how they begin in a translation.

    Attributes
    ----------
    missing : dict
        Each text that was asked for and not found, in order.

    Examples
    --------
    >>> words = Catalogue("de", {"a digit": "eine Ziffer", "{n} of {all}": "{n} von {all}"})
    >>> words.translate("a digit"), words.translate("16 of 1,784"), words.translate("0.95")
    ('eine Ziffer', '16 von 1.784', '0,95')
    >>> words.translate("a word"), list(words.missing)
    ('a word', ['a word'])
    """

    def __init__(
        self,
        language: str,
        entries: Mapping[str, str] | None = None,
        phrases: Mapping[str, str] | None = None,
    ) -> None:
        self.language = language
        self.entries = dict(entries or {})
        self.phrases = dict(phrases or {})
        self.missing: dict[str, None] = {}
        holed = [english for english in self.entries if _HOLE.search(english)]
        # The more is fixed, the surer it is meant.
        holed.sort(key=lambda english: -len(_HOLE.sub("", english)))
        self._forms = [(_form(english), self.entries[english]) for english in holed]

    def translate(self, text: str) -> str:
        """Return a text in this language; what it lacks is returned as it is, and noted."""
        if self.language[:2] == "en":
            return text
        whole = " ".join(text.split())
        found = self._find(whole)
        if found is not None:
            return found
        if re.search(r"[^\W\d_]{2}", whole):
            self.missing.setdefault(whole)
        return in_style(text, self.language)

    def _find(self, whole: str) -> str | None:
        exact = self.entries.get(whole)
        if exact is not None and not _HOLE.search(whole):
            return exact
        for form, translation in self._forms:
            match = form.fullmatch(whole)
            if match:
                return self._filled(translation, match.groupdict())
        return None

    def _filled(self, translation: str, values: Mapping[str, str]) -> str:
        fills = {
            name: self._find(value) or in_style(value, self.language)
            for name, value in values.items()
        }
        return _HOLE.sub(lambda hole: fills[_name(hole[1])], translation)


def _form(english: str) -> re.Pattern[str]:
    parts, place, seen = [], 0, set()
    for hole in _HOLE.finditer(english):
        name = _name(hole[1])
        parts.append(re.escape(english[place : hole.start()]))
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
        place = hole.end()
    return re.compile("".join([*parts, re.escape(english[place:])]))


def _name(hole: str) -> str:
    return f"hole_{hole}"


def catalogue_files(language: str) -> tuple[Path, ...]:
    """Return the catalogues of a language: ours, then those of your own, which come first.

    Your own lie in the folder ``catalogues`` here, or in that of ``NNVIZ_CATALOGUES``.

    Examples
    --------
    >>> catalogue_files("de")[0].name
    'de.po'
    """
    own = Path(os.environ.get("NNVIZ_CATALOGUES") or "catalogues")
    names = dict.fromkeys((f"{language}.po", f"{language[:2]}.po"))
    return tuple(
        path for folder in (_SHIPPED, own) for name in names if (path := folder / name).is_file()
    )


def load_catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language.

    Raises
    ------
    NNVizError
        If there is none, or a file is no catalogue; the message says what to do.

    Examples
    --------
    >>> load_catalogue("de").translate("A neuron, here, is a thing that holds a number.")
    'Ein Neuron ist hier ein Ding, das eine Zahl hält.'
    """
    if language[:2] == "en":
        return Catalogue(language)
    files = catalogue_files(language)
    if not files:
        raise NNVizError(
            f"there is no catalogue of {language}; 'nnviz translate --to {language}' begins one"
        )
    entries: dict[str, str] = {}
    phrases: dict[str, str] = {}
    for path in files:
        for context, english, translation in _read(path):
            (phrases if context == UNTIL else entries)[english] = translation
    return Catalogue(language, entries, phrases)


def catalogue_digest(language: str) -> str:
    """Return a digest of all catalogues of a language.

    Examples
    --------
    >>> len(catalogue_digest("de"))
    16
    """
    summary = hashlib.sha256(language.encode())
    for path in catalogue_files(language):
        summary.update(path.read_bytes())
    return summary.hexdigest()[:16]


def _read(path: Path) -> Iterable[tuple[str | None, str, str]]:
    data = read_bounded(path, limit=_LARGEST, what="catalogue")
    try:
        messages = read_po(data.decode("utf-8").splitlines(keepends=True), abort_invalid=True)
    except (ValueError, PoFileError) as error:
        raise NNVizError(f"cannot read the catalogue {path}: {error}") from error
    for message in messages:
        english, translation = message.id, message.string
        if not isinstance(english, str) or not isinstance(translation, str):
            raise NNVizError(f"a catalogue has no plurals; {path} has one, of {english!r}")
        if not english or not translation or message.fuzzy:
            continue
        holes = set(_HOLE.findall(english))
        if set(_HOLE.findall(translation)) - holes:
            raise NNVizError(
                f"the translation {translation!r} in {path} has a hole that {english!r} lacks"
            )
        yield message.context, english, translation


_used: list[Catalogue] = []


def use_catalogue(catalogue: Catalogue | None) -> None:
    """Let all that is shown or said in this process be in a language; None asks the environment.

    Examples
    --------
    >>> use_catalogue(Catalogue("de", {"a digit": "eine Ziffer"}))
    >>> current_catalogue().language
    'de'
    >>> use_catalogue(None)
    """
    _used[:] = [] if catalogue is None else [catalogue]


def current_catalogue() -> Catalogue:
    """Return the catalogue of this process: that of `use_catalogue`, or of ``NNVIZ_LANGUAGE``.

    Raises
    ------
    NNVizError
        As `load_catalogue`.

    Examples
    --------
    >>> current_catalogue().language
    'en'
    """
    if not _used:
        _used.append(load_catalogue(os.environ.get("NNVIZ_LANGUAGE") or "en"))
    return _used[0]


def translated(text: str) -> str:
    """Return a text in the language of this process.

    Examples
    --------
    >>> use_catalogue(Catalogue("de", {"a digit": "eine Ziffer"}))
    >>> translated("a digit")
    'eine Ziffer'
    >>> use_catalogue(None)
    """
    return current_catalogue().translate(text)
