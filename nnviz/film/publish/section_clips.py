"""The sections of a film, each as a film of its own."""

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from nnviz.film.encode.caption_files import to_vtt
from nnviz.film.record import Cue
from nnviz.film.store import StoredFilm

__all__ = ["Clip", "cut_sections"]


@dataclass(frozen=True)
class Clip:
    """One section of a film as a film of its own."""

    path: Path
    captions: Path | None
    section: Cue
    cues: tuple[Cue, ...]


def cut_sections(stored: StoredFilm, folder: Path) -> tuple[Clip, ...]:
    """Write a film of every section into a folder, with its captions in it and beside it.

    The names are ``01-the-image.mp4`` and on; each has its own part of the sound.

    Parameters
    ----------
    stored : StoredFilm
        An mp4 of a scene.
    folder : Path
        Made, if it is not there.

    Raises
    ------
    NNVizError
        If the film cannot be cut where a section begins.
    """
    from nnviz.film.encode.cut import cut_film
    from nnviz.film.encode.mp4 import join_films, length
    from nnviz.film.encode.sound import SoundSpan

    folder.mkdir(parents=True, exist_ok=True)
    clips = []
    for number, section in enumerate(stored.record.sections, 1):
        path = folder / f"{number:02}-{_slug(section.text)}.mp4"
        draft = folder / ".cut.mp4"
        cut_film(stored.film, draft, section.start, section.end)
        cues = _within(stored.record.captions, section)
        heard = SoundSpan(length(draft), stored.sound, section.start)
        join_films([draft], path, captions=cues, sounds=[heard], title=section.text)
        draft.unlink()
        captions = path.with_suffix(".vtt") if cues else None
        if captions is not None:
            captions.write_text(to_vtt(cues, title=section.text), encoding="utf-8")
        clips.append(Clip(path, captions, section, cues))
    return tuple(clips)


def _within(captions: tuple[Cue, ...], section: Cue) -> tuple[Cue, ...]:
    """Return the captions of a section, by its own clock."""
    spoken = [
        replace(cue, start=max(cue.start, section.start), end=min(cue.end, section.end))
        for cue in captions
        if min(cue.end, section.end) - max(cue.start, section.start) > 0.05
    ]
    return tuple(cue.moved(-section.start) for cue in spoken)


def _slug(name: str) -> str:
    """Return a name for a file, of letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "section"
