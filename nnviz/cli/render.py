"""``nnviz render`` and ``nnviz explain``: a scene, or the flagship about a picture of yours."""

import re
from pathlib import Path
from typing import Any

import click

from nnviz.cli.common import examples, json_option, network_option, print_json, print_path
from nnviz.cli.film_options import (
    captions_option,
    choice_of,
    drawn_films,
    format_option,
    jobs_of,
    media_option,
    output_option,
    place_options,
    quality_option,
    scenes_argument,
    scenes_option,
    size_options,
    subject_options,
    theme_option,
    voice_options,
)
from nnviz.cli.film_outcomes import exit_code, failed_as_dict, published_as_dict, say_failed
from nnviz.core import NNVizError
from nnviz.film import (
    FORMATS,
    FilmJob,
    RenderFailed,
    StoredFilm,
    check_target,
    choose_scenes,
    film_name,
    find_scenes,
    publish_film,
)

__all__ = ["explain", "render"]

_FLAGSHIP = "Propagation"

_out_option = output_option(
    "The film; for several scenes, their folder.  [default: films/ in the media folder]"
)


@click.command(
    epilog=examples(
        "nnviz render Propagation",
        "nnviz render Propagation --image three.png -q h -o three.mp4",
        "nnviz render weights --theme light -o films/",
        "nnviz render Propagation --transparent -o signal.webm",
        "nnviz render Propagation --aspect 9:16 -o for-a-phone.mp4",
        "nnviz render Mine --scenes my_scenes.py",
    )
)
@scenes_argument
@subject_options("m")
@size_options
@captions_option
@format_option
@_out_option
@place_options
@json_option
def render(names: tuple[str, ...], **options: Any) -> int:
    """Render scenes about a digit and a network of your choice.

    SCENE is the name of a scene or of a part; 'nnviz scenes' lists them. Captions (.vtt, .srt) and
    the record of all numbers shown (.json) are written beside a film; an mp4 also carries its
    captions and chapters inside. A file is written whole or not at all.
    """
    choice = choice_of(options)
    entries = choose_scenes(find_scenes(options["source"]), names)
    output: Path | None = options["output"]
    kind = _format(options["format"], output if len(entries) == 1 else None, options["transparent"])
    jobs = jobs_of(choice, entries, options, format=kind)
    targets = [
        _target(output, options["media"], job.entry.film, job.suffix, len(entries) > 1)
        for job in jobs
    ]
    _check_targets(jobs, targets)
    return _publish(drawn_films(jobs, options), targets, options)


@click.command(
    epilog=examples(
        "nnviz explain three.png",
        "nnviz explain photo.jpg -q h -o photo.mp4",
        "nnviz explain three.png --network mine.npz --theme light",
    )
)
@click.argument("image", type=click.Path(path_type=Path), metavar="IMAGE")
@network_option
@theme_option
@voice_options
@quality_option("m")
@size_options
@captions_option
@format_option
@_out_option
@scenes_option
@media_option
@json_option
def explain(image: Path, **options: Any) -> int:
    """Render the film of how the network reads a picture of yours.

    IMAGE is a PNG, JPEG, WebP, BMP or GIF of a digit: a photo or a drawing, of any size.
    """
    choice = choice_of({**options, "image": image})
    entries = choose_scenes(find_scenes(options["source"]), [_FLAGSHIP])
    kind = _format(options["format"], options["output"], options["transparent"])
    jobs = jobs_of(choice, entries, options, format=kind)
    name = re.sub(r"[^\w]+", "-", image.stem).strip("-") or "image"
    film = f"{film_name(_FLAGSHIP)}-of-{name}"
    target = _target(options["output"], options["media"], film, jobs[0].suffix, False)
    _check_targets(jobs, [target])
    return _publish(drawn_films(jobs, options), [target], options)


def _format(given: str | None, output: Path | None, transparent: bool) -> str:
    """Return the format that was asked for, by its name or by the end of the output's."""
    by_name = None
    if output is not None and output.suffix:
        by_name = next((n for n, f in FORMATS.items() if f.suffix == output.suffix.lower()), None)
        if by_name is None and given != "png-sequence":
            ends = ", ".join(f.suffix for f in FORMATS.values() if f.suffix)
            raise NNVizError(f"expected an output that ends in {ends}; got {output}")
        if given not in (None, "png-sequence", by_name):
            raise NNVizError(f"the output {output} does not end like the format {given}")
    return given or by_name or ("webm" if transparent else "mp4")


def _target(output: Path | None, media: Path, film: str, suffix: str, several: bool) -> Path:
    if output is None:
        return media / "films" / f"{film}{suffix}"
    if several and output.is_file():
        raise NNVizError(f"expected a folder for several scenes; {output} is a file")
    if several or (suffix and (output.is_dir() or not output.suffix)):
        return output / f"{film}{suffix}"
    return output


def _check_targets(jobs: list[FilmJob], targets: list[Path]) -> None:
    for job, target in zip(jobs, targets, strict=True):
        check_target(target, job)
        if targets.count(target) > 1:
            raise NNVizError(f"two scenes would be written to {target}")


def _publish(
    outcomes: list[StoredFilm | RenderFailed], targets: list[Path], options: dict[str, Any]
) -> int:
    failed = [outcome for outcome in outcomes if isinstance(outcome, RenderFailed)]
    made = [
        publish_film(outcome, target)
        for outcome, target in zip(outcomes, targets, strict=True)
        if isinstance(outcome, StoredFilm)
    ]
    for failure in failed:
        say_failed(failure)
    if options["as_json"]:
        print_json(
            {
                "rendered": [published_as_dict(film) for film in made],
                "failed": [failed_as_dict(failure) for failure in failed],
            }
        )
    else:
        for film in made:
            print_path(film.path)
    return exit_code(outcomes)
