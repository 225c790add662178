"""A few of the faults that ``make faults`` injects by hundreds."""

import signal

import pytest
from faults.edits import films_after_edits
from faults.kills import kill_at_moments, kill_at_renames
from faults.place import Place


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_command_that_is_killed_loses_nothing(tmp_path, number):
    outcomes = list(kill_at_moments(tmp_path / "place", "render", number, moments=2, seed=3))
    assert [wrong for _, wrong in outcomes] == ["", ""]


@pytest.mark.slow
def test_a_lesson_that_is_killed_at_a_rename_stands(tmp_path):
    outcomes = dict(kill_at_renames(tmp_path / "place", "lesson", most=3))
    assert outcomes == {"lesson killed at rename 1": ""}


@pytest.mark.slow
def test_after_an_edit_of_one_token_no_film_is_stale(tmp_path):
    outcomes = dict(films_after_edits(tmp_path / "place", edits=20, seed=1))
    assert set(outcomes.values()) == {""}, outcomes


def test_what_is_wrong_after_a_kill_is_seen(tmp_path):
    place = Place(tmp_path / "place", "lesson")
    place.prepare()
    (place.folder / "out" / "lesson" / "index.html").write_text("half")
    (place.folder / "out" / ".lesson-0123456789ab.draft").mkdir()
    old = place.outputs()
    assert place.left_over() == ["out/.lesson-0123456789ab.draft"]
    place.prepare()
    assert place.outputs() != old
