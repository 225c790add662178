"""Slides from films: a reveal.js deck that plays from disk, offline, a section a step."""

import base64
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from nnviz.errors import NNVizError, one_line
from nnviz.files import check_own_folder, replace_folder
from nnviz.film.encode.caption_files import to_transcript, to_vtt
from nnviz.film.plan.job import FilmJob
from nnviz.film.publish.pages import write_page
from nnviz.film.publish.section_clips import Clip, cut_sections
from nnviz.film.record import Cue
from nnviz.film.render.process import RenderFailed, RenderProgress
from nnviz.film.store import FilmStore, StoredFilm
from nnviz.view import Theme, content_security_policy, theme_named

__all__ = ["write_deck"]

#: The size of captions and the room below the film for two lines, in heights of the film.
_CAPTION, _ROOM = 0.045, 0.14
_SCRIPTS, _STYLES = ("reveal.js", "deck.js"), ("reveal.css", "deck.css")


@dataclass(frozen=True)
class _Slide:
    """A film as a slide: addresses are relative to the deck."""

    name: str
    film: str
    poster: str
    cues: tuple[Cue, ...]

    @property
    def captions(self) -> str:
        """The captions as an address: a page from disk may not read files beside it."""
        data = base64.b64encode(to_vtt(self.cues).encode()).decode("ascii")
        return f"data:text/vtt;base64,{data}"

    @property
    def transcript(self) -> str:
        return to_transcript(self.cues).strip()


def write_deck(
    jobs: Sequence[FilmJob],
    target: str | os.PathLike[str],
    *,
    media: str | os.PathLike[str] = "media",
    at_once: int | None = None,
    title: str | None = None,
    progress: Callable[[RenderProgress], None] | None = None,
    finished: Callable[[FilmJob, StoredFilm | RenderFailed], None] | None = None,
) -> Path:
    """Render scenes, write slides of their sections, and return the path of the deck's page.

    Every section is a step: its film plays when the slide is shown and rests on its last picture.
    Captions stand below it; C switches them, R plays again. Who asks for less motion starts the
    films by hand. What a narrator would say stands in the slide's notes.

    Parameters
    ----------
    jobs : sequence of FilmJob
        One scene or several as mp4 of one look, in the order of the talk.
    target : path
        A new or empty folder, or an older deck, which is replaced whole.
    media : path
        The folder of the store of films.
    at_once : int, optional
        As for `FilmStore.films`.
    title : str, optional
        Of the page; that of the first scene unless given.
    progress, finished : callable, optional
        As for `FilmStore.films`.

    Raises
    ------
    NNVizError
        If no scene is given, or the folder holds what no deck wrote.
    RenderFailed
        If a scene cannot be rendered.

    Examples
    --------
    >>> from nnviz.film import Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> write_deck([job], "slides").name
    'index.html'
    """
    if not jobs:
        raise NNVizError("expected at least one scene for a deck; got none")
    check_own_folder(target, "deck")
    outcomes = FilmStore(media).films(jobs, at_once=at_once, progress=progress, finished=finished)
    drawn = []
    for outcome in outcomes:
        if isinstance(outcome, RenderFailed):
            raise outcome
        drawn.append(outcome)
    first = drawn[0]
    with replace_folder(target, "deck") as building:
        slides: list[_Slide] = []
        for stored in drawn:
            with stored.in_use():
                slides += _slides(stored, building)
        page = _page(
            title or first.record.title,
            slides,
            theme_named(first.job.theme),
            (first.job.width, first.job.height),
        )
        (building / "index.html").write_bytes(page.encode())
        # The library is in the page itself, where its policy knows it by its SHA-256.
        (building / "reveal-LICENSE").write_bytes(_asset("LICENSE").encode())
    return Path(target) / "index.html"


def _slides(stored: StoredFilm, building: Path) -> Iterator[_Slide]:
    # A command that only refuses shall not load the decoders.
    from nnviz.film.encode.single_frames import frame_before, write_picture

    folder = building / "films" / stored.job.entry.film
    for clip in _clips(stored, folder):
        poster = clip.path.with_suffix(".webp")
        write_picture(frame_before(clip.path, 0.0), poster)
        if clip.captions is not None:
            # They are part of the page.
            clip.captions.unlink()
        yield _Slide(
            one_line(clip.section.text),
            clip.path.relative_to(building).as_posix(),
            poster.relative_to(building).as_posix(),
            clip.cues,
        )


def _clips(stored: StoredFilm, folder: Path) -> tuple[Clip, ...]:
    if stored.record.sections:
        return cut_sections(stored, folder)
    folder.mkdir(parents=True)
    whole = folder / f"{stored.job.entry.film}.mp4"
    shutil.copyfile(stored.film, whole)
    section = Cue(0.0, stored.record.duration, stored.record.title)
    return (Clip(whole, None, section, stored.record.captions),)


def _page(title: str, slides: Sequence[_Slide], theme: Theme, size: tuple[int, int]) -> str:
    colours = (
        f":root {{ --deck-background: {theme.background}; --deck-ink: {theme.ink}; "
        f"--deck-muted: {theme.muted}; --deck-caption: {round(_CAPTION * size[1])}px; }}\n"
    )
    style = colours + "".join(map(_asset, _STYLES))
    script = "\n".join(map(_asset, _SCRIPTS))
    return write_page(
        "deck.html",
        title=one_line(title),
        slides=slides,
        width=size[0],
        height=size[1],
        room=round(_ROOM * size[1]) if any(slide.cues for slide in slides) else 0,
        style=style,
        script=script,
        policy=content_security_policy(scripts=[script], styles=[style]),
    )


def _asset(name: str) -> str:
    return (files("nnviz") / "assets" / "reveal" / name).read_text(encoding="utf-8")
