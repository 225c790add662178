"""Files are read within bounds."""

import os
import tracemalloc
from pathlib import Path

import pytest

from nnviz.errors import NNVizError
from nnviz.files import read_bounded, read_json


def test_a_file_is_read_up_to_the_limit(write):
    path = write("note", b"12345")
    assert read_bounded(path, limit=5, what="note") == b"12345"
    with pytest.raises(NNVizError, match="note of at most 4 bytes"):
        read_bounded(path, limit=4, what="note")
    assert read_bounded(write("empty", b""), limit=4, what="note") == b""


def test_a_file_that_does_not_say_how_long_it_is(tmp_path):
    about_us = Path("/proc/self/status")
    if about_us.exists():
        assert b"Pid:" in read_bounded(about_us, limit=1 << 20, what="status")


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path, said in (
        (tmp_path / "pipe", "no ordinary file"),
        (tmp_path, "it is a folder"),
        ("/dev/zero", "no ordinary file"),
        (tmp_path / "missing", "No such file"),
        ("zero\0byte", "zero.x00byte"),
        ("x" * 5000, "name too long"),
    ):
        with pytest.raises(NNVizError, match=rf"(?i)cannot read the note .*{said}"):
            read_bounded(path, limit=10, what="note")
    opened = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(NNVizError):
            read_bounded(tmp_path, limit=10, what="note")
    assert len(list(Path("/proc/self/fd").iterdir())) == opened


def test_a_small_file_takes_little_memory_however_high_the_limit(write):
    path = write("note", b"x")
    tracemalloc.start()
    read_bounded(path, limit=1 << 30, what="note")
    assert tracemalloc.get_traced_memory()[1] < 1 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("text", [b"{", b"[" * 100_000, b"\xff", b"1" * 5000])
def test_json_that_is_none_is_refused(write, text):
    with pytest.raises(NNVizError, match="not JSON"):
        read_json(write("bad.json", text))
