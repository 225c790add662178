"""A disk that is full is named, whoever meets it first: the store, or the process that draws."""

import errno
import os
from dataclasses import replace

import pytest

from nnviz.film.plan.catalogue import choose_scenes, find_scenes
from nnviz.film.plan.choice import choose
from nnviz.film.render.process import RenderFailed, run_worker
from nnviz.film.store import FilmStore, films

#: A worker whose encoder meets the fault, and says so in words of its own.
FULL = """
import sys
from nnviz.film.render.worker import answer

def draw(job, report, *paths):
    try:
        raise OSError({number}, "as the system says it")
    except OSError as error:
        raise ValueError("the encoder broke") from error

sys.exit(answer(draw))
"""


@pytest.fixture
def job(scenes_file):
    (entry,) = choose_scenes(find_scenes(scenes_file), ["Tiny"])
    return replace(choose().job(entry), width=128, height=72, frame_rate=10)


@pytest.fixture
def worker(tmp_path, monkeypatch):
    """Write a worker and return the name of its module."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "code"))
    (tmp_path / "code").mkdir()

    def write(number):
        (tmp_path / "code" / "full_worker.py").write_text(FULL.format(number=number))
        return "full_worker"

    return write


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG])
def test_a_worker_says_that_the_disk_is_full_and_not_that_its_encoder_broke(
    number, job, worker, tmp_path
):
    work = tmp_path / "store" / "work"
    work.mkdir(parents=True)
    with pytest.raises(RenderFailed) as told:
        run_worker(worker(number), job, work)
    assert told.value.refused
    assert told.value.reason == f"cannot write in {work.parent}: as the system says it"
    assert told.value.details == ""


def test_another_fault_in_it_is_the_scene_s(job, worker, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    with pytest.raises(RenderFailed) as told:
        run_worker(worker(errno.ENOENT), job, work)
    assert not told.value.refused
    assert told.value.reason.startswith("ValueError: the encoder broke")
    assert "as the system says it" in told.value.details


def test_the_store_says_so_too_and_keeps_nothing(job, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tmp_path / "media" / "x"))

    monkeypatch.setattr(films, "run_worker", full)
    with pytest.raises(RenderFailed, match=r"cannot write .*/media/x: No space left") as told:
        FilmStore(tmp_path / "media").film(job)
    assert told.value.refused
    assert list((tmp_path / "media/store/work").iterdir()) == []
    assert not (tmp_path / "media/store/films").exists()
