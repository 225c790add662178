"""A few of the faults that ``make faults`` injects by hundreds."""

import signal
from functools import cache

import pytest
from faults.edits import films_after_edits
from faults.kills import kill_at_moments, kill_at_renames
from faults.place import Place


@pytest.fixture(scope="module")
def place_of(tmp_path_factory):
    """Return the place of a command, the same one each time."""
    return cache(lambda command: Place(tmp_path_factory.mktemp(command) / "place", command))


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_command_that_is_killed_loses_nothing(place_of, number):
    outcomes = list(kill_at_moments(place_of("render"), number, moments=2, seed=3))
    assert [wrong for _, wrong in outcomes] == ["", ""]


@pytest.mark.slow
def test_a_lesson_that_is_killed_at_a_rename_stands(place_of):
    outcomes = dict(kill_at_renames(place_of("lesson"), most=3))
    assert outcomes == {"lesson killed at rename 1": ""}


@pytest.mark.slow
def test_after_an_edit_of_one_token_no_film_is_stale(tmp_path):
    outcomes = dict(films_after_edits(tmp_path / "place", edits=20, seed=1))
    assert set(outcomes.values()) == {""}, outcomes


@pytest.mark.slow
def test_what_is_wrong_after_a_kill_is_seen(place_of):
    place = place_of("lesson")
    assert place.old != place.new
    place.prepare()
    (place.folder / "out" / "lesson" / "index.html").write_text("half")
    (place.folder / "out" / ".other-0123456789ab.draft").mkdir()
    wrong = place.wrong_after()
    assert "index.html is neither old nor new" in wrong
    assert "left behind: ['out/.other-0123456789ab.draft']" in wrong
