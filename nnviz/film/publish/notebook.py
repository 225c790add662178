"""A film in a notebook, with its captions."""

import base64
import os
from dataclasses import dataclass
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.film.digest import file_digest
from nnviz.film.encode.caption_files import to_vtt
from nnviz.film.publish.snippets import FilmFiles, video_element
from nnviz.film.record import FilmRecord
from nnviz.film.store import StoredFilm

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


def show_film(film: StoredFilm | str | os.PathLike[str], *, width: int = 720) -> ShownFilm:
    """Return a film that a notebook shows as a player, captions and all.

    Everything goes into the notebook itself.

    Parameters
    ----------
    film : StoredFilm or path
        What `render_film` returned, or an mp4 or webm as ``nnviz render`` and ``nnviz export``
        wrote it; then its record (``.json``) and its poster are taken from beside it, if they are
        of this very film.
    width : int
        In pixels.

    Raises
    ------
    NNVizError
        If the film cannot be read.

    Examples
    --------
    In a notebook, as the last line of a cell:

    >>> from nnviz.film import FilmStore, Quality, choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose().job(hello).with_quality(Quality("tiny", 128, 72, 5))
    >>> show_film(FilmStore("media").film(job)).title
    'Hello, network'
    """
    record: FilmRecord | None
    if isinstance(film, StoredFilm):
        path, record, poster = film.film, film.record, film.poster
    else:
        path = Path(film)
        record = _record_of(path)
        beside = path.with_name(f"{path.stem}-poster.webp")
        poster = beside if record is not None and beside.is_file() else None
    if path.suffix not in _KINDS:
        raise NNVizError(f"expected a film that ends in .mp4 or .webm; got {path.name}")
    # A command that only refuses shall not load the decoders.
    from nnviz.film.encode.opened import opened_film

    with opened_film(path) as opened:
        picture = opened.size
    captions = to_vtt(record.captions).encode() if record and record.captions else None
    files = FilmFiles(
        title=record.title if record else path.stem,
        alt=record.alt if record else "",
        width=width,
        height=round(width * picture[1] / picture[0]),
        film=_data(path.read_bytes(), _KINDS[path.suffix]),
        poster=_data(poster.read_bytes(), "image/webp") if poster else None,
        captions=_data(captions, "text/vtt") if captions else None,
        kind=_KINDS[path.suffix],
    )
    return ShownFilm(path, files.title, video_element(files))


def _record_of(film: Path) -> FilmRecord | None:
    """Return the record beside a film, if it is that of this film and no other."""
    try:
        record = FilmRecord.load(film.with_suffix(".json"))
        return record if record.rest["film_sha256"] == file_digest(film) else None
    except (OSError, NNVizError, KeyError):
        return None


def _data(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
