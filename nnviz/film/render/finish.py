"""A drawn scene becomes a finished result: the film with sound, captions, chapters; its record."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nnviz.core import NNVizError
from nnviz.film.plan.job import FilmJob
from nnviz.film.plan.key import is_reproducible
from nnviz.film.record import FilmRecord
from nnviz.view import theme_named

if TYPE_CHECKING:
    from av import VideoStream
    from manim import Scene

__all__ = ["finish_result", "record_of"]


def finish_result(made: Path, data: Mapping[str, Any], job: FilmJob, work: Path) -> None:
    """Put what belongs to a result into the folder ``result`` in `work`.

    That is ``film`` with the suffix of its format, or the folder ``frames``; ``record.json``; for
    films ``poster.webp``, and ``sound.flac`` where something is heard.
    """
    result = work / "result"
    result.mkdir()
    record = FilmRecord.from_dict(data)
    text = json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    (result / "record.json").write_bytes(text.encode("utf-8", errors="backslashreplace"))
    if made.is_dir():
        made.rename(result / "frames")
        return
    film = result / f"film{job.suffix}"
    if job.format == "mp4":
        _finish_mp4(_captioned(made, job, record, work), film, record, job, work / "sound.wav")
    elif job.format == "webm" and is_reproducible():
        _copy_without_chance(made, film)
    else:
        made.rename(film)
    if job.timed:
        from nnviz.film.encode.single_frames import frame_before, write_picture

        write_picture(frame_before(film, record.poster), result / "poster.webp")


#: Languages as players know them.
_LETTERS = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita"}


def record_of(
    scene: "Scene", job: FilmJob, sections: Sequence[tuple[float, str]] = ()
) -> dict[str, Any]:
    """Return everything about a drawn scene that is no picture.

    A `NetworkScene` keeps it itself; of any other scene there are its subcaptions and sections.

    Parameters
    ----------
    scene : Scene
        Drawn.
    job : FilmJob
    sections : sequence of (float, str)
        When each section of the scene began, and its name.
    """
    duration = round(float(scene.renderer.time), 3)
    kept = getattr(scene, "record", None)
    if kept is not None and hasattr(kept, "as_dict"):
        data: dict[str, Any] = kept.as_dict()
    else:
        begins = [start for start, _ in sections]
        data = {
            "scene": job.scene,
            "title": job.entry.title,
            "duration": duration,
            "captions": [],
            "sections": [
                {"start": round(start, 3), "end": round(end, 3), "name": name}
                for (start, name), end in zip(sections, [*begins[1:], duration], strict=False)
                if end > start
            ],
        }
    data["captions"] = _with_subcaptions(data["captions"], scene)
    return data


def _with_subcaptions(captions: list[dict[str, Any]], scene: "Scene") -> list[dict[str, Any]]:
    """Return captions, and those that the scene gave to Manim itself, in the order of time."""
    there = {(caption["text"], round(caption["start"], 2)) for caption in captions}
    added = [
        {
            "start": round(subcaption.start.total_seconds(), 3),
            "end": round(subcaption.end.total_seconds(), 3),
            "text": subcaption.content,
        }
        for subcaption in scene.renderer.file_writer.subcaptions
    ]
    missing = [one for one in added if (one["text"], round(one["start"], 2)) not in there]
    return sorted([*captions, *missing], key=lambda caption: float(caption["start"]))


def _captioned(made: Path, job: FilmJob, record: FilmRecord, work: Path) -> Path:
    """Return the film with its captions drawn below the picture, if they were asked for."""
    if not job.burns_captions:
        return made
    from nnviz.film.encode.burned import burn_captions
    from nnviz.film.render.settings import mp4_options

    burned = work / "burned.mp4"
    burn_captions(
        made,
        burned,
        record.captions,
        size=(job.width, job.height),
        theme=theme_named(job.theme),
        keys=[section.start for section in record.sections],
        options=mp4_options(),
    )
    return burned


def _finish_mp4(made: Path, film: Path, record: FilmRecord, job: FilmJob, sound: Path) -> None:
    from nnviz.film.encode.mp4 import join_films, length
    from nnviz.film.encode.sound import SoundSpan, write_flac

    seconds = length(made)
    heard = sound.is_file()
    join_films(
        [made],
        film,
        chapters=record.sections,
        captions=record.captions if job.carries_captions else (),
        sounds=[SoundSpan(seconds, sound)] if heard else [],
        title=record.title,
        language=_LETTERS.get(job.language[:2], "und"),
    )
    if length(film) != seconds:
        raise NNVizError(f"the film of {record.scene} is not whole on the disk; is the disk full?")
    if heard:
        write_flac(sound, film.with_name("sound.flac"))


def _copy_without_chance(made: Path, film: Path) -> None:
    """Copy a webm; its tracks are numbered, where other writers give them random names."""
    import av

    options = {"fflags": "+bitexact"}
    with av.open(str(made)) as source, av.open(str(film), "w", "webm", options) as written:
        (video,) = source.streams.video
        copied = written.add_stream_from_template(video)
        # That it has transparent places; browsers ask for it.
        copied.metadata.update(video.metadata)
        for packet in source.demux(video):
            if packet.dts is not None:
                packet.duration = packet.duration or _frame_of(video)
                packet.stream = copied
                written.mux(packet)


def _frame_of(video: "VideoStream") -> int:
    """Return how long a frame is, in the units of the stream."""
    assert video.time_base is not None
    assert video.average_rate is not None
    return round(1 / (video.average_rate * video.time_base))
