"""The films of the page: which scene, which files, what is said in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import join

from nnviz.lesson.content import LessonText, Part, bodies_of

__all__ = ["PageFilm", "film_command", "film_entries", "scenes_of"]


@dataclass(frozen=True)
class PageFilm:
    """One film for the page.

    Attributes
    ----------
    name : str
        Of its files on the page, without their ends: ``"neuron-holds-a-number"``.
    video : Path
        The mp4.
    poster : Path or None
        A still as WebP.
    vtt : str
        The captions as WebVTT; empty for a film that does not speak.
    captions : tuple of (float, str)
        When each caption appears, in seconds, and what it says.
    alt : str
        The film in a sentence or two, for those who cannot see it; may be empty.

    Examples
    --------
    >>> film = PageFilm("relu", Path("relu.mp4"), None, "", ((0.0, "Many networks"),), "")
    >>> film.cues[0]["text"]
    'Many networks'
    """

    name: str
    video: Path
    poster: Path | None = None
    vtt: str = ""
    captions: tuple[tuple[float, str], ...] = ()
    alt: str = ""

    @property
    def cues(self) -> list[dict[str, str]]:
        """The captions for a transcript: the minute and second, and the text on one line."""
        return [
            {"start": f"{int(start) // 60:02}:{int(start) % 60:02}", "text": " ".join(text.split())}
            for start, text in self.captions
        ]


def film_entries(body: str) -> list[tuple[str, str]]:
    r"""Return scene and caption of each line ``Scene | caption`` of a film block.

    Examples
    --------
    >>> film_entries("Propagation | The whole pass.\nRelu")
    [('Propagation', 'The whole pass.'), ('Relu', 'Relu')]
    """
    entries = []
    for line in filter(str.strip, body.splitlines()):
        scene, _, caption = (part.strip() for part in line.partition("|"))
        entries.append((scene, caption or scene))
    return entries


def scenes_of(source: str) -> tuple[str, ...]:
    """Return the scenes whose films the source of a lesson shows, in its order."""
    text = LessonText({}, "", (Part("whole", "", source),))
    return tuple(scene for body in bodies_of("film", text) for scene, _ in film_entries(body))


def film_command(scene: str, options: Sequence[str] = ()) -> str:
    """Return the command that draws a scene's film into the store.

    Examples
    --------
    >>> film_command("Propagation", ["--network", "my network.npz"])
    "nnviz render Propagation --network 'my network.npz'"
    """
    return join(["nnviz", "render", scene, *options])
