"""The image, the network and the theme that a user chose, checked before anything is drawn."""

import os
from dataclasses import dataclass

from nnviz.core import NNVizError
from nnviz.data import Subject, subject_from_environment
from nnviz.film.plan.job import FilmJob
from nnviz.film.plan.scene_file import SceneEntry
from nnviz.film.plan.settings import read_settings
from nnviz.speech import VoiceChoice, choose_voice
from nnviz.text import load_catalogue
from nnviz.view import theme_named

__all__ = ["Choice", "choose"]


@dataclass(frozen=True, eq=False)
class Choice:
    """What a film is about, its colours, and who speaks.

    Attributes
    ----------
    subject : Subject
    theme : str
        The name of the theme.
    voice : VoiceChoice, optional
        None for a silent film.
    language : str
        Of all that is shown and said.

    Examples
    --------
    >>> from nnviz.film import choose, find_scenes, shipped_scenes
    >>> (hello,) = find_scenes(shipped_scenes() / "hello.py")
    >>> job = choose(digit=8700, theme="light").job(hello)
    >>> job.scene, job.theme, job.label
    ('Hello', 'light', '854x480p15')
    """

    subject: Subject
    theme: str
    voice: VoiceChoice | None = None
    language: str = "en"

    def job(self, entry: SceneEntry, *, format: str = "mp4", transparent: bool = False) -> FilmJob:
        """Return the order to render a scene with this choice.

        Raises
        ------
        NNVizError
            If the scene wants another network, or the format is not possible.
        """
        if entry.needs_digits:
            self.subject.needs_digit_network(entry.name)
            self.subject.needs_dense_network(entry.name)
        return FilmJob(
            entry,
            self.subject,
            theme=self.theme,
            format=format,
            transparent=transparent,
            voice=self.voice,
            language=self.language,
        )


def choose(
    *,
    image: str | os.PathLike[str] | None = None,
    digit: int | None = None,
    network: str | os.PathLike[str] | None = None,
    theme: str | None = None,
    voice: str | None = None,
    language: str | None = None,
) -> Choice:
    """Return a checked choice; what is not given comes from ``NNVIZ_IMAGE`` and its kin.

    Parameters
    ----------
    image, digit, network, theme
        What the film is about, and its colours.
    voice : str, optional
        ``piper``, ``nano``, ``espeak``, ``recordings:FOLDER``, the ``module:Class`` of a service,
        ``best``, or ``none``; that of ``NNVIZ_VOICE`` or of the settings unless given.
    language : str, optional
        Of all that is shown and said; ``en`` unless ``NNVIZ_LANGUAGE`` or settings say otherwise.

    Raises
    ------
    NNVizError
        If both an image and a digit are given, one of them or the network cannot be read, the
        theme is unknown, or the voice is not installed.

    Examples
    --------
    >>> choose(digit=0, theme="light").subject.source
    'shipped digit 0'
    """
    if image is not None and digit is not None:
        raise NNVizError("expected --image or --digit; got both")
    given = {
        "NNVIZ_IMAGE": None if image is None else str(image),
        "NNVIZ_DIGIT": None if digit is None else str(digit),
        "NNVIZ_NETWORK": None if network is None else str(network),
        "NNVIZ_THEME": theme,
    }
    chosen = {name: value or os.environ.get(name) or "" for name, value in given.items()}
    if image is not None:
        chosen["NNVIZ_DIGIT"] = ""
    elif digit is not None:
        if digit < 0:
            raise NNVizError(f"expected the index of a shipped digit, 0 or more; got {digit}")
        chosen["NNVIZ_IMAGE"] = ""
    theme_name = theme_named(chosen["NNVIZ_THEME"] or "dark").name
    kept = read_settings()
    tongue = language or os.environ.get("NNVIZ_LANGUAGE") or kept.language
    speaker = choose_voice(voice or os.environ.get("NNVIZ_VOICE") or kept.voice, tongue)
    load_catalogue(tongue)
    return Choice(subject_from_environment(chosen), theme_name, speaker, tongue)
