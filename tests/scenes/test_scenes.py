"""Every scene, played: clean at the end of each section, honest numbers, readable captions."""

import math
from functools import cache

import numpy as np
import pytest
from golden.stills import scene_class
from oracles import Plain, oracle_of
from oracles.said import is_a_tick, known_to, unknown

from nnviz.film import find_scenes
from nnviz.film.review.checks import review_scene
from nnviz.view import READING_SPEED

# The pieces are counted where each is tested; counting here takes half as long again.
pytestmark = pytest.mark.no_cover

ENTRIES = find_scenes()
PLAIN = Plain()
SHORTEST, LONGEST = 8.0, 40.0


@pytest.fixture(params=ENTRIES, ids=lambda entry: entry.name)
def entry(request):
    return request.param


def close(have, want):
    """Whether two nested values agree: numbers to 1e-9, everything else exactly."""
    if isinstance(want, dict):
        return set(have) == set(map(str, want)) and all(close(have[str(k)], want[k]) for k in want)
    if isinstance(want, list | tuple | np.ndarray):
        return len(have) == len(want) and all(map(close, have, want))
    if isinstance(want, float | np.floating):
        return math.isclose(have, want, rel_tol=1e-9, abs_tol=1e-12)
    return have == want


@cache
def numbers_of(entry):
    return oracle_of(entry)(PLAIN)


def test_a_scene_is_clean_honest_and_readable(entry):
    scene = scene_class(entry.name)
    review = review_scene(scene)
    assert review.findings == ()
    record = review.record
    assert SHORTEST <= record["duration"] <= LONGEST
    assert len(record["sections"]) >= 2
    assert all(section["name"] != "unnamed" for section in record["sections"])
    assert scene.title
    assert scene.teaches
    assert len(record["alt"]) >= 40
    assert record["captions"]
    for caption in record["captions"]:
        needed = len(caption["text"]) / READING_SPEED
        assert caption["end"] - caption["start"] >= needed - 0.11, caption
        assert caption["text"].count("\n") <= 1

    wanted = numbers_of(entry)
    assert set(record["numbers"]) == set(wanted)
    for name, value in wanted.items():
        assert close(record["numbers"][name], value), name
    assert wrong_numbers(entry, review) == []


def wrong_numbers(entry, review):
    """Return (text, numbers) for each text that says or shows a number the oracle does not know."""
    known = known_to(entry.name, PLAIN, numbers_of(entry))
    said = [*(caption["text"] for caption in review.record["captions"]), review.record["alt"]]
    shown = [text for text in review.texts if not is_a_tick(text)]
    return [(text, unknown(text, known)) for text in [*said, *shown] if unknown(text, known)]


def test_a_scene_can_be_read_on_white_and_gives_the_same_frames_twice(entry):
    first, second = (
        review_scene(scene_class(entry.name), theme="light", frame_rate=2.0) for _ in range(2)
    )
    assert first.findings == ()
    assert first.digest == second.digest


def test_a_scene_is_true_and_can_be_read_in_the_colours_for_the_colour_blind(entry):
    review = review_scene(scene_class(entry.name), theme="colorblind", painted=False)
    assert review.findings == ()
