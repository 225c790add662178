from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def scenes_file() -> Path:
    """A file of short scenes: Tiny, Outputs, Broken."""
    return Path(__file__).with_name("tiny_scenes.py")
