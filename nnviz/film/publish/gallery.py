"""The table of all scenes: a still of each, what it teaches, how long it is, how to render it."""

import html
from collections.abc import Sequence
from os import PathLike, path
from pathlib import Path

from nnviz.files import replace_file
from nnviz.film.record import FilmRecord
from nnviz.film.store import StoredFilm

__all__ = ["STILL_WIDTH", "draw_stills", "gallery_table"]

STILL_WIDTH = 640
"""The width of a still in pixels."""

_HEAD = """<!-- Written by `nnviz gallery`. Change the scenes, and run it again. -->

# The scenes

{count} scenes in {parts}, {minutes} of film. Each runs alone, with `nnviz render` or with
plain `manim`, from the shipped network and digits or from yours:

```sh
nnviz render {example} --image my-digit.png --network my-network.npz -q h
NNVIZ_IMAGE=my-digit.png manim -qh scenes/{file} {example}
nnviz film -q m        # all of them in this order, as one film with chapters and captions
nnviz gallery          # draw this table and its stills again
```
"""


def draw_stills(parts: Sequence[StoredFilm], folder: str | PathLike[str]) -> list[Path]:
    """Write the poster of every rendered part into `folder` as a small WebP.

    Stills of scenes that are not among the parts stay as they are.

    Raises
    ------
    NNVizError
        If the folder cannot be written.
    """
    from nnviz.film.encode.single_frames import frame_before, write_picture

    made = []
    for part in parts:
        picture = frame_before(part.film, part.record.poster)
        target = Path(folder) / f"{part.job.entry.film}.webp"
        made.append(write_picture(picture, target, width=STILL_WIDTH, quality=80))
    return made


def gallery_table(
    parts: Sequence[StoredFilm], target: str | PathLike[str], stills: str | PathLike[str]
) -> None:
    """Write the table of rendered parts as Markdown.

    Parameters
    ----------
    parts : sequence of StoredFilm
        In their order.
    target : path
        The Markdown file.
    stills : path
        The folder of the stills; the table points there relative to its own place.

    Raises
    ------
    NNVizError
        If the file cannot be written.
    """
    page = Path(target)
    records = {part.job.entry.name: part.record for part in parts}
    chosen = next((part for part in parts if part.job.entry.name == "Propagation"), parts[0])
    titles = {part.job.entry.part: part.job.entry.part_title for part in parts}
    blocks = [
        _HEAD.format(
            count=len(parts),
            parts=f"{len(titles)} part{'s' * (len(titles) > 1)}",
            minutes=_length(sum(record.duration for record in records.values())),
            example=chosen.job.entry.name,
            file=_beside(page, chosen),
        )
    ]
    where = path.relpath(Path(stills).absolute(), page.absolute().parent)
    for number, (folder, title) in enumerate(titles.items(), start=1):
        rows = [
            _row(part, records[part.job.entry.name], Path(where), _beside(page, part))
            for part in parts
            if part.job.entry.part == folder
        ]
        blocks.append(
            f"## {number}. {_text(title)}\n\n"
            "| | Scene | What it teaches | Length | Render it |\n"
            "|---|---|---|---:|---|\n" + "\n".join(rows) + "\n"
        )
    with replace_file(page) as draft:
        draft.write_text("\n".join(blocks), encoding="utf-8")


def _beside(page: Path, part: StoredFilm) -> str:
    """Return the path of a scene's file as seen from the page."""
    return Path(path.relpath(part.job.entry.path, page.resolve().parent)).as_posix()


def _row(part: StoredFilm, record: FilmRecord, stills: Path, file: str) -> str:
    source = (stills / f"{part.job.entry.film}.webp").as_posix()
    alt = html.escape(record.alt or record.title, quote=True)
    cells = (
        f'<img src="{source}" width="320" alt="{alt}">',
        f"**{_text(record.title)}**<br>[`{part.job.entry.name}`]({file})",
        _text(record.teaches),
        _length(record.duration),
        f"`nnviz render {part.job.entry.name}`",
    )
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _length(seconds: float) -> str:
    """Return a length in words.

    Examples
    --------
    >>> _length(31.1), _length(734.0)
    ('31 s', '12 min 14 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _text(text: str) -> str:
    """Return `text` so that Markdown shows it as it is."""
    shown = html.escape(text, quote=False)
    for mark in ("\\", "`", "*", "_", "[", "]"):
        shown = shown.replace(mark, f"\\{mark}")
    return shown
