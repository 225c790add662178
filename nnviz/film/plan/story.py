"""The order of a film: ``story.toml``, beside the folders of its parts."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nnviz.core import NNVizError
from nnviz.files import read_bounded

__all__ = ["STORY_FILE", "Story", "StoryPart", "read_story"]

STORY_FILE = "story.toml"
"""The name of the file, in a folder of scenes."""

_LARGEST = 1 << 20


@dataclass(frozen=True)
class StoryPart:
    """One part of a film: its folder, its title, and the names of its scenes in order."""

    folder: str
    title: str
    scenes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Story:
    """In which order the parts of a film come, and the scenes of each.

    Attributes
    ----------
    parts : tuple of StoryPart
        In the order of the film.
    aside : tuple of str
        Names of scenes that lie there and are no part of the film.
    """

    parts: tuple[StoryPart, ...] = ()
    aside: tuple[str, ...] = ()

    def title_of(self, part: str) -> str:
        """Return the title of a part; of one that the story does not name, its name in words.

        Examples
        --------
        >>> story = Story((StoryPart("relu", "Another squashing function"),))
        >>> story.title_of("relu"), story.title_of("my_own")
        ('Another squashing function', 'My own')
        """
        in_words = part.replace("_", " ").strip().capitalize()
        return next((one.title for one in self.parts if one.folder == part), in_words)

    def place_of(self, part: str, scene: str) -> tuple[int, str, int]:
        """Return what scenes are sorted by; those that are not named come after the others.

        Examples
        --------
        >>> story = Story((StoryPart("weights", "Weights", ("First", "Second")),))
        >>> places = [("ape", "A"), ("weights", "Second"), ("weights", "New"), ("weights", "First")]
        >>> [scene for _, scene in sorted(places, key=lambda place: story.place_of(*place))]
        ['First', 'Second', 'New', 'A']
        """
        for place, one in enumerate(self.parts):
            if one.folder == part:
                known = scene in one.scenes
                return place, part, one.scenes.index(scene) if known else len(one.scenes)
        return len(self.parts), part, 0


def read_story(folder: str | os.PathLike[str]) -> Story:
    r"""Read the story in a folder of scenes; an empty one if there is none.

    Raises
    ------
    NNVizError
        If the file cannot be read, or says something else than a story does.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> text = '[[part]]\nfolder = "end"\ntitle = "The end"\nscenes = ["Bow"]\n'
    >>> _ = (folder / "story.toml").write_text(text)
    >>> read_story(folder).parts
    (StoryPart(folder='end', title='The end', scenes=('Bow',)),)
    """
    path = Path(folder) / STORY_FILE
    if not path.exists():
        return Story()
    data = read_bounded(path, limit=_LARGEST, what="story")
    try:
        said = tomllib.loads(data.decode())
        unknown = set(said) - {"part", "aside"}
        if unknown:
            raise ValueError(f"it has {', '.join(sorted(unknown))}")
        parts = tuple(_part_of(table) for table in _list_of(dict, said.get("part", [])))
        folders = [part.folder for part in parts]
        if len(set(folders)) < len(folders):
            raise ValueError("a part stands there twice")
        return Story(parts, tuple(_list_of(str, said.get("aside", []))))
    except (ValueError, RecursionError) as error:
        raise NNVizError(
            f"cannot read the story {path}: {error}. Expected a table [[part]] for each part, with "
            "folder, title and scenes, and perhaps a list of scenes called aside."
        ) from error


def _part_of(table: Mapping[str, Any]) -> StoryPart:
    if set(table) != {"folder", "title", "scenes"}:
        raise ValueError(f"a part has {', '.join(table) or 'nothing'}")
    folder, title = _list_of(str, [table["folder"], table["title"]])
    return StoryPart(folder, title, tuple(_list_of(str, table["scenes"])))


def _list_of(kind: type, given: Any) -> list[Any]:
    if not isinstance(given, list) or not all(isinstance(one, kind) for one in given):
        raise ValueError(f"a list is wanted in place of {given!r:.80}")
    return given
