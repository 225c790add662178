"""Signals end a command with one line, at whatever moment they come, and leave nothing behind."""

import signal
import subprocess
import sys
import time

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


def begin(folder, *, nohup=False):
    return subprocess.Popen(
        [sys.executable, "-c", START.format(nohup=nohup), *LONG],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process, number, seconds):
    assert process.stdout.readline() == "ready\n"
    time.sleep(seconds)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("seconds", MOMENTS)
def test_a_signal_ends_it_with_one_line_and_nothing_is_left(number, seconds, tmp_path):
    how = {signal.SIGINT: "interrupted", signal.SIGTERM: "ended by SIGTERM"}[number]
    ended = end(begin(tmp_path), number, seconds)
    assert ended == (128 + number, "", f"nnviz: {how}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_closed_terminal_ends_it_unless_it_was_told_to_stay(tmp_path):
    ended = end(begin(tmp_path), signal.SIGHUP, 0.1)
    assert ended == (129, "", "nnviz: ended by SIGHUP\n")
    process = begin(tmp_path, nohup=True)
    assert process.stdout.readline() == "ready\n"
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
