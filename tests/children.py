"""The environment of processes that are tried to destruction, or run another copy of nnviz."""

import os
from pathlib import Path

__all__ = ["ROOT", "environment_of_child"]

ROOT = Path(__file__).parents[1]


def environment_of_child(**more: str) -> dict[str, str]:
    """Return an environment without nnviz's own variables, and in which no line is counted.

    Lines of a copy of the library are none of the library's, a process that is killed counts
    nothing, and one whose time is measured should not spend it on counting.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("NNVIZ_", "COVERAGE_", "COV_CORE_"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), **more}
