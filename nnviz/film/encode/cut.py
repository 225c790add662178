"""Cut a finished film at its sections, without encoding it again."""

from os import PathLike

import av

from nnviz.core import NNVizError

__all__ = ["cut_film"]


def cut_film(
    film: str | PathLike[str], target: str | PathLike[str], start: float, end: float
) -> int:
    """Write the pictures from `start` to before `end` as a film of their own.

    Every animation of a scene is encoded alone, so a film can be cut wherever one begins; a section
    always begins there.

    Parameters
    ----------
    film : path
        An mp4 of one scene.
    target : path
        Written in place: give the path of a draft.
    start, end : float
        Seconds.

    Returns
    -------
    int
        How many frames it has.

    Raises
    ------
    NNVizError
        If the file is no film, nothing lies between the two times, or no animation begins at
        `start`.
    """
    try:
        with av.open(str(film)) as container:
            source = container.streams.video[0]
            base, rate = source.time_base, source.base_rate
            if base is None or not rate:
                raise NNVizError(f"{film} has no clock")
            # Where clips were joined, times are rounded: half a frame of tolerance.
            ticks = 1 / (rate * base)
            begin = source.start_time or 0
            first, last = (begin + round((round(s * rate) - 0.5) * ticks) for s in (start, end))
            packets = [
                packet
                for packet in container.demux(source)
                if packet.pts is not None and first <= packet.pts < last
            ]
            if not packets:
                raise NNVizError(f"there is no picture from {start:g} s to {end:g} s in {film}")
            shift = packets[0].pts or 0
            if not packets[0].is_keyframe or any((p.pts or 0) < shift for p in packets):
                raise NNVizError(f"no animation begins at {start:g} s in {film}; cannot cut there")
            with av.open(str(target), "w", format="mp4") as written:
                video = written.add_stream_from_template(source)
                for packet in packets:
                    assert packet.pts is not None
                    assert packet.dts is not None
                    packet.pts -= shift
                    packet.dts -= shift
                    packet.stream = video
                    written.mux(packet)
            return len(packets)
    except (OSError, IndexError) as error:
        raise NNVizError(f"cannot cut the film {film}: {error}") from error
