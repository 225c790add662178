"""What is to be drawn: a scene, its subject and its look, as one validated record."""

import re
from dataclasses import dataclass, replace

from nnviz.core import NNVizError, Record
from nnviz.data import Subject
from nnviz.film.plan.moments import Moments
from nnviz.film.plan.scene_file import SceneEntry
from nnviz.speech import VoiceChoice

__all__ = [
    "CAPTIONS",
    "FORMATS",
    "QUALITIES",
    "FilmJob",
    "Format",
    "Quality",
    "parse_size",
    "quality_named",
]


@dataclass(frozen=True)
class Quality:
    """The size of the frame in pixels, and frames a second.

    Examples
    --------
    >>> Quality("small", 640, 360, 30).label
    '360p30'
    """

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


CAPTIONS = ("soft", "burned", "both", "none")
"""What becomes of captions: a track that players switch, drawn below the picture, both, neither."""

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


def parse_size(text: str) -> tuple[int, int]:
    """Return width and height of a size like ``1920x1080``.

    Raises
    ------
    NNVizError
        If the text is not of that form.

    Examples
    --------
    >>> parse_size("1080x1080")
    (1080, 1080)
    """
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip())
    if not found:
        raise NNVizError(f"expected a size like 1920x1080; got {text!r}")
    return int(found[1]), int(found[2])


@dataclass(frozen=True, eq=False)
class FilmJob(Record):
    """One scene, what it is about, and how it is to be drawn: all that decides the film.

    Attributes
    ----------
    entry : SceneEntry
        The scene.
    subject : Subject
        The image and the network, as they were read: nobody reads the files again.
    theme : str
        The name of the theme.
    width, height, frame_rate : int
        The frame in pixels, and frames a second.
    format : str
        A key of `FORMATS`.
    transparent : bool
        Leave the background out; not possible in mp4.
    moments : Moments, optional
        Draw only these, as a folder of stills; the format must be ``png-sequence``.
    voice : VoiceChoice, optional
        Who speaks; the scene then keeps to the time of what is said.
    language : str
        Of all that is shown and said.
    captions : str
        One of `CAPTIONS`. Burned ones are possible in mp4 only: the picture becomes smaller, and
        they stand below it.

    Raises
    ------
    NNVizError
        If the format is unknown, cannot be transparent, or the frame is no frame.

    Examples
    --------
    >>> from nnviz.film import choose, find_scenes, quality_named, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = FilmJob(hello, choose(digit=4).subject).with_quality(quality_named("h"))
    >>> job.label, job.suffix
    ('1920x1080p60', '.mp4')
    """

    entry: SceneEntry
    subject: Subject
    theme: str = "dark"
    width: int = 854
    height: int = 480
    frame_rate: int = 15
    format: str = "mp4"
    transparent: bool = False
    moments: Moments | None = None
    voice: VoiceChoice | None = None
    captions: str = "soft"
    language: str = "en"

    def __post_init__(self) -> None:
        if self.moments is not None and self.format != "png-sequence":
            raise NNVizError(f"single moments are PNG, in a png-sequence; got {self.format!r}")
        if self.format not in FORMATS:
            raise NNVizError(f"expected a format of {', '.join(FORMATS)}; got {self.format!r}")
        if self.transparent and not FORMATS[self.format].alpha:
            raise NNVizError(
                f"{self.format} cannot be transparent; use --format webm, gif, png or png-sequence"
            )
        if self.captions not in CAPTIONS:
            raise NNVizError(f"expected captions of {', '.join(CAPTIONS)}; got {self.captions!r}")
        if self.burns_captions and self.format != "mp4":
            raise NNVizError(f"captions can be burned into mp4 only; got {self.format}")
        if min(self.width, self.height, self.frame_rate) < 1 or max(self.width, self.height) > 8192:
            raise NNVizError(
                f"expected a frame of 1 to 8192 pixels a side and at least 1 frame a second; got "
                f"{self.width} x {self.height} at {self.frame_rate}"
            )
        if FORMATS[self.format].timed and (self.width % 2 or self.height % 2):
            raise NNVizError(
                f"a film needs an even width and height; got {self.width} x {self.height}"
            )

    def with_quality(self, quality: Quality) -> "FilmJob":
        """Return the job at this quality; a gif gets a rate that its format can hold."""
        rate = quality.frame_rate
        if self.format == "gif":
            # The delay of a gif is counted in hundredths of a second.
            rate = _GIF_RATES.get(rate, 25)
        return replace(self, width=quality.width, height=quality.height, frame_rate=rate)

    @property
    def burns_captions(self) -> bool:
        """Whether captions are part of the picture."""
        return self.captions in ("burned", "both")

    @property
    def carries_captions(self) -> bool:
        """Whether captions are a track of the film that can be switched on."""
        return self.captions in ("soft", "both")

    @property
    def scene(self) -> str:
        """The class."""
        return self.entry.name

    @property
    def label(self) -> str:
        """The frame and the rate: ``"854x480p15"``."""
        return f"{self.width}x{self.height}p{self.frame_rate}"

    @property
    def suffix(self) -> str:
        """The end of the result's name; empty for a folder of frames."""
        return FORMATS[self.format].suffix

    @property
    def timed(self) -> bool:
        """Whether the result is a film, so that captions, sound and a poster belong to it."""
        return FORMATS[self.format].timed
