"""A film in a notebook, with its captions."""

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path

from nnviz.core import NNVizError
from nnviz.film.publish.snippets import FilmFiles, video_element
from nnviz.film.record import FilmRecord

__all__ = ["ShownFilm", "show_film"]

_KINDS = {".mp4": "video/mp4", ".webm": "video/webm"}


@dataclass(frozen=True)
class ShownFilm:
    """A film that displays itself in a notebook; nothing has to lie beside the notebook."""

    path: Path
    title: str
    html: str

    def __repr__(self) -> str:
        return f"ShownFilm({str(self.path)!r}, {self.title!r})"

    def _repr_html_(self) -> str:
        return self.html


def show_film(path: str | os.PathLike[str], *, width: int = 720) -> ShownFilm:
    """Return a film that a notebook shows as a player, captions and all.

    The film, its captions (``.vtt``), poster (``-poster.webp``) and title (``.json``) are taken
    from the files beside it, as ``nnviz render`` and ``nnviz export`` write them, and go into the
    notebook itself.

    Parameters
    ----------
    path : path
        An mp4 or webm.
    width : int
        In pixels.

    Raises
    ------
    NNVizError
        If the film cannot be read.
    """
    film = Path(path)
    if film.suffix not in _KINDS:
        raise NNVizError(f"expected a film that ends in .mp4 or .webm; got {film.name}")
    picture = _size(film)
    record = _record(film)
    captions = film.with_suffix(".vtt")
    poster = film.with_name(f"{film.stem}-poster.webp")
    files = FilmFiles(
        title=record.title if record else film.stem,
        alt=record.alt if record else "",
        width=width,
        height=round(width * picture[1] / picture[0]),
        film=_data(film, _KINDS[film.suffix]),
        poster=_data(poster, "image/webp") if poster.is_file() else None,
        captions=_data(captions, "text/vtt") if captions.is_file() else None,
        kind=_KINDS[film.suffix],
    )
    return ShownFilm(film, files.title, video_element(files))


def _size(film: Path) -> tuple[int, int]:
    import av

    try:
        with av.open(str(film)) as container:
            context = container.streams.video[0].codec_context
            return context.width, context.height
    except (OSError, ValueError, IndexError) as error:
        raise NNVizError(f"cannot read the film {film}: {error}") from error


def _record(film: Path) -> FilmRecord | None:
    path = film.with_suffix(".json")
    try:
        return FilmRecord.from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def _data(path: Path, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
