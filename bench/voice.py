"""What a voice costs: a film of the same scene silent, from nothing, and with its words kept."""

import shutil
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bench import render
from nnviz.film import FilmStore, choose, choose_scenes, find_scenes, quality_named

__all__ = ["voice_cost"]

_SCENE, _QUALITY, _MOST = "Propagation", "m", 2


def voice_cost(repeats: int) -> dict[str, Any]:
    """Draw the flagship without a voice, with one that has said nothing yet, and once more.

    Each time all pictures are drawn: only what was spoken is kept for the third.
    """
    (entry,) = choose_scenes(find_scenes(), [_SCENE])
    quality = quality_named(_QUALITY)
    silent, spoken = (
        choose(voice=name, language="en").job(entry).with_quality(quality)
        for name in ("none", "best")
    )
    taken: dict[str, list[float]] = {"silent": [], "nothing": [], "kept": []}
    durations: dict[str, float] = {}
    for _ in range(min(repeats, _MOST)):
        with tempfile.TemporaryDirectory(prefix="nnviz-voice-cost-") as folder:
            store = FilmStore(folder)
            for name, job in (("silent", silent), ("nothing", spoken), ("kept", spoken)):
                for part in ("films", "clips"):
                    shutil.rmtree(Path(folder) / "store" / part, ignore_errors=True)
                taken[name].append(render.seconds(partial(store.film, job)))
                durations[name] = store.film(job).record.duration
    seconds = {name: median(times) for name, times in taken.items()}
    return {
        "seconds": seconds["silent"],
        "nothing_seconds": seconds["nothing"],
        "kept_seconds": seconds["kept"],
        "nothing_more": 100.0 * (seconds["nothing"] / seconds["silent"] - 1.0),
        "kept_more": 100.0 * (seconds["kept"] / seconds["silent"] - 1.0),
        "film_seconds": durations["silent"],
        "spoken_film_seconds": durations["kept"],
    }
