"""The table of what two versions read: the counting, and one version in a process of its own."""

from bench.reading import ROOT, draw, read, reading_table
from nnviz.data import HARD_KINDS


def test_rights_are_counted_by_kind_and_the_worst_stands_first():
    names = [f"{kind:02}-{place:04}-{place}" for kind in range(len(HARD_KINDS)) for place in (0, 1)]
    right = {name: int(name[-1]) for name in names}
    before = dict.fromkeys(names)
    now = right | {"03-0001-1": 7, "05-0000-0": None, "05-0001-1": 0}
    rows = reading_table([before, now])
    kinds = list(HARD_KINDS)
    assert rows[0] == (kinds[5], 2, [0, 0])
    assert rows[1] == (kinds[3], 2, [0, 1])
    assert all(row[1:] == (2, [0, 2]) for row in rows[2:])


def test_a_version_reads_files_in_a_process_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr("bench.reading.HARD_KINDS", ["one pixel wide"])
    draw(tmp_path, 2, 5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["00-0000-0", "00-0001-1"]
    (tmp_path / "00-0002-2").write_bytes(b"no picture")
    answers, seconds = read(ROOT, tmp_path)
    assert answers == {"00-0000-0": 0, "00-0001-1": 1, "00-0002-2": None}
    assert 0 < seconds < 5
