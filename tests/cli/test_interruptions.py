"""Signals end a command with one line, at whatever moment they come, and leave nothing behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress

import pytest

from nnviz.cli import main

# What the script ``nnviz`` does, and a word as soon as it listens. A shell that runs the tests in
# the background has them, and so this, ignore Ctrl-C.
START = """
import signal
from nnviz.cli import main

for name in ("SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
signal.signal(signal.SIGINT, signal.default_int_handler)
if {nohup}:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
install = signal.signal


def tell(number, handler):
    before = install(number, handler)
    if number == signal.SIGTERM and callable(handler):
        print("ready", flush=True)
    return before


signal.signal = tell
main()
"""
LONG = ["train", "--epochs", "100000", "--out", "network.npz"]
MOMENTS = [0.0, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.5, 0.9]


@contextmanager
def running(folder, *, nohup=False):
    """A command that takes long and listens; whatever the test finds, it ends with the block."""
    with subprocess.Popen(
        [sys.executable, "-c", START.format(nohup=nohup), *LONG],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def end(folder, number, seconds):
    with running(folder) as process:
        time.sleep(seconds)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", MOMENTS)
def test_a_signal_ends_it_with_one_line_and_nothing_is_left(number, seconds, tmp_path):
    how = {signal.SIGINT: "interrupted", signal.SIGTERM: "ended by SIGTERM"}[number]
    assert end(tmp_path, number, seconds) == (128 + number, "", f"nnviz: {how}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_closed_terminal_ends_it_unless_it_was_told_to_stay(tmp_path):
    assert end(tmp_path, signal.SIGHUP, 0.1) == (129, "", "nnviz: ended by SIGHUP\n")
    with running(tmp_path, nohup=True) as process:
        process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert process.poll() is None
        process.terminate()
        assert process.communicate(timeout=60) == ("", "nnviz: ended by SIGTERM\n")


def test_who_calls_main_gets_the_signals_back(capsys):
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out.startswith("nnviz ")
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
