"""Two thousand bad inputs of every kind; ``make fuzz`` runs a hundred thousand."""

from random import Random

import pytest

from fuzz.cases import KINDS
from fuzz.run import Row, run, table

_EACH = 250


@pytest.mark.parametrize("kind", KINDS)
def test_bad_input_is_refused_quickly_in_few_words_and_leaves_nothing(kind):
    rows = run([kind], _EACH)
    assert rows[kind].cases == _EACH
    assert not rows[kind].findings, "\n".join(rows[kind].findings)
    # Cases that are all refused, or none, would try nothing.
    assert 0 < rows[kind].accepted < _EACH


def test_a_case_is_the_same_every_time(tmp_path):
    for kind, make in KINDS.items():
        told = []
        for turn in ("a", "b"):
            folder = tmp_path / f"{kind} {turn}"
            folder.mkdir()
            case = make(Random("seven"), folder)
            files = {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
            told.append((case.told, files))
        assert told[0] == told[1]


def test_what_breaks_the_contract_is_a_finding():
    """The watch sees a message that is too long, a file elsewhere, a hang and a fault."""
    rows = run(["wrong: long", "wrong: leaves", "wrong: memory", "wrong: ends", "wrong: fault"], 5)
    said = {kind: " ".join(row.findings) for kind, row in rows.items()}
    assert "a message of 2000 characters" in said["wrong: long"]
    assert "left 'stray'" in said["wrong: leaves"]
    assert "MB" in said["wrong: memory"]
    assert "its process ended with 7" in said["wrong: ends"]
    assert "ZeroDivisionError" in said["wrong: fault"]


def test_the_table_names_every_kind():
    rows = {"a": Row(10, 9, 1, 0.5, 2048, ["x"]), "b": Row()}
    assert [line.split()[0] for line in table(rows).splitlines()] == ["kind", "a", "b", "all"]
    assert "2" in table(rows).splitlines()[1].split()
