"""What is to be rendered: a validated order that travels to another process as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from nnviz.core import NNVizError
from nnviz.film.plan.moments import Moments

__all__ = ["FORMATS", "QUALITIES", "Format", "Quality", "RenderJob", "quality_named"]


@dataclass(frozen=True)
class Quality:
    """The size of the frame in pixels, and frames a second."""

    name: str
    width: int
    height: int
    frame_rate: int

    @property
    def label(self) -> str:
        """For names of folders: ``"480p15"``."""
        return f"{self.height}p{self.frame_rate}"


QUALITIES: dict[str, Quality] = {
    quality.name: quality
    for quality in (
        Quality("l", 854, 480, 15),
        Quality("m", 1280, 720, 30),
        Quality("h", 1920, 1080, 60),
        Quality("k", 3840, 2160, 60),
    )
}
"""By their letters, which are Manim's: low, medium, high, 4K."""


@dataclass(frozen=True)
class Format:
    """A kind of result.

    Attributes
    ----------
    suffix : str
        The end of the result's name; empty for a folder.
    timed : bool
        Whether it is a film, so that captions belong to it.
    alpha : bool
        Whether it can be transparent.
    """

    suffix: str
    timed: bool
    alpha: bool


FORMATS: dict[str, Format] = {
    "mp4": Format(".mp4", timed=True, alpha=False),
    "webm": Format(".webm", timed=True, alpha=True),
    "gif": Format(".gif", timed=False, alpha=True),
    "png": Format(".png", timed=False, alpha=True),
    "png-sequence": Format("", timed=False, alpha=True),
}
"""What a scene can become. ``png`` is its last frame, ``png-sequence`` a folder of every frame."""

_GIF_RATES = {15: 20, 30: 25, 60: 25}


def quality_named(name: str) -> Quality:
    """Return the quality of this letter.

    Raises
    ------
    NNVizError
        If there is none.

    Examples
    --------
    >>> quality_named("h").label
    '1080p60'
    """
    if name not in QUALITIES:
        raise NNVizError(f"expected a quality of {', '.join(QUALITIES)}; got {name!r}")
    return QUALITIES[name]


@dataclass(frozen=True)
class RenderJob:
    """One scene, and how it is to be rendered.

    Attributes
    ----------
    scene : str
        The class.
    path : str
        The file that defines it; absolute.
    width, height, frame_rate : int
        The frame in pixels, and frames a second.
    format : str
        A key of `FORMATS`.
    transparent : bool
        Leave the background out; not possible in mp4.
    environment : dict of str to str
        ``NNVIZ_IMAGE``, ``NNVIZ_DIGIT``, ``NNVIZ_NETWORK`` and ``NNVIZ_THEME``: the choice that
        reaches the scene. Names that are missing here are not set for the scene either.
    sections : bool
        Write a clip of every section too.
    moments : Moments, optional
        Draw only these, as a folder of stills; the format must be ``png-sequence``.

    Raises
    ------
    NNVizError
        If the format is unknown, cannot be transparent, or the frame is no frame.

    Examples
    --------
    >>> job = RenderJob("Propagation", "/scenes/propagation.py", format="webm", transparent=True)
    >>> RenderJob.from_json(job.to_json()) == job
    True
    """

    scene: str
    path: str
    width: int = 854
    height: int = 480
    frame_rate: int = 15
    format: str = "mp4"
    transparent: bool = False
    environment: Mapping[str, str] | None = None
    sections: bool = False
    moments: Moments | None = None

    def __post_init__(self) -> None:
        if self.moments is not None and self.format != "png-sequence":
            raise NNVizError(f"single moments are PNG, in a png-sequence; got {self.format!r}")
        if self.format not in FORMATS:
            raise NNVizError(f"expected a format of {', '.join(FORMATS)}; got {self.format!r}")
        if self.transparent and not FORMATS[self.format].alpha:
            raise NNVizError(
                f"{self.format} cannot be transparent; use --format webm, gif, png or png-sequence"
            )
        if min(self.width, self.height, self.frame_rate) < 1 or max(self.width, self.height) > 8192:
            raise NNVizError(
                f"expected a frame of 1 to 8192 pixels a side and at least 1 frame a second; got "
                f"{self.width} x {self.height} at {self.frame_rate}"
            )
        if FORMATS[self.format].timed and (self.width % 2 or self.height % 2):
            raise NNVizError(
                f"a film needs an even width and height; got {self.width} x {self.height}"
            )

    def with_quality(self, quality: Quality) -> "RenderJob":
        """Return the job at this quality; a gif gets a rate that its format can hold."""
        rate = quality.frame_rate
        if self.format == "gif":
            # The delay of a gif is counted in hundredths of a second.
            rate = _GIF_RATES.get(rate, 25)
        return replace(self, width=quality.width, height=quality.height, frame_rate=rate)

    @property
    def label(self) -> str:
        """The frame and the rate, for names of folders: ``"854x480p15"``."""
        return f"{self.width}x{self.height}p{self.frame_rate}"

    @property
    def suffix(self) -> str:
        """The end of the result's name; empty for a folder of frames."""
        return FORMATS[self.format].suffix

    def to_json(self) -> str:
        """Return the job as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "RenderJob":
        """Return the job that `to_json` wrote."""
        data = json.loads(text)
        if data["moments"] is not None:
            data["moments"] = Moments(**data["moments"])
        return cls(**data)
