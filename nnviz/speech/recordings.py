"""A voice that is yours: takes that were read from a sheet, one file a sentence."""

import hashlib
import re
from pathlib import Path

from nnviz.errors import NNVizError
from nnviz.files import read_bounded
from nnviz.speech.said import Samples
from nnviz.speech.sound_files import SOUND_ENDS, read_sound
from nnviz.view import split_words

__all__ = ["SHEET", "Recordings"]

SHEET = "script.tsv"
"""The sheet to read from: a number, the seconds and the sentence of each take, by tabulators."""

_LARGEST = 4 << 20
#: A take in seconds, against what reading it would take.
_SHORTEST, _LONGEST = 0.3, 4.0


class Recordings:
    r"""The takes in a folder, found by the sheet that lies beside them.

    A take bears the number of its line: ``007.wav``, ``7.flac``, ``007-second-try.m4a``.

    Parameters
    ----------
    folder : path

    Raises
    ------
    NNVizError
        If there is no folder, or no sheet in it.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / SHEET).write_text("1\t2.0\tRed lowers, blue raises.\n")
    >>> Recordings(str(folder)).numbers, Recordings(str(folder)).takes
    ({'Red lowers, blue raises.': 1}, {})
    """

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder).expanduser().absolute()
        if not self.folder.is_dir():
            raise NNVizError(f"there is no folder of recordings {self.folder}")
        self.numbers = _numbers(self.folder / SHEET)
        self.takes: dict[int, Path] = {}
        for path in sorted(self.folder.iterdir()):
            number = re.match(r"(\d{1,6})(?!\d)", path.name)
            if number and path.suffix.lower() in SOUND_ENDS:
                other = self.takes.setdefault(int(number[1]), path)
                if other != path:
                    raise NNVizError(
                        f"two takes of sentence {int(number[1])}: {other.name} and {path.name} in "
                        f"{self.folder}; keep one"
                    )

    @property
    def digest(self) -> str:
        """A digest of the sheet and of every take."""
        summary = hashlib.sha256()
        for path in (self.folder / SHEET, *self.takes.values()):
            summary.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
        return summary.hexdigest()[:16]

    def take(self, text: str, expected: float) -> tuple[Samples, int]:
        """Return the take of a sentence.

        Parameters
        ----------
        text : str
            As it stands in the sheet.
        expected : float
            About how long it takes to read, in seconds.

        Raises
        ------
        NNVizError
            If the sentence is not in the sheet, there is no take of it, or the take cannot be read
            or is far too long or too short.
        """
        sentence = " ".join(split_words(text))
        number = self.numbers.get(sentence)
        if number is None:
            raise NNVizError(
                f"the sheet {self.folder / SHEET} has no sentence {sentence!r}; write it again "
                "with 'nnviz script' and record what is new"
            )
        path = self.takes.get(number)
        if path is None:
            raise NNVizError(
                f"there is no take of sentence {number}, {sentence!r}, in {self.folder}; expected "
                f"{number:03}.wav"
            )
        samples, rate = read_sound(path)
        seconds = len(samples) / rate
        if not _SHORTEST * expected <= seconds <= _LONGEST * expected + 2.0:
            kind = "long" if seconds > expected else "short"
            raise NNVizError(
                f"the take {path.name} is too {kind}: {seconds:.1f} s for {sentence!r}, about "
                f"{expected:.1f} s"
            )
        return samples, rate


def _numbers(sheet: Path) -> dict[str, int]:
    data = read_bounded(sheet, limit=_LARGEST, what="sheet")
    numbers: dict[str, int] = {}
    try:
        for line in data.decode("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                number, _, sentence = line.split("\t", 2)
                numbers.setdefault(" ".join(split_words(sentence)), int(number))
    except ValueError as error:
        raise NNVizError(
            f"cannot read the sheet {sheet}: {error}; expected a number, seconds and a sentence in "
            "each line, with tabulators between them"
        ) from error
    return numbers
