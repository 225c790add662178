"""The sheet to read from: one numbered line for each sentence of scenes."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import one_line
from nnviz.files import write_text
from nnviz.film.record import FilmRecord
from nnviz.speech import SHEET, Recordings
from nnviz.view import reading_time

__all__ = ["RecordingSheet", "sentences_of", "write_sheet"]


@dataclass(frozen=True)
class RecordingSheet:
    """A sheet that was written, and the sentences of which there is no take yet.

    Attributes
    ----------
    path : Path
    sentences : int
        How many stand in it.
    missing : tuple of (int, str)
        Number and text of each sentence without a take in the folder.

    Examples
    --------
    >>> RecordingSheet(Path("script.tsv"), 2, ((2, "Red lowers."),)).missing[0][0]
    2
    """

    path: Path
    sentences: int
    missing: tuple[tuple[int, str], ...]


def sentences_of(record: FilmRecord) -> list[str]:
    """Return what a scene says, sentence by sentence; of a scene of plain Manim its captions."""
    said = [one_line(one["text"], 10_000) for one in record.rest.get("sentences", ())]
    return said or [" ".join(cue.text.split()) for cue in record.captions]


def write_sheet(records: Sequence[FilmRecord], folder: str | os.PathLike[str]) -> RecordingSheet:
    """Write the sheet of scenes into a folder of recordings, ``script.tsv``.

    Each line has a number, about how many seconds it takes to read, and the sentence; what several
    scenes say is one line. A sentence that stands in an older sheet there keeps its number, so that
    its take stays; others get new numbers, and those that nobody says any more stay at the end.

    Raises
    ------
    NNVizError
        If the folder cannot be written, or the older sheet is none.

    Examples
    --------
    >>> import tempfile
    >>> record = FilmRecord.from_dict(
    ...     {"scene": "Mine", "duration": 2, "sentences": [{"text": "Blue raises."}]}
    ... )
    >>> write_sheet([record], tempfile.mkdtemp()).missing
    ((1, 'Blue raises.'),)
    """
    goal = Path(folder).absolute()
    path = goal / SHEET
    known = Recordings(str(goal)).numbers if path.exists() else {}
    free = max(known.values(), default=0) + 1
    numbers: dict[str, int] = {}
    lines = ["# number, seconds, sentence: read each into a file of its number, 001.wav and so on"]
    for record in records:
        lines.append(f"# {record.scene}: {one_line(record.title)}")
        for sentence in sentences_of(record):
            if sentence in numbers:
                continue
            number = known.get(sentence, free)
            free = max(free, number + 1)
            numbers[sentence] = number
            lines.append(_line(number, sentence))
    old = {text: number for text, number in known.items() if text not in numbers}
    if old:
        lines.append("# no longer said")
        lines += [_line(number, text) for text, number in old.items()]
    write_text(path, "\n".join(lines) + "\n")
    takes = Recordings(str(goal)).takes
    return RecordingSheet(path, len(numbers), tuple(_without(numbers.items(), takes)))


def _without(
    numbers: Iterable[tuple[str, int]], takes: dict[int, Path]
) -> Iterable[tuple[int, str]]:
    return ((number, text) for text, number in numbers if number not in takes)


def _line(number: int, sentence: str) -> str:
    return f"{number:03}\t{reading_time(sentence):.1f}\t{sentence}"
