"""The scripts that set the house up."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[1] / "tools"


def script(name, *arguments, **environment):
    return subprocess.run(
        [shutil.which("sh"), str(TOOLS / name), *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_every_browser_that_the_setup_accepts_is_one_that_the_tests_drive(name, tmp_path):
    browser = tmp_path / name
    browser.write_text("#!/bin/sh\n", encoding="utf-8")
    browser.chmod(0o755)
    done = script("find-browser.sh", PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (0, f"{browser}\n")


def test_no_browser_is_a_failure_and_a_named_one_is_taken(tmp_path):
    assert script("find-browser.sh", PATH=str(tmp_path)).returncode == 1
    done = script("find-browser.sh", PATH=str(tmp_path), NNVIZ_CHROMIUM="/opt/mine")
    assert done.stdout == "/opt/mine\n"


@pytest.mark.parametrize("name", sorted(path.name for path in TOOLS.glob("*.sh")))
def test_a_script_is_posix_shell(name):
    done = subprocess.run(
        ["sh", "-n", str(TOOLS / name)], capture_output=True, env=os.environ, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
