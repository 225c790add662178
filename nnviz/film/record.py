"""The record that a scene writes beside its film, read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from typing import Any

from nnviz.errors import NNVizError
from nnviz.files import read_json, writable_text

__all__ = ["Cue", "FilmRecord"]


@dataclass(frozen=True)
class Cue:
    """A text and the time it belongs to, in seconds: a caption, or a section by its name.

    Raises
    ------
    NNVizError
        If it ends before it begins, or begins before 0.

    Examples
    --------
    >>> Cue(1.0, 2.5, "Three numbers go in.").moved(10.0)
    Cue(start=11.0, end=12.5, text='Three numbers go in.')
    """

    start: float
    end: float
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise NNVizError(f"expected 0 <= start <= end; got {self.start} and {self.end}")

    def moved(self, seconds: float) -> "Cue":
        """Return the cue later by `seconds`."""
        return Cue(self.start + seconds, self.end + seconds, self.text)


@dataclass(frozen=True, eq=False)
class FilmRecord:
    """Everything about a rendered scene that is no picture.

    Attributes
    ----------
    scene, title, teaches : str
        The class, its title, and what one learns from it.
    duration : float
        Seconds.
    poster : float
        The moment of its best frame, in seconds; the frame is the last one shown before it.
    alt : str
        What is to be seen, in words.
    captions, sections : tuple of Cue
    numbers : dict
        What the scene shows, by name.
    rest : dict
        Whatever else the record says, as it stands in the file.
    as_written : dict
        The whole record as it stands in the file.

    Examples
    --------
    >>> record = FilmRecord.from_dict({"scene": "Mine", "duration": 2.5})
    >>> record.title, record.poster, record.captions
    ('Mine', 2.5, ())
    """

    scene: str
    title: str
    teaches: str
    duration: float
    poster: float
    alt: str = ""
    captions: tuple[Cue, ...] = ()
    sections: tuple[Cue, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)
    as_written: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "FilmRecord":
        """Return the record that `data` holds.

        Raises
        ------
        NNVizError
            If the scene or its duration is missing, or a cue is none.
        """
        try:
            duration = _seconds(data["duration"])
            return cls(
                scene=writable_text(data["scene"]),
                title=writable_text(data.get("title") or data["scene"]),
                teaches=writable_text(data.get("teaches") or ""),
                duration=duration,
                poster=_seconds(data.get("poster", duration)),
                alt=writable_text(data.get("alt") or ""),
                captions=tuple(_cue(entry, "text") for entry in data.get("captions", ())),
                sections=tuple(_cue(entry, "name") for entry in data.get("sections", ())),
                numbers=dict(data.get("numbers", {})),
                rest={key: data[key] for key in data if key not in _KNOWN},
                as_written=dict(data),
            )
        except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as error:
            raise NNVizError(f"expected the record of a film; {error!r} is wrong in it") from error

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "FilmRecord":
        """Read a record from its JSON file.

        Raises
        ------
        NNVizError
            If it cannot be read or is no record; the message names the file.
        """
        data = read_json(path, limit=_LARGEST)
        try:
            return cls.from_dict(data)
        except NNVizError as error:
            raise NNVizError(f"cannot read the record {path}: {error}") from error


_LARGEST = 16 << 20
_LONGEST = 86_400.0

_KNOWN = frozenset(
    ("scene", "title", "teaches", "duration", "poster", "alt", "captions", "sections", "numbers")
)


def _cue(entry: Mapping[str, Any], key: str) -> Cue:
    return Cue(_seconds(entry["start"]), _seconds(entry["end"]), writable_text(entry[key]))


def _seconds(value: Any) -> float:
    seconds = float(value)
    if not 0 <= seconds <= _LONGEST:
        raise ValueError(f"{seconds:g} s")
    return seconds
