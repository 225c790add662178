"""Files are written whole or not at all."""

import pytest

from nnviz.errors import NNVizError
from nnviz.files import replace_file


def test_replace_file_keeps_the_old_file_and_no_draft_when_the_block_fails(tmp_path):
    target = tmp_path / "film.mp4"
    target.write_bytes(b"old")

    def fail():
        with replace_file(target) as draft:
            draft.write_bytes(b"half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert target.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["film.mp4"]
    with replace_file(target) as draft:
        assert draft.suffix == ".mp4"
        draft.write_bytes(b"new")
    assert target.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["film.mp4"]


def test_replace_file_refuses_what_cannot_be_written(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for target, word in ((tmp_path, "folder"), (tmp_path / "file" / "below.npz", "cannot write")):
        with pytest.raises(NNVizError, match=word), replace_file(target):
            pass
