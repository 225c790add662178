"""The image, the network and the theme that a user chose, checked before anything is drawn."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nnviz.core import NNVizError
from nnviz.data.subject import Subject, subject_from_environment
from nnviz.film.plan.catalogue import SceneEntry
from nnviz.film.plan.job import RenderJob
from nnviz.view.theme import theme_named

__all__ = ["Choice", "choose"]


@dataclass(frozen=True, eq=False)
class Choice:
    """What a film is about, and its colours.

    Attributes
    ----------
    subject : Subject
    theme : str
        The name of the theme.
    environment : dict of str to str
        The same choice as scenes read it.
    """

    subject: Subject
    theme: str
    environment: Mapping[str, str]

    def job(
        self, entry: SceneEntry, *, format: str = "mp4", transparent: bool = False
    ) -> RenderJob:
        """Return the order to render a scene with this choice.

        Raises
        ------
        NNVizError
            If the scene wants another network, or the format is not possible.
        """
        if entry.needs_digits:
            self.subject.needs_digit_network(entry.name)
        return RenderJob(
            scene=entry.name,
            path=str(entry.path),
            format=format,
            transparent=transparent,
            environment=dict(self.environment),
        )


def choose(
    *,
    image: str | os.PathLike[str] | None = None,
    digit: int | None = None,
    network: str | os.PathLike[str] | None = None,
    theme: str | None = None,
) -> Choice:
    """Return a checked choice; what is not given comes from ``NNVIZ_IMAGE`` and its kin.

    Raises
    ------
    NNVizError
        If both an image and a digit are given, one of them or the network cannot be read, or the
        theme is unknown.

    Examples
    --------
    >>> choose(digit=0, theme="light").environment["NNVIZ_DIGIT"]
    '0'
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
    for name in ("NNVIZ_IMAGE", "NNVIZ_NETWORK"):
        if chosen[name]:
            chosen[name] = str(Path(chosen[name]).absolute())
    chosen["NNVIZ_THEME"] = theme_named(chosen["NNVIZ_THEME"] or "dark").name
    subject = subject_from_environment(chosen)
    environment = {name: value for name, value in chosen.items() if value}
    return Choice(subject, environment["NNVIZ_THEME"], environment)
