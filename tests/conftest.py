import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nnviz.core import DenseLayer, Network
from nnviz.data import Digits, load_digits, load_network

SLOW = (
    "benchmarks",
    "cli/test_export_commands.py",
    "cli/test_init.py",
    "cli/test_interruptions.py",
    "cli/test_render_commands.py",
    "cli/test_review_command.py",
    "data/test_hard_pictures.py",
    "data/test_reading.py",
    "data/test_recipe.py",
    "data/test_writing.py",
    "film/test_cleaning.py",
    "film/test_deck.py",
    "film/test_disk.py",
    "film/test_export.py",
    "film/test_frames.py",
    "film/test_joined.py",
    "film/test_snippets.py",
    "film/test_sound.py",
    "film/test_store.py",
    "film/test_voice.py",
    "film/test_worker.py",
    "fuzz",
    "golden",
    "lesson/test_command.py",
    "lesson/test_scripts.py",
    "mobjects/test_network_in_frame.py",
    "scenes/test_files.py",
    "scenes/test_networks.py",
    "scenes/test_scenes.py",
    "scenes/test_shapes.py",
    "scenes/test_truth.py",
    "speech/test_piper.py",
    "speech/test_voices.py",
    "test_notebook.py",
    "test_readme.py",
    "test_wheel.py",
    "view/test_vector.py",
)
"""The tests that render films, build or train; those that drive a browser are slow as well."""

EXAMPLES_THAT_DRAW = ("publish", "review/process.py", "simple.py", "store")
"""In `nnviz.film`: examples in docstrings that are slow as well."""

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests, for ``-m "not slow"``."""
    here = Path(__file__).parent
    film = here.parent / "nnviz" / "film"
    slow = tuple(
        map(str, [*(here / name for name in SLOW), *(film / name for name in EXAMPLES_THAT_DRAW)])
    )
    for item in items:
        if str(item.path).startswith(slow) or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("slow")


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
