"""What every test needs, the examples in docstrings too."""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from nursery import LIBRARIES, OURS, Nursery

# As in the film's own processes: one thread, so that training gives the same network every time,
# and two workers of the tests do not fight for two cores.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

# Manim reports each formula that it compiles; an example would take the lines for its output.
logging.getLogger("manim").addFilter(lambda record: record.levelno >= logging.WARNING)

# A scene imports what lies beside it, as it does when it is rendered.
for part in sorted((Path(__file__).parent / "scenes").iterdir()):
    if part.is_dir():
        sys.path.append(str(part))


@pytest.fixture(scope="session")
def film_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which the examples of `nnviz.film` run: they draw one film, once."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Python processes with Manim and nnviz loaded; started with the first that is wanted."""
    kept = Nursery(*LIBRARIES, *OURS)
    yield kept
    kept.end()


@pytest.fixture(scope="session", autouse=True)
def films_are_drawn_in_copies(nursery: Nursery) -> Iterator[None]:
    """Let a film in a test not wait until Python has loaded Manim once more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nnviz.film.render.process.subprocess", nursery.as_subprocess())
        yield


@pytest.fixture(autouse=True)
def media_of_its_own(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let no test see the films that lie in the working folder, or leave one there.

    An example in a docstring runs in an empty folder. So does every test of the lesson.
    """
    monkeypatch.setenv("NNVIZ_MEDIA", str(tmp_path / "media"))
    if "nnviz.speech.voice" in sys.modules:
        # A voice that a test chose speaks in no other.
        monkeypatch.setattr("nnviz.speech.voice._used", [])
    here = Path(__file__).parent
    if here / "nnviz" / "film" in request.path.parents:
        monkeypatch.chdir(request.getfixturevalue("film_desk"))
    elif (
        isinstance(request.node, pytest.DoctestItem)
        or here / "tests/lesson" in request.path.parents
    ):
        monkeypatch.chdir(tmp_path)
