"""A catalogue to fill in: every text of scenes, with what is translated already."""

import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from nnviz.files import write_text
from nnviz.text.catalogue import UNTIL, Catalogue
from nnviz.text.extract import texts_in

__all__ = ["Translation", "write_translation"]


@dataclass(frozen=True)
class Translation:
    """A catalogue that was written: where, how many texts it has, and which are still English.

    Examples
    --------
    >>> Translation(Path("eo.po"), 2, ("Blue raises.",)).missing
    ('Blue raises.',)
    """

    path: Path
    texts: int
    missing: tuple[str, ...]


def write_translation(
    target: str | os.PathLike[str], files: Iterable[Path], known: Catalogue
) -> Translation:
    """Write the catalogue of what files of scenes show and say, as a ``.po`` file.

    Parameters
    ----------
    target : path
        Replaced; what `known` has is kept.
    files : iterable of Path
        Files of scenes, and what lies beside them.
    known : Catalogue
        The translations that there are.

    Raises
    ------
    NNVizError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "mine.py").write_text('self.say("Blue raises.")')
    >>> made = write_translation(folder / "eo.po", [folder / "mine.py"], Catalogue("eo"))
    >>> made.missing
    ('Blue raises.',)
    """
    places: dict[tuple[str, bool], list[tuple[str, int]]] = {}
    for path in files:
        for text, waits in texts_in(path):
            places.setdefault((text, waits), []).append((path.name, 0))
    said = [(text, text, False) for text in known.entries] + [
        (text, text, True) for text in known.phrases
    ]
    for text, _, waits in said:
        places.setdefault((text, waits), [])
    catalogue = Catalog(locale=None, project="nnviz", charset="utf-8", fuzzy=False)
    missing = []
    for (text, waits), where in places.items():
        translation = (known.phrases if waits else known.entries).get(text, "")
        if not translation:
            missing.append(text)
        catalogue.add(
            text,
            translation,
            context=UNTIL if waits else None,
            auto_comments=[name for name, _ in dict.fromkeys(where)],
        )
    file = io.BytesIO()
    write_po(file, catalogue, width=0, omit_header=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {known.language}\\n"\n{_TYPE}\n'
    write_text(target, head + file.getvalue().decode())
    return Translation(Path(target), len(places), tuple(missing))


_TYPE = '"Content-Type: text/plain; charset=utf-8\\n"\n'
