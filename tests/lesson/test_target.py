"""What a lesson replaces, and what it refuses to."""

import pytest
from folders import tree, write_lesson

from nnviz.core import Network, NNVizError
from nnviz.lesson import build_lesson

MANIFEST = "lesson.json"


@pytest.mark.parametrize("marked", [False, True])
def test_a_folder_with_anything_else_in_it_is_refused(tmp_path, marked):
    target = tmp_path / "thesis"
    if marked:
        write_lesson(target, "first")
    target.mkdir(exist_ok=True)
    (target / "chapter-1.txt").write_text("years of work")
    before = tree(target)
    with pytest.raises(NNVizError, match=r"holds 1 file\(s\) that no lesson wrote .*chapter-1"):
        build_lesson(target)
    assert tree(target) == before


def test_a_half_full_folder_with_a_broken_manifest_is_refused(tmp_path):
    target = tmp_path / "lesson"
    write_lesson(target, "first")
    (target / MANIFEST).write_text("{")
    with pytest.raises(NNVizError, match="no lesson wrote"):
        build_lesson(target)


def test_a_file_is_no_target(tmp_path):
    target = tmp_path / "lesson"
    target.write_text("a file")
    with pytest.raises(NNVizError, match="is a file"):
        build_lesson(target)
    with pytest.raises(NNVizError, match="cannot write the lesson"):
        build_lesson(target / "inside")
    assert target.read_text() == "a file"


def test_an_unwritable_place_is_named(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "mkdir", refuse)
    with pytest.raises(NNVizError, match=r"cannot write the lesson to .*: Permission denied"):
        build_lesson(tmp_path / "lesson")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_when_a_film_cannot_be_copied(tmp_path, films, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("nnviz.lesson.builder.shutil.copyfile", refuse)
    with pytest.raises(NNVizError, match="No space left on device"):
        build_lesson(tmp_path / "lesson", films=films)
    assert list(tmp_path.iterdir()) == []


def test_a_network_for_something_else_is_refused(tmp_path):
    with pytest.raises(NNVizError, match=r"784 pixels and gives 10 answers; got Network\(4-3-2"):
        build_lesson(tmp_path / "lesson", network=Network.random((4, 3, 2), seed=1))
    assert list(tmp_path.iterdir()) == []


def test_too_few_digits_are_refused(tmp_path, digits):
    with pytest.raises(NNVizError, match="at least four digits; got 3"):
        build_lesson(tmp_path / "lesson", digits=digits.subset(slice(0, 3)))


def test_an_unknown_language_is_refused(tmp_path):
    with pytest.raises(NNVizError, match="in 'xx'"):
        build_lesson(tmp_path / "lesson", language="xx")
