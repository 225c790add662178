"""The check of said numbers finds a wrong one, and only that."""

import pytest

from oracles.plain import Plain
from oracles.said import is_a_tick, known_to, numbers_in, unknown

NUMBERS = {
    "outputs": [0.1, 0.0, 0.957, 0.2, 0, 0, 0, 0, 0, 0],
    "right": 1443,
    "part": 0.9625,
    "z": -3.456,
}


def left(text):
    return unknown(text, known_to("SomeScene", Plain(), NUMBERS))


@pytest.mark.parametrize(
    "text",
    [
        "The network reads a 2, at 0.96 of 1.",
        "1,443 are right, 96.2 %.",
        "1443 are right, 96 percent.",
        "z = −3.46, or -3.5",
        "10 outputs",
        "784-16-16-10, no number in a_(1,234) or x^(77)",
    ],
)
def test_what_follows_from_the_numbers_is_known(text):
    assert left(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The network reads a 3, at 0.96.", "3"),
        ("It reads a 2, at 0.95.", "0.95"),
        ("1,444 are right.", "1444"),
        ("96.3 % are right.", "96.3 %"),
        ("z = 3.46", "3.46"),
        ("z is -3.", "-3"),
    ],
)
def test_what_does_not_is_named(text, found):
    assert left(text) == [found]


def test_numbers_are_read_as_they_are_written():
    assert [float(value) for value, *_ in numbers_in("−1,234.50 and 7%, v2")] == [-1234.5, 7.0]


@pytest.mark.parametrize(
    ("text", "tick"), [("−15", True), ("50 %", True), ("31", False), ("0.5", False), ("8 %", False)]
)
def test_ticks_are_round(text, tick):
    assert is_a_tick(text) is tick
