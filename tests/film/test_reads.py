"""What a scene reads is noted as it was when it was read."""

import hashlib
import json
import subprocess
import sys

import pytest

from nnviz.film.render.reads import unchanged

SCRIPT = """
import json, os, sys
from pathlib import Path
from nnviz.film.render.reads import ReadFiles

sys.path.append(os.getcwd())
import helper  # Python writes its helper.pyc.
del sys.modules["helper"]
reads = ReadFiles(apart=[Path("apart").absolute()])
Path("data.txt").read_text()
Path("apart/own.txt").read_text()
Path("written.txt").write_text("x")
import helper
os.chdir("apart")
Path("../data.txt").write_text("changed since")
Path("../data.txt").read_text()
try:
    open("missing.txt")
except OSError:
    pass
print(json.dumps(reads.digests()))
print(any(name.startswith(reads._apart) for name in ("/opt/a", "/usr/src/a", "/var/lib/a")))
"""


@pytest.fixture(scope="module")
def noted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("noted")
    (folder / "apart").mkdir()
    for name in ("data.txt", "apart/own.txt", "helper.py"):
        (folder / name).write_text("ten = 10")
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=folder, capture_output=True, text=True, check=True
    )
    digests, excluded = ran.stdout.splitlines()
    return folder, json.loads(digests), excluded


def test_it_is_what_was_read_and_not_what_is_there_now(noted):
    folder, digests, _ = noted
    first = hashlib.sha256(b"ten = 10").hexdigest()
    assert digests == {str(folder / "data.txt"): first, str(folder / "helper.py"): first}
    assert not unchanged(digests)
    assert unchanged({str(folder / "helper.py"): first})


def test_a_project_may_lie_where_servers_have_theirs(noted):
    assert noted[2] == "False"
