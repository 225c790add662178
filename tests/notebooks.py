"""A notebook run from top to bottom in a new kernel of this Python."""

import subprocess
import sys
from pathlib import Path

import nbformat

_EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
client = NotebookClient(
    notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": sys.argv[2]}}
)
client.execute()
nbformat.write(notebook, sys.argv[3])
"""


def execute(notebook: Path, work: Path, done: Path) -> nbformat.NotebookNode:
    """Run the notebook in the folder `work`, write it with its outputs, and return it."""
    command = [sys.executable, "-c", _EXECUTE, str(notebook), str(work), str(done)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-3000:]
    return nbformat.read(done, as_version=4)
