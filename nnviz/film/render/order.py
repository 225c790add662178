"""How a job reaches the process that draws it: a folder with JSON and plain arrays, no pickle."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from nnviz.core import Network
from nnviz.data import Subject
from nnviz.files import read_json
from nnviz.film.plan.job import FilmJob
from nnviz.film.plan.moments import Moments
from nnviz.film.plan.scene_file import SceneEntry
from nnviz.speech import VoiceChoice

__all__ = ["read_order", "write_order"]

_JOB, _IMAGE, _NETWORK = "job.json", "image.npy", "network.npz"
_PLAIN = ("theme", "width", "height", "frame_rate", "format", "transparent", "captions", "language")


def write_order(job: FilmJob, folder: Path) -> None:
    """Write a job into a folder.

    Raises
    ------
    NNVizError
        If the folder cannot be written.
    """
    job.subject.network.save(folder / _NETWORK)
    np.save(folder / _IMAGE, job.subject.image, allow_pickle=False)
    data: dict[str, Any] = {
        "entry": {**asdict(job.entry), "path": str(job.entry.path)},
        "subject": {"label": job.subject.label, "source": job.subject.source},
        "moments": None if job.moments is None else asdict(job.moments),
        "voice": None if job.voice is None else asdict(job.voice),
        **{name: getattr(job, name) for name in _PLAIN},
    }
    (folder / _JOB).write_text(json.dumps(data), encoding="utf-8")


def read_order(folder: Path) -> FilmJob:
    """Return the job that `write_order` wrote.

    Raises
    ------
    NNVizError
        If a file is missing or no longer whole.
    """
    data = read_json(folder / _JOB, what="job")
    listed = data["entry"]
    entry = SceneEntry(
        **{**listed, "path": Path(listed["path"]), "shapes": tuple(listed["shapes"])}
    )
    image = np.load(folder / _IMAGE, allow_pickle=False)
    image.setflags(write=False)
    subject = Subject(Network.load(folder / _NETWORK), image, **data["subject"])
    moments = None if data["moments"] is None else Moments(**data["moments"])
    voice = None if data["voice"] is None else VoiceChoice(**data["voice"])
    plain = {name: data[name] for name in _PLAIN}
    return FilmJob(entry, subject, moments=moments, voice=voice, **plain)
