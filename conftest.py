"""What every test needs, the examples in docstrings too."""

import logging
import os
import sys
from pathlib import Path

import pytest

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


@pytest.fixture(autouse=True)
def media_of_its_own(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let no test see the films that lie in the working folder, or leave one there.

    An example in a docstring runs in an empty folder. So does every test of the lesson.
    """
    monkeypatch.setenv("NNVIZ_MEDIA", str(tmp_path / "media"))
    is_lesson = Path(__file__).parent / "tests" / "lesson" in request.path.parents
    if isinstance(request.node, pytest.DoctestItem) or is_lesson:
        monkeypatch.chdir(tmp_path)
