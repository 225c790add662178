"""The table of all scenes: a still of each, what it teaches, how long it is, how to render it."""

import html
from collections.abc import Sequence
from os import PathLike, path
from pathlib import Path

from nnviz.files import replace_file
from nnviz.film.encode.single_frames import frame_before, write_picture
from nnviz.film.plan.catalogue import PARTS, part_title
from nnviz.film.publish.joined import Part
from nnviz.film.record import FilmRecord

__all__ = ["STILL_WIDTH", "draw_stills", "gallery_table"]

STILL_WIDTH = 640
"""The width of a still in pixels."""

_HEAD = """<!-- Written by `nnviz gallery`. Change the scenes, and run it again. -->

# The scenes

{count} scenes in {parts}, {minutes} of film. Each runs alone, with `nnviz render` or with
plain `manim`, from the shipped network and digits or from yours:

```sh
nnviz render {example} --image my-digit.png --network my-network.npz -q h
NNVIZ_IMAGE=my-digit.png manim -qh scenes/{module}.py {example}
nnviz film -q m        # all of them in this order, as one film with chapters and captions
nnviz gallery          # draw this table and its stills again
```
"""


def draw_stills(parts: Sequence[Part], folder: str | PathLike[str]) -> list[Path]:
    """Write the poster of every rendered part into `folder` as a small WebP.

    Stills of scenes that are not among the parts stay as they are.

    Raises
    ------
    NNVizError
        If a part is not rendered, or the folder cannot be written.
    """
    made = []
    for part in parts:
        record = FilmRecord.load(part.record_path)
        picture = frame_before(part.order.target, record.poster)
        target = Path(folder) / f"{part.entry.film}.webp"
        made.append(write_picture(picture, target, width=STILL_WIDTH, quality=80))
    return made


def gallery_table(
    parts: Sequence[Part], target: str | PathLike[str], stills: str | PathLike[str]
) -> None:
    """Write the table of rendered parts as Markdown.

    Parameters
    ----------
    parts : sequence of Part
        In their order.
    target : path
        The Markdown file.
    stills : path
        The folder of the stills; the table points there relative to its own place.

    Raises
    ------
    NNVizError
        If a part is not rendered, or the file cannot be written.
    """
    page = Path(target)
    records = {part.entry.name: FilmRecord.load(part.record_path) for part in parts}
    chosen = next((part for part in parts if part.entry.name == "Propagation"), parts[0])
    modules = list(dict.fromkeys(part.entry.part for part in parts))
    blocks = [
        _HEAD.format(
            count=len(parts),
            parts=f"{len(modules)} part{'s' * (len(modules) > 1)}",
            minutes=_length(sum(record.duration for record in records.values())),
            example=chosen.entry.name,
            module=chosen.entry.part,
        )
    ]
    where = path.relpath(Path(stills).absolute(), page.absolute().parent)
    for module in modules:
        rows = [
            _row(part, records[part.entry.name], Path(where))
            for part in parts
            if part.entry.part == module
        ]
        number = f"{list(PARTS).index(module) + 1}. " if module in PARTS else ""
        blocks.append(
            f"## {number}{_text(part_title(module))}\n\n"
            "| | Scene | What it teaches | Length | Render it |\n"
            "|---|---|---|---:|---|\n" + "\n".join(rows) + "\n"
        )
    with replace_file(page) as draft:
        draft.write_text("\n".join(blocks), encoding="utf-8")


def _row(part: Part, record: FilmRecord, stills: Path) -> str:
    source = (stills / f"{part.entry.film}.webp").as_posix()
    alt = html.escape(record.alt or record.title, quote=True)
    file = f"{part.entry.part}.py"
    cells = (
        f'<img src="{source}" width="320" alt="{alt}">',
        f"**{_text(record.title)}**<br>[`{part.entry.name}`]({file})",
        _text(record.teaches),
        _length(record.duration),
        f"`nnviz render {part.entry.name}`",
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
