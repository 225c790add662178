"""Every list that a scene stands in follows from scenes/story.toml."""

import re
from pathlib import Path

import pytest
from oracles import oracle_of
from oracles.said import ALSO, STORY_OF

from nnviz.film import find_scenes

ROOT = Path(__file__).parents[2]
ENTRIES = find_scenes(ROOT / "scenes")
NAMES = [entry.name for entry in ENTRIES]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_a_scene_has_an_oracle_that_is_found_by_its_name(entry):
    assert callable(oracle_of(entry))


def test_what_scenes_choose_to_say_is_said_of_scenes_that_are_there():
    assert {*ALSO, *STORY_OF} <= set(NAMES)


def test_the_table_of_scenes_shows_each_with_its_file_and_a_still():
    table = (ROOT / "scenes" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r'<img src="([^"]+)".*\[`(\w+)`\]\(([^)]+)\)', table)
    found = [(name, (ROOT / "scenes" / file).resolve()) for _, name, file in rows]
    assert found == [(entry.name, entry.path) for entry in ENTRIES], "run 'nnviz gallery'"
    for picture, *_ in rows:
        assert (ROOT / "scenes" / picture).is_file(), "run 'nnviz gallery'"


def test_the_readme_counts_them():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"the {len(ENTRIES) - 1} others" in text
