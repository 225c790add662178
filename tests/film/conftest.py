from pathlib import Path

import pytest

from nnviz.film import Exported, choose_scenes, export_scene, find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.plan.job import Quality


@pytest.fixture(scope="session")
def scenes_file() -> Path:
    """A file of short scenes: Tiny, Outputs, Broken."""
    return Path(__file__).with_name("tiny_scenes.py")


@pytest.fixture(scope="session")
def small() -> Quality:
    """A size that is drawn quickly."""
    return Quality("small", 320, 180, 20)


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory, small: Quality) -> Exported:
    """The scene Marked in every form; its media folder lies beside it."""
    folder = tmp_path_factory.mktemp("exported")
    (entry,) = choose_scenes(find_scenes(Path(__file__).with_name("marked_scenes.py")), ["Marked"])
    job = choose(digit=4, theme="dark").job(entry).with_quality(small)
    return export_scene(job, folder / "out", media=folder / "media")
