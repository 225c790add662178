import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nnviz.core import DenseLayer, Network
from nnviz.data import Digits, load_digits, load_network

FIND_BROWSER = Path(__file__).parents[1] / "tools" / "find-browser.sh"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    found = subprocess.run(["sh", str(FIND_BROWSER)], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(
            "some tests need a real browser: install the Debian package 'chromium' "
            "(apt-get install chromium), or name one in NNVIZ_CHROMIUM"
        )
    return {"executable_path": found.stdout.strip(), "args": CHROMIUM_ARGUMENTS, "headless": True}


@pytest.fixture(scope="session")
def digits() -> Digits:
    return load_digits()


@pytest.fixture(scope="session")
def network() -> Network:
    return load_network()


@pytest.fixture(scope="session")
def tiny_network() -> Network:
    """3-2-2, small round numbers of both signs."""
    return Network(
        [
            DenseLayer([[1.0, -2.0, 0.5], [0.0, 3.0, -1.0]], [0.25, -0.5]),
            DenseLayer([[2.0, -1.0], [-1.5, 0.75]], [0.0, 1.0]),
        ]
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Write a file of this name with these bytes and return its path."""

    def write_file(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write_file
