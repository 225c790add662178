"""What every test needs, the examples in docstrings too."""

import logging
import os
import sys
from pathlib import Path

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
