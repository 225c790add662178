"""A lock lasts as long as its process, and no longer, whatever its number is."""

import subprocess
import sys
import threading

import pytest

from nnviz.files import file_lock, is_locked

HOLD = """
import sys
from nnviz.files import file_lock

with file_lock(sys.argv[1], shared=len(sys.argv) > 2):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Begin a process that holds the lock until it is killed."""
    begun = []

    def begin(*shared):
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(tmp_path / "lock"), *shared],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


def test_the_system_releases_it_when_the_process_is_killed(tmp_path, holder):
    lock = tmp_path / "lock"
    process = holder()
    assert is_locked(lock)
    with file_lock(lock, wait=False) as held:
        assert not held
    process.kill()
    process.wait()
    # The file is still there, and means nothing: no number of a process is written anywhere.
    assert lock.read_bytes() == b""
    with file_lock(lock, wait=False) as held:
        assert held


def test_readers_share_it_and_a_writer_waits_for_them(tmp_path, holder):
    lock = tmp_path / "lock"
    reader = holder("shared")
    with file_lock(lock, shared=True, wait=False) as held:
        assert held
    with file_lock(lock, wait=False) as held:
        assert not held
    with file_lock(lock, waiting=reader.kill) as held:
        assert held


def test_who_waited_for_a_lock_that_was_removed_has_the_one_that_came_after(tmp_path):
    lock, waits, found = tmp_path / "lock", threading.Event(), []

    def wait():
        with file_lock(lock, waiting=waits.set):
            found.append(is_locked(lock))

    thread = threading.Thread(target=wait)
    with file_lock(lock):
        thread.start()
        assert waits.wait(30)
        lock.unlink()
    thread.join(30)
    assert found == [True]


def test_a_folder_can_be_locked_and_what_is_missing_is_free(tmp_path):
    with file_lock(tmp_path):
        assert is_locked(tmp_path)
    assert not is_locked(tmp_path)
    assert not is_locked(tmp_path / "missing")
    assert list(tmp_path.iterdir()) == []
