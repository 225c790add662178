"""The rendered films of the lesson: which files belong to a scene, and what makes them."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Cue", "Film", "film_command", "film_entries", "film_stem", "find_film", "read_cues"]


@dataclass(frozen=True)
class Cue:
    """One caption.

    Attributes
    ----------
    start : str
        When it appears, as the file writes it, without the milliseconds.
    text : str
        What it says, without tags.
    """

    start: str
    text: str


@dataclass(frozen=True)
class Film:
    """The files of one rendered scene.

    Attributes
    ----------
    scene : str
        The class of the scene, for example ``"NeuronHoldsANumber"``.
    video : Path
        The mp4.
    poster, captions : Path or None
        A still (WebP or PNG) and WebVTT captions, where they exist.
    alt : str
        The film in a sentence or two, for those who cannot see it; may be empty.
    """

    scene: str
    video: Path
    poster: Path | None = None
    captions: Path | None = None
    alt: str = ""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The captions in order; empty without a caption file."""
        if self.captions is None:
            return ()
        return read_cues(self.captions.read_text(encoding="utf-8", errors="replace"))


def film_stem(scene: str) -> str:
    """Return the name of a scene's files, without their ends.

    Examples
    --------
    >>> film_stem("NeuronHoldsANumber")
    'neuron-holds-a-number'
    """
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", scene)
    return words.lower()


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


def film_command(scene: str, folder: Path) -> str:
    """Return the command that renders a scene into the folder of films.

    Examples
    --------
    >>> film_command("Propagation", Path("my films"))
    "nnviz render Propagation -o 'my films/propagation.mp4'"
    """
    return shlex.join(["nnviz", "render", scene, "-o", str(folder / f"{film_stem(scene)}.mp4")])


def find_film(scene: str, folder: Path) -> Film | None:
    """Return the film of a scene, or None if the folder has none (or an empty file)."""
    stem = film_stem(scene)
    video = folder / f"{stem}.mp4"
    if not _has_content(video):
        return None
    posters = (folder / f"{stem}-poster.webp", folder / f"{stem}-poster.png")
    poster = next((path for path in posters if _has_content(path)), None)
    captions = folder / f"{stem}.vtt"
    return Film(
        scene=scene,
        video=video,
        poster=poster,
        captions=captions if _has_content(captions) else None,
        alt=_alt(folder, stem),
    )


def read_cues(vtt: str) -> tuple[Cue, ...]:
    r"""Return the captions of a WebVTT text, tags taken out.

    Examples
    --------
    >>> read_cues("WEBVTT\n\n00:01.500 --> 00:03.000\n<i>A neuron</i>\nholds a number.\n")
    (Cue(start='00:01', text='A neuron holds a number.'),)
    """
    cues = []
    for block in re.split(r"\n\s*\n", vtt.replace("\r\n", "\n").replace("\r", "\n")):
        lines = block.strip().split("\n")
        at = next((index for index, line in enumerate(lines) if "-->" in line), None)
        if at is None:
            continue
        start = lines[at].split("-->")[0].strip().partition(".")[0]
        spoken = " ".join(line.strip() for line in lines[at + 1 :] if line.strip())
        cues.append(Cue(start, _without_tags(spoken)))
    return tuple(cues)


def _alt(folder: Path, stem: str) -> str:
    """Return the film in words: from its own text file, or from the record beside the film."""
    written = folder / f"{stem}-alt.txt"
    if _has_content(written):
        return written.read_text(encoding="utf-8", errors="replace").strip()
    try:
        record = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        return str(record.get("alt") or "").strip()
    except (OSError, ValueError, AttributeError):
        return ""


def _without_tags(text: str) -> str:
    plain = re.sub(r"</?(?:[cbiuv]|ruby|rt|lang)(?:[.\s][^>]*)?>|<[\d:.]+>", "", text)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0
