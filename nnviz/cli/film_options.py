"""The options that all commands which render share, and the jobs that they choose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from nnviz.cli.common import digit_option, image_option, network_option
from nnviz.cli.film_progress import FilmProgress
from nnviz.film import (
    CAPTIONS,
    FORMATS,
    QUALITIES,
    Choice,
    FilmJob,
    FilmStore,
    Moments,
    Quality,
    RenderFailed,
    SceneEntry,
    StoredFilm,
    choose,
    parse_size,
    quality_named,
)
from nnviz.speech import BEST
from nnviz.view import FRAMES

__all__ = [
    "at_once_option",
    "captions_option",
    "choice_of",
    "drawn_films",
    "folder_option",
    "format_option",
    "jobs_of",
    "media_option",
    "output_option",
    "place_options",
    "quality_option",
    "scenes_argument",
    "scenes_option",
    "size_options",
    "subject_options",
    "theme_option",
    "voice_option",
    "voice_options",
]

Function = TypeVar("Function", bound=Callable[..., Any])


def scenes_option(function: Function) -> Function:
    """Add ``--scenes PATH``, passed on as `source`."""
    return click.option(
        "--scenes",
        "source",
        metavar="PATH",
        help="A folder of scenes, or one file.  [default: $NNVIZ_SCENES, ./scenes in a project, "
        "or ours]",
    )(function)


def scenes_argument(function: Function) -> Function:
    """Add the names of scenes or of parts, at least one, passed on as `names`."""
    return click.argument("names", nargs=-1, required=True, metavar="SCENE...")(function)


def folder_option(help: str, *, required: bool = False) -> Callable[[Function], Function]:
    """Add ``--to DIR``, passed on as `target`, a Path or None."""
    return click.option(
        "--to",
        "target",
        type=click.Path(path_type=Path),
        required=required,
        metavar="DIR",
        help=help,
    )


def output_option(help: str) -> Callable[[Function], Function]:
    """Add ``-o PATH``, passed on as `output`, a Path or None."""
    return click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help=help
    )


def quality_option(default: str) -> Callable[[Function], Function]:
    """Add ``-q``, passed on as `quality`, the letter."""
    sizes = ", ".join(f"{name} {quality.label}" for name, quality in QUALITIES.items())
    return click.option(
        "-q",
        "--quality",
        type=click.Choice(list(QUALITIES)),
        default=default,
        show_default=True,
        help=f"The frame: {sizes}.",
    )


def format_option(function: Function) -> Function:
    """Add ``--format`` and ``--transparent``, passed on as `format` (or None) and `transparent`."""
    function = click.option(
        "--transparent", is_flag=True, help="Leave the background out; not in mp4."
    )(function)
    return click.option(
        "--format",
        type=click.Choice(list(FORMATS)),
        help="What to make; png is the last frame.  [default: by the name given with -o, or mp4]",
    )(function)


def size_options(function: Function) -> Function:
    """Add ``--size WxH`` and ``--aspect W:H``, passed on as `size` and `aspect`, or None."""
    function = click.option(
        "--aspect",
        type=click.Choice(list(FRAMES)),
        help="The shape of the picture; its shorter side stays as the quality has it.",
    )(function)
    return click.option(
        "--size", metavar="WxH", help="In pixels, instead of the size of the quality."
    )(function)


def theme_option(function: Function) -> Function:
    """Add ``--theme NAME``, passed on as `theme` or None."""
    return click.option(
        "--theme", metavar="NAME", help="dark, light or colorblind.  [default: $NNVIZ_THEME, dark]"
    )(function)


def media_option(function: Function) -> Function:
    """Add ``--media DIR``, passed on as `media`, a Path."""
    return click.option(
        "--media",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="NNVIZ_MEDIA",
        default=Path("media"),
        metavar="DIR",
        help="Where films go, and the store of all that was drawn.  "
        "[default: $NNVIZ_MEDIA, ./media]",
    )(function)


def at_once_option(function: Function) -> Function:
    """Add ``-j N``, passed on as `at_once` or None."""
    return click.option(
        "-j",
        "--jobs",
        "at_once",
        type=click.IntRange(1, 64),
        metavar="N",
        help="How many scenes are rendered at a time.  [default: one a core]",
    )(function)


def captions_option(function: Function) -> Function:
    """Add ``--captions``, passed on as `captions`."""
    return click.option(
        "--captions",
        type=click.Choice(CAPTIONS),
        default="soft",
        show_default=True,
        help="A track that players switch (soft), drawn below a smaller picture (burned), both, "
        "or none.",
    )(function)


def voice_options(function: Function) -> Function:
    """Add ``--voice [NAME]`` and ``--language``, passed on as `voice` and `language`, or None."""
    return voice_option(
        click.option(
            "--language",
            metavar="LANG",
            help="Of all that is shown and said.  [default: $NNVIZ_LANGUAGE, en]",
        )(function)
    )


def voice_option(function: Function) -> Function:
    """Add ``--voice [NAME]``, passed on as `voice` or None."""
    return click.option(
        "--voice",
        is_flag=False,
        flag_value=BEST,
        metavar="[NAME]",
        help="Let the scenes speak: piper, nano, espeak, recordings:FOLDER, module:Class, or none; "
        "without a name, the best that is installed.  [default: $NNVIZ_VOICE, none]",
    )(function)


def subject_options(quality: str) -> Callable[[Function], Function]:
    """Add what a film is about and how it looks: image, digit, network, theme and quality."""

    def add(function: Function) -> Function:
        look = voice_options(theme_option(quality_option(quality)(function)))
        return image_option(digit_option(network_option(look)))

    return add


def choice_of(options: Mapping[str, Any]) -> Choice:
    """Return the image, network and theme that the options of a command choose, checked.

    The image and the network are read here, and nowhere else. What a command has no option for is
    left to the environment.

    Raises
    ------
    NNVizError
        If something given cannot be read.
    """
    names = ("image", "digit", "network", "theme", "voice", "language")
    return choose(**{name: options.get(name) for name in names})


def jobs_of(
    choice: Choice,
    entries: Sequence[SceneEntry],
    options: Mapping[str, Any],
    *,
    format: str = "mp4",
    moments: Moments | None = None,
) -> list[FilmJob]:
    """Return the jobs of scenes about a choice, in the size that the options give.

    Raises
    ------
    NNVizError
        If a scene wants another network, or the size is none.
    """
    quality = quality_named(options["quality"])
    size = _size(quality, options)
    jobs = []
    for entry in entries:
        job = choice.job(entry, format=format, transparent=bool(options.get("transparent")))
        job = job.with_quality(quality)
        job = replace(job, captions=options.get("captions") or "soft", moments=moments)
        jobs.append(job if size is None else replace(job, width=size[0], height=size[1]))
    return jobs


def _size(quality: Quality, options: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the size in pixels that was asked for, or None for that of the quality."""
    size, aspect = options.get("size"), options.get("aspect")
    if size and aspect:
        raise click.UsageError("--size and --aspect say two things; give one of them")
    if size:
        return parse_size(size)
    if not aspect:
        return None
    wide, high = (int(part) for part in aspect.split(":"))
    short = min(quality.width, quality.height)
    # A film needs even sides.
    long = 2 * round(short * max(wide, high) / min(wide, high) / 2)
    return (long, short) if wide > high else (short, long)


def drawn_films(
    jobs: Sequence[FilmJob], options: Mapping[str, Any]
) -> list[StoredFilm | RenderFailed]:
    """Return the films of jobs, drawn where they are not in the store; show how far they are."""
    store = FilmStore(options["media"])
    with FilmProgress(jobs, store) as display:
        return store.films(
            jobs,
            at_once=options.get("at_once"),
            progress=display.step,
            finished=display.finished,
        )


def place_options(function: Function) -> Function:
    """Add where scenes come from and films go, and how many are rendered at a time."""
    return scenes_option(media_option(at_once_option(function)))
