"""Put films together without encoding them again: one mp4, its chapters and captions inside."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.subtitles.stream import SubtitleStream
from av.subtitles.subtitle import SubtitleSet
from av.video.stream import VideoStream

from nnviz.core import NNVizError
from nnviz.film.encode.sound import SoundSpan, add_sound_track, sound_packets
from nnviz.film.record import Cue

__all__ = ["join_films", "length"]

_MILLISECOND = Fraction(1, 1000)

_STYLE = (
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, "
    "Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, "
    "Alignment, MarginL, MarginR, MarginV, Encoding"
)
# The encoder of mov_text takes lines of Advanced SubStation, under this header.
_HEADER = f"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: {_STYLE}
Style: Default,Arial,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def length(path: str | PathLike[str]) -> float:
    """Return how long the pictures of a film last, in seconds.

    Raises
    ------
    NNVizError
        If it is no film.
    """
    with _opened(path) as container:
        stream = container.streams.video[0]
        if stream.frames and stream.base_rate:
            return float(stream.frames / stream.base_rate)
        return float(container.duration or 0) / 1_000_000


def join_films(
    films: Sequence[str | PathLike[str]],
    target: str | PathLike[str],
    *,
    chapters: Iterable[Cue] = (),
    captions: Iterable[Cue] = (),
    sounds: Sequence[SoundSpan] = (),
    title: str = "",
    language: str = "eng",
) -> float:
    """Write films one after the other into an mp4, and return its length in seconds.

    The pictures are copied as they are. The index stands at the front, so that a browser can begin
    before everything has arrived.

    Parameters
    ----------
    films : sequence of path
        mp4 files of one size, encoded alike; one is enough.
    target : path
        Written in place: give the path of a draft.
    chapters : iterable of Cue
        Chapters of the whole film; the players' own list of chapters.
    captions : iterable of Cue
        Captions of the whole film; they become one track that can be switched on.
    sounds : sequence of SoundSpan
        What is heard, span after span; without any sound there is no track for it.
    title : str
        The title of the film.
    language : str
        Of the captions, as three letters.

    Raises
    ------
    NNVizError
        If there is no film, or one of them is encoded differently; the message names it.
    """
    if not films:
        raise NNVizError("expected at least one film to join")
    marks = [_chapter(number, cue) for number, cue in enumerate(chapters, 1)]
    spoken = sorted(captions, key=lambda cue: cue.start)
    with (
        _opened(films[0]) as first,
        av.open(str(target), "w", format="mp4", options={"movflags": "+faststart"}) as written,
    ):
        model = first.streams.video[0]
        video = written.add_stream_from_template(model)
        track = _caption_track(written, language) if spoken else None
        if title:
            written.metadata["title"] = title
        if marks:
            written.set_chapters(marks)  # type: ignore[arg-type]
        # The muxer wants packets of all tracks in step.
        waiting: list[Packet[Any]] = []
        if track is not None:
            waiting += _caption_packets(track, spoken)
        if any(span.path is not None for span in sounds):
            waiting += sound_packets(add_sound_track(written, "aac"), sounds)
        waiting.sort(key=_begins)
        offset = Fraction(0)
        for path in films:
            with _opened(path) as container:
                source = container.streams.video[0]
                _check_alike(source, model, path, films[0])
                offset = _copy(source, container, video, written, offset, waiting)
        for packet in waiting:
            written.mux(packet)
    return float(offset)


def _opened(path: str | PathLike[str]) -> InputContainer:
    try:
        container = av.open(str(path))
    except (OSError, ValueError) as error:
        raise NNVizError(f"cannot read the film {path}: {error}") from error
    if not container.streams.video:
        container.close()
        raise NNVizError(f"there is no film in {path}")
    return container


def _check_alike(
    source: VideoStream,
    model: VideoStream,
    path: str | PathLike[str],
    first: str | PathLike[str],
) -> None:
    def traits(stream: VideoStream) -> tuple[object, ...]:
        context = stream.codec_context
        return (context.name, context.width, context.height, stream.base_rate, stream.time_base)

    if traits(source) != traits(model):
        raise NNVizError(f"{Path(path).name} is encoded differently from {Path(first).name}")
    if source.codec_context.extradata != model.codec_context.extradata:
        raise NNVizError(
            f"{Path(path).name} has other settings of the encoder than {Path(first).name}"
        )


def _copy(
    source: VideoStream,
    container: InputContainer,
    video: VideoStream,
    written: OutputContainer,
    offset: Fraction,
    waiting: "list[Packet[Any]]",
) -> Fraction:
    """Copy one film behind `offset` seconds, and return where it ends."""
    base = source.time_base
    if base is None:
        raise NNVizError("a film has no clock")
    ticks = int(offset / base)
    end = ticks
    shift = ticks - (source.start_time or 0)
    for packet in container.demux(source):
        if packet.dts is None or packet.pts is None:
            continue
        packet.pts += shift
        packet.dts += shift
        end = max(end, packet.pts + (packet.duration or 0))
        now = packet.pts * base
        while waiting and _begins(waiting[0]) <= now:
            written.mux(waiting.pop(0))
        packet.stream = video
        written.mux(packet)
    return end * base


def _begins(packet: "Packet[Any]") -> Fraction:
    return (packet.pts or 0) * (packet.time_base or _MILLISECOND)


def _chapter(number: int, cue: Cue) -> dict[str, object]:
    return {
        "id": number,
        "start": round(cue.start * 1000),
        "end": round(cue.end * 1000),
        "time_base": _MILLISECOND,
        "metadata": {"title": " ".join(cue.text.split())},
    }


def _caption_track(written: OutputContainer, language: str) -> SubtitleStream:
    track = written.add_stream("mov_text")
    track.codec_context.subtitle_header = _HEADER.encode()
    track.codec_context.time_base = _MILLISECOND
    track.time_base = _MILLISECOND
    track.metadata["language"] = language
    return track


def _caption_packets(
    track: SubtitleStream, captions: Sequence[Cue]
) -> "list[Packet[SubtitleStream]]":
    packets = []
    for number, cue in enumerate(captions):
        start = round(cue.start * 1000)
        shown = max(round(cue.end * 1000) - start, 1)
        lines = "\\N".join(_plain(line) for line in cue.text.splitlines())
        line = f"{number},0,Default,,0,0,0,,{lines}".encode()
        packet = track.codec_context.encode_subtitle(SubtitleSet.create(line, 0, shown))
        packet.pts = packet.dts = start
        packet.duration = shown
        packet.time_base = _MILLISECOND
        packet.stream = track
        packets.append(packet)
    return packets


def _plain(line: str) -> str:
    r"""Return `line` without what the encoder would take for its markup: ``{...}`` and ``\N``."""
    return line.replace("{", "(").replace("}", ")").replace("\\", "/")
