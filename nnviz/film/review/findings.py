"""What a review finds: where, when and what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nnviz.view import READING_SPEED

__all__ = ["Finding", "too_fast"]


@dataclass(frozen=True)
class Finding:
    """Something that a viewer would stumble over.

    Attributes
    ----------
    section : str
        The section of the scene; empty if it is of no section.
    seconds : float
        When, from the start of the scene.
    text : str
        What it is, in one sentence.

    Examples
    --------
    >>> print(Finding("The layers", 3.25, "'one' overlaps 'two'"))
    3.2 s, The layers: 'one' overlaps 'two'
    """

    section: str
    seconds: float
    text: str

    def __str__(self) -> str:
        where = f", {self.section}" if self.section else ""
        return f"{self.seconds:.1f} s{where}: {self.text}"


def too_fast(record: Mapping[str, Any], *, frame: float) -> Iterator[Finding]:
    """Yield a finding for every caption that goes before it can be read.

    Parameters
    ----------
    record : mapping
        The record of a scene: ``captions`` and ``sections``.
    frame : float
        How long a frame is, in seconds: times are exact to one of them.
    """
    for caption in record["captions"]:
        start, end = float(caption["start"]), float(caption["end"])
        needed = len(caption["text"]) / READING_SPEED
        if end - start < needed - frame - 0.01:
            words = " ".join(caption["text"].split())
            yield Finding(
                _section_at(record["sections"], start),
                start,
                f"{words!r} stays for {end - start:.1f} s, and reading it takes {needed:.1f} s",
            )


def _section_at(sections: Iterable[Mapping[str, Any]], seconds: float) -> str:
    name = ""
    for section in sections:
        if float(section["start"]) <= seconds:
            name = str(section["name"])
    return name
