"""Captions and chapters as text files: WebVTT, SubRip, a transcript."""

import html
from collections.abc import Iterable, Sequence

from nnviz.film.record import Cue

__all__ = ["one_track", "to_srt", "to_transcript", "to_vtt"]


def to_vtt(cues: Iterable[Cue], *, title: str = "") -> str:
    """Return cues (captions, or chapters) as WebVTT.

    A text is shown as it is: what would be markup in WebVTT is escaped.

    Examples
    --------
    >>> print(to_vtt([Cue(0.0, 1.25, "Is 0.2 < 0.9?")]))
    WEBVTT
    <BLANKLINE>
    00:00:00.000 --> 00:00:01.250
    Is 0.2 &lt; 0.9?
    <BLANKLINE>
    """
    head = f"WEBVTT {_one_line(title)}".strip().replace("-->", "→")
    blocks = [head]
    for cue in cues:
        text = html.escape(_no_blank_lines(cue.text), quote=False)
        blocks.append(f"{_stamp(cue.start, '.')} --> {_stamp(cue.end, '.')}\n{text}")
    return "\n\n".join(blocks) + "\n"


def to_srt(cues: Iterable[Cue]) -> str:
    """Return captions as SubRip, numbered from 1.

    Examples
    --------
    >>> print(to_srt([Cue(0.0, 61.5, "A digit.")]))
    1
    00:00:00,000 --> 00:01:01,500
    A digit.
    <BLANKLINE>
    """
    blocks = [
        f"{number}\n{_stamp(cue.start, ',')} --> {_stamp(cue.end, ',')}\n"
        f"{_no_blank_lines(cue.text)}\n"
        for number, cue in enumerate(cues, 1)
    ]
    return "\n".join(blocks)


def to_transcript(captions: Iterable[Cue], sections: Sequence[Cue] = ()) -> str:
    """Return what is said as paragraphs of plain text, each section under its name.

    Examples
    --------
    >>> print(to_transcript([Cue(0, 1, "One."), Cue(1, 2, "Two.")], [Cue(0, 2, "The image")]))
    The image
    <BLANKLINE>
    One. Two.
    <BLANKLINE>
    """
    waiting = sorted(sections, key=lambda section: section.start)
    blocks: list[str] = []
    spoken: list[str] = []
    for cue in sorted(captions, key=lambda cue: cue.start):
        while waiting and waiting[0].start <= cue.start + 1e-6:
            if spoken:
                blocks.append(" ".join(spoken))
                spoken = []
            blocks.append(_one_line(waiting.pop(0).text))
        spoken.append(_one_line(cue.text))
    if spoken:
        blocks.append(" ".join(spoken))
    blocks.extend(_one_line(section.text) for section in waiting)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def one_track(parts: Iterable[tuple[float, Iterable[Cue]]]) -> tuple[Cue, ...]:
    """Return the cues of films that follow one another as cues of the whole.

    Parameters
    ----------
    parts : iterable of (seconds, cues)
        The duration of each film, and its cues; a cue is cut where its film ends.

    Examples
    --------
    >>> one_track([(2.0, [Cue(0, 3, "a")]), (1.0, [Cue(0.5, 1, "b")])])
    (Cue(start=0.0, end=2.0, text='a'), Cue(start=2.5, end=3.0, text='b'))
    """
    track: list[Cue] = []
    offset = 0.0
    for seconds, cues in parts:
        for cue in cues:
            if cue.start < seconds:
                track.append(Cue(cue.start, min(cue.end, seconds), cue.text).moved(offset))
        offset += seconds
    return tuple(track)


def _stamp(seconds: float, point: str) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}{point}{rest % 1000:03}"


def _no_blank_lines(text: str) -> str:
    """Return `text` without the empty lines that would end a cue."""
    return "\n".join(line for line in text.replace("\r", "\n").split("\n") if line.strip())


def _one_line(text: str) -> str:
    return " ".join(text.split())
